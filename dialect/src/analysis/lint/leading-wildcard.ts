import { columnOf, indexOn } from './columns.ts';
import type { LintRule } from './lint-rule.ts';

export const leadingWildcard: LintRule = {
  code: 'QL6009',
  name: 'leading-wildcard',
  severity: 'hint',
  message: 'A pattern that begins with a wildcard reads every value of {0}: no index can serve it.',
  cause: 'An index finds values by how they begin.',
  cure: 'Begin the pattern with text where you can; for words inside texts, use a text index.',
  bad: "SELECT total FROM orders WHERE status LIKE '%done'",
  good: "SELECT total FROM orders WHERE status LIKE 'done%'",
  *check(input) {
    for (const node of input.nodes('Like')) {
      if (node.pattern.kind !== 'Literal' || !/^[%_]/.test(node.pattern.text)) continue;
      const column = columnOf(input, node.operand);
      if (column && indexOn(column)) yield { span: node.pattern.span, args: [column.field.name] };
    }
  },
};
