import { Decimal128, Long } from 'bson';
import { compareDecimals, fromDouble, parseDecimal as fromText } from './decimal.ts';

/** A number that JavaScript's own do not hold. */
type Wide = Decimal128 | Long;

const isWide = (value: unknown): value is Wide => value instanceof Decimal128 || value instanceof Long;

/** Where a value's type stands in MongoDB's order of all values. */
export function rank(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (typeof value === 'number' || isWide(value)) return 2;
  if (typeof value === 'string') return 3;
  if (Array.isArray(value)) return 5;
  if (typeof value === 'boolean') return 8;
  if (value instanceof Date) return 9;
  if (value instanceof RegExp) return 11;
  switch ((value as { _bsontype?: string })._bsontype) {
    case 'Binary':
    case 'UUID':
      return 6;
    case 'ObjectId':
      return 7;
    case 'Timestamp':
      return 10;
    case 'MinKey':
      return -1;
    case 'MaxKey':
      return 12;
    default:
      return 4;
  }
}

const typeNames: Readonly<Record<number, string>> = {
  [-1]: 'minKey',
  0: 'missing',
  1: 'null',
  3: 'string',
  5: 'array',
  6: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'timestamp',
  11: 'regex',
  12: 'maxKey',
};

/** The name that $type gives a value's type; whole doubles are taken for integers, as JavaScript does not tell them apart. */
export function bsonType(value: unknown): string {
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof Long) return 'long';
  if (typeof value !== 'number') return typeNames[rank(value)] ?? 'object';
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return 'double';
  return Math.abs(value) < 2 ** 31 ? 'int' : 'long';
}

/** MongoDB's order of any two values, as in expressions and $sort: missing, null, numbers, text, documents, arrays, … */
export function compareBson(a: unknown, b: unknown): number {
  const order = rank(a) - rank(b);
  if (order !== 0) return Math.sign(order);
  switch (rank(a)) {
    case 0:
    case 1:
      return 0;
    case 2:
      return compareNumbers(a as number | Wide, b as number | Wide);
    case 3:
      return compareText(a as string, b as string);
    case 4:
      return compareDocuments(a as Fields, b as Fields);
    case 5:
      return compareArrays(a as readonly unknown[], b as readonly unknown[]);
    case 8:
    case 9:
      return Math.sign(Number(a) - Number(b));
    default:
      return compareText(String(a), String(b));
  }
}

/** Whether MongoDB takes two values for equal in an expression. */
export const equalValues = (a: unknown, b: unknown): boolean => compareBson(a, b) === 0;

type Fields = Readonly<Record<string, unknown>>;

function compareNumbers(a: number | Wide, b: number | Wide): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
    // Not by their difference: infinity less infinity is no number.
    return a < b ? -1 : Number(a > b);
  }
  const [left, right] = [a, b].map((value) =>
    typeof value === 'number' ? fromDouble(value, 34) : fromText(value.toString()),
  );
  if (left && right) return compareDecimals(left, right);
  return compareNumbers(Number(a.toString()), Number(b.toString()));
}

/** By code point, which UTF-16 units are not beyond the basic plane. */
function compareText(a: string, b: string): number {
  return Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compareBson(a[index], b[index]);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

/** Field by field: type, then name, then value. */
function compareDocuments(a: Fields, b: Fields): number {
  const [left, right] = [Object.entries(a), Object.entries(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [nameA, valueA] = left[index] ?? ['', null];
    const [nameB, valueB] = right[index] ?? ['', null];
    const order =
      Math.sign(rank(valueA) - rank(valueB)) || compareText(nameA, nameB) || compareBson(valueA, valueB);
    if (order !== 0) return order;
  }
  return Math.sign(left.length - right.length);
}
