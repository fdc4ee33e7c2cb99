import type { LintRule } from './lint-rule.ts';

export const orderInSubquery: LintRule = {
  code: 'QL6021',
  name: 'order-in-subquery',
  severity: 'hint',
  message: 'The rows of a subquery have no order outside it: this ORDER BY does nothing.',
  cause: 'ORDER BY stands in a subquery of FROM, IN or EXISTS without LIMIT.',
  cure: 'Remove it, or order the outer query.',
  bad: 'SELECT total FROM (SELECT total FROM orders ORDER BY total) AS o',
  good: 'SELECT total FROM (SELECT total FROM orders) AS o ORDER BY total',
  *check({ nodes }) {
    for (const node of [...nodes('DerivedTable'), ...nodes('InQuery'), ...nodes('Exists')]) {
      const { orderBy, limit, offset, body } = node.query;
      const [key] = orderBy;
      if (!key || limit || offset || (body.kind === 'Select' && typeof body.distinct !== 'string')) continue;
      yield { span: key.span };
    }
  },
};
