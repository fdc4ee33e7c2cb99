import { Binary, ObjectId } from 'bson';
import type { SqlType } from '../../catalog/types.ts';
import { compareNumeric, isNumeric } from '../numeric.ts';
import { bracketOf } from '../type-rules.ts';
import { elementTypeOf, isInterval, toNumber, toNumeric, typeOfValue } from '../values.ts';
import type { ComparisonOperator } from './comparison.ts';
import { compareJson } from './json-order.ts';

const encoder = new TextEncoder();

/** By code point: JavaScript's own comparison goes by UTF-16 unit. */
function compareText(left: string, right: string): number {
  return compareBytes(encoder.encode(left), encoder.encode(right));
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = left[index]! - right[index]!;
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(left.length - right.length);
}

function compareNumbers(left: unknown, right: unknown): number {
  if (isNumeric(left) || isNumeric(right)) {
    const double = [left, right].some((value) => typeof value === 'number' && !Number.isInteger(value));
    if (!double) return compareNumeric(toNumeric(left), toNumeric(right));
  }
  if (typeof left === 'bigint' && typeof right === 'bigint') return left < right ? -1 : left > right ? 1 : 0;
  const [a, b] = [toNumber(left), toNumber(right)];
  // NaN is equal to itself and greater than all else, as in PostgreSQL.
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of two values of one kind: negative, zero or positive; undefined for values of different kinds. Not for NULL. */
export function compareValues(
  left: unknown,
  right: unknown,
  leftType: SqlType = typeOfValue(left),
  rightType: SqlType = typeOfValue(right),
): number | undefined {
  const open = (type: SqlType, value: unknown) => (type.name === 'unknown' ? typeOfValue(value) : type);
  const [l, r] = [open(leftType, left), open(rightType, right)];
  const bracket = bracketOf(l);
  if (bracket !== bracketOf(r)) return undefined;
  switch (bracket) {
    case 'number':
      return compareNumbers(left, right);
    case 'text':
    case 'time':
      return compareText(String(left), String(right));
    case 'boolean':
      return Number(left) - Number(right);
    case 'instant':
      return Math.sign((left as Date).getTime() - (right as Date).getTime());
    case 'interval':
      return isInterval(left) && isInterval(right) ? compareNumbers(left.span, right.span) : undefined;
    case 'array':
      return compareArrays(left as readonly unknown[], right as readonly unknown[], l, r);
    case 'objectId':
      return left instanceof ObjectId && right instanceof ObjectId
        ? compareText(left.toHexString(), right.toHexString())
        : undefined;
    case 'binary':
      return left instanceof Binary && right instanceof Binary
        ? compareBytes(left.buffer, right.buffer)
        : undefined;
    case 'document':
      return compareJson(left, right, (a, b) => compareValues(a, b) ?? compareText(String(a), String(b)));
    case 'other':
    case undefined:
      return undefined;
  }
}

// NULL elements sort last, and a shorter array before a longer one that begins with it.
function compareArrays(
  left: readonly unknown[],
  right: readonly unknown[],
  leftType: SqlType,
  rightType: SqlType,
): number | undefined {
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [a, b] = [left[index], right[index]];
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1;
      continue;
    }
    const order = compareValues(a, b, elementTypeOf(leftType, a), elementTypeOf(rightType, b));
    if (order !== 0) return order;
  }
  return Math.sign(left.length - right.length);
}

/** A comparison of constants; NULL where one is. */
export function evaluateComparison(
  operator: ComparisonOperator,
  left: unknown,
  right: unknown,
  leftType: SqlType,
  rightType: SqlType,
): boolean | null {
  if (left === null || right === null) return null;
  const order = compareValues(left, right, leftType, rightType);
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order !== undefined && order < 0;
    case '<=':
      return order !== undefined && order <= 0;
    case '>':
      return order !== undefined && order > 0;
    case '>=':
      return order !== undefined && order >= 0;
  }
}
