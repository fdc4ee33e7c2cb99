import type { BoundAggregate, BoundGroup } from '../analysis/bound.ts';
import { some } from '../analysis/walk.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { GroupNode } from '../planner/plan-node.ts';
import { ofRow } from './accumulator.ts';
import type { Accumulator, GroupKeys } from './accumulator.ts';
import { accumulate } from './aggregate.ts';
import { rowsAtEnds } from './build-ends.ts';
import type { Document } from './command.ts';
import { behind } from './compiler.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { at, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { groupKey } from './group-key.ts';
import { placeOf } from './lower.ts';

/** GROUP BY as $group. Without keys there is always one row, even over no rows. */
export function buildGroup(c: Compiler, node: GroupNode, outer: Layout): Built {
  if (!node.gathered || node.input.kind !== 'group' || !c.arrays.allowed) return grouped(c, node, outer);
  c.arrays.taken = true;
  const { gathered, ...place } = node;
  return grouped(c, { ...place, input: node.input.input, group: gathered }, outer);
}

function grouped(c: Compiler, node: GroupNode, outer: Layout): Built {
  const input = node.ends ? rowsAtEnds(c, node.input, node.ends, outer) : c.build(node.input, outer);
  const { group } = node;
  const plain = group.sets.length === 1 && group.sets[0]?.length === group.keys.length;
  const stages: Document[] = [];
  const set = plain ? undefined : c.name('set');
  const filler = c.name('filler');
  const emptySets = plain ? [] : group.sets.flatMap((each, index) => (each.length === 0 ? [index] : []));
  if (set !== undefined) {
    stages.push({ $set: { [set]: group.sets.map((_, index) => index) } }, { $unwind: `$${set}` });
    // There is a grand total even where there are no rows: a row that counts for nothing stands in for them.
    if (emptySets.length > 0) {
      const rows = emptySets.map((index) => ({ [set]: index, [filler]: true }));
      stages.push({ $unionWith: { pipeline: [{ $documents: { $literal: rows } }] } });
    }
  }
  const key: Document = set === undefined ? {} : { [set]: `$${set}` };
  // One key alone is the _id itself, where MongoDB holds missing and null for the same.
  const sole = plain && group.keys.length === 1;
  const places: [number, Place][] = [];
  const inRows: Document = {};
  const firsts: Document = {};
  group.keys.forEach((item, index) => {
    const plainly = sole || node.missingApart?.includes(item.id) === true;
    const { by, first } = groupKey(c, item.value, input.layout, plainly);
    const name = c.name(item.id);
    const whereSet = (value: MongoExpression) =>
      set === undefined ? value : inSet(group.sets, index, set, value);
    key[name] = whereSet(by);
    inRows[c.name(`${item.id}k`)] = first === undefined ? key[name] : whereSet(first);
    if (first !== undefined) firsts[name] = { $first: whereSet(first) };
    places.push([item.id, first !== undefined ? at(name) : sole ? at('_id') : at('_id', name)]);
  });
  const keys: GroupKeys | undefined = group.aggregates.some(({ withinGroup }) => withinGroup.length > 0)
    ? {
        before: withPlaces(
          input.layout,
          group.keys.map(({ id }) => [ofRow(id), at(c.name(`${id}k`))]),
        ),
        after: withPlaces(outer, places),
      }
    : undefined;
  if (group.aggregates.some(placesRow)) stages.push({ $set: inRows });
  const only = emptySets.length > 0 ? { $not: [`$${filler}`] } : undefined;
  const accumulators: Document = {};
  const beforeLookup: Document = {};
  const empties: Document = {};
  const results: Document = {};
  const beside: Accumulator[] = [];
  const older = c.serverVersion[0] === 6 && choosesByCase(group);
  // SUM reads off the others whether there was a value.
  const isSum = ({ row }: BoundAggregate) => (row.name === 'SUM' ? 1 : 0);
  for (const aggregate of [...group.aggregates].sort((a, b) => isSum(a) - isSum(b))) {
    if (!c.used.has(aggregate.id)) continue;
    const made = accumulate(c, aggregate, input.layout, only, { beside, keys });
    for (const each of older ? made.accumulators.map(asOlder) : made.accumulators) {
      beside.push(each);
      accumulators[each.name] = each.accumulator;
      if (each.beforeLookup) beforeLookup[each.name] = each.beforeLookup;
      empties[each.name] = each.empty;
    }
    if (made.result !== undefined) results[c.name(aggregate.id)] = made.result;
    places.push([aggregate.id, placeOf(c, aggregate.id)]);
  }
  const [value = null] = sole ? Object.values(key) : [Object.keys(key).length > 0 ? key : null];
  const accumulated: Document = { _id: value, ...firsts, ...accumulators };
  const groupStage = { $group: accumulated };
  stages.push(groupStage);
  if (plain && group.keys.length === 0) {
    // A $facet gives one document whatever it finds. It takes less than a $unionWith with a sort behind it, and may run in transactions.
    const spare = { $literal: empties };
    stages.push(
      { $facet: { found: [{ $match: {} }] } },
      { $replaceWith: { $ifNull: [{ $first: '$found' }, spare] } },
    );
  }
  for (const grouping of group.groupings) {
    const numbers = group.sets.map((each) =>
      grouping.keys.reduce((sum, at_) => sum * 2 + (each.includes(at_) ? 0 : 1), 0),
    );
    results[c.name(grouping.id)] =
      set === undefined ? { $literal: 0 } : { $arrayElemAt: [numbers, `$_id.${set}`] };
    places.push([grouping.id, placeOf(c, grouping.id)]);
  }
  if (Object.keys(results).length > 0) stages.push({ $set: results });
  const otherwise =
    Object.keys(beforeLookup).length > 0 ? { $group: { ...accumulated, ...beforeLookup } } : undefined;
  const made = stages.map((stage): Stage => ({
    stage,
    origin: node.origin,
    beforeLookup: stage === groupStage ? otherwise : undefined,
  }));
  return behind(input, made, withPlaces(outer, places));
}

/** Whether a value that is grouped by, or aggregated, is chosen by conditions. */
const choosesByCase = ({ keys, aggregates }: BoundGroup): boolean =>
  [...keys.map(({ value }) => value), ...aggregates.flatMap(({ args }) => args)].some((value) =>
    some(value, (each) => each.kind === 'case'),
  );

/** COUNT(*) with a conversion, which keeps MongoDB 6.0 from grouping in its newer engine: conditions take that 1.8 times as long. */
const asOlder = (each: Accumulator): Accumulator =>
  each.accumulator['$sum'] === 1
    ? { ...each, accumulator: { $sum: { $toInt: true } }, beforeLookup: each.accumulator }
    : each;

/** Whether an aggregate compares each row with a value of its group. */
const placesRow = ({ row, args }: BoundAggregate): boolean =>
  row.category === 'window' && args.some((arg) => arg.kind !== 'constant');

/** A key's value in the grouping sets that have it, NULL in the others. */
function inSet(
  sets: readonly (readonly number[])[],
  key: number,
  set: string,
  value: MongoExpression,
): MongoExpression {
  const having = sets.flatMap((each, index) => (each.includes(key) ? [index] : []));
  if (having.length === sets.length) return value;
  return { $cond: [{ $in: [`$${set}`, having] }, value, null] };
}
