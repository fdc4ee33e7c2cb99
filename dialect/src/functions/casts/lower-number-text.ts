import { Decimal128 } from 'bson';
import { bind, choose, cond, isFinite } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweringContext } from '../lowering.ts';
import { powerOfTen, roundDecimalBy } from '../rounding.ts';
import { halfStep } from './single.ts';

// A double's shortest text has to be built. $toDecimal keeps 15 digits of a double. $toString keeps 6 in MongoDB 6.0, where the sum with a decimal keeps 34;
// in 7.0 that keeps 15, and $toString as many as read back.

export const decimal = (text: string) => Decimal128.fromString(text);

/** `2.50` to `2.5`, `2.00` to `2`. */
export const withoutTrailingZeros = (text: MongoExpression): MongoExpression => ({
  $rtrim: { input: { $rtrim: { input: text, chars: '0' } }, chars: '.' },
});

// Rounding may go beyond the greatest double: that reads back as nothing.
const readBack = (decimalValue: MongoExpression): MongoExpression => ({
  $convert: { input: decimalValue, to: 'double', onError: null },
});

/** The decimal of fewest digits that reads back as the double, which is neither 0 nor infinite. */
function shortestDecimal(context: LoweringContext, double: MongoExpression): MongoExpression {
  const readsBack = (decimalValue: MongoExpression) => ({ $eq: [readBack(decimalValue), double] });
  return bind(context, [{ $toDecimal: double }], (short) =>
    cond(
      readsBack(short),
      short,
      (context.serverVersion[0] ?? 0) < 7
        ? shortestBySum(context, double, readsBack)
        : bind(context, [{ $toDecimal: { $toString: double } }], (written) =>
            cond(readsBack(written), written, shortestBySum(context, double, readsBack)),
          ),
    ),
  );
}

/** Of 16 digits or 17, from the sum with a decimal. */
function shortestBySum(
  context: LoweringContext,
  double: MongoExpression,
  readsBack: (decimalValue: MongoExpression) => MongoExpression,
): MongoExpression {
  return bind(context, [{ $toInt: { $floor: { $log10: { $abs: double } } } }], (exponent) => {
    const scaled = {
      $multiply: [{ $add: [double, decimal('0')] }, powerOfTen({ $multiply: [exponent, -1] })],
    };
    const rounded = (digits: number): MongoExpression => ({
      $multiply: [{ $round: [scaled, digits] }, powerOfTen(exponent)],
    });
    return bind(context, [rounded(15)], (sixteen) => cond(readsBack(sixteen), sixteen, rounded(16)));
  });
}

/** `1.5e+17` from a decimal that $toString writes with an exponent once it is multiplied by 10^shift. */
function scientific(context: LoweringContext, value: MongoExpression, shift: number): MongoExpression {
  const shifted = { $toString: { $multiply: [value, decimal(`1E${shift}`)] } };
  return bind(context, [{ $split: [shifted, 'E'] }], (parts) =>
    bind(
      context,
      [{ $arrayElemAt: [parts, 0] }, { $subtract: [{ $toInt: { $arrayElemAt: [parts, 1] } }, shift] }],
      (mantissa, exponent) => ({
        $concat: [
          cond({ $gte: [{ $indexOfCP: [mantissa, '.'] }, 0] }, withoutTrailingZeros(mantissa), mantissa),
          cond({ $lt: [exponent, 0] }, 'e-', 'e+'),
          cond({ $lt: [{ $abs: exponent }, 10] }, '0', ''),
          { $toString: { $abs: exponent } },
        ],
      }),
    ),
  );
}

/** A double's text; from `limit` on with an exponent. */
export function doubleText(context: LoweringContext, double: MongoExpression, limit = 1e15): MongoExpression {
  return bind(context, [double], (value) =>
    bind(context, [{ $abs: value }], (size) =>
      choose(
        [
          // NaN is equal to itself in MongoDB, and sorts below every number.
          [{ $or: [{ $lte: [size, 0] }, { $eq: [size, Infinity] }] }, { $toString: value }],
          [
            { $and: [{ $eq: [value, { $trunc: value }] }, { $lt: [size, limit] }] },
            { $toString: { $toLong: value } },
          ],
          [{ $gte: [size, limit] }, scientific(context, shortestDecimal(context, value), 40)],
          [{ $lt: [size, 1e-4] }, scientific(context, shortestDecimal(context, value), -40)],
        ],
        withoutTrailingZeros({ $toString: shortestDecimal(context, value) }),
      ),
    ),
  );
}

