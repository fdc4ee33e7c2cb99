import { Decimal128 } from 'bson';
import { bind, cond } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';

// MongoDB's $round goes half to even for every type; PostgreSQL's numeric goes half away from zero. These are exact over decimals.

interface Halves {
  readonly positive: Decimal128;
  readonly negative: Decimal128;
}

/** A number without its fraction, a half taken away from 0: MongoDB's $round takes it to the even number. */
export const roundedAway = (number: MongoExpression): MongoExpression => ({
  $trunc: { $add: [number, cond({ $lt: [number, 0] }, -0.5, 0.5)] },
});

/** A double without its fraction, a half taken away from 0; a whole one stays as it is, however great. */
export const awayFromZero = (context: LoweringContext, double: MongoExpression): MongoExpression =>
  bind(context, [double, { $trunc: double }], (value, whole) => {
    const rest = { $subtract: [value, whole] };
    return { $add: [whole, { $trunc: { $multiply: [2, rest] } }] };
  });

/** ±0.5 × 10^-digits, by the digits: to read a decimal takes as long as everything else about a rounding. */
const halves = new Map<number, Halves>();

function halvesOf(digits: number): Halves {
  const known = halves.get(digits);
  if (known) return known;
  const half = (sign: string) => Decimal128.fromString(`${sign}5E${-digits - 1}`);
  const made = { positive: half(''), negative: half('-') };
  halves.set(digits, made);
  return made;
}

/** A decimal rounded half away from zero; `digits` may be negative. Gives NULL for NULL. */
export function roundDecimal(
  context: LoweringContext,
  decimal: MongoExpression,
  digits: number,
): MongoExpression {
  const { positive, negative } = halvesOf(digits);
  return bind(context, [decimal], (value) => ({
    $trunc: [{ $add: [value, cond({ $lt: [value, 0] }, negative, positive)] }, digits],
  }));
}

/** The same where the number of digits is known per row only. */
export function roundDecimalBy(
  context: LoweringContext,
  decimal: MongoExpression,
  digits: MongoExpression,
): MongoExpression {
  return bind(context, [decimal, { $toInt: digits }], (value, places) => {
    const offset = powerOfTen({ $subtract: [-1, places] }, '5');
    const negativeOffset = powerOfTen({ $subtract: [-1, places] }, '-5');
    return { $trunc: [{ $add: [value, cond({ $lt: [value, 0] }, negativeOffset, offset)] }, places] };
  });
}

/** `digit` × 10^exponent as an exact decimal. ($pow of a decimal is not exact, and of the exponent 0 it is 0.) */
export const powerOfTen = (exponent: MongoExpression, digit = '1'): MongoExpression => ({
  $toDecimal: { $concat: [`${digit}E`, { $toString: exponent }] },
});

/** A real as the decimal that PostgreSQL's cast to numeric gives: 6 digits, without trailing zeros. */
export function decimalOfReal(context: LoweringContext, real: MongoExpression): MongoExpression {
  return bind(context, [real], (value) => {
    const size = { $abs: value };
    const digitsBehind = { $subtract: [5, { $floor: { $log10: size } }] };
    // $round takes places down to -20.
    const rounded = { $round: [{ $toDecimal: value }, { $max: [-20, digitsBehind] }] };
    const exact = { $and: [{ $gt: [size, 0] }, { $lt: [size, Infinity] }] };
    return withoutZeros(context, cond(exact, rounded, { $toDecimal: value }));
  });
}

/** A double as the decimal that PostgreSQL's cast to numeric gives: 15 digits, without trailing zeros. */
export const decimalOfDouble = (context: LoweringContext, double: MongoExpression): MongoExpression =>
  withoutZeros(context, { $toDecimal: double });

function withoutZeros(context: LoweringContext, value: MongoExpression): MongoExpression {
  return bind(context, [value], (decimal) =>
    bind(context, [{ $toString: decimal }], (text) =>
      cond(
        { $regexMatch: { input: text, regex: '^[^E]*\\.[^E]*0$' } },
        { $toDecimal: { $rtrim: { input: { $rtrim: { input: text, chars: '0' } }, chars: '.' } } },
        decimal,
      ),
    ),
  );
}
