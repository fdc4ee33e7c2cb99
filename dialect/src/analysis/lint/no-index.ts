import { columnOf, conjuncts, indexOn, isComparison, isSmall, selects, sides } from './columns.ts';
import { indexFix } from './index-fix.ts';
import type { LintRule } from './lint-rule.ts';

export const noIndex: LintRule = {
  code: 'QL6006',
  name: 'no-index',
  severity: 'information',
  message: 'No index serves this condition: {0} is read from end to end. An index on {1} would help.',
  cause: 'None of the collection’s indexes begins with a field that the WHERE compares.',
  cure: 'Create an index that begins with the field compared for equality.',
  bad: 'SELECT status FROM orders WHERE total > 100',
  good: "SELECT total FROM orders WHERE status = 'open'",
  *check(input) {
    for (const select of selects(input)) {
      const { from, where } = select;
      if (from.length !== 1 || from[0]?.kind !== 'NamedTable') continue;
      const compared = conjuncts(where).flatMap((node) => {
        if (node.kind === 'InList' || node.kind === 'Between') return [[node.operand, node.operand] as const];
        return isComparison(node) && node.operator !== '<>' ? sides(node) : [];
      });
      const found = compared.flatMap(([side]) => {
        const column = columnOf(input, side);
        return column ? [{ side, column }] : [];
      });
      const [first] = found;
      // Without a single index known, the catalogue was not read from a server.
      if (!first || first.column.collection.indexes.length === 0 || isSmall(first.column.collection))
        continue;
      if (found.some(({ column }) => indexOn(column))) continue;
      const query = input.nodes('Query').find(({ body }) => body === select);
      const orderBy = query?.orderBy ?? [];
      yield {
        span: first.side.span,
        args: [first.column.collection.name, first.column.field.name],
        fixes: indexFix(input, select, orderBy),
      };
    }
  },
};
