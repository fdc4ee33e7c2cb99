import type { FieldInfo } from '../../catalog/catalog.ts';
import type { FunctionCall } from '../../syntax/ast/query.ts';
import { callName } from './aggregates.ts';
import { columnOf, conjuncts, indexOn, isComparison, selects, sides } from './columns.ts';
import type { LintRule } from './lint-rule.ts';

export const functionOverIndexed: LintRule = {
  code: 'QL6008',
  name: 'function-over-indexed',
  severity: 'information',
  message: 'The index {0} does not serve a condition on {1}(…): compare {2} itself.',
  cause: 'An index holds a field’s values, not what a function makes of them.',
  cure: 'Move the work to the other side: a range of the field instead of a part of it.',
  bad: "SELECT total FROM orders WHERE LOWER(status) = 'open'",
  good: "SELECT total FROM orders WHERE status IN ('open', 'Open')",
  *check(input) {
    for (const { where } of selects(input)) {
      for (const condition of conjuncts(where).filter(isComparison)) {
        for (const [side, other] of sides(condition)) {
          const call = side.kind === 'FunctionCall' && other.kind !== 'FunctionCall' ? side : undefined;
          const inner = call?.arguments.map(({ value }) => columnOf(input, value)).find((each) => each);
          const index = inner && indexOn(inner);
          if (call && index && !isRange(call, inner.field))
            yield { span: call.span, args: [index.name, callName(call.name), inner.field.name] };
        }
      }
    }
  },
};

/** Whether it is asked of an instant as a range of it, by the planner's rule `date-ranges`. */
function isRange({ name, arguments: [first] }: FunctionCall, { type, certainty }: FieldInfo): boolean {
  const truncates = /^date_trunc$/i.test(callName(name));
  if (certainty !== 'declared') return truncates;
  if (!['timestamp', 'timestamptz'].includes(type.name)) return false;
  const part = first?.value.kind === 'Literal' ? first.value.text.toLowerCase() : '';
  return (
    truncates ||
    /^(date|year)$/i.test(callName(name)) ||
    (/^(extract|date_part)$/i.test(callName(name)) && part === 'year')
  );
}
