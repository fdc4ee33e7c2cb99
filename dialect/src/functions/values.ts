import { Binary, Decimal128, Double, Long, ObjectId } from 'bson';
import { isStoredInterval } from '../catalog/types.ts';
import type { SqlType } from '../catalog/types.ts';
import {
  isNumeric,
  numeric,
  numericFromNumber,
  parseNumeric,
  printNumeric,
  toDecimal128Digits,
} from './numeric.ts';
import type { Numeric } from './numeric.ts';

// How each SQL type is represented: in documents and pipelines, and (where that differs) in JavaScript while constants are folded.
//
// | type                         | document, pipeline                              | while folding             |
// | ---------------------------- | ----------------------------------------------- | ------------------------- |
// | boolean, text, binary        | bool, string, binData                           | boolean, string, Binary   |
// | int                          | int                                             | number                    |
// | long                         | long                                            | bigint                    |
// | double                       | double                                          | number                    |
// | decimal                      | decimal (34 digits)                             | Numeric (exact)           |
// | date, timestamp, timestamptz | date, UTC; a `date` at midnight                 | Date                      |
// | time                         | string as PostgreSQL prints it: 09:05:00.25     | string                    |
// | interval                     | {span, months, days, ms}, see Interval          | Interval                  |
// | array, document              | array, object                                   | array, object             |
// | uuid, objectId               | binData of subtype 4, objectId                  | Binary, ObjectId          |
//
// Literals with a point or an exponent are `decimal`, so that 0.1 + 0.2 is 0.3; a `double` comes from a cast, a field or a function that
// PostgreSQL defines over doubles, and wins over `decimal` when the two meet. The dates `infinity` and `-infinity` are the last and the
// first instant that a JavaScript Date can hold.

/**
 * A span of time: months, days and milliseconds (with microseconds as their fraction) are kept apart, as a month has no fixed length.
 * `span` is the whole in milliseconds with 30 days a month and 24 hours a day: it stands first so that MongoDB's own comparison of
 * documents, `$sort`, `$min` and `$max` order intervals as PostgreSQL does.
 */
export interface Interval {
  readonly span: number;
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

export const msPerDay = 86_400_000;

export function interval(months: number, days: number, ms: number): Interval {
  // Adding 0 turns a -0 into 0.
  const exact = Math.round(ms * 1000) / 1000 + 0;
  return {
    span: (months * 30 + days) * msPerDay + exact,
    months: months + 0,
    days: days + 0,
    ms: exact,
  };
}

/** What an evaluation ends with where PostgreSQL raises an error. It is caught at this room's façade. */
export class SqlError extends Error {}

/** What an evaluation ends with that would take too long while a statement is compiled: it is left to the one who runs it. */
export class LeftToRun extends Error {}

/** The instants that stand for `infinity` and `-infinity`. */
export const infinityMs = 8_640_000_000_000_000;
export const isInfinite = (date: Date): boolean => Math.abs(date.getTime()) === infinityMs;

const type = (name: SqlType['name']): SqlType => ({ name });
export const booleanType = type('boolean');
export const intType = type('int');
export const longType = type('long');
export const doubleType = type('double');
export const decimalType = type('decimal');
/** What `/` between numerics and AVG give. */
export const quotientType: SqlType = { name: 'decimal', quotient: true };
export const textType = type('text');
export const dateType = type('date');
export const timestampType = type('timestamp');
export const timestamptzType = type('timestamptz');
export const timeType = type('time');
export const intervalType = type('interval');
export const documentType = type('document');
export const unknownType = type('unknown');
/** Any value of JSON: what stands in a document. */
export const jsonType: SqlType = { name: 'unknown', json: true };
export const nullType = type('null');
export const arrayOf = (element: SqlType): SqlType => ({ name: 'array', element });

/** The type of a value that comes from outside: a parameter, a session variable, a literal's constant. */
export function typeOfValue(value: unknown): SqlType {
  if (value === null || value === undefined) return nullType;
  if (typeof value === 'boolean') return booleanType;
  if (typeof value === 'string') return textType;
  if (typeof value === 'bigint') return longType;
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Object.is(value, -0)) return doubleType;
    return Math.abs(value) < 2 ** 31 ? intType : Number.isSafeInteger(value) ? longType : doubleType;
  }
  if (value instanceof Date) return timestamptzType;
  if (Array.isArray(value)) {
    const types = value.map(typeOfValue).filter((each) => each.name !== 'null');
    const first = types[0] ?? unknownType;
    return arrayOf(types.every((each) => each.name === first.name) ? first : unknownType);
  }
  if (value instanceof RegExp) return type('regex');
  switch ((value as { _bsontype?: string })._bsontype) {
    case 'Int32':
      return intType;
    case 'Long':
      return longType;
    case 'Double':
      return doubleType;
    case 'Decimal128':
      return decimalType;
    case 'ObjectId':
      return type('objectId');
    case 'Binary':
      return type((value as Binary).sub_type === Binary.SUBTYPE_UUID ? 'uuid' : 'binary');
    case 'UUID':
      return type('uuid');
    case 'BSONRegExp':
      return type('regex');
    case undefined:
      return isInterval(value) ? intervalType : isNumeric(value) ? decimalType : documentType;
    default:
      return unknownType;
  }
}

