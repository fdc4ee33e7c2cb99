import type { JoinNode } from '../planner/plan-node.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { aggregated, aggregatesOf, foundBy } from './found-rows.ts';
import { plainSide } from './plain-side.ts';

/**
 * A join with one row of aggregates of what the left row finds in a collection by an equality of fields: expressions over the array that a
 * $lookup without a pipeline brings. Undefined where it is something else.
 */
export function joinAggregates(c: Compiler, node: JoinNode, left: Built, name: string): Built | undefined {
  const aggregate = node.type === 'FULL' || node.on ? undefined : aggregated(node.right);
  const side = aggregate && plainSide(aggregate.group.input);
  const search = side && foundBy(c, side, left.layout, name);
  const made = search && aggregatesOf(aggregate, search);
  if (!made) return undefined;
  const staged = (stage: Stage['stage']): Stage => ({
    stage,
    ...(node.origin ? { origin: node.origin } : {}),
  });
  const at = nextLookup(left.stages, String(search.lookup['localField']));
  const stages = [
    ...left.stages.slice(0, at),
    staged({ $lookup: search.lookup }),
    ...left.stages.slice(at),
    ...made.stages.map(staged),
  ];
  return { ...left, stages, layout: made.layout };
}

/** Where a $lookup by the field may stand: right behind the one before it, so that the server may do both in one go. */
function nextLookup(stages: readonly Stage[], field: string): number {
  const [top = ''] = field.split('.');
  let at = stages.length;
  const computes = (set: unknown): boolean =>
    typeof set === 'object' && set !== null && !Object.keys(set).includes(top);
  while (at > 0 && computes(stages[at - 1]?.stage['$set'])) at -= 1;
  return '$lookup' in (stages[at - 1]?.stage ?? {}) ? at : stages.length;
}
