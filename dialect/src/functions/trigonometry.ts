import { Double } from 'bson';
import { bind, cond } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { doubleType, SqlError, toNumber } from './values.ts';

const double = (value: MongoExpression): MongoExpression => ({ $toDouble: value });

function row(
  name: string,
  documentation: string,
  example: readonly [string, string],
  lower: (value: MongoExpression) => MongoExpression,
  compute: (value: number) => number,
): ScalarFunction {
  return {
    name,
    category: 'number',
    documentation,
    example: { sql: `${name}(${example[0]})`, result: example[1] },
    signatures: [signature('x number', doubleType)],
    nulls: 'native',
    lower: ({ it: [value] }) => lower(double(value)),
    evaluate: ([value]) => compute(toNumber(value)),
  };
}

function within(value: number, compute: (value: number) => number): number {
  const result = compute(value);
  if (Number.isNaN(result) && !Number.isNaN(value)) throw new SqlError(`${value} is out of range`);
  return result;
}

/** An angle in radians, and its counterpart that takes or gives degrees. */
function pair(
  name: string,
  operator: string,
  what: string,
  compute: (value: number) => number,
  inverse: boolean,
  example: readonly [radians: readonly [string, string], degrees: readonly [string, string]],
): readonly ScalarFunction[] {
  const checked = (value: number) => within(value, compute);
  const toDegrees = (value: MongoExpression): MongoExpression => ({ $radiansToDegrees: value });
  // Of many turns, the last one alone: the others would take its digits.
  const toRadians = (value: MongoExpression): MongoExpression => ({
    $degreesToRadians: { $mod: [value, 360] },
  });
  const near = (value: number) => Number(value.toPrecision(15));
  return [
    row(name, `${what}, in radians.`, example[0], (value) => ({ [operator]: value }), checked),
    row(
      `${name}D`,
      `${what}, in degrees.`,
      example[1],
      (value) => ({
        $round: inverse ? [toDegrees({ [operator]: value }), 13] : [{ [operator]: toRadians(value) }, 15],
      }),
      (value) =>
        inverse
          ? near((checked(value) * 180) / Math.PI)
          : Math.round(checked(((value % 360) * Math.PI) / 180) * 1e15) / 1e15,
    ),
  ];
}

/**
 * A tangent or its reciprocal, of degrees: from the angle's counterpart between 0 and 90, so that it is exact where it is whole, and
 * infinite at its pole.
 */
