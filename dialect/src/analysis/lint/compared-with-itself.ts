import { isComparison } from './columns.ts';
import type { LintRule } from './lint-rule.ts';

export const comparedWithItself: LintRule = {
  code: 'QL6019',
  name: 'compared-with-itself',
  severity: 'information',
  message: 'Both sides are {0}: this says only whether it is NULL.',
  cause: 'A name was written twice where two were meant.',
  cure: 'Correct one side, or write IS NOT NULL.',
  bad: 'SELECT total FROM orders WHERE total = total',
  good: 'SELECT total FROM orders WHERE total IS NOT NULL',
  *check({ nodes, text }) {
    for (const node of nodes('Binary').filter(isComparison)) {
      const [left, right] = [node.left, node.right];
      if (left.kind !== 'ColumnReference' || right.kind !== 'ColumnReference') continue;
      const written = text.slice(left.span.start, left.span.end);
      if (written === text.slice(right.span.start, right.span.end))
        yield { span: node.span, args: [written] };
    }
  },
};
