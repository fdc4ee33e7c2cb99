import type { LintRule } from './lint-rule.ts';

export const valueTwice: LintRule = {
  code: 'QL6022',
  name: 'value-twice',
  severity: 'hint',
  message: '{0} stands in this list twice.',
  cause: 'A value was copied, or another was meant.',
  cure: 'Remove or correct one of them.',
  bad: 'SELECT total FROM orders WHERE customer_id IN (1, 2, 1)',
  good: 'SELECT total FROM orders WHERE customer_id IN (1, 2)',
  *check({ nodes, text }) {
    for (const node of nodes('InList')) {
      const seen = new Set<string>();
      for (const item of node.items.filter(({ kind }) => kind === 'Literal')) {
        const written = text.slice(item.span.start, item.span.end);
        if (seen.has(written)) yield { span: item.span, args: [written] };
        seen.add(written);
      }
    }
  },
};
