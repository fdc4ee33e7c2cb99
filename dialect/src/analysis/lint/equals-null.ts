import type { AnyNode } from '../../syntax/nodes.ts';
import type { LintRule } from './lint-rule.ts';

export const equalsNull: LintRule = {
  code: 'QL6002',
  name: 'equals-null',
  severity: 'warning',
  message: '{0} NULL is never true: write {1}.',
  cause: 'A comparison with NULL gives NULL, and WHERE takes that for false.',
  cure: 'Write IS NULL or IS NOT NULL.',
  bad: 'SELECT total FROM orders WHERE status = NULL',
  good: 'SELECT total FROM orders WHERE status IS NULL',
  *check({ nodes, text }) {
    for (const node of nodes('Binary')) {
      if (node.operator !== '=' && node.operator !== '<>') continue;
      if (isNull(node.left) === isNull(node.right)) continue;
      const other = isNull(node.left) ? node.right : node.left;
      const test = node.operator === '=' ? 'IS NULL' : 'IS NOT NULL';
      const changed = `${text.slice(other.span.start, other.span.end)} ${test}`;
      const fixes = [{ title: `Write ${test}`, changes: [{ span: node.span, text: changed }] }];
      yield { span: node.span, args: [node.operator, test], fixes };
    }
  },
};

const isNull = (node: AnyNode) => node.kind === 'Literal' && node.type === 'null';
