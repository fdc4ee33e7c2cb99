import type { LintRule } from './lint-rule.ts';

export const lockWithoutEffect: LintRule = {
  code: 'QL6036',
  name: 'lock-without-effect',
  severity: 'warning',
  message:
    'FOR {0} locks nothing: MongoDB has no locks for what is read, and others may change these documents.',
  cause:
    'A server of MongoDB finds out that two writes meet when they do: the later one fails or is tried again.',
  cure: 'Change the documents in the same statement (UPDATE … RETURNING), or in a transaction, where a meeting fails.',
  bad: "SELECT total FROM orders WHERE status = 'open' FOR UPDATE",
  good: "UPDATE orders SET status = 'taken' WHERE status = 'open' RETURNING total",
  *check({ nodes }) {
    for (const node of nodes('Lock')) yield { span: node.span, args: [node.strength] };
  },
};
