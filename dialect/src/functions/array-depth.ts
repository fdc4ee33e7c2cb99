import { bind, cond } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';

// A type tells what an array's elements are, not in how many dimensions they stand: a declared integer[] holds {1,2} and {{1},{2}} alike.
// So a row's arrays are looked at, down to three dimensions.

/** Whether the array's first element is an array, and with it all others. */
const isNested = (array: MongoExpression): MongoExpression => ({ $isArray: [{ $first: [array] }] });

/** The elements of an array's rows in one array. */
const joinedRows = (rows: MongoExpression): MongoExpression => ({
  $reduce: { input: rows, initialValue: [], in: { $concatArrays: ['$$value', '$$this'] } },
});

/** The elements of all dimensions in one array; the array itself, after one look at it, where it has one dimension. */
export const flattened = (context: LoweringContext, array: MongoExpression): MongoExpression =>
  bind(context, [array], (value) => {
    const deep = bind(context, [joinedRows(value)], (rows) => cond(isNested(rows), joinedRows(rows), rows));
    return cond(isNested(value), deep, value);
  });

/** By the number of dimensions: what `build` makes of the first element, its first element and so on. The array has elements. */
export function byDepth(
  context: LoweringContext,
  array: MongoExpression,
  build: (rows: readonly MongoExpression[]) => MongoExpression,
): MongoExpression {
  return bind(context, [array, { $first: [array] }], (outer, row) =>
    cond(
      { $isArray: [row] },
      cond(isNested(row), build([outer, row, { $first: [row] }]), build([outer, row])),
      build([outer]),
    ),
  );
}

/** Two arrays in one; one with a dimension less is a further row of the other. */
export function joinedArrays(
  context: LoweringContext,
  first: MongoExpression,
  second: MongoExpression,
): MongoExpression {
  return bind(context, [first, second], (a, b) => {
    const row = (array: MongoExpression) => cond({ $ne: [array, []] }, [array], array);
    return cond(
      { $eq: [isNested(a), isNested(b)] },
      { $concatArrays: [a, b] },
      cond(isNested(a), { $concatArrays: [a, row(b)] }, { $concatArrays: [row(a), b] }),
    );
  });
}
