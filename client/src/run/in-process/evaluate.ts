import { $push } from 'mingo/operators/accumulator';

type Push = (
  documents: readonly unknown[],
  expression: unknown,
  options: unknown,
) => readonly { readonly value?: unknown }[];

/** mingo’s own sets `$$ROOT` for each document, and makes what is missing null: within a document it stays away. */
const push = $push as unknown as Push;

/**
 * An expression's value for each document, `$$ROOT` being that document; undefined where it is missing. Without an expression the documents
 * are the values: so mingo calls an accumulator that stands for the expression of its name.
 */
export function evaluateEach(
  documents: readonly unknown[],
  expression: unknown,
  options: unknown,
): readonly unknown[] {
  if (expression === null || expression === undefined) return documents;
  return push(documents, { value: expression }, options).map(({ value }) => value);
}

/** An expression's value for one document. */
export function evaluateOne(document: unknown, expression: unknown, options: unknown): unknown {
  return evaluateEach([document], expression ?? { $literal: null }, options)[0];
}
