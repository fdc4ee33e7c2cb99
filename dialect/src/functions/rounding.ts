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
  return bind(context, [decimal, { $toInt: digits }], (value, places) =>
    bind(
      context,
      [{ $divide: [Decimal128.fromString('0.5'), { $pow: [Decimal128.fromString('10'), places] }] }],
      (offset) => ({
        $trunc: [{ $add: [value, cond({ $lt: [value, 0] }, { $multiply: [offset, -1] }, offset)] }, places],
      }),
    ),
  );
}

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
