import type { SqlType } from '../../catalog/types.ts';
import { bind, cond, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { isInteger } from '../type-rules.ts';
import { alignNumbers } from './comparison.ts';

/**
 * Makes an integer result of an exact type: MongoDB widens an int to a long, and a long to a double that loses digits; $toInt and
 * $toLong fail instead, as PostgreSQL does.
 */
export function inRange(type: SqlType, expression: MongoExpression): MongoExpression {
  if (type.name === 'int') return { $toInt: expression };
  return type.name === 'long' ? { $toLong: expression } : expression;
}

// The operands of a sum or product that `argument` already is, so that a chain of them stays one flat list.
function flattened(operator: '$add' | '$multiply', argument: LoweredArgument): readonly MongoExpression[] {
  const { expression, type } = argument;
  if (typeof expression !== 'object' || expression === null) return [expression];
  const wrapped = expression as Record<string, unknown>;
  const inner = isInteger(type) ? (wrapped['$toInt'] ?? wrapped['$toLong']) : wrapped;
  const operands = (inner as Record<string, unknown> | undefined)?.[operator];
  return Array.isArray(operands) ? (operands as MongoExpression[]) : [expression];
}

/** + and * over numbers. NULL for NULL by itself. */
export function lowerSum(
  operator: '$add' | '$multiply',
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
): MongoExpression {
  const [l, r] = alignNumbers(left, right);
  const operands = l === left && left.type.name === type.name ? flattened(operator, l) : [l.expression];
  return inRange(type, { [operator]: [...operands, r.expression] });
}

export function lowerDifference(
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
): MongoExpression {
  const [l, r] = alignNumbers(left, right);
  return inRange(type, { $subtract: [l.expression, r.expression] });
}

const isNonZero = (argument: LoweredArgument): boolean =>
  argument.constant !== undefined && argument.constant !== null && Number(String(argument.constant)) !== 0;

/** Whether `left / right` or `left % right` may be NULL because the divisor is 0. */
export const mayDivideByZero = (divisor: LoweredArgument): boolean => !isNonZero(divisor);

function unlessZero(
  context: LoweringContext,
  divisor: LoweredArgument,
  build: (divisor: MongoExpression) => MongoExpression,
): MongoExpression {
  if (isNonZero(divisor)) return build(divisor.expression);
  return bind(context, [divisor.expression], (value) =>
    cond({ $eq: [value, 0] }, literal(null), build(value)),
  );
}

/** Division: NULL by zero; between two integers it truncates; where a type is not known it is exact. */
export function lowerQuotient(
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  const [l, r] = alignNumbers(left, right);
  return unlessZero(context, r, (divisor) => {
    switch (type.name) {
      case 'int':
        return { $toInt: { $trunc: { $divide: [l.expression, divisor] } } };
      case 'long':
        // A double would lose digits beyond 2^53.
        return { $toLong: { $trunc: { $divide: [{ $toDecimal: l.expression }, divisor] } } };
      default:
        return { $divide: [l.expression, divisor] };
    }
  });
}

/** The remainder, with the dividend's sign; NULL by zero. */
export function lowerRemainder(
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const [l, r] = alignNumbers(left, right);
  return unlessZero(context, r, (divisor) => ({ $mod: [l.expression, divisor] }));
}

/** A power. MongoDB's $pow of a decimal with the exponent 0 is 0: that case is told apart. */
export function lowerPower(left: LoweredArgument, right: LoweredArgument, type: SqlType): MongoExpression {
  const [l, r] = alignNumbers(left, right);
  const base =
    type.name === 'double' && l.type.name !== 'double' ? { $toDouble: l.expression } : l.expression;
  const power = { $pow: [base, r.expression] };
  if (type.name === 'double' || mayDivideByZero(r) === false) return power;
  // NULL times 0 is NULL.
  return cond({ $eq: [r.expression, 0] }, { $add: [{ $multiply: [base, 0] }, 1] }, power);
}

export function lowerNegation(argument: LoweredArgument): MongoExpression {
  // There is a -0 among MongoDB's decimals, but none among PostgreSQL's.
  if (argument.type.name === 'decimal') return { $subtract: [0, argument.expression] };
  return inRange(argument.type, { $multiply: [argument.expression, -1] });
}
