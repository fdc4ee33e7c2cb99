import type { Document } from '../../../dialect/src/index.ts';
import { PoolError } from '../pools/pool-error.ts';

/**
 * A pipeline that may run in a transaction, where MongoDB has no $unionWith. The row of an aggregate over nothing comes
 * in another way; what is a union by itself is refused.
 */
export function withinTransaction(pipeline: readonly Document[]): Document[] {
  const stages: Document[] = [];
  for (let index = 0; index < pipeline.length; index += 1) {
    const stage = pipeline[index] ?? {};
    const spare = spareRow(stage, pipeline[index + 1]);
    if (spare) {
      stages.push(
        { $facet: { found: [{ $limit: 1 }] } },
        { $replaceWith: { $ifNull: [{ $first: '$found' }, { $literal: spare }] } },
      );
      index += 1;
    } else if ('$unionWith' in stage)
      throw new PoolError('QL5042', ['What the server runs as a union (UNION, FULL JOIN, ROLLUP)']);
    else stages.push(inner(stage));
  }
  return stages;
}

/** The row that stands in where none was grouped: `$unionWith` of that row alone, and the first row of both. */
function spareRow({ $unionWith: union }: Document, next: Document | undefined): unknown {
  const { coll, pipeline } = (union ?? {}) as { readonly coll?: string; readonly pipeline?: Document[] };
  const [only, ...more] = pipeline ?? [];
  const rows = (only?.['$documents'] as Document | undefined)?.['$literal'];
  const alone = coll === undefined && more.length === 0 && Array.isArray(rows) && rows.length === 1;
  return alone && next?.['$limit'] === 1 ? (rows as unknown[])[0] : undefined;
}

/** A stage with the pipeline that it holds made fit as well. */
function inner(stage: Document): Document {
  const lookup = stage['$lookup'] as { readonly pipeline?: Document[] } | undefined;
  if (!lookup?.pipeline) return stage;
  return { $lookup: { ...lookup, pipeline: withinTransaction(lookup.pipeline) } };
}
