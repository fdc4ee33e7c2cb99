import type { WritePlan } from '../planner/plan-step.ts';
import { cannotFail, isPureQuery } from './cannot-fail.ts';
import type { DirectWrite, Document } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import { isPlain } from './layout.ts';
import { lower } from './lower.ts';

/**
 * An UPDATE or DELETE of one collection that its own documents decide, as one command; undefined where rows must be read first: there is
 * RETURNING, another relation, a subquery. A WHERE that filters nothing goes the careful way, too.
 */
export function directWrite(c: Compiler, plan: WritePlan, built: Built): DirectWrite | undefined {
  const { step, branches, outputs } = plan;
  const [branch] = branches;
  if (branches.length !== 1 || !branch || branch.when || step.existing || outputs.length > 0)
    return undefined;
  if (branch.action !== 'update' && branch.action !== 'delete') return undefined;
  const { source, stages } = built;
  if (source.kind !== 'collection' || source.collection !== step.collection) return undefined;
  if (source.database !== step.database) return undefined;
  const filter = step.where
    ? matchAlone(stages.map((each) => each.stage))
    : stages.length === 0
      ? {}
      : undefined;
  if (!filter) return undefined;
  if (branch.action === 'delete') {
    return isPureQuery(filter)
      ? { filter }
      : { filter, check: { source, pipeline: [{ $match: filter }, { $count: 'n' }] } };
  }
  const set: Document = {};
  let certain = isPureQuery(filter);
  for (const { field, value } of branch.values) {
    // What stands under a dotted name means each element of an array to a pipeline; _id cannot be changed.
    if (!isPlain([field]) || field === '_id' || field in set) return undefined;
    const { expression } = lower(c, value, built.layout);
    certain &&= cannotFail(value, expression);
    set[field] = { $ifNull: [expression, null] };
  }
  if (Object.keys(set).length === 0) return undefined;
  const update = [{ $set: set }];
  if (certain) return { filter, update };
  const values = Object.fromEntries(Object.values(set).map((value, index) => [`v${index}`, value]));
  const tried = { $group: { _id: null, v: { $max: values } } };
  return { filter, update, check: { source, pipeline: [{ $match: filter }, tried] } };
}

/** The filter of a pipeline that is one $match with conditions. */
function matchAlone(stages: readonly Document[]): Document | undefined {
  const [stage, ...more] = stages;
  const match = stage?.['$match'] as Document | undefined;
  return match && more.length === 0 && Object.keys(match).length > 0 ? match : undefined;
}
