import type { Document } from '../../../dialect/src/index.ts';

/**
 * A pipeline that may run in a transaction, where MongoDB has no $unionWith: the rows of unions are gathered in one document, which the server
 * keeps in memory (100 MB), and taken apart again.
 */
export function withinTransaction(pipeline: readonly Document[]): Document[] {
  const stages: Document[] = [];
  for (let index = 0; index < pipeline.length; index += 1) {
    const stage = pipeline[index] ?? {};
    if ('$unionWith' in stage) {
      const after = pipeline.slice(index).findIndex((each) => !('$unionWith' in each));
      const unions = pipeline.slice(index, after < 0 ? undefined : index + after);
      stages.push(...gathered(unions.map(({ $unionWith }) => $unionWith as Union)));
      index += unions.length - 1;
    } else stages.push(inner(stage));
  }
  return stages;
}

interface Union {
  readonly coll?: string;
  readonly pipeline?: readonly Document[];
}

/** The rows at hand and those of the unions, one behind the other. */
function gathered(unions: readonly Union[]): readonly Document[] {
  const parts = unions.map((_, index) => `p${index}`);
  return [
    { $facet: { rows: [{ $match: {} }] } },
    ...unions.map(({ coll, pipeline }, index) => ({
      $lookup: {
        ...(coll === undefined ? {} : { from: coll }),
        pipeline: withinTransaction(pipeline ?? []),
        as: parts[index],
      },
    })),
    { $project: { rows: { $concatArrays: ['$rows', ...parts.map((part) => `$${part}`)] } } },
    { $unwind: '$rows' },
    { $replaceWith: '$rows' },
  ];
}

/** A stage with the pipeline that it holds made fit as well. */
function inner(stage: Document): Document {
  const lookup = stage['$lookup'] as { readonly pipeline?: Document[] } | undefined;
  if (!lookup?.pipeline) return stage;
  return { $lookup: { ...lookup, pipeline: withinTransaction(lookup.pipeline) } };
}
