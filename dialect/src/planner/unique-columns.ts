import type { BoundExpression, ColumnId } from '../analysis/bound.ts';
import type { PlanNode } from './plan-node.ts';

/** Whether no two rows of a plan have the same values, all there, in these columns. */
export function isUniqueBy(node: PlanNode, columns: ReadonlySet<ColumnId>): boolean {
  switch (node.kind) {
    case 'group':
      return node.group.sets.length === 1 && node.group.keys.every(({ id }) => columns.has(id));
    case 'distinct':
      return node.columns.every(({ id }) => columns.has(id));
    case 'scan':
      return node.relation.keys.some((key) => key.every((id) => columns.has(id)));
    case 'extend': {
      const below = new Set(columns);
      for (const { id, value } of node.items) if (columns.has(id) && isColumn(value)) below.add(value.id);
      return isUniqueBy(node.input, below);
    }
    case 'filter':
    case 'sort':
    case 'limit':
    case 'window':
    case 'apply':
      return isUniqueBy(node.input, columns);
    default:
      return false;
  }
}

const isColumn = (value: BoundExpression): value is Extract<BoundExpression, { kind: 'column' }> =>
  value.kind === 'column';
