import { conjuncts, referenceOf } from './columns.ts';
import type { LintRule } from './lint-rule.ts';

export const notInNullable: LintRule = {
  code: 'QL6013',
  name: 'not-in-nullable',
  severity: 'information',
  message:
    'If {0} is NULL in one row, NOT IN is never true: write NOT EXISTS, or leave NULL out in the subquery.',
  cause: 'x NOT IN (1, NULL) is not known to be true for any x.',
  cure: 'Write NOT EXISTS, or add IS NOT NULL to the subquery.',
  bad: 'SELECT _id FROM users WHERE user_id NOT IN (SELECT customer_id FROM orders)',
  good: 'SELECT _id FROM users WHERE user_id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)',
  *check(input) {
    for (const node of input.nodes('InQuery')) {
      if (!node.not || node.query.body.kind !== 'Select') continue;
      const { items, where } = node.query.body;
      const value = items.length === 1 ? items[0]?.value : undefined;
      const reference = value && referenceOf(input, value);
      if (!reference?.nullable || reference.name === '_id') continue;
      const tested = conjuncts(where).some(
        (each) =>
          each.kind === 'IsTest' &&
          each.not &&
          each.test === 'NULL' &&
          referenceOf(input, each.operand)?.name === reference.name,
      );
      if (value && !tested) yield { span: value.span, args: [reference.name] };
    }
  },
};
