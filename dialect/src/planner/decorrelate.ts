import { logical } from '../analysis/compare-rows.ts';
import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import { columnsOf, reads } from '../analysis/walk.ts';
import type { PlanNode } from './plan-node.ts';
import { columnsRead } from './plan-walk.ts';
import { conjuncts } from './conditions.ts';

/** An equality between a row around a subquery and the subquery's own rows. */
export interface Pair {
  readonly outer: BoundExpression;
  readonly inner: BoundExpression;
}

/** A subquery without the equalities that tie it to the row around it: it gives the same columns, for all such rows at once. */
export interface Decorrelated {
  readonly node: PlanNode;
  readonly pairs: readonly Pair[];
}

type Columns = ReadonlySet<ColumnId>;

/** Undefined where something else than equalities, in a place where they commute with the rest, speaks of the columns `around`. */
export function untied(node: PlanNode, around: Columns): Decorrelated | undefined {
  if (![...columnsRead(node)].some((id) => around.has(id))) return { node, pairs: [] };
  switch (node.kind) {
    case 'filter': {
      const input = untied(node.input, around);
      const split = input && separated(conjuncts(node.predicate), around);
      if (!split) return undefined;
      const pairs = [...input.pairs, ...split.pairs];
      if (split.rest.length === 0) return { node: input.node, pairs };
      const predicate = logical('AND', split.rest, node.predicate.span);
      return { node: { ...node, input: input.node, predicate }, pairs };
    }
    case 'extend': {
      const input = node.items.some(({ value }) => reads(value, around))
        ? undefined
        : untied(node.input, around);
      return input && { node: { ...node, input: input.node }, pairs: input.pairs };
    }
    case 'join': {
      if (node.type !== 'INNER') return undefined;
      const [left, right] = [untied(node.left, around), untied(node.right, around)];
      const split = separated(node.on ? conjuncts(node.on) : [], around);
      if (!left || !right || !split) return undefined;
      const { on, ...bare } = node;
      const condition = on && split.rest.length > 0 ? { on: logical('AND', split.rest, on.span) } : {};
      return {
        node: { ...bare, left: left.node, right: right.node, ...condition },
        pairs: [...left.pairs, ...right.pairs, ...split.pairs],
      };
    }
    default:
      return undefined;
  }
}

/** Conditions without the columns `around`, and the equalities with them; undefined where one is neither. */
export function separated(
  conditions: readonly BoundExpression[],
  around: Columns,
): { rest: readonly BoundExpression[]; pairs: readonly Pair[] } | undefined {
  const pairs: Pair[] = [];
  const rest: BoundExpression[] = [];
  for (const each of conditions) {
    if (!reads(each, around)) rest.push(each);
    else {
      const pair = pairOf(each, around);
      if (!pair) return undefined;
      pairs.push(pair);
    }
  }
  return { rest, pairs };
}

function pairOf(value: BoundExpression, around: Columns): Pair | undefined {
  if (value.kind !== 'comparison' || value.operator !== '=') return undefined;
  for (const [outer, inner] of [
    [value.left, value.right],
    [value.right, value.left],
  ] as const) {
    const read = [...columnsOf(outer)];
    if (
      read.length > 0 &&
      read.every((id) => around.has(id)) &&
      !reads(inner, around) &&
      columnsOf(inner).size > 0
    )
      return { outer, inner };
  }
  return undefined;
}
