import { conjuncts, qualifierOf, selects } from './columns.ts';
import type { Expression } from '../../syntax/ast/query.ts';
import type { NodeOf } from '../../syntax/nodes.ts';
import { walk } from '../../syntax/walk.ts';
import type { LintInput } from './lint-rule.ts';
import type { LintRule } from './lint-rule.ts';

export const cartesianProduct: LintRule = {
  code: 'QL6004',
  name: 'cartesian-product',
  severity: 'information',
  message: 'Nothing joins {0} to the other tables: every row of it meets every row of theirs.',
  cause: 'FROM lists tables with commas, and no condition speaks of this one and another.',
  cure: 'Add the join’s condition; where all pairs are meant, write CROSS JOIN.',
  bad: 'SELECT o.total FROM orders o, users u WHERE o.total > 5',
  good: 'SELECT o.total FROM orders o, users u WHERE o.customer_id = u.user_id',
  *check(input) {
    // A query of WITH is often one row, as one in brackets is.
    const made = new Set(input.nodes('CommonTableExpression').map(({ name }) => name.text));
    for (const { from, where } of selects(input)) {
      const tables = from.filter(
        (each): each is NodeOf<'NamedTable'> =>
          each.kind === 'NamedTable' && !made.has(each.name.parts.at(-1)?.text ?? ''),
      );
      if (tables.length < 2 || tables.length < from.length) continue;
      const names = tables.map(({ alias, name }) => (alias?.name ?? name.parts.at(-1))?.text ?? '');
      const joined = conjuncts(where).map((each) => qualifiers(input, each));
      // A name without its table may be of any of them.
      if (joined.some((each) => each.has(undefined))) continue;
      const alone = tables.find(
        (_, index) => index > 0 && !joined.some((each) => each.size > 1 && each.has(names[index])),
      );
      if (alone) yield { span: alone.span, args: [names[tables.indexOf(alone)] ?? ''] };
    }
  },
};

function qualifiers(input: LintInput, condition: Expression): ReadonlySet<string | undefined> {
  const found = new Set<string | undefined>();
  walk(condition, (node) => {
    if (node.kind === 'ColumnReference') found.add(qualifierOf(input, node));
  });
  return found;
}
