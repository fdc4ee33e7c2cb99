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
  const sets = setsOf(c, group);
  const keys = keysOf(c, node, sets, input.layout);
  const readsKeys = group.aggregates.some(({ withinGroup }) => withinGroup.length > 0);
  const places = readsKeys ? keyPlaces(c, group, input.layout, withPlaces(outer, keys.places)) : undefined;
  const values = valuesOf(c, group, input.layout, sets, places);
  const results = { ...values.results, ...groupingsOf(c, group, sets) };
  const accumulated: Document = { _id: keys.by, ...keys.firsts, ...values.accumulators };
  const groupStage = { $group: accumulated };
  const stages: readonly Document[] = [
    ...sets.stages,
    ...(group.aggregates.some(placesRow) ? [{ $set: keys.inRows }] : []),
    groupStage,
    ...(sets.field === undefined && group.keys.length === 0 ? evenOfNone(values.empties) : []),
    ...(Object.keys(results).length > 0 ? [{ $set: results }] : []),
  ];
  const otherwise =
    Object.keys(values.beforeLookup).length > 0
      ? { $group: { ...accumulated, ...values.beforeLookup } }
      : undefined;
  const made = stages.map((stage): Stage => ({
    stage,
    origin: node.origin,
    beforeLookup: stage === groupStage ? otherwise : undefined,
  }));
  const used = group.aggregates.filter(({ id }) => c.used.has(id));
  const computed = [...used, ...group.groupings].map(({ id }): [number, Place] => [id, placeOf(c, id)]);
  return behind(input, made, withPlaces(outer, [...keys.places, ...computed]));
}

/** How the rows are told apart by grouping sets: each row stands once for every set. */
interface GroupingSets {
  /** The field that says for which set a row stands; undefined where the one set is all keys. */
  readonly field?: string;
  readonly stages: readonly Document[];
  /** True for rows that count, where not all do. */
  readonly only?: MongoExpression;
}

function setsOf(c: Compiler, { sets, keys }: BoundGroup): GroupingSets {
  if (sets.length === 1 && sets[0]?.length === keys.length) return { stages: [] };
  const field = c.name('set');
  const stages: Document[] = [{ $set: { [field]: sets.map((_, index) => index) } }, { $unwind: `$${field}` }];
  const empty = sets.flatMap((each, index) => (each.length === 0 ? [index] : []));
  if (empty.length === 0) return { field, stages };
  // There is a grand total even where there are no rows: a row that counts for nothing stands in for them.
  const filler = c.name('filler');
  const rows = empty.map((index) => ({ [field]: index, [filler]: true }));
  stages.push({ $unionWith: { pipeline: [{ $documents: { $literal: rows } }] } });
  return { field, stages, only: { $not: [`$${filler}`] } };
}

/** The keys of the $group. */
interface Keys {
  /** Its _id. */
  readonly by: MongoExpression;
  /** Accumulators of the keys that a group's first row shows. */
  readonly firsts: Document;
  /** The keys as fields of each row. */
  readonly inRows: Document;
  readonly places: readonly (readonly [number, Place])[];
}

/** Where the arguments before WITHIN GROUP find the keys. */
const keyPlaces = (c: Compiler, { keys }: BoundGroup, rows: Layout, after: Layout): GroupKeys => ({
  before: withPlaces(
    rows,
    keys.map(({ id }) => [ofRow(id), at(inRow(c, id))]),
  ),
  after,
});

/** The field of a row that holds its key. */
const inRow = (c: Compiler, key: number): string => c.name(`${key}k`);

function keysOf(c: Compiler, node: GroupNode, { field }: GroupingSets, layout: Layout): Keys {
  const { keys, sets } = node.group;
  // One key alone is the _id itself, where MongoDB holds missing and null for the same.
  const sole = field === undefined && keys.length === 1;
  const by: Document = field === undefined ? {} : { [field]: `$${field}` };
  const inRows: Document = {};
  const firsts: Document = {};
  const places = keys.map(({ id, value }, index): [number, Place] => {
    const plainly = sole || node.missingApart?.includes(id) === true;
    const key = groupKey(c, value, layout, plainly);
    const name = c.name(id);
    const whereSet = (each: MongoExpression) =>
      field === undefined ? each : inSet(sets, index, field, each);
    by[name] = whereSet(key.by);
    inRows[inRow(c, id)] = key.first === undefined ? by[name] : whereSet(key.first);
    if (key.first === undefined) return [id, sole ? at('_id') : at('_id', name)];
    firsts[name] = { $first: whereSet(key.first) };
    return [id, at(name)];
  });
  const [first = null] = Object.values(by);
  const several = !sole && first !== null;
  return { by: several ? by : first, firsts, inRows, places };
}

/** The aggregates of the $group. */
interface Values {
  readonly accumulators: Document;
  /** What some accumulators are where a $lookup stands right behind. */
  readonly beforeLookup: Document;
  /** What each accumulator gives for no rows at all. */
  readonly empties: Document;
  /** The values that are made of accumulators. */
  readonly results: Document;
}

function valuesOf(
  c: Compiler,
  group: BoundGroup,
  layout: Layout,
  { only }: GroupingSets,
  keys: GroupKeys | undefined,
): Values {
  const beside: Accumulator[] = [];
  const results: Document = {};
  const older = c.serverVersion[0] === 6 && choosesByCase(group);
  // SUM reads off the others whether there was a value.
  const isSum = ({ row }: BoundAggregate) => (row.name === 'SUM' ? 1 : 0);
  for (const aggregate of [...group.aggregates].sort((a, b) => isSum(a) - isSum(b))) {
    if (!c.used.has(aggregate.id)) continue;
    const made = accumulate(c, aggregate, layout, only, { beside, keys });
    beside.push(...(older ? made.accumulators.map(asOlder) : made.accumulators));
    if (made.result !== undefined) results[c.name(aggregate.id)] = made.result;
  }
  const [accumulators, beforeLookup, empties]: [Document, Document, Document] = [{}, {}, {}];
  for (const one of beside) {
    accumulators[one.name] = one.accumulator;
    if (one.beforeLookup) beforeLookup[one.name] = one.beforeLookup;
    if (one.empty !== undefined) empties[one.name] = one.empty;
  }
  return { accumulators, beforeLookup, empties, results };
}

/** What GROUPING tells of each set: a bit for each argument, set where it is no key. */
function groupingsOf(c: Compiler, { groupings, sets }: BoundGroup, { field }: GroupingSets): Document {
  const numberOf = (keys: readonly number[], set: readonly number[]) =>
    keys.reduce((sum, key) => sum * 2 + (set.includes(key) ? 0 : 1), 0);
  return Object.fromEntries(
    groupings.map(({ id, keys }) => [
      c.name(id),
      field === undefined
        ? { $literal: 0 }
        : { $arrayElemAt: [sets.map((set) => numberOf(keys, set)), `$_id.${field}`] },
    ]),
  );
}

/**
 * The one row that a $group without keys gives, also where it found nothing. A $facet gives one document whatever it finds; it takes less
 * than a $unionWith with a sort behind it, and may run in transactions.
 */
const evenOfNone = (empties: Document): readonly Document[] => [
  { $facet: { found: [{ $match: {} }] } },
  { $replaceWith: { $ifNull: [{ $first: '$found' }, { $literal: empties }] } },
];

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
