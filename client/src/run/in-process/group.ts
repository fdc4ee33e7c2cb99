import type { Lazy } from 'mingo/lazy';
import type { Document } from '../../../../dialect/src/index.ts';
import { accumulate } from './accumulators.ts';
import { evaluateEach } from './evaluate.ts';
import { valueKey } from './value-key.ts';

type Documents = ReturnType<typeof Lazy>;

/** Documents that share the value of an expression, in the order in which the values come. */
export function partitions(
  documents: readonly unknown[],
  by: unknown,
  options: unknown,
): readonly { readonly value: unknown; readonly documents: readonly unknown[] }[] {
  const found = new Map<string, { readonly value: unknown; readonly documents: unknown[] }>();
  evaluateEach(documents, by ?? { $literal: null }, options).forEach((value, index) => {
    const key = valueKey(value ?? null);
    const known = found.get(key);
    if (known) known.documents.push(documents[index]);
    else found.set(key, { value: value ?? null, documents: [documents[index]] });
  });
  return [...found.values()];
}

/** $group, where mingo’s own takes an accumulator for the expression of its name, and decimals of one value for different keys. */
export function group(lazy: typeof Lazy) {
  return (documents: Documents, given: Document, options: unknown): Documents => {
    const { _id: by, ...fields } = given;
    return documents.transform((all: unknown[]) =>
      lazy(
        partitions(all, by, options).map(({ value, documents: own }) => ({
          _id: value,
          ...Object.fromEntries(
            Object.entries(fields).map(([name, accumulator]) => [
              name,
              accumulate(own, accumulator as Document, options),
            ]),
          ),
        })),
      ),
    );
  };
}