/** A double's text without an exponent, as a number in JSON has it. */
export const plainText = (context: LoweringContext, double: MongoExpression): MongoExpression =>
  bind(context, [double], (value) => {
    const isPlain = { $and: [{ $eq: [value, { $trunc: value }] }, { $lt: [{ $abs: value }, 1e15] }] };
    return choose(
      [
        [{ $not: [isFinite(value)] }, { $toString: value }],
        [isPlain, { $toString: { $toLong: value } }],
      ],
      bind(context, [decimalText(context, shortestDecimal(context, value))], (text) =>
        cond({ $gte: [{ $indexOfCP: [text, '.'] }, 0] }, withoutTrailingZeros(text), text),
      ),
    );
  });

/** A real's text: the fewest digits, six at least, that are nearer to it than to the next one. */
export function singleText(context: LoweringContext, single: MongoExpression): MongoExpression {
  return bind(context, [single], (value) =>
    cond(
      { $or: [{ $lte: [{ $abs: value }, 0] }, { $eq: [{ $abs: value }, Infinity] }] },
      { $toString: value },
      bind(
        context,
        [{ $toInt: { $floor: { $log10: { $abs: value } } } }, halfStep(value)],
        (exponent, half) => {
          const scaled = {
            $multiply: [{ $add: [value, decimal('0')] }, powerOfTen({ $multiply: [exponent, -1] })],
          };
          const rounded = (digits: number): MongoExpression => ({
            $toDouble: { $multiply: [{ $round: [scaled, digits - 1] }, powerOfTen(exponent)] },
          });
          const near = (digits: number): readonly [MongoExpression, MongoExpression] => [
            { $lt: [{ $abs: { $subtract: [rounded(digits), value] } }, half] },
            rounded(digits),
          ];
          return doubleText(context, choose([near(6), near(7), near(8)], rounded(9)), 1e6);
        },
      ),
    ),
  );
}

/** All digits of a decimal: $toString writes 1E+3 and 1E-7. */
export function decimalText(context: LoweringContext, value: MongoExpression): MongoExpression {
  const zeros = (count: MongoExpression): MongoExpression => ({
    $reduce: { input: { $range: [0, count] }, initialValue: '', in: { $concat: ['$$value', '0'] } },
  });
  // The sum with 0 has no exponent above 0, and a zero no sign.
  return bind(context, [{ $toString: { $add: [value, 0] } }], (text) =>
    cond(
      { $lt: [{ $indexOfCP: [text, 'E'] }, 0] },
      text,
      bind(context, [{ $split: [{ $ltrim: { input: text, chars: '-' } }, 'E'] }], (parts) =>
        bind(
          context,
          [
            { $replaceAll: { input: { $arrayElemAt: [parts, 0] }, find: '.', replacement: '' } },
            { $toInt: { $arrayElemAt: [parts, 1] } },
          ],
          (digits, exponent) => ({
            $concat: [
              cond({ $eq: [{ $indexOfCP: [text, '-'] }, 0] }, '-', ''),
              cond(
                { $lt: [exponent, 0] },
                { $concat: ['0.', zeros({ $subtract: [-1, exponent] }), digits] },
                {
                  $concat: [digits, zeros({ $subtract: [{ $add: [exponent, 1] }, { $strLenCP: digits }] })],
                },
              ),
            ],
          }),
        ),
      ),
    ),
  );
}

/**
 * PostgreSQL chooses a quotient's digits behind the point by groups of four: 16 where one to four stand before it, 20 where the first is
 * among the four behind it. Equal numbers have a quotient of 1, which it takes for less than that;
 * so it does where only their first groups of four are equal, which the quotient does not tell.
 */
export function quotientText(context: LoweringContext, quotient: MongoExpression): MongoExpression {
  return bind(context, [quotient], (value) => {
    const exponent = { $floor: { $log10: { $abs: value } } };
    const digits = { $subtract: [16, { $multiply: [4, { $floor: { $divide: [exponent, 4] } }] }] };
    const places = choose(
      [
        [{ $not: [isFinite(value)] }, 0],
        [{ $in: [{ $abs: value }, [0, 1]] }, 20],
      ],
      { $max: [digits, 0] },
    );
    return decimalText(context, roundDecimalBy(context, value, places));
  });
}
