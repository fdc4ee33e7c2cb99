import type { BoundSortKey } from '../analysis/bound.ts';
import type { PlanNode } from '../planner/plan-node.ts';
import { plainName } from './build-order.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import type { Layout } from './layout.ts';
import { sourceStages } from './lookup.ts';

/**
 * Of a collection's rows the first of each order that has a value, each found by an index; all rows where they cannot be told so. An array
 * is no value of a plain type, and would stand in the index by its elements.
 */
export function rowsAtEnds(c: Compiler, node: PlanNode, ends: readonly BoundSortKey[], outer: Layout): Built {
  const input = c.build(node, outer);
  const { from, pipeline } = sourceStages(input);
  const firsts = ends.map((end) => firstOf(end, input.layout));
  if (from === undefined || !firsts.every((each) => each !== undefined)) return input;
  const [first = [], ...others] = firsts;
  const stages: Document[] = [
    ...first,
    ...others.map((other) => ({ $unionWith: { coll: from, pipeline: [...pipeline, ...other] } })),
  ];
  return { ...input, stages: [...input.stages, ...stages.map((stage): Stage => ({ stage }))] };
}

function firstOf({ value, descending }: BoundSortKey, layout: Layout): readonly Document[] | undefined {
  const field = plainName(value, layout);
  if (field === undefined) return undefined;
  const known: Document = {
    ...(value.nullable ? { $ne: null } : {}),
    ...(value.mayBeArray ? { $not: { $type: 'array' } } : {}),
  };
  return [
    ...(Object.keys(known).length > 0 ? [{ $match: { [field]: known } }] : []),
    { $sort: { [field]: descending ? -1 : 1 } },
    { $limit: 1 },
  ];
}
