import type { BoundAggregate, BoundExpression, BoundItem, ColumnId } from '../../analysis/bound.ts';
import { column, shapeOf } from '../../analysis/shape.ts';
import { columnsOf, reads, some } from '../../analysis/walk.ts';
import { countOf, rowsOf, scanBelow, scannedBy } from '../estimate.ts';
import { canBeJoined, joined } from '../partial-aggregate.ts';
import type { GroupNode, JoinNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { isUniqueBy } from '../unique-columns.ts';
import { isStored } from './join-order.ts';
import { conjuncts } from '../conditions.ts';

/**
 * Aggregates over one side of a join are computed before it, for each key that the join looks for: then it looks for each key once, not for
 * each row. Behind the join the groups' values are brought together.
 */
export const groupBeforeJoin: Rule = {
  name: 'group-before-join',
  needs: ['group', 'join'],
  apply: (root, _outputs, newId) => rewrite(root, (node) => early(node, newId)),
};

type NewId = () => ColumnId;

function early(node: PlanNode, newId: NewId): PlanNode {
  if (node.kind !== 'group' || node.input.kind !== 'join') return node;
  const { sets, keys, groupings } = node.group;
  if (sets.length !== 1 || sets[0]?.length !== keys.length || groupings.length > 0) return node;
  for (const sides of sidesOf(node.input)) {
    const made = isWorth(sides) ? split(node, node.input, sides, newId) : undefined;
    if (made) return made;
  }
  return node;
}

/** The side that is grouped, and the other, which the join finds by a key. */
interface Sides {
  readonly many: PlanNode;
  readonly one: PlanNode;
  /** Whether the join would begin with the other side by itself. */
  readonly turned: boolean;
  readonly on: BoundExpression;
}

function sidesOf({ type, left, right, on }: JoinNode): readonly Sides[] {
  if (!on || type === 'FULL') return [];
  return [
    ...(isStored(right) ? [{ many: left, one: right, turned: false, on }] : []),
    ...(type === 'INNER' && isStored(left) ? [{ many: right, one: left, turned: true, on }] : []),
  ];
}

// Microseconds as measured on one machine: only their relations matter.
const perDocument = 0.6;
const perGrouped = 0.7;
const perLookup = 14;
const perFound = 1.5;

/** Whether there are so many rows for each key that grouping them costs less than looking each up. */
function isWorth({ many, one, turned, on }: Sides): boolean {
  const columns = columnsOf(on);
  if (!isUniqueBy(one, columns) || (turned && !isStored(many))) return false;
  const scan = scanBelow(one);
  const keys = scan ? countOf(scan) : rowsOf(one);
  const rows = rowsOf(many);
  if (turned) {
    const found = rows / Math.max(1, keys);
    const cost = scannedBy(one) * perDocument + rowsOf(one) * (perLookup + found * perFound);
    return scannedBy(many) * perDocument + rows * perGrouped + Math.min(keys, rows) * perLookup < cost;
  }
  return rows * perGrouped + Math.min(keys, rows) * perLookup < rows * perLookup;
}

function split(
  node: GroupNode,
  join: JoinNode,
  { many, one, on }: Sides,
  newId: NewId,
): PlanNode | undefined {
  const [ofMany, ofOne] = [columnsGiven(many), columnsGiven(one)];
  const { keys, aggregates } = node.group;
  if (keys.some(({ value }) => reads(value, ofMany) && reads(value, ofOne))) return undefined;
  const later = aggregates.filter((each) => isOf(each, ofOne, ofMany));
  const sooner = aggregates.filter((each) => !later.includes(each));
  if (
    sooner.length === 0 ||
    !sooner.every((each) => isPlain(each, ofOne) && canBeJoined(each, keys.length > 0))
  )
    return undefined;
  if (!later.every((each) => idempotent.includes(each.row.name))) return undefined;
  const below = new Map<ColumnId, BoundItem>();
  // What the join asks of the grouped side, as it is.
  some(on, (value) => {
    if (value.kind === 'column' && ofMany.has(value.id)) below.set(value.id, { id: value.id, value });
    return false;
  });
  if (below.size === 0) return undefined;
  const above = keys.map((key): BoundItem => {
    const { value } = key;
    if (!reads(value, ofMany)) return key;
    const id = value.kind === 'column' ? value.id : newId();
    below.set(id, { id, value });
    return { id: key.id, value: column(id, shapeOf(value), value.span) };
  });
  const small = [...below.values()];
  const partial = sooner.map((each) => ({ ...each, id: newId() }));
  const first: GroupNode = {
    ...node,
    input: many,
    group: { keys: small, sets: [small.map((_, index) => index)], aggregates: partial, groupings: [] },
  };
  const input: JoinNode = { ...join, left: first, right: one };
  const columns = new Set(above.flatMap(({ value }) => (value.kind === 'column' ? [value.id] : [])));
  if (join.type === 'INNER' && isUniqueBy(one, columns) && isEachMet(small, on)) {
    // Each group has one row by now: its values are the aggregates'.
    const values = aggregates.map((each) => onlyValue(each, partial[sooner.indexOf(each)]));
    if (values.every((value) => value !== undefined)) {
      const place = node.origin ? { origin: node.origin } : {};
      return { kind: 'extend', input, items: [...above, ...values], ...place };
    }
  }
  const outer = aggregates.map((each) => {
    const part = partial[sooner.indexOf(each)];
    return part ? joined(each, part) : each;
  });
  return { ...node, input, group: { ...node.group, keys: above, aggregates: outer } };
}

/** Whether a condition sets each of the keys equal to something of the other side, and asks nothing else. */
function isEachMet(keys: readonly BoundItem[], on: BoundExpression): boolean {
  const sides = conjuncts(on).flatMap((each) =>
    each.kind === 'comparison' && each.operator === '=' ? [each.left, each.right] : [undefined],
  );
  return (
    sides.every((side) => side?.kind === 'column') &&
    keys.every(({ id }) => sides.some((side) => side?.kind === 'column' && side.id === id))
  );
}

/** An aggregate over one row; `part` is what was computed of it before. */
function onlyValue(each: BoundAggregate, part: BoundAggregate | undefined): BoundItem | undefined {
  if (part) return { id: each.id, value: column(part.id, shapeOf(part), part.span) };
  const [value] = each.args;
  return value && !each.filter ? { id: each.id, value } : undefined;
}

/** Aggregates that are the same however often a value comes. */
const idempotent: readonly string[] = ['MIN', 'MAX', 'ANY_VALUE', 'BOOL_AND', 'BOOL_OR', 'EVERY'];

const valuesOf = (each: BoundAggregate): readonly BoundExpression[] => [
  ...each.args,
  ...(each.filter ? [each.filter] : []),
];

/** Whether an aggregate speaks of the one side alone. */
function isOf(each: BoundAggregate, side: ReadonlySet<ColumnId>, other: ReadonlySet<ColumnId>): boolean {
  const values = valuesOf(each);
  const readsOf = (columns: ReadonlySet<ColumnId>) => values.some((value) => reads(value, columns));
  return readsOf(side) && !readsOf(other) && isSimple(each);
}

const isSimple = (each: BoundAggregate): boolean =>
  each.orderBy.length === 0 && each.withinGroup.length === 0;

const isPlain = (each: BoundAggregate, other: ReadonlySet<ColumnId>): boolean =>
  isSimple(each) && !valuesOf(each).some((value) => reads(value, other));
