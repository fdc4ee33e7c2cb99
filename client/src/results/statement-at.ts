import type { StatementSlice } from '../../../dialect/src/text/split.ts';

/**
 * The statement that a cursor means: the one it is in, its comments and the rest of its last line included; between statements the
 * one before, and before the first the first.
 */
export function statementAt(slices: readonly StatementSlice[], offset: number): StatementSlice | undefined {
  const inside = slices.find((slice) => slice.start <= offset && offset <= slice.end);
  if (inside) return inside;
  const inComments = slices.find((slice) => slice.leadingStart <= offset && offset < slice.start);
  return inComments ?? slices.findLast((slice) => slice.end < offset) ?? slices[0];
}
