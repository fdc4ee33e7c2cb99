import { LeftToRun, SqlError } from '../values.ts';
import { searchMayBeLong } from './search-cost.ts';

// Patterns as the two regular expression engines take them: MongoDB's PCRE and JavaScript's. PostgreSQL's own are nearly PCRE: the
// escapes that differ are rewritten.

/** What means something to a regular expression: a backslash before it takes the meaning away. */
export const specialCharacters = [...'\\^$.|?*+()[]{}/'];
const quoted = (char: string): string => (specialCharacters.includes(char) ? `\\${char}` : char);

/** Where a text ends; to PCRE, `$` also stands before a last line end. */
const textEnd: Readonly<Record<Engine, string>> = { pcre: '\\z', javascript: '$' };

/** LIKE as a regular expression: % stands for any characters, _ for one. */
export function likePattern(pattern: string, escape = '\\', engine: Engine = 'pcre'): string {
  let out = '^';
  const chars = [...pattern];
  for (let index = 0; index < chars.length; index += 1) {
    const char = chars[index]!;
    // A trailing % needs no end: `^abc` reads the same range of an index, and stops earlier than `^abc.*\z`.
    if (char === '%' && char !== escape && index === chars.length - 1) return out;
    if (char === escape && escape !== '') {
      index += 1;
      out += quoted(chars[index] ?? '');
    } else if (char === '%') out += '.*';
    else if (char === '_') out += '.';
    else out += quoted(char);
  }
  return out + textEnd[engine];
}

/** SIMILAR TO as a regular expression: % and _ as in LIKE; | * + ? {} () [] as in regular expressions. */
export function similarPattern(pattern: string, escape = '\\', engine: Engine = 'pcre'): string {
  return `^(?:${regexPattern(similarBody(pattern, escape), engine)})${textEnd[engine]}`;
}

export const isWordCharacter = (char: string): boolean => /^[a-z0-9]$/i.test(char);

/** The same without its ends, as PostgreSQL's regular expression. */
export function similarBody(pattern: string, escape = '\\'): string {
  let out = '';
  let inClass = false;
  const chars = [...pattern];
  for (let index = 0; index < chars.length; index += 1) {
    const char = chars[index]!;
    if (escape !== '' && char === escape) {
      index += 1;
      const next = chars[index] ?? '';
      // A letter or digit keeps what a backslash makes of it in regular expressions.
      out += isWordCharacter(next) ? `\\${next}` : quoted(next);
    } else if (inClass) {
      if (char === ']') inClass = false;
      out += char === '\\' ? '\\\\' : char;
    } else if (char === '[') {
      inClass = true;
      out += char;
    } else if (char === '%') out += '.*';
    else if (char === '_') out += '.';
    else if (char === '(') out += '(?:';
    else if ('.^$\\'.includes(char)) out += `\\${char}`;
    else out += char;
  }
  return out;
}

export type Engine = 'pcre' | 'javascript';

const classes: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '\\d',
  alnum: '\\p{L}\\p{N}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@[-`{-~',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
};

/** PostgreSQL's regular expression for one of the engines. `$` means the text's very end; a line's, too, where `lines` is set. */
export function regexPattern(pattern: string, engine: Engine, lines = false): string {
  if (pattern.startsWith('***=')) return [...pattern.slice(4)].map(quoted).join('');
  const source = pattern.replace(/^\*\*\*:/, '');
  const embedded = /^\(\?([a-z]+)\)/.exec(source);
  if (embedded && /[^isx]/.test(embedded[1]!))
    return withOptions(embedded[1]!, source.slice(embedded[0].length), engine);
  let out = '';
  let inClass = false;
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index]!;
    if (char === '\\') {
      const next = source[index + 1] ?? '';
      index += 1;
      out += escapeFor(next, engine, inClass);
    } else if (inClass) {
      const named = /^\[:(\w+):\]/.exec(source.slice(index));
      if (named) {
        out += classes[named[1]!] ?? '';
        index += named[0].length - 1;
      } else {
        if (char === ']') inClass = false;
        out += char === '[' && engine === 'javascript' ? '\\[' : char;
      }
    } else if (char === '[') {
      inClass = true;
      out += char;
      if (source[index + 1] === '^') {
        out += '^';
        index += 1;
      }
      // A bracket that comes first is an ordinary character.
      if (source[index + 1] === ']') {
        out += '\\]';
        index += 1;
      }
    } else if (char === '$' && engine === 'pcre' && !lines) out += '\\z';
    else out += char;
  }
  return out;
}

