import type { SqlType } from '../../catalog/types.ts';
import { timeFromMs, timeToMs } from '../casts/datetime-text.ts';
import {
  addNumeric,
  divideNumeric,
  isZeroNumeric,
  multiplyNumeric,
  numericFromNumber,
  numericToNumber,
  parseNumeric,
  remainderNumeric,
  subtractNumeric,
} from '../numeric.ts';
import type { Numeric } from '../numeric.ts';
import { interval, isInterval, isInfinite, msPerDay, SqlError, toNumber, toNumeric } from '../values.ts';
import type { Interval } from '../values.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^';

function inRange(value: bigint, type: SqlType): number | bigint {
  const [limit, name] = type.name === 'int' ? [2n ** 31n, 'integer'] : [2n ** 63n, 'bigint'];
  if (value >= limit || value < -limit) throw new SqlError(`${value} is out of range for ${name}`);
  return type.name === 'int' ? Number(value) : value;
}

function integers(operator: ArithmeticOperator, left: bigint, right: bigint, type: SqlType): unknown {
  switch (operator) {
    case '+':
      return inRange(left + right, type);
    case '-':
      return inRange(left - right, type);
    case '*':
      return inRange(left * right, type);
    case '/':
      return right === 0n ? null : inRange(left / right, type);
    default:
      return right === 0n ? null : inRange(left % right, type);
  }
}

function doubles(operator: ArithmeticOperator, left: number, right: number): unknown {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 && !Number.isNaN(left) ? null : left / right;
    case '%':
      return right === 0 && !Number.isNaN(left) ? null : left % right;
    case '^':
      return power(left, right);
  }
}

/** A power over doubles, with PostgreSQL's complaints. */
export function power(base: number, exponent: number): number {
  if (base === 0 && exponent < 0) throw new SqlError('0 to a negative power is undefined');
  if (base < 0 && !Number.isInteger(exponent) && Number.isFinite(exponent)) {
    throw new SqlError(`${base} to the power of ${exponent} is a complex number`);
  }
  const endless = exponent === Infinity || exponent === -Infinity;
  return base === 1 || exponent === 0 || (base === -1 && endless) ? 1 : base ** exponent;
}

function decimals(operator: ArithmeticOperator, left: unknown, right: unknown): unknown {
  const [a, b] = [toNumeric(left), toNumeric(right)];
  switch (operator) {
    case '+':
      return addNumeric(a, b);
    case '-':
      return subtractNumeric(a, b);
    case '*':
      return multiplyNumeric(a, b);
    case '/':
      return isZeroNumeric(b) && a.special !== 'NaN' ? null : divideNumeric(a, b);
    case '%':
      return isZeroNumeric(b) && a.special !== 'NaN' ? null : remainderNumeric(a, b);
    case '^':
      return wholePower(a, b) ?? numericFromNumber(power(numericToNumber(a), numericToNumber(b)));
  }
}

/** A whole number to a small whole power: all its digits count. */
function wholePower(base: Numeric, exponent: Numeric): Numeric | undefined {
  if (base.special ?? exponent.special) return undefined;
  if (base.scale !== 0 || exponent.scale !== 0 || exponent.digits < 0n || exponent.digits > 100n)
    return undefined;
  return parseNumeric(String(base.digits ** exponent.digits));
}

/** Arithmetic over constants that are not NULL: numbers, dates, times and intervals. `returns` comes from operatorType. */
export function evaluateArithmetic(
  operator: ArithmeticOperator,
  left: unknown,
  right: unknown,
  leftType: SqlType,
  rightType: SqlType,
  returns: SqlType,
): unknown {
  switch (returns.name) {
    case 'int':
    case 'long':
      if (leftType.name === 'date') return daysBetween(left as Date, right as Date);
      return integers(operator, BigInt(toNumeric(left).digits), BigInt(toNumeric(right).digits), returns);
    case 'double':
      return doubles(operator, toNumber(left), toNumber(right));
    case 'decimal':
      return decimals(operator, left, right);
    default:
      return datetime(operator, left, right, leftType, rightType, returns);
  }
}

