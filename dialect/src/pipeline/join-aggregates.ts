import type { BoundExpression, BoundItem } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { constant, nullType } from '../analysis/shape.ts';
import type { GroupNode, JoinNode, PlanNode } from '../planner/plan-node.ts';
import { columnsGiven, columnsRead } from '../planner/plan-walk.ts';
import { conjuncts } from '../planner/conditions.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { aggregated, aggregatesOf, foundBy } from './found-rows.ts';
import type { Aggregated } from './found-rows.ts';
import { joinFields } from './join-fields.ts';
import { read, withPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import { placeOf } from './lower.ts';
import { plainSide } from './plain-side.ts';
import type { PlainSide } from './plain-side.ts';

/**
 * A join with one row of aggregates of what the left row finds in a collection by an equality of fields: expressions over the array that a
 * $lookup without a pipeline brings, or, where that might be too long, a group inside the $lookup. Undefined where it is something else.
 */
export function joinAggregates(c: Compiler, node: JoinNode, left: Built, name: string): Built | undefined {
  const aggregate = node.type === 'FULL' || node.on ? undefined : aggregated(node.right);
  const side = aggregate && plainSide(aggregate.group.input);
  if (!side) return undefined;
  const search = foundBy(c, side, left.layout, name);
  const made = search ? aggregatesOf(aggregate, search) : groupInside(c, aggregate, side, left.layout, name);
  if (!made) return undefined;
  const staged = (stage: Document): Stage => ({ stage, ...(node.origin ? { origin: node.origin } : {}) });
  if (!search) return { ...left, stages: [...left.stages, ...made.stages.map(staged)], layout: made.layout };
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

/** Only where the side asks nothing else of the row than the equality, which the $lookup then knows by itself. */
function groupInside(
  c: Compiler,
  { group, items }: Aggregated,
  side: PlainSide,
  local: Layout,
  name: string,
): { stages: readonly Document[]; layout: Layout } | undefined {
  const fields = joinFields(side.conditions, side, local);
  if (!fields || items.length > 0) return undefined;
  if (!fields.exact && (fields.local.mayBeArray === true || fields.local.type.name === 'array'))
    return undefined;
  const input = withoutCondition(group.input, fields.condition);
  const given = columnsGiven(input);
  const wanted = group.group.aggregates.filter(({ id }) => c.used.has(id));
  // One key that is the same for all rows: of no rows there is no group, and no row stands in for it.
  const key: BoundItem = { id: -1, value: constant(null, nullType, fields.condition.span) };
  const grouped: GroupNode = { ...group, input, group: { ...group.group, keys: [key], sets: [[0]] } };
  if ([...columnsRead(grouped)].some((id) => !given.has(id))) return undefined;
  const built = c.build(grouped, new Map());
  const guards: Document[] = [];
  if (!fields.exact) guards.push({ $match: { [fields.foreignField]: { $not: { $type: 'array' } } } });
  if (fields.guard) guards.push({ $match: { [fields.foreignField]: { $ne: null } } });
  const lookup = {
    from: side.scan.relation.collection,
    localField: fields.localField,
    foreignField: fields.foreignField,
    pipeline: [...guards, ...built.stages.map(({ stage }) => stage)],
    as: name,
  };
  const values = wanted.map(({ id, row }) => {
    const place = built.layout.get(id);
    const inside = place?.kind === 'path' ? place.path : [];
    const value = { $first: read({ kind: 'path', path: [name, ...inside] }) };
    return [c.name(id), { $ifNull: [value, row.name === 'COUNT' ? 0 : null] }] as const;
  });
  return {
    stages: [{ $lookup: lookup }, ...(values.length > 0 ? [{ $set: Object.fromEntries(values) }] : [])],
    layout: withPlaces(
      local,
      wanted.map(({ id }) => [id, placeOf(c, id)]),
    ),
  };
}

/** The side without a condition that something else takes care of. */
function withoutCondition(node: PlanNode, condition: BoundExpression): PlanNode {
  if (node.kind !== 'filter' && node.kind !== 'extend') return node;
  const input = withoutCondition(node.input, condition);
  if (node.kind === 'extend') return { ...node, input };
  const rest = conjuncts(node.predicate).filter((each) => each !== condition);
  if (rest.length === 0) return input;
  return { ...node, input, predicate: logical('AND', rest, node.predicate.span) };
}
