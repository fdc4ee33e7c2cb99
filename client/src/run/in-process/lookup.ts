import { evalExpr } from 'mingo/core';
import type { Lazy } from 'mingo/lazy';
import { $lookup as withPipeline } from 'mingo/operators/pipeline';
import type { Document } from '../../../../dialect/src/index.ts';
import { equal, valuesAt } from './query-operators.ts';

type Documents = ReturnType<typeof Lazy>;
type Stage = (documents: Documents, given: Lookup, options: unknown) => Documents;

interface Lookup {
  /** The rows themselves; without them the pipeline begins with $documents. */
  readonly from?: readonly Document[];
  readonly localField?: string;
  readonly foreignField?: string;
  readonly pipeline?: readonly Document[];
  readonly let?: Document;
  readonly as: string;
}

const inner = withPipeline as unknown as Stage;
const evaluate = evalExpr as unknown as (document: unknown, expression: unknown, options: unknown) => unknown;

/** $lookup, where mingo’s own forgets the fields when there is a pipeline too, and takes decimals of one value for different keys. */
export function lookup(lazy: typeof Lazy): Stage {
  return (documents, given, options) => {
    const { from, localField, foreignField, ...rest } = given;
    if (localField === undefined || foreignField === undefined) return inner(documents, given, options);
    const [first, ...others] = given.pipeline ?? [];
    const own = first?.['$documents'];
    const rows = from ?? (evaluate({}, own, options) as readonly Document[]);
    const pipeline = own === undefined ? (given.pipeline ?? []) : others;
    const foreign = rows.map((row) => ({ row, keys: valuesAt(row, foreignField.split('.')) }));
    return documents.map((document: unknown) => {
      const locals = valuesAt(document, localField.split('.'));
      const found = foreign.filter(({ keys }) =>
        keys.some((key) => locals.some((local) => equal(key, local))),
      );
      const matched = { ...rest, from: found.map(({ row }) => row), pipeline };
      return inner(lazy([document]), matched, options).collect()[0];
    });
  };
}
