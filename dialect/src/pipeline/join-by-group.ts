import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import type { Columns } from '../analysis/walk.ts';
import { isNotNull, isNull } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { looksUpSlowly } from '../planner/join-cost.ts';
import { presentIn } from '../planner/present-columns.ts';
import { columnsGiven, columnsRead, givenBy } from '../planner/plan-walk.ts';
import type { JoinNode, PlanNode } from '../planner/plan-node.ts';
import { conjuncts } from '../planner/conditions.ts';
import { isUniqueBy } from '../planner/unique-columns.ts';
import type { Document } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import type { JoinStages } from './join-by-field.ts';
import { comparable } from './join-fields.ts';
import { at, readPath, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { sourceStages } from './lookup.ts';
import { matchOf } from './match.ts';

interface Pair {
  readonly left: ColumnId;
  readonly right: ColumnId;
}

/**
 * A join without a $lookup: the rows of both sides are put behind one another and grouped by the key. So are sides that have each key once,
 * as groups and DISTINCT do, and large ones, where a $lookup would cost more, or look at all of the one side for each row of the other.
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
  const once = { left: isOnce(node.left, pairs, 'left'), right: isOnce(node.right, pairs, 'right') };
  const single = once.left && once.right && node.type !== 'FULL';
  // A transaction would gather the rows of a union in one document, and a view outlives the counts.
  const chosen = node.grouped !== undefined && c.arrays.allowed;
  if (why === 'once' ? !single || rest.length > 0 : !chosen && !isSlow(node, pairs)) return undefined;
  if (!single && !c.arrays.allowed) return undefined;
  // A $unionWith sees no variables of the rows around, nor the left row.
  const given = givenBy(node.right);
  if ([...columnsRead(node.right)].some((id) => !given.has(id) && (outer.has(id) || left.layout.has(id))))
    return undefined;
  const right = c.build(node.right, new Map());
  const keep = { left: node.type !== 'INNER', right: node.type === 'FULL' };
  const sideOf = (side: keyof Pair, built: Built): KeyedSide => ({
    built,
    node: node[side],
    keys: pairs.map((pair) => pair[side]),
    as: `${name}${side[0]}`,
    several: node.type === 'FULL' || !once[side],
    keep: keep[side],
    asked: !keep[side === 'left' ? 'right' : 'left'],
    known: presentIn(node[side]),
  });
  const [mine, theirs] = [sideOf('left', left), sideOf('right', right)];
  // Of an outer join's kept rows each with NULL has a key of its own.
  const strict = node.type === 'INNER' && isOpen(mine) && isOpen(theirs);
  const [first, second] = [keyed(c, mine, node.grouped, strict), keyed(c, theirs, node.grouped, false)];
  if (!first || !second) return undefined;
  const { from, pipeline } = sourceStages(right);
  const union = {
    $unionWith: { ...(from === undefined ? {} : { coll: from }), pipeline: [...pipeline, ...second.stages] },
  };
  const layout = withPlaces(outer, [...first.places, ...second.places]);
  if (!single) c.arrays.taken = true;
  const match =
    rest.length > 0 ? matchOf(c, logical('AND', rest, node.origin ?? nowhere), layout) : undefined;
  const present = { ...first.present, ...second.present };
  const stages = [
    ...first.stages,
    union,
    { $group: { _id: '$k', ...first.gathered, ...second.gathered } },
    ...(Object.keys(present).length > 0 ? [{ $match: present }] : []),
    ...first.unwound,
    ...second.unwound,
    ...(match ? [{ $match: match }] : []),
  ];
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
  readonly keys: readonly ColumnId[];
  /** The name of an array of the side's rows. */
  readonly as: string;
  /** Whether a key may have several rows. */
  readonly several: boolean;
  /** Whether rows without a partner stay. */
  readonly keep: boolean;
  /** Whether the other side's rows stay only where this one has a row. */
  readonly asked: boolean;
  /** Columns that are never NULL. */
  readonly known: Columns;
}

/** Whether a key may be NULL. */
const isOpen = ({ keys, known }: KeyedSide): boolean => !keys.every((id) => known.has(id));

/** What a side adds: behind its own rows, to the group, and behind that. */
interface Keyed {
  readonly stages: readonly Document[];
  readonly gathered: Document;
  /** What a group with a row of this side has. */
  readonly present: Document;
  readonly unwound: readonly Document[];
  readonly places: readonly (readonly [ColumnId, Place])[];
}

/**
 * NULL meets nothing: a row with such a key has one of its own, or is left out. `strict` where the other side may have NULL as well: a group
 * is told from that of NULL then. A condition on the key itself would be asked of the collection, by an index, with a fetch of all documents.
 */
