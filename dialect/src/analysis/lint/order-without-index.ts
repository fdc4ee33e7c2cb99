import { columnOf, isSmall } from './columns.ts';
import { indexFix } from './index-fix.ts';
import type { LintRule } from './lint-rule.ts';

export const orderWithoutIndex: LintRule = {
  code: 'QL6007',
  name: 'order-without-index',
  severity: 'hint',
  message: 'No index gives {0} in the order of {1}: MongoDB sorts all of it first.',
  cause: 'The collection has no index that begins with the first field of ORDER BY.',
  cure: 'Create an index on the fields of ORDER BY, behind those that WHERE compares for equality.',
  bad: 'SELECT status FROM orders ORDER BY total LIMIT 5',
  good: 'SELECT total FROM orders ORDER BY status LIMIT 5',
  *check(input) {
    for (const node of input.nodes('Query')) {
      if (node.body.kind !== 'Select' || node.body.groupBy) continue;
      const { from, where } = node.body;
      const key = node.orderBy[0];
      if (!key || !node.limit || where || from.length !== 1 || from[0]?.kind !== 'NamedTable') continue;
      const column = columnOf(input, key.value);
      if (!column || column.collection.indexes.length === 0 || isSmall(column.collection)) continue;
      if (column.collection.indexes.some(({ keys }) => keys[0]?.path === column.field.name)) continue;
      yield {
        span: key.span,
        args: [column.collection.name, column.field.name],
        fixes: indexFix(input, node.body, node.orderBy),
      };
    }
  },
};
