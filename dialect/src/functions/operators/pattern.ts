import { cond, literal, strictly } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { isOpen } from '../type-rules.ts';
import { computedPattern } from './computed-pattern.ts';
import { regexPattern, searchOf } from './pattern-text.ts';

export type RegexOperator = '~' | '~*' | '!~' | '!~*';

/** A value that $regexMatch takes: what is no text matches nothing. */
function onText(
  context: LoweringContext,
  text: LoweredArgument,
  pattern: LoweredArgument,
  build: (text: MongoExpression, pattern: MongoExpression) => MongoExpression,
): MongoExpression {
  return strictly(context, [text, pattern], (value, source) => {
    if (!isOpen(text.type)) return build(value, source);
    return cond({ $eq: [{ $type: value }, 'string'] }, build(value, source), false);
  });
}

/** `~`, `~*`, `!~`, `!~*`. */
export function lowerRegex(
  operator: RegexOperator,
  text: LoweredArgument,
  pattern: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const options = operator.endsWith('*') ? 'is' : 's';
  const known =
    typeof pattern.constant === 'string' ? literal(regexPattern(pattern.constant, 'pcre')) : undefined;
  return onText(context, text, pattern, (input, source) => {
    const match: MongoExpression = {
      $regexMatch: { input, regex: known ?? computedPattern('regex', source, undefined, context), options },
    };
    return operator.startsWith('!') ? { $not: [match] } : match;
  });
}

export function evaluateRegex(operator: RegexOperator, text: string, pattern: string): boolean {
  const found = searchOf(text, pattern, operator.endsWith('*') ? 'i' : '').test(text);
  return operator.startsWith('!') ? !found : found;
}
