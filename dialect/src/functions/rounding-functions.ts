import type { SqlType } from '../catalog/types.ts';
import { roundHalfEven } from './casts/evaluate-cast.ts';
import { choose, cond, hasType } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, ScalarFunction } from './lowering.ts';
import {
  ceilNumeric,
  floorNumeric,
  isNumeric,
  numericFromNumber,
  numericToNumber,
  roundNumeric,
  truncateNumeric,
} from './numeric.ts';
import type { Numeric } from './numeric.ts';
import { doubleOrNumeric, ofNumber } from './number-operator.ts';
import { decimalOfDouble, roundDecimal, roundDecimalBy } from './rounding.ts';
import { signature } from './signature.ts';
import { decimalType, doubleType, toNumber, toNumeric, unknownType } from './values.ts';

/** With a number of digits the result is numeric; doubles stay doubles, which PostgreSQL does not offer. */
function toDigitsType(types: readonly SqlType[]): SqlType {
  const { name } = types[0] ?? unknownType;
  return name === 'double' ? doubleType : name === 'unknown' ? unknownType : decimalType;
}

const signatures = [
  signature('x number', doubleOrNumeric, 'double precision or numeric'),
  signature('x number, digits integer', toDigitsType, 'numeric, double precision for doubles'),
];

type ByDigits = (decimal: MongoExpression) => MongoExpression;

/** Applies what is exact over decimals to any number: doubles go there with 15 digits and back. */
function overDecimals({ args, it: [value], context }: CallToLower, compute: ByDigits): MongoExpression {
  const { name } = args[0]!.type;
  const double = { $toDouble: compute(decimalOfDouble(context, value)) };
  if (name === 'double') return double;
  if (name === 'unknown') {
    return choose([[hasType(value, 'double'), double]], compute({ $toDecimal: value }));
  }
  return compute(name === 'decimal' ? value : { $toDecimal: value });
}

/** Digits behind the point that MongoDB rounds to: no decimal has more. */
const [fewest, most] = [-19, 99];

function digitsOf({ args }: CallToLower): number | undefined {
  const constant = args[1]?.constant;
  if (constant === undefined) return undefined;
  const digits = Math.trunc(Number(String(constant))) || 0;
  return Math.min(most, Math.max(fewest, digits));
}

/** ROUND(x, n), half away from zero. */
function lowerRoundTo(call: CallToLower): MongoExpression {
  const digits = digitsOf(call);
  return overDecimals(call, (decimal) =>
    digits === undefined
      ? roundDecimalBy(call.context, decimal, call.it[1])
      : roundDecimal(call.context, decimal, digits),
  );
}

/** ROUND(x): a numeric half away from zero, a double half to even. */
function lowerRound({ args, it: [value], context }: CallToLower): MongoExpression {
  switch (args[0]!.type.name) {
    case 'decimal':
      return roundDecimal(context, value, 0);
    case 'unknown':
      return cond(hasType(value, 'decimal'), roundDecimal(context, value, 0), { $round: [value, 0] });
    default:
      return { $round: [value, 0] };
  }
}

function evaluateTo(
  value: unknown,
  digits: unknown,
  returns: SqlType,
  compute: (value: Numeric, digits: number) => Numeric,
): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return value;
  const result = compute(
    typeof value === 'number' ? numericFromNumber(value) : toNumeric(value),
    toNumber(digits),
  );
  return returns.name === 'double' ? numericToNumber(result) : result;
}

export const roundingFunctions: readonly ScalarFunction[] = [
  {
    name: 'ROUND',
    category: 'number',
    documentation:
      'The nearest whole number, or the nearest with so many digits behind the point (before it, where negative). A numeric that lies in the middle goes away from zero; a double without digits goes to the even one.',
    example: { sql: 'ROUND(42.4382, 2)', result: '42.44' },
    signatures,
    nulls: 'strict',
    lower: (call) => (call.args.length === 1 ? lowerRound(call) : lowerRoundTo(call)),
    evaluate: ([value, digits], { returns }) => {
      if (digits !== undefined) return evaluateTo(value, digits, returns, roundNumeric);
      return isNumeric(value) ? roundNumeric(value, 0) : roundHalfEven(toNumber(value));
    },
  },
  {
    name: 'TRUNC',
    aliases: ['TRUNCATE'],
    category: 'number',
    documentation: 'The number without what is behind the point, or behind so many digits.',
    example: { sql: 'TRUNC(42.4382, 2)', result: '42.43' },
    signatures,
    nulls: 'strict',
    lower: (call) => {
      if (call.args.length === 1) return { $trunc: call.it[0] };
      const digits = digitsOf(call) ?? { $toInt: call.it[1] };
      return overDecimals(call, (decimal) => ({ $trunc: [decimal, digits] }));
    },
    evaluate: ([value, digits], { returns }) => {
      if (digits !== undefined) return evaluateTo(value, digits, returns, truncateNumeric);
      return isNumeric(value) ? truncateNumeric(value, 0) : Math.trunc(toNumber(value));
    },
  },
  ofNumber(
    'CEIL',
    '$ceil',
    { double: Math.ceil, numeric: ceilNumeric },
    'The least whole number that is not less.',
    ['-42.8', '-42'],
    ['CEILING'],
  ),
  ofNumber(
    'FLOOR',
    '$floor',
    { double: Math.floor, numeric: floorNumeric },
    'The greatest whole number that is not greater.',
    ['-42.8', '-43'],
  ),
];
