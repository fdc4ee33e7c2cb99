import * as mingoAccumulators from 'mingo/operators/accumulator';
import type { Document } from '../../../../dialect/src/index.ts';
import { compareBson } from './bson-order.ts';
import * as decimal from './decimal.ts';
import { evaluateEach, evaluateOne } from './evaluate.ts';
import { isNumeric, reckon, total } from './numbers.ts';
import { compareBy, type SortKeys } from './sort.ts';
import { valueKey } from './value-key.ts';

export type Accumulator = (documents: readonly unknown[], expression: unknown, options: unknown) => unknown;

/** The value of an accumulator over documents, as in $group and $setWindowFields: `{ $sum: '$total' }`. */
export function accumulate(documents: readonly unknown[], accumulator: Document, options: unknown): unknown {
  const [[name, expression] = ['', undefined]] = Object.entries(accumulator);
  const found = accumulators[name] ?? (mingoAccumulators as unknown as Record<string, Accumulator>)[name];
  if (!found) throw new Error(`The accumulator ${name} is not known in process.`);
  return found(documents, expression ?? { $literal: null }, options);
}

function extreme(sign: 1 | -1): Accumulator {
  return (...given) =>
    evaluateEach(...given)
      .filter((value) => value !== null && value !== undefined)
      .reduce<unknown>(
        (best, value) => (best === null || compareBson(value, best) * sign > 0 ? value : best),
        null,
      );
}

/** The first documents of an order, as `output` has them. */
function leading(end: 'top' | 'bottom', one: boolean): Accumulator {
  return (documents, expression, options) => {
    const {
      sortBy,
      output,
      n = 1,
    } = expression as {
      readonly sortBy: SortKeys;
      readonly output: unknown;
      readonly n?: unknown;
    };
    const sorted = [...documents].sort(compareBy(sortBy));
    const wanted = one ? 1 : Number(evaluateOne({}, n, options));
    const taken = end === 'top' ? sorted.slice(0, wanted) : sorted.slice(Math.max(0, sorted.length - wanted));
    const values = evaluateEach(taken, output, options).map((value) => value ?? null);
    return one ? values[0] : values;
  };
}

const nothing = { coefficient: 0n, exponent: 0 };
const present = (values: readonly unknown[]) => values.filter((value) => value !== undefined);

/** Accumulators of $group by name, where mingo's own know no decimals, no missing values or another order. */
export const accumulators: Readonly<Record<string, Accumulator>> = {
  $sum: (...given) => total(evaluateEach(...given).filter(isNumeric)),
  $avg: (...given) => {
    const values = evaluateEach(...given).filter(isNumeric);
    if (values.length === 0) return null;
    return reckon(
      [total(values), values.length],
      (sum = NaN, count = NaN) => sum / count,
      (sum, count) => decimal.divide(sum ?? nothing, count ?? nothing),
    );
  },
  $max: extreme(1),
  $min: extreme(-1),
  $push: (...given) => present(evaluateEach(...given)),
  $addToSet: (...given) => [
    ...new Map(present(evaluateEach(...given)).map((value) => [valueKey(value), value])).values(),
  ],
  $first: ([first], expression, options) =>
    first === undefined ? null : (evaluateOne(first, expression, options) ?? null),
  $last: (documents, expression, options) =>
    documents.length === 0 ? null : (evaluateOne(documents.at(-1), expression, options) ?? null),
  $count: (documents) => documents.length,
  $top: leading('top', true),
  $bottom: leading('bottom', true),
  $topN: leading('top', false),
  $bottomN: leading('bottom', false),
};
