import { Decimal128 } from 'bson';
import { bsonType, compareBson } from './bson-order.ts';
import { decimalOf, numberOf, toDouble } from './conversions.ts';
import type { Decimal, Rounding } from './decimal.ts';
import * as decimal from './decimal.ts';
import { exact, isDecimal, isNumeric, reckon } from './numbers.ts';
import { evaluated, strict } from './operator.ts';
import type { Compute, ExpressionOperator } from './operator.ts';

// mingo knows JavaScript's numbers alone. These operators replace its own where MongoDB's answer needs decimals,
// half-even rounding or the order of BSON types.

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

function atLeast(least: number, value: number): number {
  if (value < least) throw new RangeError(`${value} is too small`);
  return value;
}

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
  $sqrt: ofDouble('$sqrt', (value = NaN) => Math.sqrt(atLeast(0, value))),
  $exp: ofDouble('$exp', Math.exp),
  $ln: ofDouble('$ln', (value = NaN) => Math.log(atLeast(Number.MIN_VALUE, value))),
  $log10: ofDouble('$log10', (value = NaN) => Math.log10(atLeast(Number.MIN_VALUE, value))),
  $log: ofDouble(
    '$log',
    (value = NaN, base = NaN) => Math.log(atLeast(Number.MIN_VALUE, value)) / Math.log(base),
  ),
  $pow: ofDouble('$pow', (value = NaN, power = NaN) => value ** power),
  $ceil: rounded('$ceil', 'ceiling'),
  $floor: rounded('$floor', 'floor'),
  $trunc: rounded('$trunc', 'down'),
  $round: rounded('$round', 'halfEven'),
  $isNumber: (document, expression, options) => {
    const [value] = evaluated(document, expression, options);
    return isNumeric(value);
  },
  $type: (document, expression, options) => {
    const [value] = evaluated(document, expression, options);
    return bsonType(value);
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
