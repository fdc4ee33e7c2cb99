import type { BoundAggregate, BoundExpression, BoundItem, ColumnId } from '../../analysis/bound.ts';
import { logical } from '../../analysis/compare-rows.ts';
import { column, constant, shapeOf } from '../../analysis/shape.ts';
import { columnsOf, operands } from '../../analysis/walk.ts';
import { findFunction } from '../../functions/index.ts';
import { isScalar } from '../../functions/lowering.ts';
import { scanBelow } from '../estimate.ts';
import type { GroupNode, JoinNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { isUniqueBy } from '../unique-columns.ts';
import { conjuncts } from '../conditions.ts';

/**
 * Aggregates over outer joins, where each row of the left side is a group of its own: they are computed beside the row, of what it finds on
 * each side. Nothing is grouped then, and two sides do not multiply one another's rows; sums and counts are multiplied instead.
 */
export const groupBeside: Rule = {
  name: 'group-beside',
  needs: ['group', 'join'],
  apply: (root, _outputs, newId) =>
    rewrite(root, (node) => (node.kind === 'group' ? (beside(node, newId) ?? node) : node)),
};

type NewId = () => ColumnId;

/** One of the joined sides, with what is computed of it. */
interface Side {
  readonly join: JoinNode;
  readonly columns: ReadonlySet<ColumnId>;
  readonly aggregates: BoundAggregate[];
  /** The number of its rows. */
  readonly count: BoundAggregate;
}

function beside(node: GroupNode, newId: NewId): PlanNode | undefined {
  const { keys, sets, aggregates, groupings } = node.group;
  if (sets.length !== 1 || sets[0]?.length !== keys.length || groupings.length > 0) return undefined;
  const joins: JoinNode[] = [];
  let base: PlanNode = node.input;
  for (; base.kind === 'join' && base.type === 'LEFT'; base = base.left) joins.unshift(base);
  const own = columnsGiven(base);
  const named = new Set(keys.flatMap(({ value }) => (value.kind === 'column' ? [value.id] : [])));
  if (joins.length === 0 || !isUniqueBy(base, named)) return undefined;
  if (!keys.every(({ value }) => isOf(value, own))) return undefined;
  const sides = joins.flatMap((join) => sideOf(join, own, node, newId) ?? []);
  if (sides.length < joins.length) return undefined;
  const counted = new Set<Side>();
  const items: BoundItem[] = [...keys];
  for (const each of aggregates) {
    const value = valueOf(each, sides, own, counted, newId);
    if (!value) return undefined;
    items.push({ id: each.id, value });
  }
  const place = node.origin ? { origin: node.origin } : {};
  const input = sides.reduce<PlanNode>(
    (left, side) => ({ ...bare(side.join), left, right: grouped(side, counted.has(side)) }),
    base,
  );
  return { kind: 'extend', input, items, ...place };
}

/** Undefined where the join asks for something else than of its own rows and of the left side's, or finds them by no equality. */
function sideOf(
  join: JoinNode,
  own: ReadonlySet<ColumnId>,
  { group, origin }: GroupNode,
  newId: NewId,
): Side | undefined {
  const columns = columnsGiven(join.right);
  const around = new Set([...own, ...columns]);
  const { on } = join;
  const scan = scanBelow(join.right);
  if (!on || !scan || !isOf(on, around)) return undefined;
  const tied = conjuncts(on).some(
    (each) =>
      each.kind === 'comparison' &&
      each.operator === '=' &&
      [each.left, each.right].some((value) => isOf(value, own) && columnsOf(value).size > 0) &&
      [each.left, each.right].some((value) => isOf(value, columns) && columnsOf(value).size > 0),
  );
  const row = findFunction('COUNT');
  if (!tied || !row || isScalar(row)) return undefined;
  const span = origin ?? group.keys[0]?.value.span ?? on.span;
  const plain = { args: [], distinct: false, orderBy: [], withinGroup: [] };
  const count = { id: newId(), span, row, ...plain, type: { name: 'long' }, nullable: false } as const;
  return { join, columns, aggregates: [], count };
}

const isOf = (value: BoundExpression, columns: ReadonlySet<ColumnId>): boolean =>
  [...columnsOf(value)].every((id) => columns.has(id));

/** Aggregates that are the same however often each of the values comes. */
const steady: readonly string[] = ['MIN', 'MAX', 'AVG', 'BOOL_AND', 'BOOL_OR', 'EVERY'];

/** An aggregate's value beside the row; the side that it is of takes part in it up. */
function valueOf(
  each: BoundAggregate,
  sides: readonly Side[],
  own: ReadonlySet<ColumnId>,
  counted: Set<Side>,
  newId: NewId,
): BoundExpression | undefined {
  const { row, args, filter, distinct } = each;
  if (each.orderBy.length > 0 || each.withinGroup.length > 0 || each.type.name === 'interval')
    return undefined;
  const times = (of: readonly Side[], value?: BoundExpression): BoundExpression | undefined => {
    for (const side of of) counted.add(side);
    return product(each, [...(value ? [value] : []), ...of.map(atLeastOne)]);
  };
  const [arg] = args;
  if (!arg) return row.name === 'COUNT' && !filter ? times(sides) : undefined;
  if (args.length > 1) return undefined;
  if (isOf(arg, own)) return !filter && ['MIN', 'MAX', 'ANY_VALUE'].includes(row.name) ? arg : undefined;
  const side = sides.find(({ columns }) => isOf(arg, columns) && (!filter || isOf(filter, columns)));
  // A row that finds nothing has NULL for all of the side, and NULL counts for nothing.
  if (!side || !isStrict(arg)) return undefined;
  const isSteady = steady.includes(row.name) || (row.name === 'COUNT' && distinct);
  if (!isSteady && (distinct || (row.name !== 'COUNT' && row.name !== 'SUM'))) return undefined;
  if (distinct && row.name === 'AVG') return undefined;
  const part = { ...each, id: newId() };
  side.aggregates.push(part);
  const value = column(part.id, shapeOf(part), part.span);
  return isSteady
    ? value
    : times(
        sides.filter((other) => other !== side),
        value,
      );
}

/** Whether a value over columns is NULL where these are. */
function isStrict(value: BoundExpression): boolean {
  switch (value.kind) {
    case 'column':
      return true;
    case 'field':
    case 'cast':
      return isStrict(value.operand);
    case 'operator':
      return (
        operands(value).some(isStrict) &&
        operands(value).every((each) => each.kind === 'constant' || isStrict(each))
      );
    default:
      return false;
  }
}

/** How many rows an outer join makes of one: as many as it finds, one where it finds none. */
function atLeastOne({ count: { id, span, type } }: Side): BoundExpression {
  const found: BoundExpression = column(id, { type, nullable: false }, span);
  const one = constant(1, type, span);
  const when: BoundExpression = {
    kind: 'comparison',
    operator: '>',
    left: found,
    right: one,
    span,
    type: { name: 'boolean' },
    nullable: false,
  };
  return { kind: 'case', branches: [{ when, then: found }], otherwise: one, span, type, nullable: false };
}

function product(
  { span, type, nullable }: BoundAggregate,
  factors: readonly BoundExpression[],
): BoundExpression | undefined {
  const [first, ...rest] = factors;
  return (
    first &&
    rest.reduce<BoundExpression>(
      (left, right) => ({
        kind: 'operator',
        operator: '*',
        operands: [left, right],
        span,
        type,
        nullable,
      }),
      first,
    )
  );
}

function bare({ on: _on, ...join }: JoinNode): JoinNode {
  return { ...join, type: 'INNER' };
}

/** The aggregates of the rows that a row of the left side finds: always one row. */
function grouped({ join, aggregates, count }: Side, counts: boolean): PlanNode {
  const { on, right, origin } = join;
  const place = origin ? { origin } : {};
  const input: PlanNode = on
    ? { kind: 'filter', input: right, predicate: logical('AND', conjuncts(on), on.span), ...place }
    : right;
  const all = counts ? [...aggregates, count] : aggregates;
  return {
    kind: 'group',
    input,
    group: { keys: [], sets: [[]], aggregates: all, groupings: [] },
    ...place,
  };
}
