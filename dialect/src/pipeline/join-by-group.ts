import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { looksUpSlowly } from '../planner/join-cost.ts';
import { columnsGiven, columnsRead } from '../planner/plan-walk.ts';
import type { JoinNode, PlanNode } from '../planner/plan-node.ts';
import { conjuncts } from '../planner/rules/push-filters.ts';
import { isUniqueBy } from '../planner/unique.ts';
import type { Document } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import type { JoinStages } from './join-by-field.ts';
import { comparable } from './join-fields.ts';
import { at, read, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { projection, sourceStages } from './lookup.ts';
import { matchOf } from './match.ts';

interface Pair {
  readonly left: ColumnId;
  readonly right: ColumnId;
}

/**
 * A join without a $lookup: the rows of both sides are put behind one another and grouped by the key. So are sides that have each key once,
 * as groups and DISTINCT do, and large ones without an index, where a $lookup would look at all of the one side for each row of the other.
 * Those rows of a key that are several lie in an array on their way, which must fit in a document: `c.arrays` says whether that may be tried.
 */
export function joinByGroup(
  c: Compiler,
  node: JoinNode,
  left: Built,
  { name, outer, why }: { readonly name: string; readonly outer: Layout; readonly why: 'once' | 'slow' },
): JoinStages | undefined {
  const { pairs, rest } = pairsOf(node);
  if (pairs.length === 0 || (rest.length > 0 && node.type !== 'INNER')) return undefined;
  const once = isOnce(node.left, pairs, 'left') && isOnce(node.right, pairs, 'right');
  const single = once && node.type !== 'FULL' && rest.length === 0;
  if (why === 'once' ? !single : !isSlow(node, pairs)) return undefined;
  if (!single && !c.arrays.allowed) return undefined;
  // A $unionWith sees no variables of the rows around, nor the left row.
  const given = columnsGiven(node.right);
  if ([...columnsRead(node.right)].some((id) => !given.has(id) && (outer.has(id) || left.layout.has(id))))
    return undefined;
  const right = c.build(node.right, new Map());
  const [mine, theirs] = [`${name}l`, `${name}r`];
  const keep = { left: node.type !== 'INNER', right: node.type === 'FULL' };
  const first = keyed(c, { built: left, node: node.left, pairs, side: 'left', as: mine, keep: keep.left });
  const second = keyed(c, {
    built: right,
    node: node.right,
    pairs,
    side: 'right',
    as: theirs,
    keep: keep.right,
  });
  if (!first || !second) return undefined;
  const { from, pipeline } = sourceStages(right);
  const union = {
    $unionWith: { ...(from === undefined ? {} : { coll: from }), pipeline: [...pipeline, ...second] },
  };
  const layout = withPlaces(under(left.layout, mine), [...under(right.layout, theirs)]);
  if (single) return { stages: [...first, union, ...onceEach(mine, theirs, keep.left)], layout };
  c.arrays.taken = true;
  const match =
    rest.length > 0 ? matchOf(c, logical('AND', rest, node.origin ?? nowhere), layout) : undefined;
  const stages = [...first, union, ...severalEach(mine, theirs, keep), ...(match ? [{ $match: match }] : [])];
  return { stages, layout };
}

const nowhere = { start: 0, end: 0 };

const isOnce = (node: PlanNode, pairs: readonly Pair[], side: keyof Pair): boolean =>
  isUniqueBy(node, new Set(pairs.map((pair) => pair[side])));

/** Whether rows would be looked for without an index: of the right side, and where all of its rows are kept, of the left as well. */
function isSlow({ type, left, right }: JoinNode, pairs: readonly Pair[]): boolean {
  const [mine, theirs] = [pairs.map((pair) => pair.left), pairs.map((pair) => pair.right)];
  return looksUpSlowly(left, right, theirs) || (type === 'FULL' && looksUpSlowly(right, left, mine));
}

interface KeyedSide {
  readonly built: Built;
  readonly node: PlanNode;
  readonly pairs: readonly Pair[];
  readonly side: keyof Pair;
  readonly as: string;
  /** Whether rows without a partner stay. */
  readonly keep: boolean;
}

/** The rows of a side under one name, beside their key. NULL meets nothing: such a row has a key of its own, or is left out. */
function keyed(
  c: Compiler,
  { built, node, pairs, side, as, keep }: KeyedSide,
): readonly Document[] | undefined {
  const places = pairs.map((pair) => built.layout.get(pair[side]));
  const values = places.flatMap((place) =>
    place?.kind === 'path' ? [{ $ifNull: [read(place), null] }] : [],
  );
  const [only] = values;
  if (values.length < pairs.length || only === undefined) return undefined;
  // One value by itself is grouped twice as fast as a document of it.
  const key =
    values.length === 1 ? only : Object.fromEntries(values.map((value, index) => [`k${index}`, value]));
  const isNull = { $or: values.map((value) => ({ $eq: [value, null] })) };
  const alone = { [side]: { $rand: {} } };
  const names = values.length === 1 ? ['k'] : values.map((_, index) => `k.k${index}`);
  const present = { $match: Object.fromEntries(names.map((name) => [name, { $ne: null }])) };
  const project = projection(c, built, columnsGiven(node));
  return [
    ...(project ? [project] : []),
    { $replaceWith: { k: keep ? { $cond: [isNull, alone, key] } : key, [as]: '$$ROOT' } },
    ...(keep ? [] : [present]),
  ];
}

/** Each key has one row of either side at most: the greatest is that one, or nothing. */
const onceEach = (mine: string, theirs: string, keepLeft: boolean): readonly Document[] => [
  { $group: { _id: '$k', [mine]: { $max: `$${mine}` }, [theirs]: { $max: `$${theirs}` } } },
  { $match: { [mine]: { $ne: null }, ...(keepLeft ? {} : { [theirs]: { $ne: null } }) } },
];

function severalEach(
  mine: string,
  theirs: string,
  keep: { readonly left: boolean; readonly right: boolean },
): readonly Document[] {
  const found = {
    ...(keep.right ? {} : { [mine]: { $ne: [] } }),
    ...(keep.left ? {} : { [theirs]: { $ne: [] } }),
  };
  const unwind = (name: string, stays: boolean): Document => ({
    $unwind: stays ? { path: `$${name}`, preserveNullAndEmptyArrays: true } : `$${name}`,
  });
  return [
    { $group: { _id: '$k', [mine]: { $push: `$${mine}` }, [theirs]: { $push: `$${theirs}` } } },
    ...(keep.right ? [] : [{ $match: found }]),
    unwind(mine, keep.right),
    unwind(theirs, keep.left),
  ];
}

function under(layout: Layout, name: string): Layout {
  return new Map(
    [...layout].map(([id, place]): [ColumnId, Place] => [
      id,
      place.kind === 'path' ? at(name, ...place.path) : place,
    ]),
  );
}

/** The join's equalities between columns of the two sides, and what else it asks for. */
function pairsOf(node: JoinNode): {
  readonly pairs: readonly Pair[];
  readonly rest: readonly BoundExpression[];
} {
  const [left, right] = [columnsGiven(node.left), columnsGiven(node.right)];
  const pairs: Pair[] = [];
  const rest: BoundExpression[] = [];
  for (const each of node.on ? conjuncts(node.on) : []) {
    const pair = pairIn(each, left, right);
    if (pair) pairs.push(pair);
    else rest.push(each);
  }
  return { pairs, rest };
}

function pairIn(
  value: BoundExpression,
  left: ReadonlySet<ColumnId>,
  right: ReadonlySet<ColumnId>,
): Pair | undefined {
  if (value.kind !== 'comparison' || value.operator !== '=' || !comparable(value.left, value.right))
    return undefined;
  for (const [a, b] of [
    [value.left, value.right],
    [value.right, value.left],
  ] as const) {
    if (a.kind !== 'column' || b.kind !== 'column') continue;
    if (left.has(a.id) && right.has(b.id)) return { left: a.id, right: b.id };
  }
  return undefined;
}