function keyed(
  c: Compiler,
  side: KeyedSide,
  read: ReadonlySet<ColumnId> | undefined,
  strict: boolean,
): Keyed | undefined {
  const { built, node, keys, as, several, keep, asked } = side;
  const places = keys.map((id) => built.layout.get(id));
  const paths = places.flatMap((place) => (place?.kind === 'path' ? [readPath(place.path)] : []));
  const [only] = paths;
  if (paths.length < keys.length || only === undefined) return undefined;
  const open = isOpen(side);
  const given = columnsGiven(node);
  const carried = fieldsOf(
    c,
    [...built.layout].filter(([id]) => given.has(id) && c.used.has(id) && read?.has(id) !== false),
  );
  // As the only key what is missing is NULL by itself, but for a condition that is not to reach the collection.
  const plain = !open || (paths.length === 1 && !several);
  const values = plain ? paths : paths.map((path) => ({ $ifNull: [path, null] }));
  const [sole] = values;
  // One value by itself is grouped twice as fast as a document of it.
  const key =
    values.length === 1 ? sole : Object.fromEntries(values.map((value, index) => [`k${index}`, value]));
  const names = values.length === 1 ? ['k'] : values.map((_, index) => `k.k${index}`);
  const present = { $match: Object.fromEntries(names.map((each) => [each, { $ne: null }])) };
  const alone = { $cond: [{ $or: paths.map(isNull) }, { [as]: { $rand: {} } }, key] };
  const tests = paths.map(isNotNull);
  const flag = strict ? (tests.length === 1 ? tests[0] : { $and: tests }) : { $literal: true };
  const { row, ...rest } = several ? inArray(as, carried, asked) : byThemselves(side, carried, strict, flag);
  return {
    ...rest,
    stages: [
      { $project: { _id: 0, k: keep && open ? alone : key, ...row } },
      ...(open && several && !keep ? [present] : []),
    ],
    unwound: several
      ? [{ $unwind: asked ? `$${as}` : { path: `$${as}`, preserveNullAndEmptyArrays: true } }]
      : [],
  };
}

/** A field that goes along, for each of the columns that stand in it. */
interface Carried {
  readonly name: string;
  readonly value: MongoExpression;
  readonly ids: readonly ColumnId[];
}

function fieldsOf(c: Compiler, columns: readonly (readonly [ColumnId, Place])[]): readonly Carried[] {
  const byPath = new Map<string, Carried>();
  for (const [id, place] of columns) {
    if (place.kind !== 'path') continue;
    const path = place.path.join('\0');
    const { name, value, ids } = byPath.get(path) ?? {
      name: c.name(id),
      value: readPath(place.path),
      ids: [],
    };
    byPath.set(path, { name, value, ids: [...ids, id] });
  }
  return [...byPath.values()];
}

const valuesOf = (carried: readonly Carried[]): Document =>
  Object.fromEntries(carried.map(({ name, value }) => [name, value]));

type Gathered = Pick<Keyed, 'gathered' | 'present' | 'places'> & { readonly row: Document };

/** All rows of a key in an array: of one column its values, of several documents of them. */
function inArray(as: string, carried: readonly Carried[], asked: boolean): Gathered {
  const [only] = carried;
  const sole = only && carried.length === 1;
  const value = sole ? { $ifNull: [only.value, null] } : only ? valuesOf(carried) : { $literal: true };
  return {
    // What is missing would not be pushed.
    row: { [as]: value },
    gathered: { [as]: { $push: `$${as}` } },
    present: asked ? { [as]: { $ne: [] } } : {},
    places: placesOf(carried, ({ name }) => (sole ? at(as) : at(as, name))),
  };
}

/**
 * The columns of the only row that a key has: the greatest of a value and of nothing is the value. Where each of them may be NULL, `flag`
 * tells whether there is a row, and where that is asked of it, of no key that is NULL.
 */
function byThemselves(
  { as, asked, known }: KeyedSide,
  carried: readonly Carried[],
  strict: boolean,
  flag: MongoExpression,
): Gathered {
  const sure = strict ? undefined : carried.find(({ ids }) => ids.some((id) => known.has(id)));
  const row = { ...valuesOf(carried), ...(asked && !sure ? { [as]: flag } : {}) };
  const present = sure ? { [sure.name]: { $ne: null } } : { [as]: { $eq: true } };
  return {
    row,
    gathered: Object.fromEntries(Object.keys(row).map((name) => [name, { $max: `$${name}` }])),
    present: asked ? present : {},
    places: placesOf(carried, ({ name }) => at(name)),
  };
}

const placesOf = (carried: readonly Carried[], place: (each: Carried) => Place): Keyed['places'] =>
  carried.flatMap((each) => each.ids.map((id) => [id, place(each)] as const));

/** The join's equalities between columns of the two sides, and what else it asks for. */
function pairsOf(node: JoinNode): {
  readonly pairs: readonly Pair[];
  readonly rest: readonly BoundExpression[];
} {
  const [left, right] = [givenBy(node.left), givenBy(node.right)];
  const pairs: Pair[] = [];
  const rest: BoundExpression[] = [];
  for (const each of node.on ? conjuncts(node.on) : []) {
    const pair = pairIn(each, left, right);
    if (pair) pairs.push(pair);
    else rest.push(each);
  }
  return { pairs, rest };
}

function pairIn(value: BoundExpression, left: Columns, right: Columns): Pair | undefined {
  if (value.kind !== 'comparison' || value.operator !== '=' || !comparable(value.left, value.right))
    return undefined;
  for (const [a, b] of [
    [value.left, value.right],
    [value.right, value.left],
  ] as const) {
    if (a.kind !== 'column' || b.kind !== 'column') continue;
    if (right.has(b.id) && left.has(a.id)) return { left: a.id, right: b.id };
  }
  return undefined;
}
