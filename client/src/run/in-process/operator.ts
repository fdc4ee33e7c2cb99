import { evalExpr } from 'mingo/core';

/** An expression operator as mingo calls it: with the document, what stands behind the operator's name, and its own options. */
export type ExpressionOperator = (document: unknown, expression: unknown, options: unknown) => unknown;

export type Compute = (...values: unknown[]) => unknown;

/** An operator of a fixed or free number of arguments, evaluated; any missing or null makes the result null. */
export function strict(name: string, compute: Compute): ExpressionOperator {
  return (document, expression, options) => {
    const values = evaluated(document, expression, options);
    if (values.some((value) => value === null || value === undefined)) return null;
    try {
      return compute(...values);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  };
}

/** An expression's value for a document. */
export const evaluate = evalExpr as unknown as ExpressionOperator;

/** The arguments of an operator, one or several, for a document. */
export function evaluated(document: unknown, expression: unknown, options: unknown): readonly unknown[] {
  const list = Array.isArray(expression) ? expression : [expression];
  return list.map((one) => evaluate(document, one, options));
}
