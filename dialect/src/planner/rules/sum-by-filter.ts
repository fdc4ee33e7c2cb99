import type { BoundExpression, ColumnId, ComparisonOperator } from '../../analysis/bound.ts';
import { isNumber } from '../../analysis/shape.ts';
import { mapSame } from '../../analysis/walk.ts';
import type { PlanNode } from '../plan-node.ts';
import { rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { conjuncts } from '../conditions.ts';

/** A SUM of no values is NULL to SQL and 0 to MongoDB: where a filter above lets neither through, nobody need tell them apart. */
export const sumByFilter: Rule = {
  name: 'sum-by-filter',
  needs: ['filter', 'group'],
  apply: (root) => rewrite(root, told),
};

function told(node: PlanNode): PlanNode {
  if (node.kind !== 'filter') return node;
  const input = conjuncts(node.predicate).reduce((below, each) => {
    const id = neverZero(each);
    return id === undefined ? below : withValue(below, id);
  }, node.input);
  return input === node.input ? node : { ...node, input };
}

const passes: Readonly<Record<ComparisonOperator, (limit: number) => boolean>> = {
  '=': (limit) => limit === 0,
  '<>': (limit) => limit !== 0,
  '<': (limit) => limit > 0,
  '<=': (limit) => limit >= 0,
  '>': (limit) => limit < 0,
  '>=': (limit) => limit <= 0,
};
const swapped = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The column that a condition compares with a number in a way that 0 does not pass. */
function neverZero(value: BoundExpression): ColumnId | undefined {
  if (value.kind !== 'comparison') return undefined;
  const { left, right, operator } = value;
  const [column, limit, asked] =
    left.kind === 'column' ? [left, right, operator] : [right, left, swapped[operator]];
  if (column.kind !== 'column' || limit.kind !== 'constant' || !isNumber(limit.type)) return undefined;
  const number = Number(String(limit.value));
  return limit.value === null || Number.isNaN(number) || passes[asked](number) ? undefined : column.id;
}

/** The plan with the SUM that a column is, at its bottom, never NULL; only columns and conditions may stand above it. */
function withValue(node: PlanNode, id: ColumnId): PlanNode {
  if (node.kind === 'extend') {
    const value = node.items.find((each) => each.id === id)?.value;
    if (value && value.kind !== 'column') return node;
    const input = withValue(node.input, value?.id ?? id);
    return input === node.input ? node : { ...node, input };
  }
  if (node.kind === 'filter') {
    const input = withValue(node.input, id);
    return input === node.input ? node : { ...node, input };
  }
  if (node.kind !== 'group') return node;
  const aggregates = mapSame(node.group.aggregates, (each) =>
    each.id === id && each.row.name === 'SUM' && each.nullable && each.type.name !== 'interval'
      ? { ...each, nullable: false }
      : each,
  );
  return aggregates === node.group.aggregates ? node : { ...node, group: { ...node.group, aggregates } };
}
