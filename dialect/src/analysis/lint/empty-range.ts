import { isNumber } from './aggregates.ts';
import type { LintRule } from './lint-rule.ts';

export const emptyRange: LintRule = {
  code: 'QL6020',
  name: 'empty-range',
  severity: 'warning',
  message: 'No value lies between {0} and {1}: BETWEEN takes the lower one first.',
  cause: 'The bounds of BETWEEN are the wrong way round.',
  cure: 'Exchange the bounds, or write BETWEEN SYMMETRIC.',
  bad: 'SELECT total FROM orders WHERE total BETWEEN 10 AND 1',
  good: 'SELECT total FROM orders WHERE total BETWEEN 1 AND 10',
  *check({ nodes, text }) {
    for (const node of nodes('Between')) {
      if (node.symmetric || !isNumber(node.low) || !isNumber(node.high)) continue;
      const [low, high] = [node.low, node.high].map(({ span }) => text.slice(span.start, span.end));
      if (low === undefined || high === undefined || Number(low) <= Number(high)) continue;
      const changes = [
        { span: node.low.span, text: high },
        { span: node.high.span, text: low },
      ];
      yield { span: node.span, args: [low, high], fixes: [{ title: 'Exchange the bounds', changes }] };
    }
  },
};
