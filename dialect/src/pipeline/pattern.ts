import { BSONRegExp } from 'bson';
import { literal } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { LoweredArgument, LoweringContext } from '../functions/lowering.ts';
import { computedPattern } from '../functions/operators/computed-pattern.ts';
import { likePattern, regexPattern, similarPattern } from '../functions/operators/pattern-text.ts';
import type { BoundLike } from '../analysis/bound.ts';

export interface Pattern {
  readonly expression: MongoExpression;
  /** `s`: a dot matches line ends too; `i`: in any case. */
  readonly options: string;
  /** The regular expression itself, where it is known; anchored ones that begin with plain text use an index. */
  readonly source?: string;
}

/** The regular expression that MongoDB needs for a pattern. */
export function patternOf(
  operator: BoundLike['operator'],
  pattern: LoweredArgument,
  escape: LoweredArgument | undefined,
  context: LoweringContext,
): Pattern {
  const options = operator === 'ILIKE' || operator === '~*' ? 'is' : 's';
  const like = operator === 'LIKE' || operator === 'ILIKE';
  if (pattern.constant === undefined || (escape && escape.constant === undefined)) {
    const kind = like ? 'LIKE' : operator === 'SIMILAR TO' ? operator : 'regex';
    return { expression: computedPattern(kind, pattern.expression, escape?.expression, context), options };
  }
  const text = String(pattern.constant);
  const mark = escape ? String(escape.constant) : '\\';
  const source = like
    ? likePattern(text, mark)
    : operator === 'SIMILAR TO'
      ? similarPattern(text, mark)
      : regexPattern(text, 'pcre');
  return { expression: literal(source), options, source };
}

/** A query operator's value for a pattern. */
export const regexValue = (pattern: Pattern): BSONRegExp =>
  new BSONRegExp(pattern.source ?? '', pattern.options);

/** The pattern of LIKE for what begins with a text. */
export const prefixPattern = (prefix: string): string => `${prefix.replace(/[\\%_]/g, '\\$&')}%`;
