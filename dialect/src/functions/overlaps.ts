import { timeFromMs, timeToMs } from './casts/datetime-text.ts';
import { bind, choose, isNull } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, ScalarFunction } from './lowering.ts';
import { addInterval } from './operators/evaluate-arithmetic.ts';
import { lowerOperator } from './operators/lower-operator.ts';
import { signature } from './signature.ts';
import { booleanType, isInterval, timestampType, timeType } from './values.ts';

const endOf = (start: unknown, end: unknown): unknown =>
  isInterval(end)
    ? start instanceof Date
      ? addInterval(start, end)
      : timeFromMs(timeToMs(String(start)) + end.ms)
    : end;

/** A span between two ends in any order. Of one that is not known, the other is the start, and where it ends is not known. */
function spanOf(from: unknown, to: unknown): { readonly start: number; readonly end: number | undefined } {
  const ends = [from, to].flatMap((value) =>
    value === null ? [] : [value instanceof Date ? value.getTime() : timeToMs(String(value))],
  );
  return { start: Math.min(...ends), end: ends.length === 2 ? Math.max(...ends) : undefined };
}

function overlap(ends: readonly unknown[]): boolean | null {
  const [from1, to1, from2, to2] = ends;
  const [first, second] = [spanOf(from1, endOf(from1, to1)), spanOf(from2, endOf(from2, to2))].sort(
    (a, b) => a.start - b.start,
  ) as [ReturnType<typeof spanOf>, ReturnType<typeof spanOf>];
  // Without any end, a span starts nowhere.
  if (second.start === Infinity || first.end === undefined) return null;
  if (first.start === second.start) return second.end === undefined ? null : true;
  if (second.start < first.end) return true;
  return second.end === undefined ? null : false;
}

function lowerOverlaps({ args, it, context }: CallToLower): MongoExpression {
  const end = (from: number): MongoExpression =>
    args[from + 1]!.type.name === 'interval'
      ? lowerOperator(
          '+',
          [{ ...args[from]!, expression: it[from] }, args[from + 1]!],
          args[from]!.type.name === 'time' ? timeType : timestampType,
          context,
        )
      : it[from + 1];
  return bind(context, [it[0], end(0), it[2], end(2)], (a, b, c, d) => {
    const nullable = (from: number) => args[from]!.nullable || args[from + 1]!.nullable;
    const [open1, open2] = [nullable(0) && anyNull(a, b), nullable(2) && anyNull(c, d)];
    // $min passes over NULL, and gives it where there is nothing else.
    return bind(context, [{ $min: [a, b] }, { $min: [c, d] }], (start1, start2) =>
      decided(
        [
          [nullable(0) && isNull(start1), null],
          [nullable(2) && isNull(start2), null],
          [{ $gt: [start1, start2] }, reached(start1, open1, { $max: [c, d] }, open2)],
          [{ $lt: [start1, start2] }, reached(start2, open2, { $max: [a, b] }, open1)],
          [open1, null],
          [open2, null],
        ],
        true,
      ),
    );
  });
}

const anyNull = (...values: readonly MongoExpression[]): MongoExpression => ({ $or: values.map(isNull) });

/** Whether a span that starts later does so before the other ends; either may have no end. */
const reached = (
  start: MongoExpression,
  open: MongoExpression,
  otherEnd: MongoExpression,
  otherOpen: MongoExpression,
): MongoExpression =>
  decided(
    [
      [otherOpen, null],
      [{ $lt: [start, otherEnd] }, true],
      [open, null],
    ],
    false,
  );

/** The first branch whose test holds, without those that never do. */
const decided = (
  branches: readonly (readonly [MongoExpression, MongoExpression])[],
  otherwise: MongoExpression,
): MongoExpression =>
  choose(
    branches.filter(([test]) => test !== false),
    otherwise,
  );

export const overlapsFunction: ScalarFunction = {
  name: 'OVERLAPS',
  category: 'datetime',
  documentation: 'Whether two spans of time overlap. The end of a span may be an interval.',
  example: {
    sql: "(DATE '2024-01-01', DATE '2024-02-01') OVERLAPS (DATE '2024-01-31', INTERVAL '9 days')",
    result: 'true',
  },
  signatures: [signature('start1 datetime, end1 datetime, start2 datetime, end2 datetime', booleanType)],
  nulls: 'own',
  mayBeNull: true,
  lower: lowerOverlaps,
  evaluate: (ends) => overlap(ends),
};
