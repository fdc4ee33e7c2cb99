import { faultyOperand, foldCast } from '../functions/index.ts';
import { typeText } from '../functions/casts/type-name.ts';
import type { LoweredArgument, LoweringContext } from '../functions/lowering.ts';
import type { Binder } from './binder.ts';
import type { BoundCast, BoundExpression, BoundOperator } from './bound.ts';
import type { BoundStatement } from './bound-statement.ts';
import { checkCastable, checkCompared } from './check-types.ts';
import { checkJoined } from './number-as-text.ts';
import * as shape from './shape.ts';
import { visitStatement } from './walk.ts';

// What only the bound statement shows: constants that no cast can read, and conditions that are no conditions.

/** Nothing of the server matters to a constant; what a value would be at this instant does not either. */
const context: LoweringContext = { serverVersion: [], fresh: (hint) => hint, refuse: () => undefined };

/** Types that a condition may have: what is not known may be true or false. */
const truths: ReadonlySet<string> = new Set(['boolean', 'null', 'unknown']);

/** Tells of all of them, each at its own place. */
export function checkBound(bound: BoundStatement, binder: Binder): void {
  const checkCondition = ({ type, span }: BoundExpression): void => {
    if (!truths.has(type.name)) binder.report('QL2047', span, [typeText(type)]);
  };
  visitStatement(bound, (value, chooses) => {
    if (chooses) checkCondition(value);
    switch (value.kind) {
      case 'cast':
        checkCastable(value, binder);
        return checkCast(value, binder);
      case 'operator':
        checkJoined(value, binder);
        checkCompared(value, binder);
        return checkOperands(value, binder);
      case 'logical':
        return value.operands.forEach(checkCondition);
      case 'not':
        return checkCondition(value.operand);
      case 'case':
        return value.branches.forEach(({ when }) => checkCondition(when));
      default:
        return checkCompared(value, binder);
    }
  });
}

function checkCast({ operand, type, try: attempt, span }: BoundCast, binder: Binder): void {
  if (operand.kind !== 'constant' || typeof operand.value !== 'string' || attempt) return;
  const argument: LoweredArgument = {
    expression: operand.value,
    type: operand.type,
    nullable: false,
    constant: operand.value,
  };
  const folded = foldCast(argument, type, context);
  if (!folded.ok) binder.report('QL4004', span, [folded.message]);
}

/** Tells of a literal without a type that is nothing that its operator takes beside the other operand: `total + 'abc'`. */
function checkOperands({ operator, operands }: BoundOperator, binder: Binder): void {
  const literal = operands.find(shape.isUntyped);
  const [left, right] = operands.map(({ type, ...operand }): LoweredArgument => {
    const { nullable, likely } = operand;
    const constant =
      operand.kind === 'constant' ? { constant: operand.value, untyped: operand.untyped === true } : {};
    return { expression: undefined, type, nullable, likely, ...constant };
  });
  if (!literal || !left || !right) return;
  const fault = faultyOperand(operator, left, right, context);
  if (fault !== undefined) binder.report('QL4004', literal.span, [fault]);
}
