import type { SqlType } from '../catalog/types.ts';
import { toScale } from './casts/lower-to-text.ts';
import { bind, choose, cond, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext, ScalarFunction } from './lowering.ts';
import {
  compareNumeric,
  isNumeric,
  isZeroNumeric,
  negateNumeric,
  numeric,
  numericNaN,
  numericToNumber,
  printNumeric,
  sqrtNumeric,
  trimNumeric,
} from './numeric.ts';
import type { Numeric } from './numeric.ts';
import { doubleOrNumeric, fromDouble, ofNumber } from './number-operator.ts';
import { lowerPower, lowerRemainder, mayDivideByZero } from './operators/arithmetic.ts';
import { compareValues } from './operators/evaluate-comparison.ts';
import { evaluateArithmetic, power } from './operators/evaluate-arithmetic.ts';
import { operatorType } from './operators/operator-type.ts';
import { decimalOfDouble } from './rounding.ts';
import { signature } from './signature.ts';
import { numberType, plainType } from './type-rules.ts';
import { decimalType, doubleType, intType, SqlError, toNumber, toNumeric, unknownType } from './values.ts';

const first = (types: readonly SqlType[]): SqlType => plainType(types[0] ?? unknownType);

const widest = (types: readonly SqlType[]): SqlType => types.map(plainType).reduce(numberType);

function squareRoot(value: number): number {
  if (value < 0) throw new SqlError(`${value} has no square root`);
  return Math.sqrt(value);
}

function squareRootNumeric(value: Numeric): Numeric {
  if (compareNumeric(value, numeric(0n)) < 0) throw new SqlError(`${printNumeric(value)} has no square root`);
  return sqrtNumeric(value);
}

function logarithm(value: number, of: (value: number) => number): number {
  if (value <= 0) throw new SqlError(`${value} has no logarithm`);
  return of(value);
}

const size = (value: bigint): bigint => (value < 0n ? -value : value);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [size(a), size(b)];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}

/** What two numbers have in common, as whole numbers of the smaller one's last digit; NaN where one is not finite. */
function overDigits(
  a: unknown,
  b: unknown,
  returns: SqlType,
  compute: (a: bigint, b: bigint) => bigint,
): unknown {
  const [left, right] = [toNumeric(a), toNumeric(b)];
  if (left.special ?? right.special) return numericNaN;
  const scale = Math.max(left.scale, right.scale);
  const digits = (value: Numeric): bigint => value.digits * 10n ** BigInt(scale - value.scale);
  const result = compute(digits(left), digits(right));
  if (returns.name === 'decimal') return numeric(result, scale);
  return returns.name === 'int' ? Number(result) : result;
}

// A long's size may be beyond the longs: decimals hold it.
const sized = (value: MongoExpression, type: SqlType): MongoExpression => ({
  $abs: type.name === 'long' ? { $toDecimal: value } : value,
});

const asType = (value: MongoExpression, type: SqlType): MongoExpression =>
  type.name === 'long' ? { $toLong: value } : value;

// Euclid's algorithm in at most 64 steps.
function lowerGcd(a: MongoExpression, b: MongoExpression, type: SqlType): MongoExpression {
  return {
    $getField: {
      field: 'a',
      input: {
        $reduce: {
          input: { $range: [0, 64] },
          initialValue: { a: sized(a, type), b: sized(b, type) },
          in: cond({ $eq: ['$$value.b', 0] }, '$$value', {
            a: '$$value.b',
            b: { $mod: ['$$value.a', '$$value.b'] },
          }),
        },
      },
    },
  };
}

/** How many digits a decimal has behind its point, as its text (with an exponent, where it has one) says. */
function lowerScale(context: LoweringContext, value: MongoExpression, least: boolean): MongoExpression {
  const parts = { $split: [{ $toString: { $toDecimal: value } }, 'E'] };
  return bind(context, [parts], (texts) => {
    const mantissa = { $arrayElemAt: [texts, 0] };
    const digits = least ? { $rtrim: { input: mantissa, chars: '0' } } : mantissa;
    return bind(context, [{ $split: [digits, '.'] }], (halves) => {
      const behind = { $strLenCP: { $ifNull: [{ $arrayElemAt: [halves, 1] }, ''] } };
      const exponent = { $toInt: { $ifNull: [{ $arrayElemAt: [texts, 1] }, '0'] } };
      // A whole number's zeros at its end are none of its scale.
      return cond({ $in: [mantissa, literal(['NaN', 'Infinity', '-Infinity'])] }, null, {
        $max: [0, { $subtract: [behind, exponent] }],
      });
    });
  });
}

