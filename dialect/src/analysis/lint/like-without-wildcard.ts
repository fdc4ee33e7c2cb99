import type { Like } from '../../syntax/ast/query.ts';
import type { LintRule } from './lint-rule.ts';

export const likeWithoutWildcard: LintRule = {
  code: 'QL6023',
  name: 'like-without-wildcard',
  severity: 'hint',
  message: 'The pattern holds no wildcard: LIKE is the same as = here.',
  cause: 'LIKE is written without % or _.',
  cure: 'Write =, or add the wildcard.',
  bad: "SELECT total FROM orders WHERE status LIKE 'open'",
  good: "SELECT total FROM orders WHERE status = 'open'",
  *check({ nodes, text }) {
    for (const node of nodes('Like')) {
      if (node.operator !== 'LIKE' || node.escape) continue;
      const { operand, pattern, not, span } = node;
      if (!isPlain(pattern)) continue;
      const [left, right] = [operand, pattern].map((each) => text.slice(each.span.start, each.span.end));
      const sign = not ? '<>' : '=';
      const changes = [{ span, text: `${left} ${sign} ${right}` }];
      yield { span: pattern.span, fixes: [{ title: `Write ${sign}`, changes }] };
    }
  },
};

const isPlain = (pattern: Like['pattern']) =>
  pattern.kind === 'Literal' && pattern.type === 'string' && !/[%_\\]/.test(pattern.text);
