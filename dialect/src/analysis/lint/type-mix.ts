import type { SqlType } from '../../catalog/types.ts';
import { foldCast } from '../../functions/index.ts';
import { typeText } from '../../functions/casts/type-name.ts';
import type { LoweringContext } from '../../functions/lowering.ts';
import { bracketOf } from '../../functions/type-rules.ts';
import type { BoundExpression } from '../bound.ts';
import { comparedPairs } from '../check-types.ts';
import * as shape from '../shape.ts';
import { visitStatement } from '../walk.ts';
import type { Finding, LintRule } from './lint-rule.ts';

export const typeMix: LintRule = {
  code: 'QL6010',
  name: 'type-mix',
  severity: 'warning',
  message: '{0} is {1} in all samples, and this is {2}: beside one another they give nothing.',
  cause:
    'MongoDB compares values of one type only; a number is never equal to a text, and nothing comes of adding one.',
  cure: 'Write the value in the field’s own type, or cast the field.',
  bad: 'SELECT total FROM orders WHERE status = 5',
  good: "SELECT total FROM orders WHERE status = '5'",
  check({ analysis: { bound }, text }) {
    // By place: a query of WITH is bound for each that names it, the bounds of BETWEEN SYMMETRIC for both orders.
    const findings = new Map<string, Finding>();
    const compare = (sampled: BoundExpression, other: BoundExpression): void => {
      const type = typeOfSamples(sampled);
      const foreign = type && foreignTo(type, other);
      if (type && foreign !== undefined)
        findings.set(`${other.span.start} ${sampled.span.start}`, {
          span: other.span,
          args: [text.slice(sampled.span.start, sampled.span.end), typeText(type), foreign],
        });
    };
    if (bound)
      visitStatement(bound, (value) => {
        for (const [left, right] of metPairs(value)) {
          compare(left, right);
          if (!typeOfSamples(left)) compare(right, left);
        }
      });
    return [...findings.values()];
  },
};

const computing: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '^']);

/** Values that are compared, and texts with which a number is computed. */
function metPairs(value: BoundExpression): readonly (readonly [BoundExpression, BoundExpression])[] {
  if (value.kind !== 'operator' || !computing.has(value.operator)) return comparedPairs(value);
  const number = value.operands.find((each) => shape.isNumber(typeOfSamples(each) ?? each.type));
  const text = value.operands.find((each) => shape.guess(each).name === 'text');
  return number && text ? [[number, text]] : [];
}

/** What samples alone show a value to be, where that is one kind of plain values. */
function typeOfSamples({ type, likely }: BoundExpression): SqlType | undefined {
  return type.name === 'unknown' && likely && isPlain(likely) ? likely : undefined;
}

const isPlain = (type: SqlType): boolean => {
  const bracket = bracketOf(type);
  return bracket !== undefined && !['array', 'document', 'other'].includes(bracket);
};

/** Nothing of the server matters to a constant. */
const context: LoweringContext = { serverVersion: [], fresh: (hint) => hint, refuse: () => undefined };

/** What a value is called that has nothing in common with those of a type. */
function foreignTo(type: SqlType, other: BoundExpression): string | undefined {
  if (other.kind === 'constant' && other.untyped) {
    const { value, nullable } = other;
    const literal = { expression: value, type: other.type, nullable, constant: value };
    return foldCast(literal, type, context).ok ? undefined : `the text '${String(value)}'`;
  }
  const guess = shape.guess(other);
  return isPlain(guess) && bracketOf(guess) !== bracketOf(type) ? typeText(guess) : undefined;
}
