import { Decimal128 } from 'bson';
import { $push } from 'mingo/operators/accumulator';
import { compareBson } from './bson-order.ts';
import * as decimal from './decimal.ts';

export type Accumulator = (documents: unknown[], expression: unknown, options: unknown) => unknown;

/** The expression's value for each document; a missing one is null. */
const valuesOf = $push as unknown as (
  documents: readonly unknown[],
  expression: unknown,
  options: unknown,
) => unknown[];

type Numeric = number | Decimal128;

function numbersOf(documents: readonly unknown[], expression: unknown, options: unknown): Numeric[] {
  return valuesOf(documents, expression, options).filter(
    (value) => typeof value === 'number' || value instanceof Decimal128,
  );
}

function total(values: readonly Numeric[]): Numeric {
  if (values.every((value) => typeof value === 'number'))
    return values.reduce((sum, value) => sum + value, 0);
  const sum = values
    .map((value) =>
      typeof value === 'number' ? decimal.fromDouble(value, 34) : decimal.fromDecimal128(value),
    )
    .filter((value) => value !== undefined)
    .reduce(decimal.add);
  return decimal.toDecimal128(sum);
}

function extreme(sign: 1 | -1): Accumulator {
  return (documents, expression, options) =>
    valuesOf(documents, expression, options)
      .filter((value) => value !== null && value !== undefined)
      .reduce<unknown>(
        (best, value) => (best === null || compareBson(value, best) * sign > 0 ? value : best),
        null,
      );
}

/** Accumulators of $group by name, where mingo's own know no decimals. */
export const accumulators: Readonly<Record<string, Accumulator>> = {
  $sum: (documents, expression, options) => total(numbersOf(documents, expression, options)),
  $avg: (documents, expression, options) => {
    const values = numbersOf(documents, expression, options);
    if (values.length === 0) return null;
    const sum = total(values);
    if (typeof sum === 'number') return sum / values.length;
    const exact = decimal.fromDecimal128(sum);
    if (!exact) return sum;
    return decimal.toDecimal128(decimal.divide(exact, { coefficient: BigInt(values.length), exponent: 0 }));
  },
  $max: extreme(1),
  $min: extreme(-1),
};