const daysBetween = (left: Date, right: Date): number =>
  Math.round((left.getTime() - right.getTime()) / msPerDay);

function datetime(
  operator: ArithmeticOperator,
  left: unknown,
  right: unknown,
  leftType: SqlType,
  rightType: SqlType,
  returns: SqlType,
): unknown {
  if (returns.name === 'interval') return intervals(operator, left, right, leftType, rightType);
  const sign = operator === '-' ? -1 : 1;
  // The date, time or array stands on the left of `-`, and on either side of `+`.
  const swapped = isInterval(left) || (left instanceof Date ? false : right instanceof Date);
  const [base, amount] = swapped ? [right, left] : [left, right];
  if (returns.name === 'time') return timeFromMs(timeToMs(String(base)) + sign * (amount as Interval).ms);
  if (!(base instanceof Date)) throw new SqlError('the operands do not fit the operator');
  if (isInterval(amount)) return addInterval(base, amount, sign);
  if (typeof amount === 'string') return new Date(base.getTime() + sign * timeToMs(amount));
  return new Date(base.getTime() + sign * toNumber(amount) * msPerDay);
}

/** Months first, clamped at the month's end, then days and time. */
export function addInterval(date: Date, amount: Interval, sign: 1 | -1 = 1): Date {
  if (isInfinite(date)) return date;
  const moved = new Date(date);
  if (amount.months !== 0) {
    const day = moved.getUTCDate();
    moved.setUTCDate(1);
    moved.setUTCMonth(moved.getUTCMonth() + sign * amount.months);
    const last = new Date(Date.UTC(2000, 0, 1));
    last.setUTCFullYear(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0);
    moved.setUTCDate(Math.min(day, last.getUTCDate()));
  }
  return new Date(moved.getTime() + sign * (amount.days * msPerDay + Math.round(amount.ms)));
}

function intervals(
  operator: ArithmeticOperator,
  left: unknown,
  right: unknown,
  leftType: SqlType,
  rightType: SqlType,
): unknown {
  if (left instanceof Date && right instanceof Date) {
    const difference = left.getTime() - right.getTime();
    return interval(0, Math.trunc(difference / msPerDay), difference % msPerDay);
  }
  if (leftType.name === 'time' && rightType.name === 'time') {
    return interval(0, 0, timeToMs(String(left)) - timeToMs(String(right)));
  }
  if (isInterval(left) && isInterval(right)) {
    const sign = operator === '-' ? -1 : 1;
    return interval(
      left.months + sign * right.months,
      left.days + sign * right.days,
      left.ms + sign * right.ms,
    );
  }
  const [amount, factor] = isInterval(left) ? [left, toNumber(right)] : [right as Interval, toNumber(left)];
  if (operator === '/' && factor === 0) return null;
  return multiplyInterval(
    amount,
    operator === '/' ? 1 / factor : factor,
    operator === '/' ? factor : undefined,
  );
}

/** What is less than a month becomes days of 30 to the month, what is less than a day becomes time. */
function multiplyInterval(amount: Interval, factor: number, divisor?: number): Interval {
  const scaled = (part: number) => (divisor === undefined ? part * factor : part / divisor);
  const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
  const [months, days] = [scaled(amount.months), scaled(amount.days)];
  const restDays = rounded((months - Math.trunc(months)) * 30, 6);
  const restOfDay = rounded(days - Math.trunc(days) + (restDays - Math.trunc(restDays)), 12);
  return interval(
    Math.trunc(months),
    Math.trunc(days) + Math.trunc(restDays) + Math.trunc(restOfDay),
    rounded(scaled(amount.ms), 3) + rounded((restOfDay - Math.trunc(restOfDay)) * msPerDay, 3),
  );
}