export function isInterval(value: unknown): value is Interval {
  return typeof value === 'object' && value !== null && isStoredInterval(value);
}

/** A number of any kind as a JavaScript number. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (isNumeric(value)) return Number(printNumeric(value));
  return Number(String(value));
}

/** A number of any kind as an exact decimal. */
export function toNumeric(value: unknown): Numeric {
  if (isNumeric(value)) return value;
  if (typeof value === 'bigint') return numeric(value);
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 1e15
      ? numeric(BigInt(value))
      : numericFromNumber(value);
  }
  return parseNumeric(String(value)) ?? numericFromNumber(Number.NaN);
}

/** From a constant as it stands in `LoweredArgument.constant` to the form it has while folding. */
export function fromBson(value: unknown, of: SqlType): unknown {
  if (value === null || value === undefined) return null;
  switch (of.name) {
    case 'int':
    case 'double':
      return typeof value === 'number' ? value : toNumber(value);
    case 'long':
      return typeof value === 'bigint' ? value : BigInt(String(value));
    case 'decimal':
      return toNumeric(value);
    case 'array':
      return Array.isArray(value) ? value.map((each) => fromBson(each, elementTypeOf(of, each))) : value;
    default:
      return value;
  }
}

/** The other way: what goes into `$literal`, so that the driver sends the very type. */
export function toBson(value: unknown, of: SqlType): unknown {
  if (value === null || value === undefined) return null;
  switch (of.name) {
    case 'int':
      return toNumber(value);
    case 'long':
      return Long.fromBigInt(typeof value === 'bigint' ? value : BigInt(Math.trunc(toNumber(value))));
    case 'double':
      return doubleConstant(toNumber(value));
    case 'decimal':
      return Decimal128.fromString(printNumeric(toDecimal128Digits(toNumeric(value))));
    case 'array':
      return Array.isArray(value) ? value.map((each) => toBson(each, elementTypeOf(of, each))) : value;
    default:
      return isNumeric(value) ? toBson(value, decimalType) : value;
  }
}

// The driver sends a JavaScript number as an int where it is whole and small, else as a double.
const doubleConstant = (value: number): unknown => (Number.isInteger(value) ? new Double(value) : value);

/** The type of one element: in an array of arrays, `element` may be given for the innermost. */
export function elementTypeOf(array: SqlType, value: unknown): SqlType {
  const element = array.element ?? unknownType;
  if (Array.isArray(value) && element.name !== 'array' && element.name !== 'unknown') return arrayOf(element);
  return element.name === 'unknown' ? typeOfValue(value) : element;
}

export const isObjectIdText = (text: string): boolean => ObjectId.isValid(text) && text.length === 24;
