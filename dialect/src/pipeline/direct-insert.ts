import type { WritePlan } from '../planner/plan-step.ts';
import type { DirectInsert, Document } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import { isPlain } from './layout.ts';
import { lower } from './lower.ts';

/**
 * An INSERT of what a query over other collections gives, as documents that the server merges into the collection by itself; undefined where
 * rows must be read first: there is RETURNING, a conflict that is dealt with, the collection itself among what is read, an _id.
 */
export function directInsert(c: Compiler, plan: WritePlan, built: Built): DirectInsert | undefined {
  const { step, branches, outputs } = plan;
  const [branch] = branches;
  if (branches.length !== 1 || !branch || branch.when || branch.action !== 'insert') return undefined;
  if (step.existing || outputs.length > 0 || step.onDuplicate !== 'insert') return undefined;
  const { source } = built;
  const stages = built.stages.map((each) => each.stage);
  if (source.kind !== 'collection' || source.collection === step.collection) return undefined;
  if (stages.some((stage) => reads(stage, step.collection))) return undefined;
  const document: Document = {};
  for (const { field, value } of branch.values) {
    // A NULL _id is one that is still to be made, which $merge does not do; dotted names are documents inside the document.
    if (!isPlain([field]) || field === '_id' || field in document) return undefined;
    document[field] = { $ifNull: [lower(c, value, built.layout).expression, null] };
  }
  const pipeline = [...stages, { $replaceWith: document }];
  const computed = { $group: { _id: null, n: { $sum: 1 }, v: { $max: '$$ROOT' } } };
  return {
    read: { source, pipeline },
    check: { source, pipeline: [...pipeline, computed, { $project: { _id: 0, n: 1 } }] },
  };
}

/** Whether a stage, or one inside it, reads the collection. */
function reads(value: unknown, collection: string): boolean {
  if (Array.isArray(value)) return value.some((each) => reads(each, collection));
  if (typeof value !== 'object' || value === null || '$literal' in value) return false;
  return Object.entries(value).some(
    ([name, inner]) =>
      ((name === 'from' || name === 'coll') && inner === collection) || reads(inner, collection),
  );
}
