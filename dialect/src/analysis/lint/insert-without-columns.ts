import type { LintRule } from './lint-rule.ts';

export const insertWithoutColumns: LintRule = {
  code: 'QL6024',
  name: 'insert-without-columns',
  severity: 'hint',
  message: 'INSERT names no columns: its values go by the order of the fields of {0}, which may change.',
  cause: 'A list of values without names means whatever the fields’ order is on the day.',
  cure: 'Name the columns behind the table.',
  bad: 'INSERT INTO orders SELECT * FROM orders',
  good: "INSERT INTO orders (customer_id, status) VALUES (1, 'open')",
  *check({ nodes }) {
    for (const node of nodes('Insert')) {
      if (node.columns.length > 0 || node.source?.body.kind !== 'Select') continue;
      if (node.source.body.items.some(({ value }) => value.kind === 'Star'))
        yield { span: node.target.span, args: [node.target.parts.at(-1)?.text ?? ''] };
    }
  },
};
