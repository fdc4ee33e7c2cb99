import type { LintRule } from './lint-rule.ts';

export const deepOffset: LintRule = {
  code: 'QL6017',
  name: 'deep-offset',
  severity: 'hint',
  message: 'OFFSET {0} reads and throws away as many rows each time: go on behind the last key instead.',
  cause: 'Rows that are skipped are found and sorted all the same.',
  cure: 'Remember the last row’s key, and ask for rows greater than it.',
  bad: 'SELECT total FROM orders ORDER BY _id LIMIT 10 OFFSET 50000',
  good: "SELECT total FROM orders WHERE _id > OBJECTID '507f1f77bcf86cd799439011' ORDER BY _id LIMIT 10",
  *check({ nodes }) {
    for (const node of nodes('Query')) {
      if (node.offset?.kind !== 'Literal') continue;
      const { span, text } = node.offset;
      if (Number(text) >= 1000) yield { span, args: [text] };
    }
  },
};
