import { isNumber } from './aggregates.ts';
import { aggregatesIn } from './aggregates.ts';
import type { LintRule } from './lint-rule.ts';

export const limitWithoutOrder: LintRule = {
  code: 'QL6003',
  name: 'limit-without-order',
  severity: 'hint',
  message:
    'LIMIT without ORDER BY gives any {0} rows, different ones each time: add ORDER BY where it matters which.',
  cause: 'Rows have no order of their own.',
  cure: 'Add ORDER BY, with _id as its last key where the others may be equal.',
  bad: 'SELECT total FROM orders LIMIT 10',
  good: 'SELECT total FROM orders ORDER BY _id LIMIT 10',
  *check({ nodes, text }) {
    for (const node of nodes('Query')) {
      if (!node.limit || node.orderBy.length > 0) continue;
      const { body, limit } = node;
      if (body.kind !== 'Select' || body.from.length === 0 || isNumber(limit, '0')) continue;
      if (body.from.every(({ kind }) => kind === 'FunctionTable')) continue;
      const single = !body.groupBy && body.items.some((item) => aggregatesIn(item).length > 0);
      if (!single) yield { span: limit.span, args: [text.slice(limit.span.start, limit.span.end)] };
    }
  },
};
