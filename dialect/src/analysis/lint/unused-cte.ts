import type { LintRule } from './lint-rule.ts';

export const unusedCte: LintRule = {
  code: 'QL6005',
  name: 'unused-cte',
  severity: 'information',
  message: 'Nothing reads {0}: remove it, or read from it.',
  cause: 'WITH names a query that the statement never uses.',
  cure: 'Remove the query from WITH.',
  bad: 'WITH sums AS (SELECT total FROM orders) SELECT user_id FROM users',
  good: 'WITH sums AS (SELECT total FROM orders) SELECT total FROM sums',
  *check({ nodes }) {
    const read = new Set(
      [...nodes('NamedTable'), ...nodes('TableQuery')].map(({ name }) =>
        name.parts.at(-1)?.text.toLowerCase(),
      ),
    );
    for (const node of nodes('CommonTableExpression')) {
      if (node.query.kind !== 'Query') continue;
      if (!read.has(node.name.text.toLowerCase())) yield { span: node.name.span, args: [node.name.text] };
    }
  },
};
