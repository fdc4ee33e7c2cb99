import { aggregatesIn, callName } from './aggregates.ts';
import { isComparison, qualifierOf, selects, sides } from './columns.ts';
import type { FunctionCall, Select } from '../../syntax/ast/query.ts';
import { walk } from '../../syntax/walk.ts';
import type { LintInput } from './lint-rule.ts';
import type { LintRule } from './lint-rule.ts';

export const fanOut: LintRule = {
  code: 'QL6012',
  name: 'fan-out',
  severity: 'warning',
  message: '{0} counts rows several times: {1} and {2} both have many rows for one {3}.',
  cause: 'Two joins on the same key each multiply the rows of the other before the aggregate sees them.',
  cure: 'Aggregate each side in a query of its own, in WITH or FROM, and join the results.',
  bad: 'SELECT u._id, SUM(o.total) FROM users u JOIN orders o ON o.customer_id = u._id JOIN orders p ON p.customer_id = u._id GROUP BY u._id',
  good: 'SELECT u._id, SUM(o.total) FROM users u JOIN orders o ON o.customer_id = u._id GROUP BY u._id',
  *check(input) {
    for (const select of selects(input)) {
      const sums = select.items.flatMap((item) => aggregatesIn(item)).filter(isMultiplied);
      const many = sums.length > 0 ? joinedTwice(input, select) : undefined;
      const [sum] = sums;
      if (sum && many) yield { span: sum.span, args: [callName(sum.name), ...many] };
    }
  },
};

const isMultiplied = (call: FunctionCall) =>
  !call.distinct && (callName(call.name) === 'SUM' || callName(call.name) === 'AVG');

/** Two relations joined to the same key of a third, and that key's relation. */
function joinedTwice(input: LintInput, select: Select): readonly string[] | undefined {
  const joined = new Map<string, Set<string>>();
  for (const table of select.from) {
    walk(table, (node) => {
      if (node.kind === 'DerivedTable') return false;
      if (node.kind !== 'Binary' || !isComparison(node) || node.operator !== '=') return true;
      for (const [key, other] of sides(node)) {
        if (key.kind !== 'ColumnReference' || other.kind !== 'ColumnReference') continue;
        const name = key.parts.at(-1)?.text ?? '';
        const [one, many] = [qualifierOf(input, key), qualifierOf(input, other)];
        const foreign = other.parts.at(-1)?.text ?? '';
        if (!/^_?id$/.test(name) || /^_?id$/.test(foreign) || one === undefined || many === undefined)
          continue;
        joined.set(one, (joined.get(one) ?? new Set()).add(many));
      }
      return true;
    });
  }
  const found = [...joined].find(([, several]) => several.size > 1);
  return found && [...[...found[1]].slice(0, 2), found[0]];
}
