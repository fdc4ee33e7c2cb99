import { BSONRegExp } from 'bson';
import { literal } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { Span } from '../text/span.ts';
import type { BoundLike } from '../analysis/bound.ts';
import type { Compiler } from './compiler.ts';

export interface Pattern {
  readonly expression: MongoExpression;
  /** `s`: a dot matches line ends too; `i`: in any case. */
  readonly options: string;
  /** The regular expression itself, where it is known; anchored ones that begin with plain text use an index. */
  readonly source?: string;
}

/** The regular expression that MongoDB needs for a pattern; undefined where it was refused. */
export function patternOf(
  c: Compiler,
  operator: BoundLike['operator'],
  pattern: LoweredArgument,
  escape: LoweredArgument | undefined,
  span: Span,
): Pattern | undefined {
  const options = operator === 'ILIKE' || operator === '~*' ? 'is' : 's';
  if (pattern.constant === undefined || (escape && escape.constant === undefined)) {
    if (operator !== 'LIKE' && operator !== 'ILIKE') {
      c.report('QL4005', span, [`The pattern of ${operator}`]);
      return undefined;
    }
    return { expression: computedLike(pattern.expression), options };
  }
  const text = String(pattern.constant);
  const mark = escape ? String(escape.constant) : '\\';
  const source =
    operator === 'SIMILAR TO'
      ? similarSource(text, mark)
      : operator === 'LIKE' || operator === 'ILIKE'
        ? likeSource(text, mark)
        : regexSource(text);
  return { expression: literal(source), options, source };
}

/** A query operator's value for a pattern. */
export const regexValue = (pattern: Pattern): BSONRegExp =>
  new BSONRegExp(pattern.source ?? '', pattern.options);

const special = /[\\^$.*+?()[\]{}|]/g;

export function likeSource(pattern: string, escape: string): string {
  let source = '';
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === escape && escape !== '') {
      index += 1;
      source += (characters[index] ?? '').replace(special, '\\$&');
    } else if (character === '%') source += '.*';
    else if (character === '_') source += '.';
    else source += character.replace(special, '\\$&');
  }
  // A trailing % needs no end: `^abc` reads the same range of an index, and stops earlier than `^abc.*\z`.
  return source.endsWith('.*') && !source.endsWith('\\.*') ? `^${source.slice(0, -2)}` : `^${source}\\z`;
}

/** A LIKE pattern that is known per row only, where no escape is given. */
function computedLike(pattern: MongoExpression): MongoExpression {
  const replace = (input: MongoExpression, find: string, replacement: string): MongoExpression => ({
    $replaceAll: { input, find: literal(find), replacement: literal(replacement) },
  });
  let expression = pattern;
  for (const character of ['\\', '^', '$', '.', '*', '+', '?', '(', ')', '[', ']', '{', '}', '|']) {
    expression = replace(expression, character, `\\${character}`);
  }
  // By now an escaped wildcard has two backslashes before it.
  expression = replace(expression, '\\\\%', '\u0001');
  expression = replace(expression, '\\\\_', '\u0002');
  expression = replace(expression, '\\\\\\\\', '\u0003');
  expression = replace(replace(expression, '%', '.*'), '_', '.');
  expression = replace(replace(replace(expression, '\u0001', '%'), '\u0002', '_'), '\u0003', '\\\\');
  return { $concat: ['^', expression, '\\z'] };
}

/** SIMILAR TO: a regular expression over the whole text whose wildcards are % and _. */
function similarSource(pattern: string, escape: string): string {
  let source = '';
  let bracket = false;
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === escape && escape !== '') {
      index += 1;
      source += (characters[index] ?? '').replace(special, '\\$&');
    } else if (bracket) {
      bracket = character !== ']';
      source += character === '\\' ? '\\\\' : character;
    } else if (character === '[') {
      bracket = true;
      source += '[';
    } else if (character === '%') source += '.*';
    else if (character === '_') source += '.';
    else if ('.^$\\'.includes(character)) source += `\\${character}`;
    else source += character === '(' ? '(?:' : character;
  }
  return `^(?:${source})\\z`;
}

/** PostgreSQL's regular expressions as PCRE reads them: word boundaries and the end of the text are written otherwise. */
export function regexSource(pattern: string): string {
  let source = '';
  let bracket = false;
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    if (character === '\\') {
      index += 1;
      const next = pattern[index] ?? '';
      source += boundaries[next] ?? `\\${next}`;
    } else if (bracket) {
      bracket = character !== ']';
      source += character;
    } else if (character === '[') {
      bracket = true;
      source += character;
    } else source += character === '$' ? '\\z' : character;
  }
  return source;
}

const boundaries: Readonly<Record<string, string>> = {
  y: '\\b',
  Y: '\\B',
  m: '\\b(?=\\w)',
  M: '\\b(?<=\\w)',
  Z: '\\z',
};
