import { SqlError } from '../values.ts';

// Patterns as the two regular expression engines take them: MongoDB's PCRE and JavaScript's. PostgreSQL's own are nearly PCRE: the
// escapes that differ are rewritten.

const special = /[\\^$.|?*+()[\]{}/]/;
const quoted = (char: string): string => (special.test(char) ? `\\${char}` : char);

/** SIMILAR TO as a regular expression: % and _ as in LIKE; | * + ? {} () [] as in regular expressions. */
export function similarPattern(pattern: string, escape = '\\'): string {
  let out = '^(?:';
  let inClass = false;
  const chars = [...pattern];
  for (let index = 0; index < chars.length; index += 1) {
    const char = chars[index]!;
    if (escape !== '' && char === escape) {
      index += 1;
      out += quoted(chars[index] ?? '');
    } else if (inClass) {
      if (char === ']') inClass = false;
      out += char === '\\' || char === '[' ? char : char;
    } else if (char === '[') {
      inClass = true;
      out += char;
    } else if (char === '%') out += '.*';
    else if (char === '_') out += '.';
    else if (char === '(') out += '(?:';
    else if ('.^$\\'.includes(char)) out += `\\${char}`;
    else out += char;
  }
  return `${out})$`;
}

type Engine = 'pcre' | 'javascript';

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

/** PostgreSQL's regular expression for one of the engines. `$` means the text's very end. */
export function regexPattern(pattern: string, engine: Engine): string {
  const source = pattern.replace(/^\*\*\*:/, '');
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
    } else if (char === '$' && engine === 'pcre') out += '\\z';
    else out += char;
  }
  return out;
}

const wordClass = '\\p{L}\\p{N}_';
const wordStart = `(?<![${wordClass}])(?=[${wordClass}])`;
const wordEnd = `(?<=[${wordClass}])(?![${wordClass}])`;

function escapeFor(letter: string, engine: Engine, inClass: boolean): string {
  switch (letter) {
    // JavaScript's own \w and \b know ASCII only.
    case 'w':
      return inClass ? wordClass : `[${wordClass}]`;
    case 'W':
      return inClass ? '\\W' : `[^${wordClass}]`;
    case 'y':
      return `(?:${wordStart}|${wordEnd})`;
    case 'Y':
      return `(?!${wordStart}|${wordEnd})`;
    case 'm':
    case '<':
      return wordStart;
    case 'M':
    case '>':
      return wordEnd;
    case 'A':
      return engine === 'pcre' ? '\\A' : '^';
    case 'Z':
      return engine === 'pcre' ? '\\z' : '$';
    default:
      return `\\${letter}`;
  }
}

/** PostgreSQL's flags as MongoDB's options. `g` is for the caller. */
export function regexOptions(flags: string): string {
  const insensitive = flags.includes('i') ? 'i' : '';
  const lines = /[nm]/.test(flags) ? 'm' : 's';
  return insensitive + lines + (flags.includes('x') ? 'x' : '');
}

/** What the flag x means: blanks and comments do not count, but for those in brackets and behind a backslash. */
const withoutBlanks = (pattern: string): string =>
  pattern.replace(/\\[\s\S]|\[\^?\]?[^\]]*\]|\s+|#.*/g, (part) => (/^[\s#]/.test(part) ? '' : part));

const compiled = new Map<string, RegExp>();

/** A JavaScript regular expression, or an SqlError that quotes the pattern. */
export function javascriptRegex(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known) {
    known.lastIndex = 0;
    return known;
  }
  const options = regexOptions(flags).replace('x', '') + (flags.includes('g') ? 'g' : '') + 'd';
  const source = regexPattern(flags.includes('x') ? withoutBlanks(pattern) : pattern, 'javascript');
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
