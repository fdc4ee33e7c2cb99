import type { SqlType } from '../../catalog/types.ts';
import { typeText } from '../../functions/casts/type-name.ts';
import { negatedType, operatorType } from '../../functions/index.ts';
import { isInstant, isInteger } from '../../functions/type-rules.ts';
import type { ValueOperator } from '../../syntax/ast/operators.ts';
import type { BoundExpression } from '../bound.ts';
import * as shape from '../shape.ts';
import { visitStatement } from '../walk.ts';
import type { Finding, LintRule } from './lint-rule.ts';

type Operation = Extract<BoundExpression, { kind: 'operator' }>;

export const operatorBesideSamples: LintRule = {
  code: 'QL6040',
  name: 'operator-beside-samples',
  severity: 'warning',
  message: '{0} is {1} in all samples, which {2} does not compute with.',
  cause:
    'Nobody declared the field, so that the statement is sound; over values like the sampled ones MongoDB ends it with an error, or gives nothing.',
  cure: 'Take a function for values of that type, or cast the field.',
  bad: 'SELECT _id + 1 FROM users',
  good: 'SELECT user_id + 1 FROM users',
  check({ analysis: { bound }, text }) {
    // By place: a query of WITH is bound for each that names it.
    const findings = new Map<number, Finding>();
    if (bound)
      visitStatement(bound, (value) => {
        const wrong = value.kind === 'operator' ? wrongOperand(value) : undefined;
        if (value.kind !== 'operator' || !wrong) return;
        const { start, end } = wrong.span;
        const args = [text.slice(start, end), typeText(shape.guess(wrong)), value.operator];
        findings.set(start, { span: wrong.span, args });
      });
    return [...findings.values()];
  },
};

const computing: readonly string[] = ['+', '-', '*', '/', '%', '^', '&', '|', '#', '<<', '>>', '~'];

/** The operand whose samples the operator has no meaning for; a text beside a number is told of by type-mix. */
function wrongOperand({ operator, operands }: Operation): BoundExpression | undefined {
  const types = operands.map((value) => shape.guess(value));
  const isKnown = types.every((type) => shape.isKnown(type) && type.name !== 'text');
  if (!isKnown || !computing.includes(operator) || isShift(operator, types)) return undefined;
  if (operator === 'NOT' || typeOf(operator, types)) return undefined;
  const sampled = operands.filter(({ type, likely }) => type.name === 'unknown' && likely !== undefined);
  return sampled.find((value) => !shape.isNumber(shape.guess(value))) ?? sampled[0];
}

function typeOf(
  operator: ValueOperator,
  [left = shape.nullType, right]: readonly SqlType[],
): SqlType | undefined {
  if (right) return operatorType(operator, left, right);
  return operator === '~' && shape.isNumber(left) ? left : negatedType(left);
}

/** A date that nobody declared is a timestamp to samples: so many days later is a date, and with a time of the day it is a timestamp. */
const isShift = (operator: string, types: readonly SqlType[]): boolean =>
  (operator === '+' || operator === '-') &&
  types.some(isInstant) &&
  types.some((type) => isInteger(type) || type.name === 'time');