/** What PostgreSQL's options at a pattern's beginning mean, in those that both engines know. */
function withOptions(flags: string, pattern: string, engine: Engine): string {
  const lines = byLines(flags);
  const on = (flags.includes('i') ? 'i' : '') + (lines ? 'm' : '') + (flags.includes('x') ? 'x' : '');
  const off = (lines ? 's' : '') + (flags.includes('c') ? 'i' : '');
  const literally = flags.includes('q');
  const body = literally ? [...pattern].map(quoted).join('') : regexPattern(pattern, engine, lines);
  return on + off === '' ? body : `(?${on}${off && `-${off}`}:${body})`;
}

const wordClass = '\\p{L}\\p{N}_';
const wordStart = `(?<![${wordClass}])(?=[${wordClass}])`;
const wordEnd = `(?<=[${wordClass}])(?![${wordClass}])`;

/** Escapes that PCRE writes otherwise, or that know ASCII only there and in JavaScript. */
export const regexEscapes: Readonly<Record<string, string>> = {
  w: `[${wordClass}]`,
  W: `[^${wordClass}]`,
  y: `(?:${wordStart}|${wordEnd})`,
  Y: `(?!${wordStart}|${wordEnd})`,
  m: wordStart,
  '<': wordStart,
  M: wordEnd,
  '>': wordEnd,
  Z: '\\z',
};

const javascriptEnds: Readonly<Record<string, string>> = { A: '(?<![\\s\\S])', Z: '(?![\\s\\S])' };

function escapeFor(letter: string, engine: Engine, inClass: boolean): string {
  if (inClass) return letter === 'w' ? wordClass : `\\${letter}`;
  const ends = engine === 'javascript' ? javascriptEnds[letter] : undefined;
  return ends ?? regexEscapes[letter] ?? `\\${letter}`;
}

/** Whether `^` and `$` also stand at line ends, which a dot does not match. */
export const byLines = (flags: string): boolean => /[nm]/.test(flags);

/** PostgreSQL's flags as MongoDB's options. `g` is for the caller. */
export function regexOptions(flags: string): string {
  const insensitive = flags.includes('i') ? 'i' : '';
  const lines = byLines(flags) ? 'm' : 's';
  return insensitive + lines + (flags.includes('x') ? 'x' : '');
}

/** What the flag x means: blanks and comments do not count, but for those in brackets and behind a backslash. */
const withoutBlanks = (pattern: string): string =>
  pattern.replace(/\\[\s\S]|\[\^?\]?[^\]]*\]|\s+|#.*/g, (part) => (/^[\s#]/.test(part) ? '' : part));

const compiled = new Map<string, RegExp>();

/** What looks for a pattern in a text of constants: LeftToRun where that may take long. */
export function searchOf(text: string, pattern: string, flags = ''): RegExp {
  if (searchMayBeLong(pattern, text.length)) throw new LeftToRun();
  return javascriptRegex(pattern, flags);
}

/** A JavaScript regular expression, or an SqlError that quotes the pattern. */
export function javascriptRegex(pattern: string, flags = ''): RegExp {
  const embedded = /^\(\?([a-z]+)\)/.exec(pattern);
  if (embedded) return javascriptRegex(pattern.slice(embedded[0].length), flags + embedded[1]!);
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) {
    known.lastIndex = 0;
    return known;
  }
  const options = regexOptions(flags).replace('x', '') + (flags.includes('g') ? 'g' : '') + 'd';
  const source = regexPattern(
    flags.includes('x') ? withoutBlanks(pattern) : pattern,
    'javascript',
    byLines(flags),
  );
  const attempt = (extra: string): RegExp | undefined => {
    try {
      return new RegExp(source, options + extra);
    } catch {
      return undefined;
    }
  };
  // With `u` a character is a code point; but it is strict about escapes that PostgreSQL allows.
  const regex = attempt('u') ?? attempt('');
  if (!regex) throw new SqlError(`'${pattern}' is not a regular expression`);
  compiled.set(key, regex);
  return regex;
}
