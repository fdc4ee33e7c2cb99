import { BSONRegExp } from 'bson';
import { evalExpr } from 'mingo/core';
import { $regexFind, $regexFindAll, $regexMatch } from 'mingo/operators/expression/string';
import type { ExpressionOperator } from './operators.ts';

// MongoDB's regular expressions are PCRE's: what JavaScript writes in another way is rewritten.

/** A regular expression as JavaScript reads it; `\z` is where the text ends, `(?i)` at its beginning an option of the whole. */
export function regExpOf(source: string, options: string): RegExp {
  const [, inline = '', rest = source] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(source) ?? [];
  // An option in the middle holds to the end; JavaScript wants to be told which part it is for.
  const told = rest.replace(/\(\?([ims]+)\)([^|()]*)$/, '(?$1:$2)');
  const own = told.replace(/\\([\s\S])/g, (whole, character: string) =>
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
  $regexMatch: jsonOr(over($regexMatch as unknown as ExpressionOperator)),
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

/** The dialect's pattern of JSON refers to itself, as JavaScript's expressions cannot: the text is read instead. */
function jsonOr(operator: ExpressionOperator): ExpressionOperator {
  return (document, expression, context) => {
    const { input, regex } = expression as Readonly<Record<string, unknown>>;
    const source = evaluate(document, regex, context);
    const [, kind] = json.exec(typeof source === 'string' ? source : '') ?? [];
    if (kind === undefined) return operator(document, expression, context);
    return isJson(evaluate(document, input, context), kind);
  };
}

const json = /^\(\?\(DEFINE\).*\(\?&(value|object|array|scalar)\)\(\?&gap\)\\z$/;

function isJson(text: unknown, kind: string): boolean {
  try {
    const value: unknown = JSON.parse(String(text));
    const found = Array.isArray(value) ? 'array' : Object(value) === value ? 'object' : 'scalar';
    return kind === 'value' || kind === found;
  } catch {
    return false;
  }
}
