import type { QueryBody } from '../../syntax/ast/query.ts';
import type { LintRule } from './lint-rule.ts';

export const unionOfDifferent: LintRule = {
  code: 'QL6016',
  name: 'union-of-different',
  severity: 'hint',
  message: 'The two sides cannot have a row in common: UNION ALL gives the same without comparing rows.',
  cause: 'Both select lists hold a constant at the same place, and the two differ.',
  cure: 'Write UNION ALL.',
  bad: "SELECT 'order' AS kind, _id FROM orders UNION SELECT 'user', _id FROM users",
  good: "SELECT 'order' AS kind, _id FROM orders UNION ALL SELECT 'user', _id FROM users",
  *check({ nodes, text }) {
    for (const node of nodes('SetOperation')) {
      if (node.operator !== 'UNION' || node.all) continue;
      const [left, right] = [constants(node.left), constants(node.right)];
      if (
        !left.some((each, index) => each !== undefined && right[index] !== undefined && each !== right[index])
      )
        continue;
      if (node.left.kind === 'Select' && node.left.distinct !== 'ALL') continue;
      const between = /\bunion\b/i.exec(text.slice(node.left.span.end, node.right.span.start));
      if (!between) continue;
      const start = node.left.span.end + between.index;
      const span = { start, end: start + 'union'.length };
      const changes = [{ span: { start: span.end, end: span.end }, text: ' ALL' }];
      yield { span, fixes: [{ title: 'Write UNION ALL', changes }] };
    }
  },
};

/** The constant at each place of a select list, where there is one. */
function constants(body: QueryBody): readonly (string | undefined)[] {
  if (body.kind !== 'Select') return [];
  return body.items.map(({ value }) =>
    value.kind === 'Literal' && value.type === 'string' ? value.text : undefined,
  );
}
