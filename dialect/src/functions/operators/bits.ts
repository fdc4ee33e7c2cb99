import { Decimal128, Long } from 'bson';
import type { SqlType } from '../../catalog/types.ts';
import { bind, cond, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { inRange } from './arithmetic.ts';

export type BitOperator = '&' | '|' | '#' | '<<' | '>>';

const native = { '&': '$bitAnd', '|': '$bitOr', '#': '$bitXor' } as const;

/** & | # << >> over integers. NULL for NULL by itself. */
export function lowerBits(
  operator: BitOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  if (operator === '<<' || operator === '>>') return lowerShift(operator, left, right, type, context);
  const [major = 0, minor = 0] = context.serverVersion;
  if (major > 6 || (major === 6 && minor >= 3))
    return { [native[operator]]: [left.expression, right.expression] };
  return bind(context, [left.expression, right.expression], (a, b) =>
    cond(
      { $or: [{ $lte: [a, null] }, { $lte: [b, null] }] },
      literal(null),
      type.name === 'int' ? { $toInt: byHalves(operator, a, b, context) } : byHalves(operator, a, b, context),
    ),
  );
}

/** 2 to the power of 0 to 64. Decimals hold them, and the products below, to the last digit. */
const powers = Array.from({ length: 65 }, (_, exponent) =>
  Decimal128.fromString(String(2n ** BigInt(exponent))),
);

/** As processors shift: by the last bits of the width only, and what goes out at the top is gone. */
function lowerShift(
  operator: '<<' | '>>',
  left: LoweredArgument,
  right: LoweredArgument,
  type: SqlType,
  context: LoweringContext,
): MongoExpression {
  if (right.constant === null) return null;
  const bits = type.name === 'int' ? 32 : 64;
  const width = type.name === 'int' && type.precision === 16 ? 16 : bits;
  const whole: SqlType = type.name === 'int' ? type : { name: 'long' };
  const number = { $toDecimal: left.expression };
  if (left.constant === null || right.constant === null) return literal(null);
  const written = String(right.constant);
  const by = /^-?\d+$/.test(written)
    ? Number(BigInt.asUintN(Math.log2(bits), BigInt(written)))
    : { $mod: [{ $add: [{ $mod: [right.expression, bits] }, bits] }, bits] };
  const power = (exponent: MongoExpression): MongoExpression =>
    typeof exponent === 'number' ? powers[exponent] : { $arrayElemAt: [literal(powers), exponent] };
  return bind(context, [by], (shift) => {
    if (operator === '>>') return inRange(whole, { $floor: { $divide: [number, power(shift)] } });
    const room =
      typeof shift === 'number' ? Math.max(0, width - shift) : { $max: [0, { $subtract: [width, shift] }] };
    const moved = { $multiply: [{ $mod: [number, power(room)] }, power(shift)] };
    return bind(context, [moved], (value) => {
      const turned = (limit: number) => ({
        case: { [limit > 0 ? '$gte' : '$lt']: [value, { $multiply: [power(width - 1), limit] }] },
        then: { $subtract: [value, { $multiply: [power(width), limit] }] },
      });
      return inRange(whole, { $switch: { branches: [turned(1), turned(-1)], default: value } });
    });
  });
}

// Before 6.3 there are no bit operators: both numbers are split into a lower half of 32 bits and the signed rest, and each half is
// taken bit by bit.
function byHalves(
  operator: keyof typeof native,
  a: MongoExpression,
  b: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  // A long: with a double, MongoDB would calculate in doubles.
  const word = Long.fromNumber(4_294_967_296);
  const low = (value: MongoExpression): MongoExpression => ({
    $toLong: { $mod: [{ $add: [{ $mod: [value, word] }, word] }, word] },
  });
  return bind(context, [low(a), low(b)], (lowA, lowB) =>
    bind(
      context,
      [
        low({ $divide: [{ $subtract: [a, lowA] }, word] }),
        low({ $divide: [{ $subtract: [b, lowB] }, word] }),
      ],
      (highA, highB) =>
        bind(context, [bitByBit(operator, highA, highB)], (high) => ({
          $add: [
            {
              $multiply: [
                { $toLong: cond({ $gte: [high, 2 ** 31] }, { $subtract: [high, word] }, high) },
                word,
              ],
            },
            bitByBit(operator, lowA, lowB),
          ],
        })),
    ),
  );
}

function bitByBit(operator: keyof typeof native, a: MongoExpression, b: MongoExpression): MongoExpression {
  const bit = (value: MongoExpression): MongoExpression => ({
    $mod: [{ $floor: { $divide: [value, { $pow: [2, '$$this'] }] } }, 2],
  });
  const combined = {
    '&': { $multiply: [bit(a), bit(b)] },
    '|': { $max: [bit(a), bit(b)] },
    '#': { $mod: [{ $add: [bit(a), bit(b)] }, 2] },
  }[operator];
  return {
    $toLong: {
      $reduce: {
        input: { $range: [0, 32] },
        initialValue: 0,
        in: { $add: ['$$value', { $multiply: [combined, { $pow: [2, '$$this'] }] }] },
      },
    },
  };
}

/** `~x` is -x - 1. */
export function lowerComplement(argument: LoweredArgument): MongoExpression {
  return inRange(argument.type, { $subtract: [-1, argument.expression] });
}
