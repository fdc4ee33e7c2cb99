import { conjuncts, isComparison, qualifierOf, selects, sides } from './columns.ts';
import type { LintRule } from './lint-rule.ts';

export const outerJoinUndone: LintRule = {
  code: 'QL6018',
  name: 'outer-join-undone',
  severity: 'information',
  message: 'This condition leaves out the rows that LEFT JOIN keeps: move it to ON, or write JOIN.',
  cause:
    'For a row without a match the columns of the joined table are NULL, and a comparison with NULL is not true.',
  cure: 'Move the condition to ON where rows without a match are wanted; otherwise write JOIN.',
  bad: 'SELECT u._id FROM users u LEFT JOIN orders o ON o.customer_id = u.user_id WHERE o.total > 5',
  good: 'SELECT u._id FROM users u LEFT JOIN orders o ON o.customer_id = u.user_id AND o.total > 5',
  *check(input) {
    for (const { from, where } of selects(input)) {
      const optional = from.flatMap((table) =>
        table.kind === 'Join' && table.type === 'LEFT' && table.right.kind === 'NamedTable'
          ? [(table.right.alias?.name ?? table.right.name.parts.at(-1))?.text]
          : [],
      );
      for (const condition of optional.length > 0 ? conjuncts(where).filter(isComparison) : []) {
        const undone = sides(condition).some(
          ([side, other]) =>
            side.kind === 'ColumnReference' &&
            other.kind === 'Literal' &&
            optional.includes(qualifierOf(input, side)),
        );
        if (undone) yield { span: condition.span };
      }
    }
  },
};