function byQuadrant(name: string, documentation: string, pole: number, reciprocal: boolean): ScalarFunction {
  return {
    name,
    category: 'number',
    documentation,
    example: { sql: `${name}(45)`, result: '1' },
    signatures: [signature('x number', doubleType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) =>
      bind(context, [{ $abs: { $mod: [double(value), 360] } }], (turned) =>
        bind(context, [cond({ $gt: [turned, 180] }, { $subtract: [360, turned] }, turned)], (half) =>
          bind(context, [cond({ $gt: [half, 90] }, { $subtract: [180, half] }, half)], (quarter) => {
            const tangent = { $tan: { $degreesToRadians: quarter } };
            const size = { $round: [reciprocal ? { $divide: [1, tangent] } : tangent, 15] };
            const signs = [{ $lt: [value, 0] }, { $gt: [turned, 180] }, { $gt: [half, 90] }].map((negative) =>
              cond(negative, -1, 1),
            );
            return { $multiply: [...signs, cond({ $eq: [quarter, pole] }, new Double(Infinity), size)] };
          }),
        ),
      ),
    evaluate: ([x]) => {
      const value = toNumber(x);
      const turned = Math.abs(value % 360);
      const half = turned > 180 ? 360 - turned : turned;
      const quarter = half > 90 ? 180 - half : half;
      const tangent = Math.tan((quarter * Math.PI) / 180);
      const size = Math.round(1e15 * (reciprocal ? 1 / tangent : tangent)) / 1e15;
      const negative = [value < 0, turned > 180, half > 90].filter(Boolean).length % 2 === 1;
      const result = quarter === pole ? Infinity : size;
      return negative && result !== 0 ? -result : result;
    },
  };
}

export const trigonometricFunctions: readonly ScalarFunction[] = [
  ...pair('SIN', '$sin', 'The sine of an angle', Math.sin, false, [
    ['1', '0.8414709848078965'],
    ['30', '0.5'],
  ]),
  ...pair('COS', '$cos', 'The cosine of an angle', Math.cos, false, [
    ['0', '1'],
    ['60', '0.5'],
  ]),
  row(
    'TAN',
    'The tangent of an angle, in radians.',
    ['0', '0'],
    (value) => ({ $tan: value }),
    (value) => within(value, Math.tan),
  ),
  byQuadrant('TAND', 'The tangent of an angle, in degrees.', 90, false),
  ...pair('ASIN', '$asin', 'The angle of a sine', Math.asin, true, [
    ['1', '1.5707963267948966'],
    ['0.5', '30'],
  ]),
  ...pair('ACOS', '$acos', 'The angle of a cosine', Math.acos, true, [
    ['1', '0'],
    ['0.5', '60'],
  ]),
  ...pair('ATAN', '$atan', 'The angle of a tangent', Math.atan, true, [
    ['1', '0.7853981633974483'],
    ['1', '45'],
  ]),
  row('SINH', 'The hyperbolic sine.', ['1', '1.1752011936438014'], (value) => ({ $sinh: value }), Math.sinh),
  row('COSH', 'The hyperbolic cosine.', ['0', '1'], (value) => ({ $cosh: value }), Math.cosh),
  row(
    'TANH',
    'The hyperbolic tangent.',
    ['1', '0.7615941559557649'],
    (value) => ({ $tanh: value }),
    Math.tanh,
  ),
  row(
    'ASINH',
    'The inverse hyperbolic sine.',
    ['1', '0.881373587019543'],
    (value) => ({ $asinh: value }),
    Math.asinh,
  ),
  row(
    'ACOSH',
    'The inverse hyperbolic cosine.',
    ['1', '0'],
    (value) => ({ $acosh: value }),
    (value) => within(value, Math.acosh),
  ),
  row(
    'ATANH',
    'The inverse hyperbolic tangent.',
    ['0.5', '0.5493061443340548'],
    (value) => ({ $atanh: value }),
    (value) => within(value, Math.atanh),
  ),
  row(
    'COT',
    'The cotangent of an angle, in radians.',
    ['1', '0.6420926159343306'],
    (value) => ({ $divide: [1, { $tan: value }] }),
    (value) => 1 / Math.tan(value),
  ),
  byQuadrant('COTD', 'The cotangent of an angle, in degrees.', 0, true),
  row(
    'DEGREES',
    'Radians as degrees.',
    ['0.5', '28.64788975654116'],
    (value) => ({ $radiansToDegrees: value }),
    (value) => (value * 180) / Math.PI,
  ),
  row(
    'RADIANS',
    'Degrees as radians.',
    ['45', '0.7853981633974483'],
    (value) => ({ $degreesToRadians: value }),
    (value) => (value * Math.PI) / 180,
  ),
  {
    name: 'ATAN2',
    category: 'number',
    documentation: 'The angle of the point (x, y), in radians.',
    example: { sql: 'ATAN2(1, 1)', result: '0.7853981633974483' },
    signatures: [signature('y number, x number', doubleType)],
    nulls: 'native',
    lower: ({ it: [y, x], context }) => bind(context, [y, x], (a, b) => ({ $atan2: [double(a), double(b)] })),
    evaluate: ([y, x]) => Math.atan2(toNumber(y), toNumber(x)),
  },
  {
    name: 'ATAN2D',
    category: 'number',
    documentation: 'The angle of the point (x, y), in degrees.',
    example: { sql: 'ATAN2D(1, 1)', result: '45' },
    signatures: [signature('y number, x number', doubleType)],
    nulls: 'native',
    lower: ({ it: [y, x] }) => ({ $radiansToDegrees: { $atan2: [double(y), double(x)] } }),
    evaluate: ([y, x]) => Number(((Math.atan2(toNumber(y), toNumber(x)) * 180) / Math.PI).toPrecision(15)),
  },
];
