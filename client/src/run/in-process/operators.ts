import { Decimal128, Long } from 'bson';
import { evalExpr } from 'mingo/core';
import { compareBson } from './bson-order.ts';
import type { Decimal, Rounding } from './decimal.ts';
import * as decimal from './decimal.ts';
import { exact, isDecimal, isNumeric, reckon, whole } from './numbers.ts';

// mingo knows JavaScript's numbers alone. These operators replace its own where MongoDB's answer needs decimals,
// half-even rounding or the order of BSON types.

type Evaluate = (document: unknown, expression: unknown, options: unknown) => unknown;
export type ExpressionOperator = Evaluate;

/** An operator of a fixed or free number of arguments, evaluated; any missing or null makes the result null. */
export function strict(name: string, compute: Compute): ExpressionOperator {
  return (document, expression, options) => {
    const values = evaluated(document, expression, options);
    if (values.some((value) => value === null || value === undefined)) return null;
    try {
      return compute(...values);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  };
}

const evaluate = evalExpr as unknown as Evaluate;

/** The arguments of an operator, one or several, for a document. */
export function evaluated(document: unknown, expression: unknown, options: unknown): readonly unknown[] {
  const list = Array.isArray(expression) ? expression : [expression];
  return list.map((one) => evaluate(document, one, options));
}

/** A finite number as a decimal; doubles to 15 digits, or to 34 where exactness is kept. */
function decimalOf(value: unknown, digits: 15 | 34): Decimal {
  const found = isNumeric(value) ? exact(value, digits) : undefined;
  if (!found) throw new TypeError(`${String(value)} is no finite number`);
  return found;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Date) return value.getTime();
  throw new TypeError(`${String(value)} is no number`);
}

type Compute = (...values: unknown[]) => unknown;

/** As `reckon` has it, dates standing for their milliseconds. */
function arithmetic(
  ofNumbers: (...values: number[]) => number,
  ofDecimals: (...values: Decimal[]) => Decimal,
  digits: 15 | 34 = 15,
): Compute {
  return (...values) =>
    reckon(
      values.map((value) => (isNumeric(value) ? value : numberOf(value))),
      ofNumbers,
      ofDecimals,
      digits,
    );
}

/** A function of doubles, for decimals too: as exact as doubles are. */
function ofDouble(name: string, compute: (...values: number[]) => number): ExpressionOperator {
  return strict(name, (...values) => {
    const result = compute(...values.map(toDouble));
    return values.some(isDecimal) ? Decimal128.fromString(String(result)) : result;
  });
}

/** One date among the arguments makes the result a date. */
function withDates(compute: Compute): Compute {
  return (...values) => {
    const result = compute(...values);
    const dates = values.filter((value) => value instanceof Date).length;
    return typeof result === 'number' && dates === 1 ? new Date(result) : result;
  };
}

function rounded(name: string, rounding: Rounding): ExpressionOperator {
  return strict(name, (value, places = 0) => {
    const number = isNumeric(value) ? exact(value, 34) : decimalOf(value, 34);
    if (!number) return value;
    const result = decimal.quantize(number, numberOf(places), rounding);
    return isDecimal(value) ? decimal.toDecimal128(result) : decimal.toNumber(result);
  });
}

function comparison(holds: (order: number) => unknown): ExpressionOperator {
  return (document, expression, options) => {
    const [a, b] = evaluated(document, expression, options);
    return holds(compareBson(a, b));
  };
}

function extreme(sign: 1 | -1): ExpressionOperator {
  return (document, expression, options) => {
    const [first, ...rest] = evaluated(document, expression, options);
    const values = rest.length === 0 && Array.isArray(first) ? first : [first, ...rest];
    const present = values.filter((value) => value !== null && value !== undefined);
    if (present.length === 0) return null;
    return present.reduce((best, value) => (compareBson(value, best) * sign > 0 ? value : best));
  };
}

function toDecimal(value: unknown): Decimal128 {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (typeof value === 'string') {
    const parsed = decimal.parseDecimal(value);
    if (!parsed) throw new TypeError(`'${value}' is no number`);
    return decimal.toDecimal128(parsed);
  }
  if (isDecimal(value)) return value;
  const number = isNumeric(value) ? exact(value, 15) : decimalOf(value, 15);
  return number ? decimal.toDecimal128(number) : Decimal128.fromString(String(value));
}

