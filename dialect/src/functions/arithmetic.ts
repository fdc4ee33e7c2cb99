import { bind, cond, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';

/** What formulas over doubles are written in, so that one formula both computes a constant and lowers to an expression. */
export interface Arithmetic<T> {
  readonly constant: (value: number) => T;
  readonly add: (...terms: readonly T[]) => T;
  readonly multiply: (...factors: readonly T[]) => T;
  readonly divide: (dividend: T, divisor: T) => T;
  readonly negate: (value: T) => T;
  readonly power: (base: T, exponent: T) => T;
  readonly exp: (value: T) => T;
  readonly ln: (value: T) => T;
  readonly sin: (value: T) => T;
  readonly abs: (value: T) => T;
  readonly round: (value: T) => T;
  /** `then` where the value is below the limit, `otherwise` elsewhere and for NaN; only one of the two is computed. */
  readonly below: (value: T, limit: number, then: () => T, otherwise: () => T) => T;
  readonly ifWhole: (value: T, then: () => T, otherwise: () => T) => T;
  /** A value that is used more than once. */
  readonly use: (value: T, body: (value: T) => T) => T;
}

export const inProcess: Arithmetic<number> = {
  constant: (value) => value,
  add: (...terms) => terms.reduce((sum, term) => sum + term),
  multiply: (...factors) => factors.reduce((product, factor) => product * factor),
  divide: (dividend, divisor) => dividend / divisor,
  negate: (value) => -value,
  power: (base, exponent) => base ** exponent,
  exp: Math.exp,
  ln: Math.log,
  sin: Math.sin,
  abs: Math.abs,
  round: Math.round,
  below: (value, limit, then, otherwise) => (value < limit ? then() : otherwise()),
  ifWhole: (value, then, otherwise) => (Number.isInteger(value) ? then() : otherwise()),
  use: (value, body) => body(value),
};

export function onServer(context: LoweringContext): Arithmetic<MongoExpression> {
  const nothing = Number.NEGATIVE_INFINITY;
  return {
    constant: literal,
    add: (...terms) => ({ $add: terms }),
    multiply: (...factors) => ({ $multiply: factors }),
    divide: (dividend, divisor) => ({ $divide: [dividend, divisor] }),
    negate: (value) => ({ $multiply: [-1, value] }),
    power: (base, exponent) => ({ $pow: [base, exponent] }),
    exp: (value) => ({ $exp: value }),
    ln: (value) => ({ $ln: value }),
    sin: (value) => ({ $sin: value }),
    abs: (value) => ({ $abs: value }),
    round: (value) => ({ $round: value }),
    // To MongoDB, NaN is below all numbers.
    below: (value, limit, then, otherwise) =>
      cond({ $and: [{ $gte: [value, nothing] }, { $lt: [value, limit] }] }, then(), otherwise()),
    ifWhole: (value, then, otherwise) => cond({ $eq: [value, { $floor: value }] }, then(), otherwise()),
    use: (value, body) => bind(context, [value], (bound) => body(bound)),
  };
}
