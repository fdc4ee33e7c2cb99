import { Decimal128, Double } from 'bson';
import type { SqlType } from '../../catalog/types.ts';
import { bind, cond, hasType, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweringContext } from '../lowering.ts';
import { powerOfTen } from '../rounding.ts';
import { doubleDigits } from './figures.ts';
import type { NumberFormat } from './format.ts';

// figures.ts as expressions.

/** As `Figures`; each is safe to use more than once. */
export interface LoweredFigures {
  readonly text: MongoExpression;
  readonly negative: MongoExpression;
  readonly decimals: MongoExpression;
}

const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

/** The same decimal without an exponent, of which $toString writes all digits; of a double, its exact value. */
const plain = (value: MongoExpression): MongoExpression => ({ $add: [value, decimal('0')] });

/** Below 0; MongoDB's NaN is below every number. */
const isNegative = (value: MongoExpression): MongoExpression => ({
  $and: [{ $lt: [value, 0] }, { $gte: [value, new Double(-Infinity)] }],
});

/** `12.50` from 1250, with 2 digits behind the point. */
function withPoint(
  context: LoweringContext,
  whole: MongoExpression,
  decimals: MongoExpression,
  most: number,
): MongoExpression {
  const text = { $toString: plain(whole) };
  if (most === 0) return text;
  return bind(context, [text], (digits) =>
    cond(
      { $or: [{ $in: [digits, literal(['NaN', 'Infinity'])] }, { $eq: [decimals, 0] }] },
      digits,
      bind(context, [{ $concat: ['0'.repeat(most + 1), digits] }], (padded) =>
        bind(context, [{ $subtract: [{ $strLenCP: padded }, decimals] }], (point) => {
          // Padding gives at least one digit before the point; what is too much of it goes.
          const shown = { $max: [{ $subtract: [{ $strLenCP: digits }, decimals] }, 1] };
          return {
            $concat: [
              { $substrCP: [padded, { $subtract: [point, shown] }, shown] },
              '.',
              { $substrCP: [padded, point, decimals] },
            ],
          };
        }),
      ),
    ),
  );
}

const scaled = (value: MongoExpression, shift: number): MongoExpression =>
  shift === 0 ? value : { $multiply: [value, decimal(`1${'0'.repeat(shift)}`)] };

function ofDecimal(context: LoweringContext, value: MongoExpression, format: NumberFormat): MongoExpression {
  const { decimals, shift } = format;
  const exact = { $abs: { $toDecimal: value } };
  const rounded = { $trunc: { $add: [scaled(exact, decimals + shift), decimal('0.5')] } };
  return bind(context, [rounded], (whole) => ({
    text: withPoint(context, whole, decimals, decimals),
    // What is rounded to 0 has no sign.
    negative: { $and: [{ $ne: [whole, 0] }, isNegative(value)] },
    decimals,
  }));
}

function ofDouble(
  context: LoweringContext,
  value: MongoExpression,
  format: NumberFormat,
  type: SqlType,
): MongoExpression {
  const { decimals, shift } = format;
  const shifted = shift === 0 ? value : { $multiply: [value, new Double(10 ** shift)] };
  return bind(context, [{ $abs: plain(shifted) }], (size) => {
    const length = { $strLenCP: { $toString: plain({ $round: [size, 0] }) } };
    const held = { $max: [{ $min: [{ $subtract: [doubleDigits(type), length] }, decimals] }, 0] };
    return bind(context, [decimals === 0 ? literal(0) : held], (digits) => ({
      text: withPoint(
        context,
        { $round: [decimals === 0 ? size : { $multiply: [size, powerOfTen(digits)] }, 0] },
        digits,
        decimals,
      ),
      negative: isNegative(value),
      decimals: digits,
    }));
  });
}

/** A number (not NULL) as a format's places show it. */
export function lowerFigures(
  context: LoweringContext,
  value: MongoExpression,
  type: SqlType,
  format: NumberFormat,
  build: (figures: LoweredFigures) => MongoExpression,
): MongoExpression {
  const figures =
    type.name === 'double'
      ? ofDouble(context, value, format, type)
      : type.name === 'unknown'
        ? cond(
            hasType(value, 'double'),
            ofDouble(context, value, format, type),
            ofDecimal(context, value, format),
          )
        : ofDecimal(context, value, format);
  return bind(context, [figures], (bound) =>
    build({
      text: `${String(bound)}.text`,
      negative: `${String(bound)}.negative`,
      decimals: `${String(bound)}.decimals`,
    }),
  );
}

/** EEEE: `1.50e+03`. PostgreSQL does not carry what rounding a numeric makes of 9.99, but of a double it does. */
export function lowerScientific(
  context: LoweringContext,
  value: MongoExpression,
  type: SqlType,
  decimals: number,
): MongoExpression {
  // Behind so great a factor $toString writes the exponent of every decimal.
  const factor = 1000;
  const exact = { $abs: plain(value) };
  const carries =
    type.name === 'unknown' ? hasType(value, 'double', 'int') : type.name === 'double' || type.name === 'int';
  const parts = { $split: [{ $toString: { $multiply: [exact, decimal(`1E${factor}`)] } }, 'E'] };
  return bind(context, [parts], (texts) =>
    bind(
      context,
      [
        { $toDecimal: { $arrayElemAt: [texts, 0] } },
        cond({ $eq: [value, 0] }, 0, { $subtract: [{ $toInt: { $arrayElemAt: [texts, 1] } }, factor] }),
      ],
      (mantissa, exponent) => {
        const away = { $trunc: { $add: [scaled(mantissa, decimals), decimal('0.5')] } };
        const even = { $round: [scaled(mantissa, decimals), 0] };
        const rounded = carries === true ? even : carries === false ? away : cond(carries, even, away);
        return bind(context, [rounded], (digits) => {
          const tens = { $gte: [digits, decimal(`1${'0'.repeat(decimals + 1)}`)] };
          const carried = { $and: [carries, tens] };
          const shown = (whole: MongoExpression, power: MongoExpression): MongoExpression => ({
            $concat: [
              cond(isNegative(value), '-', ' '),
              withPoint(context, whole, decimals, decimals),
              cond({ $lt: [power, 0] }, 'e-', 'e+'),
              cond({ $lt: [{ $abs: power }, 10] }, '0', ''),
              { $toString: { $abs: power } },
            ],
          });
          return bind(
            context,
            [cond(carried, { $divide: [digits, 10] }, digits), { $add: [exponent, cond(carried, 1, 0)] }],
            shown,
          );
        });
      },
    ),
  );
}
