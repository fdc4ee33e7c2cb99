import type { SqlType } from '../../catalog/types.ts';
import type { ValueOperator } from '../../syntax/ast/query.ts';
import { cond, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import { isJson } from '../json-key.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { isInstant, isInteger, isOpen } from '../type-rules.ts';
import { lowerWithout } from '../json-edit.ts';
import { SqlError } from '../values.ts';
import {
  lowerDifference,
  lowerNegation,
  lowerPower,
  lowerQuotient,
  lowerRemainder,
  lowerSum,
} from './arithmetic.ts';
import { lowerBits, lowerComplement } from './bits.ts';
import { lowerComparison } from './comparison.ts';
import { lowerConcatenation } from './concatenation.ts';
import { isContainerOperator, lowerContainerOperator } from './containers.ts';
import {
  lowerDateAtTime,
  lowerDayDifference,
  lowerDayShift,
  lowerInstantDifference,
  lowerIntervalNegation,
  lowerIntervalProduct,
  lowerIntervalShift,
  lowerIntervalSum,
  lowerOpenDayShift,
  lowerOpenDifference,
  lowerTimeDifference,
  lowerTimeShift,
} from './datetime.ts';
import { meetOperands } from './meet-operands.ts';
import { isLikelyInstant } from './operator-type.ts';
import { lowerRegex } from './pattern.ts';

/**
 * `operator` over one or two values as an expression; `type` is what operatorType or negatedType gave. What cannot be lowered is told to
 * the context, and NULL stands in its place.
 */
export function lowerOperator(
  operator: ValueOperator | 'NOT' | '-' | '+' | '~',
  args: readonly LoweredArgument[],
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  const [first, second] = args as readonly [LoweredArgument, LoweredArgument | undefined];
  if (!second) return lowerUnary(operator as 'NOT' | '-' | '+' | '~', first, context);
  try {
    const [left, right] = meetOperands(operator as ValueOperator, first, second, context);
    return lowerBinary(operator as ValueOperator, left, right, type, context);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    context.refuse(`${error.message}.`);
    return literal(null);
  }
}

function lowerUnary(
  operator: 'NOT' | '-' | '+' | '~',
  operand: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  switch (operator) {
    case 'NOT':
      return lowerNot(operand);
    case '+':
      return operand.expression;
    case '~':
      return lowerComplement(operand);
    case '-':
      return operand.type.name === 'interval'
        ? lowerIntervalNegation(operand, context)
        : lowerNegation(operand);
  }
}

function lowerBinary(
  operator: ValueOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  if (isContainerOperator(operator)) return lowerContainerOperator(operator, left, right, context);
  switch (operator) {
    case 'AND':
    case 'OR':
      return lowerLogic(operator, left, right);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return lowerComparison(operator, left, right, context);
    case '~':
    case '~*':
    case '!~':
    case '!~*':
      return lowerRegex(operator, left, right, context);
    case '||':
      return lowerConcatenation(left, right, type, context);
    case '+':
      return lowerPlus(left, right, type, context);
    case '-':
      return lowerMinus(left, right, type, context);
    case '*':
      if (left.type.name === 'interval') return lowerIntervalProduct(left, right, false, context);
      if (right.type.name === 'interval') return lowerIntervalProduct(right, left, false, context);
      return lowerSum('$multiply', left, right, type);
    case '/':
      if (left.type.name === 'interval') return lowerIntervalProduct(left, right, true, context);
      return lowerQuotient(left, right, type, context);
    case '%':
      return lowerRemainder(left, right, context);
    case '^':
      return lowerPower(left, right, type);
    case '&':
    case '|':
    case '#':
    case '<<':
    case '>>':
      return lowerBits(operator, left, right, type, context);
  }
}

function lowerPlus(
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  const [l, r] = [left.type, right.type];
  if (l.name === 'interval' && r.name === 'interval') return lowerIntervalSum(left, right, 1, context);
  if (r.name === 'interval' && l.name === 'time') return lowerTimeShift(left, right, 1, context);
  if (l.name === 'interval' && r.name === 'time') return lowerTimeShift(right, left, 1, context);
  if (r.name === 'interval') return lowerIntervalShift(left, right, 1, context);
  if (l.name === 'interval') return lowerIntervalShift(right, left, 1, context);
  if (isDay(l) && r.name === 'time') return lowerDateAtTime(left, right, 1, context);
  if (l.name === 'time' && isDay(r)) return lowerDateAtTime(right, left, 1, context);
  if (l.name === 'date' && (isInteger(r) || isOpen(r))) return lowerDayShift(left, right, 1);
  if (r.name === 'date' && (isInteger(l) || isOpen(l))) return lowerDayShift(right, left, 1);
  if (isLikelyInstant(left) && isCount(right)) return lowerOpenDayShift(left, right, 1, context);
  if (isLikelyInstant(right) && isCount(left)) return lowerOpenDayShift(right, left, 1, context);
  return lowerSum('$add', left, right, type);
}

/** Whether a time of day can be added to it: a date, or what may be one. */
const isDay = ({ name }: SqlType): boolean => name === 'date' || name === 'unknown';

const isCount = ({ type, likely }: LoweredArgument): boolean => isInteger(likely ?? type);

function lowerMinus(
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  const [l, r] = [left.type, right.type];
  if (l.name === 'interval' && r.name === 'interval') return lowerIntervalSum(left, right, -1, context);
  if (r.name === 'interval' && l.name === 'time') return lowerTimeShift(left, right, -1, context);
  if (r.name === 'interval') return lowerIntervalShift(left, right, -1, context);
  if (l.name === 'time' && r.name === 'time') return lowerTimeDifference(left, right, context);
  if (l.name === 'date' && r.name === 'date') return lowerDayDifference(left, right);
  if (l.name === 'date' && isInteger(r)) return lowerDayShift(left, right, -1);
  if (isDay(l) && r.name === 'time') return lowerDateAtTime(left, right, -1, context);
  if (isInstant(l) || isInstant(r) || type.name === 'interval')
    return lowerInstantDifference(left, right, context);
  if (l.name === 'array') return { $setDifference: [left.expression, right.expression] };
  if ((isJson(left) || left.likely?.name === 'array') && takesFrom(right.likely ?? r))
    return lowerWithout(left, right, context);
  if (isLikelyInstant(left) && isCount(right)) return lowerOpenDayShift(left, right, -1, context);
  if (l.name === 'unknown' && r.name === 'unknown') return lowerOpenDifference(left, right, context);
  return lowerDifference(left, right, type);
}

/** Whether this is what `document - name` takes away: a name, names, or a position. */
const takesFrom = (type: SqlType): boolean =>
  type.name === 'text' || type.name === 'array' || isInteger(type);

// MongoDB's $and takes NULL for false: NULL is told apart by what decides first.
function lowerLogic(operator: 'AND' | 'OR', left: LoweredArgument, right: LoweredArgument): MongoExpression {
  const [l, r] = [left.expression, right.expression];
  const key = operator === 'AND' ? '$and' : '$or';
  if (!left.nullable && !right.nullable) return { [key]: [l, r] };
  const decisive = operator === 'OR';
  const isDecisive = { $or: [{ $eq: [l, decisive] }, { $eq: [r, decisive] }] };
  const isUnknown = { $or: [{ $lte: [l, null] }, { $lte: [r, null] }] };
  return {
    $switch: {
      branches: [
        { case: isDecisive, then: decisive },
        { case: isUnknown, then: literal(null) },
      ],
      default: !decisive,
    },
  };
}

/** NOT: NULL stays NULL. */
const lowerNot = (operand: LoweredArgument): MongoExpression =>
  operand.nullable
    ? cond({ $lte: [operand.expression, null] }, literal(null), { $not: [operand.expression] })
    : { $not: [operand.expression] };
