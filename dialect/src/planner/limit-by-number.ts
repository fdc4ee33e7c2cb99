import type { BoundExpression, BoundQuery, BoundWindow } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { column, comparison, constant } from '../analysis/shape.ts';
import { some } from '../analysis/walk.ts';
import { findFunction } from '../functions/index.ts';
import { lift } from './lift.ts';
import type { PlanNode } from './plan-node.ts';
import type { Planner } from './planner.ts';

const long = { name: 'long' } as const;

/** Whether LIMIT or OFFSET hang on something that only the run finds: a subquery, or a column of the query around. */
export function limitsByRow({ limit, offset }: BoundQuery): boolean {
  return [limit, offset].some(
    (value) => value && some(value, (each) => each.kind === 'subquery' || each.kind === 'column'),
  );
}

/**
 * LIMIT and OFFSET as conditions on the rows' numbers, over rows in order; the order is to be made again behind it. WITH TIES keeps those
 * too that ORDER BY holds equal to the last.
 */
export function limitedByNumber(root: PlanNode, query: BoundQuery, planner: Planner): PlanNode {
  const { span } = query;
  const [number, rank] = ['ROW_NUMBER', 'RANK'].map((name) => windowOf(name, query, planner));
  if (!number || !rank) return root;
  const windows = query.withTies ? [number, rank] : [number];
  const numbered: PlanNode = { kind: 'window', input: root, windows };
  const lifted = lift(
    planner,
    numbered,
    [query.limit, query.offset].flatMap((each) => each ?? []),
  );
  const rest = [...lifted.values];
  const limit = query.limit && rest.shift();
  const offset = query.offset && orZero(rest.shift() ?? query.offset);
  const parts: BoundExpression[] = [];
  if (limit) {
    const last: BoundExpression = offset
      ? {
          kind: 'operator',
          operator: '+',
          operands: [limit, offset],
          span,
          type: long,
          nullable: limit.nullable,
        }
      : limit;
    const counted = query.withTies ? rank : number;
    const within = comparison('<=', column(counted.id, counted, span), last, span);
    // LIMIT NULL is no limit.
    parts.push(limit.nullable ? logical('OR', [isNull(limit), within], span) : within);
  }
  if (offset) parts.push(comparison('>', column(number.id, number, span), offset, span));
  return {
    kind: 'filter',
    input: lifted.input,
    predicate: logical('AND', parts, span),
    ...(query.limitSpan ? { origin: query.limitSpan } : {}),
  };
}

function windowOf(name: string, query: BoundQuery, planner: Planner): BoundWindow | undefined {
  const row = findFunction(name);
  return (
    row && {
      id: planner.newId(),
      span: query.span,
      row,
      args: [],
      partitionBy: [],
      orderBy: query.orderBy,
      frame: { unit: 'RANGE', start: { type: 'unbounded preceding' }, end: { type: 'current' } },
      type: long,
      nullable: false,
    }
  );
}

const isNull = (operand: BoundExpression): BoundExpression => ({
  kind: 'test',
  test: 'NULL',
  operand,
  span: operand.span,
  type: { name: 'boolean' },
  nullable: false,
});

const orZero = (value: BoundExpression): BoundExpression =>
  value.nullable
    ? {
        kind: 'coalesce',
        operands: [value, constant(0, long, value.span)],
        span: value.span,
        type: value.type,
        nullable: false,
      }
    : value;
