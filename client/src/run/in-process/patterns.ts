import { BSONRegExp } from 'bson';
import { evalExpr } from 'mingo/core';
import { $regexFind, $regexFindAll, $regexMatch } from 'mingo/operators/expression/string';
import type { ExpressionOperator } from './operators.ts';

// MongoDB's regular expressions are PCRE's: what JavaScript writes in another way is rewritten.

/** A regular expression as JavaScript reads it; `\z` is where the text ends, `(?i)` at its beginning an option of the whole. */
export function regExpOf(source: string, options: string): RegExp {
  const [, inline = '', rest = source] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(source) ?? [];
  const own = rest.replace(/\\([\s\S])/g, (whole, character: string) =>
    character === 'z' ? '(?![\\s\\S])' : whole,
  );
  const flags = [...new Set(inline + options)].filter((option) => 'ims'.includes(option)).join('');
  try {
    return new RegExp(own, `${flags}u`);
  } catch {
    // Escapes that nobody needs are an error where characters are whole.
    return new RegExp(own, flags);
  }
}

export const isPattern = (value: unknown): value is BSONRegExp => value instanceof BSONRegExp;

const evaluate = evalExpr as unknown as ExpressionOperator;

/** $regexMatch and its kin over such an expression. */
export const patternOperators: Readonly<Record<string, ExpressionOperator>> = {
  $regexMatch: over($regexMatch as unknown as ExpressionOperator),
  $regexFind: over($regexFind as unknown as ExpressionOperator),
  $regexFindAll: over($regexFindAll as unknown as ExpressionOperator),
};

function over(operator: ExpressionOperator): ExpressionOperator {
  return (document, expression, context) => {
    const { input, regex, options } = expression as Readonly<Record<string, unknown>>;
    const source = evaluate(document, regex, context);
    const flags = evaluate(document, options, context);
    const own =
      typeof source === 'string' ? regExpOf(source, typeof flags === 'string' ? flags : '') : source;
    return operator(document, { input, regex: { $literal: own } }, context);
  };
}
