import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { columnsGiven, columnsRead } from '../planner/plan-walk.ts';
import type { JoinNode } from '../planner/plan-node.ts';
import { conjuncts } from '../planner/rules/push-filters.ts';
import { isUniqueBy } from '../planner/unique.ts';
import type { Document } from './command.ts';
import type { Built, Compiler } from './compiler.ts';
import type { JoinStages } from './join-by-field.ts';
import { comparable } from './join-fields.ts';
import { at, read, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { sourceStages } from './lookup.ts';

interface Pair {
  readonly left: ColumnId;
  readonly right: ColumnId;
}

/**
 * A join of two sides that have each key once, as groups and DISTINCT do: the rows of both are put behind one another and grouped by the key,
 * where a $lookup, which finds no index there, would look at all of the one side for each row of the other.
 */
export function joinByGroup(
  c: Compiler,
  node: JoinNode & { readonly type: 'INNER' | 'LEFT' },
  left: Built,
  name: string,
  outer: Layout,
): JoinStages | undefined {
  const pairs = pairsOf(node);
  if (!pairs || !isUniqueBy(node.left, new Set(pairs.map((pair) => pair.left)))) return undefined;
  if (!isUniqueBy(node.right, new Set(pairs.map((pair) => pair.right)))) return undefined;
  // A $unionWith sees no variables of the rows around, nor the left row.
  const given = columnsGiven(node.right);
  if ([...columnsRead(node.right)].some((id) => !given.has(id) && (outer.has(id) || left.layout.has(id))))
    return undefined;
  const right = c.build(node.right, new Map());
  const [mine, theirs] = [`${name}l`, `${name}r`];
  const keyed = (layout: Layout, side: keyof Pair, as: string, strict: boolean): Document[] | undefined => {
    const keys = pairs.map((pair) => layout.get(pair[side]));
    if (keys.some((place) => place?.kind !== 'path')) return undefined;
    const key = Object.fromEntries(
      keys.map((place, index) => [`k${index}`, place ? { $ifNull: [read(place), null] } : null]),
    );
    const present = { $match: Object.fromEntries(keys.map((_, index) => [`k.k${index}`, { $ne: null }])) };
    return [{ $replaceWith: { k: key, [as]: '$$ROOT' } }, ...(strict ? [present] : [])];
  };
  // NULL meets nothing: a right row without a key is none's partner, and a left one is only kept by an outer join.
  const inner = node.type === 'INNER';
  const first = keyed(left.layout, 'left', mine, inner);
  const second = keyed(right.layout, 'right', theirs, true);
  if (!first || !second) return undefined;
  const { from, pipeline } = sourceStages(right);
  const found = { [mine]: { $ne: null }, ...(inner ? { [theirs]: { $ne: null } } : {}) };
  const stages: Document[] = [
    ...first,
    { $unionWith: { ...(from === undefined ? {} : { coll: from }), pipeline: [...pipeline, ...second] } },
    // Each key has one row of either side at most: the greatest is that one, or nothing.
    { $group: { _id: '$k', [mine]: { $max: `$${mine}` }, [theirs]: { $max: `$${theirs}` } } },
    { $match: found },
  ];
  const layout = withPlaces(under(left.layout, mine), [...under(right.layout, theirs)]);
  return { stages, layout };
}

function under(layout: Layout, name: string): Layout {
  return new Map(
    [...layout].map(([id, place]): [ColumnId, Place] => [
      id,
      place.kind === 'path' ? at(name, ...place.path) : place,
    ]),
  );
}

/** The join's equalities between columns of the two sides; undefined where it asks for anything else. */
function pairsOf(node: JoinNode): readonly Pair[] | undefined {
  if (!node.on) return undefined;
  const [left, right] = [columnsGiven(node.left), columnsGiven(node.right)];
  const pairs: Pair[] = [];
  for (const each of conjuncts(node.on)) {
    const pair = pairIn(each, left, right);
    if (!pair) return undefined;
    pairs.push(pair);
  }
  return pairs;
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
