import { callName, isNumber } from './aggregates.ts';
import { referenceOf } from './columns.ts';
import type { Expression } from '../../syntax/ast/query.ts';
import type { LintInput } from './lint-rule.ts';
import type { LintRule } from './lint-rule.ts';

export const integerDivision: LintRule = {
  code: 'QL6011',
  name: 'integer-division',
  severity: 'hint',
  message: 'Both sides are whole numbers, so the division leaves its fraction out: {0} is whole.',
  cause: 'As in PostgreSQL, 3 / 2 is 1.',
  cure: 'Make one side a decimal number: `* 1.0`, or a cast to numeric.',
  bad: 'SELECT COUNT(*) / 2 FROM orders',
  good: 'SELECT COUNT(*) / 2.0 FROM orders',
  *check(input) {
    for (const node of input.nodes('Binary')) {
      if (node.operator !== '/') continue;
      // Of two constants the author sees what comes of it.
      if (isNumber(node.left) && isNumber(node.right)) continue;
      if (isWhole(input, node.left) && isWhole(input, node.right))
        yield { span: node.span, args: [input.text.slice(node.span.start, node.span.end)] };
    }
  },
};

function isWhole(input: LintInput, node: Expression): boolean {
  if (node.kind === 'Literal') return node.type === 'number' && /^\d+$/.test(node.text);
  if (node.kind === 'FunctionCall') return callName(node.name) === 'COUNT';
  const type = referenceOf(input, node)?.type?.name;
  return type === 'int' || type === 'long';
}