function toDouble(value: unknown): number {
  if (typeof value === 'boolean') return Number(value);
  if (isDecimal(value)) return Number(value.toString());
  if (typeof value !== 'string') return numberOf(value);
  if (value.trim() === '' || Number.isNaN(Number(value))) throw new TypeError(`'${value}' is no number`);
  return Number(value);
}

/** Whole numbers of so many bits: text must be one, other numbers lose their fraction. */
const toWhole =
  (bits: 32 | 64) =>
  (value: unknown): number | Long => {
    const found = wholePart(value);
    if (BigInt.asIntN(bits, found) !== found) throw new RangeError(`${String(value)} is too great`);
    return whole(found);
  };

function wholePart(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt();
  if (typeof value === 'string') {
    if (/^[+-]?\d+$/.test(value)) return BigInt(value.replace('+', ''));
    // In the server's words: the dialect makes rows fail this way and finds its sentence in them.
    throw new TypeError(`Failed to parse number '${value}' in $convert with no onError value`);
  }
  const exactly = isDecimal(value) ? exact(value, 34) : undefined;
  if (exactly) return decimal.quantize(exactly, 0, 'down').coefficient;
  const number = Math.trunc(toDouble(value));
  if (!Number.isFinite(number)) throw new RangeError(`${String(value)} is too great`);
  return BigInt(number);
}

function toText(value: unknown): string {
  if (typeof value === 'number') return doubleText(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && (Array.isArray(value) || !('_bsontype' in (value as object))))
    throw new TypeError('a document or an array is no text');
  return String(value);
}

/** As MongoDB writes doubles: exponents have two digits at least. */
function doubleText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function given(value: Decimal | undefined): Decimal {
  if (!value) throw new TypeError('an argument is missing');
  return value;
}

function nonZero(value: Decimal | undefined): Decimal {
  if (given(value).coefficient === 0n) throw new RangeError(zero);
  return given(value);
}

const zero = 'division by zero';

/** Expression operators by name. */
export const expressionOperators: Readonly<Record<string, ExpressionOperator>> = {
  $add: strict(
    '$add',
    withDates(
      arithmetic(
        (...values) => sum(values),
        (...values) => values.reduce(decimal.add),
        34,
      ),
    ),
  ),
  $subtract: strict(
    '$subtract',
    withDates(
      arithmetic(
        (a = NaN, b = NaN) => a - b,
        (a, b) => decimal.add(given(a), decimal.negate(given(b))),
      ),
    ),
  ),
  $multiply: strict(
    '$multiply',
    arithmetic(
      (...values) => values.reduce((product, value) => product * value, 1),
      (...values) => values.reduce(decimal.multiply),
    ),
  ),
  $divide: strict(
    '$divide',
    arithmetic(
      (a = NaN, b = NaN) => {
        if (b === 0) throw new RangeError(zero);
        return a / b;
      },
      (a, b) => decimal.divide(given(a), nonZero(b)),
    ),
  ),
  $mod: strict(
    '$mod',
    arithmetic(
      (a = NaN, b = NaN) => {
        if (b === 0) throw new RangeError(zero);
        return a % b;
      },
      (a, b) => decimal.remainder(given(a), nonZero(b)),
    ),
  ),
  $abs: strict(
    '$abs',
    arithmetic(
      (value = NaN) => Math.abs(value),
      (value) => (given(value).coefficient < 0n ? decimal.negate(given(value)) : given(value)),
    ),
  ),
  $sqrt: ofDouble('$sqrt', Math.sqrt),
  $exp: ofDouble('$exp', Math.exp),
  $ln: ofDouble('$ln', Math.log),
  $log10: ofDouble('$log10', Math.log10),
  $log: ofDouble('$log', (value = NaN, base = NaN) => Math.log(value) / Math.log(base)),
  $pow: ofDouble('$pow', (value = NaN, power = NaN) => value ** power),
  $ceil: rounded('$ceil', 'ceiling'),
  $floor: rounded('$floor', 'floor'),
  $trunc: rounded('$trunc', 'down'),
  $round: rounded('$round', 'halfEven'),
  $toDecimal: strict('$toDecimal', toDecimal),
  $toDouble: strict('$toDouble', toDouble),
  $toInt: strict('$toInt', toWhole(32)),
  $toLong: strict('$toLong', toWhole(64)),
  $toString: strict('$toString', toText),
  $isNumber: (document, expression, options) => {
    const [value] = evaluated(document, expression, options);
    return isNumeric(value);
  },
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $cmp: comparison((order) => order),
  $max: extreme(1),
  $min: extreme(-1),
};