export const numberFunctions: readonly ScalarFunction[] = [
  {
    name: 'ABS',
    category: 'number',
    documentation: 'The number without its sign.',
    example: { sql: 'ABS(-3)', result: '3' },
    signatures: [signature('x number', first)],
    nulls: 'native',
    lower: ({ it: [value] }) => ({ $abs: value }),
    evaluate: ([value]) => {
      if (typeof value === 'bigint') return value < 0n ? -value : value;
      if (isNumeric(value)) return compareNumeric(value, numeric(0n)) < 0 ? negateNumeric(value) : value;
      return Math.abs(toNumber(value));
    },
  },
  {
    name: 'SIGN',
    category: 'number',
    documentation: '-1, 0 or 1: the sign of a number.',
    example: { sql: 'SIGN(-8.4)', result: '-1' },
    signatures: [signature('x number', doubleOrNumeric, 'double precision or numeric')],
    nulls: 'strict',
    lower: ({ args, it: [value] }) =>
      choose(
        [
          [{ $gt: [value, 0] }, 1],
          // To MongoDB, NaN is below all numbers.
          ...((args[0]!.likely ?? args[0]!.type).name === 'double'
            ? [[{ $eq: [value, Number.NaN] }, 0] as const]
            : []),
          [{ $lt: [value, 0] }, -1],
        ],
        0,
      ),
    evaluate: ([value], call) => {
      const sign = Math.sign(toNumber(value));
      return fromDouble(Number.isNaN(sign) && call.returns.name === 'double' ? 0 : sign, call);
    },
  },
  {
    name: 'MOD',
    category: 'number',
    documentation: 'The remainder of a division, with the sign of the dividend; NULL where the divisor is 0.',
    example: { sql: 'MOD(9, 4)', result: '1' },
    signatures: [signature('x number, y number', widest, 'the wider type')],
    nulls: 'native',
    mayBeNull: true,
    lower: ({ args, context }) => lowerRemainder(args[0]!, args[1]!, context),
    evaluate: ([x, y], { types, returns }) => evaluateArithmetic('%', x, y, types[0]!, types[1]!, returns),
  },
  {
    name: 'DIV',
    category: 'number',
    documentation: 'The whole part of a quotient; NULL where the divisor is 0.',
    example: { sql: 'DIV(9, 4)', result: '2' },
    signatures: [signature('x number, y number', decimalType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [x, y] }) => {
      const quotient = { $trunc: { $divide: [{ $toDecimal: x }, y] } };
      return mayDivideByZero(args[1]!) ? cond({ $eq: [y, 0] }, null, quotient) : quotient;
    },
    evaluate: ([x, y]) => {
      const [a, b] = [toNumeric(x), toNumeric(y)];
      if (a.special === 'NaN') return a;
      if (isZeroNumeric(b)) return null;
      const scale = Math.max(a.scale, b.scale);
      return numeric(
        (a.digits * 10n ** BigInt(scale - a.scale)) / (b.digits * 10n ** BigInt(scale - b.scale)),
      );
    },
  },
  {
    name: 'POWER',
    aliases: ['POW'],
    category: 'number',
    documentation: 'A number raised to a power.',
    example: { sql: 'POWER(2, 10)', result: '1024' },
    signatures: [
      signature(
        'x number, exponent number',
        (types) => operatorType('^', types[0]!, types[1]!) ?? doubleType,
        'double precision or numeric',
      ),
    ],
    nulls: 'native',
    lower: ({ args, returns }) => lowerPower(args[0]!, args[1]!, returns),
    evaluate: ([x, y], call) => fromDouble(power(toNumber(x), toNumber(y)), call),
  },
  ofNumber(
    'SQRT',
    '$sqrt',
    { double: squareRoot, numeric: squareRootNumeric },
    'The square root. A negative number has none: an error.',
    ['2', '1.4142135623730951'],
  ),
  ofNumber('EXP', '$exp', { double: Math.exp }, 'e raised to a power.', ['1', '2.718281828459045']),
  ofNumber('LN', '$ln', { double: (value) => logarithm(value, Math.log) }, 'The natural logarithm.', [
    '2',
    '0.6931471805599453',
  ]),
  ofNumber(
    'LOG10',
    '$log10',
    { double: (value) => logarithm(value, Math.log10) },
    'The logarithm to base 10.',
    ['100', '2'],
  ),
  {
    name: 'LOG',
    category: 'number',
    documentation: 'The logarithm to base 10, or of the second number to the base of the first.',
    example: { sql: 'LOG(2, 64)', result: '6' },
    signatures: [
      signature('x number', doubleOrNumeric, 'double precision or numeric'),
      signature('base number, x number', doubleOrNumeric, 'double precision or numeric'),
    ],
    nulls: 'native',
    lower: ({ it: [base, x], returns }) => {
      if (x === undefined) return { $log10: base };
      // MongoDB's own $log of decimals is right for base 2 only.
      return returns.name === 'decimal'
        ? { $round: [{ $divide: [{ $ln: { $toDecimal: x } }, { $ln: { $toDecimal: base } }] }, 15] }
        : { $log: [x, base] };
    },
    evaluate: ([base, x], call) =>
      fromDouble(
        x === undefined
          ? logarithm(toNumber(base), Math.log10)
          : exactRatio(logarithm(toNumber(x), Math.log), logarithm(toNumber(base), Math.log)),
        call,
      ),
  },
  {
    name: 'CBRT',
    category: 'number',
    documentation: 'The cube root.',
    example: { sql: 'CBRT(27)', result: '3' },
    signatures: [signature('x number', doubleType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => {
      // A third is not exact in binary: the root is rounded where its cube is the number again.
      const root = { $pow: [{ $abs: { $toDouble: value } }, 1 / 3] };
      const near = { $round: [root, 0] };
      const exact = cond({ $eq: [{ $pow: [near, 3] }, { $abs: value }] }, near, root);
      return cond({ $lt: [value, 0] }, { $multiply: [exact, -1] }, exact);
    },
    evaluate: ([value]) => Math.cbrt(toNumber(value)),
  },
  {
    name: 'GCD',
    category: 'number',
    documentation: 'The greatest number that divides both.',
    example: { sql: 'GCD(12, 18)', result: '6' },
    signatures: [signature('a integer, b integer', widest, 'the wider type')],
    nulls: 'strict',
    lower: ({ it: [a, b], returns }) => asType(lowerGcd(a, b, returns), returns),
    evaluate: ([a, b], { returns }) => overDigits(a, b, returns, greatestCommonDivisor),
  },
  {
    name: 'LCM',
    category: 'number',
    documentation: 'The least number that both divide.',
    example: { sql: 'LCM(4, 6)', result: '12' },
    signatures: [signature('a integer, b integer', widest, 'the wider type')],
    nulls: 'strict',
    lower: ({ it: [a, b], context, returns }) =>
      bind(context, [lowerGcd(a, b, returns)], (divisor) => {
        const multiple = { $abs: { $multiply: [{ $divide: [sized(a, returns), divisor] }, b] } };
        const exact = returns.name === 'int' ? { $toInt: multiple } : asType(multiple, returns);
        return cond({ $eq: [divisor, 0] }, asType(divisor, returns), exact);
      }),
    evaluate: ([a, b], { returns }) =>
      overDigits(a, b, returns, (x, y) => {
        const divisor = greatestCommonDivisor(x, y);
        return divisor === 0n ? 0n : size((x / divisor) * y);
      }),
  },
  {
    name: 'FACTORIAL',
    category: 'number',
    documentation: 'The product of the whole numbers from 1 to n.',
    example: { sql: 'FACTORIAL(5)', result: '120' },
    signatures: [signature('n integer', decimalType)],
    nulls: 'strict',
    lower: ({ it: [n] }) => ({
      $reduce: {
        input: { $range: [1, { $add: [{ $toInt: n }, 1] }] },
        initialValue: { $toDecimal: '1' },
        in: { $multiply: ['$$value', '$$this'] },
      },
    }),
    evaluate: ([n]) => {
      const count = toNumber(n);
      if (count < 0) throw new SqlError(`${count} has no factorial`);
      let product = 1n;
      for (let factor = 2n; factor <= BigInt(count); factor += 1n) product *= factor;
      return numeric(product);
    },
  },
  {
    name: 'WIDTH_BUCKET',
    category: 'number',
    documentation:
      'The number of the bucket that a value falls into when the range from low to high is cut into so many equal ones: 0 below, count + 1 above. Or the place of the value among ordered thresholds.',
    example: { sql: 'WIDTH_BUCKET(5.35, 0, 10, 5)', result: '3' },
    signatures: [
      signature('x number, low number, high number, count integer', intType),
      signature('x any, thresholds array', intType),
    ],
    nulls: 'strict',
    lower: ({ args, it: [x, low, high, count] }) => {
      if (args.length === 2) {
        // To MongoDB NaN is below all numbers, to SQL above.
        const reached = {
          $and: [{ $ne: ['$$this', Number.NaN] }, { $lte: ['$$this', x] }],
        };
        return {
          $size: { $filter: { input: low, cond: { $or: [{ $eq: [x, Number.NaN] }, reached] } } },
        };
      }
      // Decimals hold what doubles overflow or lose.
      const decimal = (value: MongoExpression): MongoExpression => ({ $toDecimal: value });
      const share = {
        $divide: [
          { $multiply: [{ $subtract: [decimal(x), decimal(low)] }, count] },
          { $subtract: [decimal(high), decimal(low)] },
        ],
      };
      const bucket = { $toInt: { $add: [{ $floor: share }, 1] } };
      return choose(
        [
          [{ $and: [{ $lt: [low, high] }, { $lt: [x, low] }] }, 0],
          [{ $and: [{ $lt: [low, high] }, { $gte: [x, high] }] }, { $toInt: { $add: [count, 1] } }],
          [{ $and: [{ $gt: [low, high] }, { $gt: [x, low] }] }, 0],
          [{ $and: [{ $gt: [low, high] }, { $lte: [x, high] }] }, { $toInt: { $add: [count, 1] } }],
        ],
        bucket,
      );
    },
    evaluate: (values) => {
      if (values.length === 2) {
        const thresholds = values[1] as readonly unknown[];
        return thresholds.filter((each) => (compareValues(each, values[0]) ?? 1) <= 0).length;
      }
      return widthBucket(values);
    },
  },
  {
    name: 'SCALE',
    category: 'number',
    documentation: 'How many digits a numeric has behind its point.',
    example: { sql: 'SCALE(8.4100)', result: '4' },
    signatures: [signature('x number', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ args, it: [value], context }) =>
      lowerScale(context, toScale({ ...args[0]!, expression: value }).expression, false),
    evaluate: ([value]) => scaleOf(toNumeric(value)),
  },
  {
    name: 'MIN_SCALE',
    category: 'number',
    documentation: 'How many digits behind the point a numeric needs.',
    example: { sql: 'MIN_SCALE(8.4100)', result: '2' },
    signatures: [signature('x number', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ it: [value], context }) => lowerScale(context, value, true),
    evaluate: ([value]) => scaleOf(trimNumeric(toNumeric(value))),
  },
  {
    name: 'TRIM_SCALE',
    category: 'number',
    documentation: 'A numeric without the zeros at its end.',
    example: { sql: 'TRIM_SCALE(8.4100)', result: '8.41' },
    signatures: [signature('x number', decimalType)],
    nulls: 'native',
    lower: ({ it: [value], context }) => decimalOfDouble(context, value),
    evaluate: ([value]) => trimNumeric(toNumeric(value)),
  },
  {
    name: 'PI',
    category: 'number',
    documentation: 'The ratio of a circle’s circumference to its diameter.',
    example: { sql: 'PI()', result: '3.141592653589793' },
    signatures: [signature('', doubleType)],
    nulls: 'native',
    evaluate: () => Math.PI,
  },
];

const scaleOf = ({ scale, special }: Numeric): number | null => (special ? null : scale);

// A logarithm to a base is a quotient of two: 6 rather than 5.999999999999999 where it is whole.
function exactRatio(a: number, b: number): number {
  const ratio = a / b;
  return Math.abs(ratio - Math.round(ratio)) < 1e-12 ? Math.round(ratio) : ratio;
}

function widthBucket(values: readonly unknown[]): number {
  const [x, low, high, count] = values.map(toNumeric) as [
    ReturnType<typeof toNumeric>,
    ReturnType<typeof toNumeric>,
    ReturnType<typeof toNumeric>,
    ReturnType<typeof toNumeric>,
  ];
  const buckets = numericToNumber(count);
  if (buckets <= 0) throw new SqlError('the number of buckets must be greater than 0');
  const rising = compareNumeric(low, high);
  if (rising === 0) throw new SqlError('the bounds of the buckets must differ');
  const [below, above] = [compareNumeric(x, low) * rising, compareNumeric(x, high) * rising];
  if (below > 0) return 0;
  if (above <= 0) return buckets + 1;
  const scale = Math.max(x.scale, low.scale, high.scale);
  const at = (value: typeof x) => value.digits * 10n ** BigInt(scale - value.scale);
  return Number(((at(x) - at(low)) * count.digits) / (at(high) - at(low))) + 1;
}
