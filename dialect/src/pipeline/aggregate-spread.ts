import { Decimal128 } from 'bson';
import { cond } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { Accumulated, AggregateInput } from './accumulator.ts';
import type { Document } from './command.ts';

const zero = Decimal128.fromString('0');

/** A number as the decimal it is, digit for digit: $toDecimal would round a double to 15 digits, the sum with a decimal keeps 34. */
export const exactly = (number: MongoExpression): MongoExpression => ({ $add: [number, zero] });

/** The sum of (a - mean of a) × (b - mean of b), from the sums of a × b, a and b over n pairs. */
export const spreadOf = (
  ab: MongoExpression,
  a: MongoExpression,
  b: MongoExpression,
  n: MongoExpression,
): MongoExpression => ({ $subtract: [ab, { $divide: [{ $multiply: [a, b] }, n] }] });

interface Spread {
  readonly sample: boolean;
  readonly root: boolean;
}

const spreads: Readonly<Record<string, Spread>> = {
  STDDEV_POP: { sample: false, root: true },
  STDDEV_SAMP: { sample: true, root: true },
  VAR_POP: { sample: false, root: false },
  VAR_SAMP: { sample: true, root: false },
};

/**
 * Deviations and variances, from decimal sums of the values and of their squares: MongoDB's own accumulators lose digits where values are
 * large compared with their spread, and more with each row that leaves a frame again. They stay for fields of which no type is known.
 */
export function spread(
  input: AggregateInput,
  arg: LoweredArgument,
  value: MongoExpression,
): Accumulated | undefined {
  const { aggregate, name, frame } = input;
  const kind = spreads[aggregate.row.name];
  if (!kind) return undefined;
  const open = arg.type.name === 'unknown';
  if (open && !frame) {
    const accumulator = { [kind.sample ? '$stdDevSamp' : '$stdDevPop']: value };
    const field = `$${name()}`;
    const accumulators = [{ name: name(), accumulator, empty: null }];
    return kind.root ? { accumulators } : { accumulators, result: { $pow: [field, 2] } };
  }
  const { x, xx } = addends(arg.type.name, value);
  const sum = (part: string, of: MongoExpression) => ({
    name: name(part),
    accumulator: { $sum: of } satisfies Document,
    empty: 0,
  });
  const sums = { n: `$${name('n')}`, x: { $toDecimal: `$${name('x')}` }, xx: `$${name('xx')}` };
  const present = open ? { $isNumber: value } : { $gt: [value, null] };
  return {
    accumulators: [sum('n', { $toInt: present }), sum('x', x), sum('xx', xx)],
    result: fromSums(kind, sums, aggregate.type.name),
  };
}

/** What is summed of a value and of its square, without losing a digit; of NULL nothing. */
function addends(
  type: string,
  value: MongoExpression,
): { readonly x: MongoExpression; readonly xx: MongoExpression } {
  const square = (number: MongoExpression): MongoExpression => ({
    $let: { vars: { number }, in: { $multiply: ['$$number', '$$number'] } },
  });
  switch (type) {
    case 'decimal':
      return { x: value, xx: square(value) };
    case 'int':
      return { x: value, xx: square({ $toDecimal: value }) };
    case 'unknown': {
      const number = cond({ $isNumber: value }, exactly(value), null);
      return { x: number, xx: square(number) };
    }
    default:
      return { x: exactly(value), xx: square(exactly(value)) };
  }
}

/** The same over values in an array. */
export function spreadOfArray(
  name: string,
  values: MongoExpression,
  type: string,
): MongoExpression | undefined {
  const kind = spreads[name];
  if (!kind) return undefined;
  const over = (each: MongoExpression) => ({ $map: { input: '$$all', as: 'each', in: each } });
  const exact = { $map: { input: values, as: 'each', in: exactly('$$each') } };
  const sums = {
    n: { $size: '$$all' },
    x: { $sum: '$$all' },
    xx: { $sum: over({ $multiply: ['$$each', '$$each'] }) },
  };
  return { $let: { vars: { all: exact }, in: fromSums(kind, sums, type) } };
}

function fromSums(
  { sample, root }: Spread,
  { n, x, xx }: Readonly<Record<'n' | 'x' | 'xx', MongoExpression>>,
  type: string,
): MongoExpression {
  // What rounding leaves of nothing may be negative.
  const size = { $abs: spreadOf(xx, x, x, n) };
  const variance = { $divide: [size, sample ? { $subtract: [n, 1] } : n] };
  const value = root ? { $sqrt: variance } : variance;
  return cond({ $gt: [n, sample ? 1 : 0] }, type === 'decimal' ? value : { $toDouble: value }, null);
}
