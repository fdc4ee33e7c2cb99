import type { LintRule } from './lint-rule.ts';

export const writeWithoutWhere: LintRule = {
  code: 'QL6001',
  name: 'write-without-where',
  severity: 'warning',
  message: '{0} has no WHERE: it changes every document of {1}.',
  cause: 'The condition was forgotten, or stands after a semicolon.',
  cure: 'Add WHERE; where every document is meant, write WHERE true.',
  bad: 'DELETE FROM orders',
  good: "DELETE FROM orders WHERE status = 'void'",
  *check({ nodes }) {
    for (const node of [...nodes('Update'), ...nodes('Delete')]) {
      if (node.where) continue;
      const { target, kind } = node;
      yield { span: target.span, args: [kind.toUpperCase(), target.parts.at(-1)?.text ?? ''] };
    }
  },
};
