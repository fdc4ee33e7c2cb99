import { aggregatesIn } from './aggregates.ts';
import { conjuncts, selects } from './columns.ts';
import type { Expression } from '../../syntax/ast/query.ts';
import { walk } from '../../syntax/walk.ts';
import type { LintRule } from './lint-rule.ts';

export const havingWithoutAggregate: LintRule = {
  code: 'QL6015',
  name: 'having-without-aggregate',
  severity: 'hint',
  message: 'This condition needs no groups: in WHERE it leaves rows out before they are grouped.',
  cause: 'HAVING holds no aggregate.',
  cure: 'Move the condition to WHERE.',
  bad: "SELECT status, COUNT(*) FROM orders GROUP BY status HAVING status <> 'void'",
  good: "SELECT status, COUNT(*) FROM orders WHERE status <> 'void' GROUP BY status",
  *check(input) {
    for (const { having, groupBy } of selects(input)) {
      if (!groupBy || groupBy.items.some(({ kind }) => kind === 'GroupingSet')) continue;
      for (const condition of conjuncts(having)) {
        if (aggregatesIn(condition).length === 0 && isOfRow(condition)) yield { span: condition.span };
      }
    }
  },
};

/** Whether a condition speaks of columns, and asks nothing of a subquery. */
function isOfRow(condition: Expression): boolean {
  let columns = 0;
  let queries = 0;
  walk(condition, ({ kind }) => {
    if (kind === 'ColumnReference') columns += 1;
    if (kind === 'Query') queries += 1;
  });
  return columns > 0 && queries === 0;
}
