import { Decimal128 } from 'bson';
import { bind, cond } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';

// MongoDB's $round goes half to even for every type; PostgreSQL's numeric goes half away from zero. These are exact over decimals.

/** 0.5 × 10^-digits. */
const half = (digits: number): Decimal128 => Decimal128.fromString(`5E${-digits - 1}`);

/** A decimal rounded half away from zero; `digits` may be negative. Gives NULL for NULL. */
export function roundDecimal(
  context: LoweringContext,
  decimal: MongoExpression,
  digits: number,
): MongoExpression {
  return bind(context, [decimal], (value) => ({
    $trunc: [{ $add: [value, cond({ $lt: [value, 0] }, negative(digits), half(digits))] }, digits],
  }));
}

const negative = (digits: number): Decimal128 => Decimal128.fromString(`-5E${-digits - 1}`);

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

/** A double as the decimal that PostgreSQL's cast to numeric gives: 15 digits, without trailing zeros. */
export function decimalOfDouble(context: LoweringContext, double: MongoExpression): MongoExpression {
  return bind(context, [{ $toDecimal: double }], (decimal) =>
    bind(context, [{ $toString: decimal }], (text) =>
      cond(
        { $regexMatch: { input: text, regex: '^[^E]*\\.[^E]*0$' } },
        { $toDecimal: { $rtrim: { input: { $rtrim: { input: text, chars: '0' } }, chars: '.' } } },
        decimal,
      ),
    ),
  );
}
