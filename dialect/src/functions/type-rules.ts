import type { SqlType } from '../catalog/types.ts';
import {
  arrayOf,
  decimalType,
  doubleType,
  intType,
  jsonType,
  longType,
  nullType,
  timestampType,
  timestamptzType,
  unknownType,
} from './values.ts';

const numbers = new Set<SqlType['name']>(['int', 'long', 'double', 'decimal']);
const instants = new Set<SqlType['name']>(['date', 'timestamp', 'timestamptz']);

export const isNumber = (type: SqlType): boolean => numbers.has(type.name);
export const isInteger = (type: SqlType): boolean => type.name === 'int' || type.name === 'long';
export const isInstant = (type: SqlType): boolean => instants.has(type.name);
export const isText = (type: SqlType): boolean => type.name === 'text';
/** Whether nothing is certain of the value: it may be of any type, or is NULL. */
export const isOpen = (type: SqlType): boolean => type.name === 'unknown' || type.name === 'null';

/** Without what only a column's declaration says: lengths, precisions. */
export const plainType = (type: SqlType): SqlType =>
  type.name === 'array' && type.element
    ? arrayOf(plainType(type.element))
    : type.name === 'document'
      ? type
      : type.json
        ? jsonType
        : { name: type.name };

/** The type of + - * over two kinds of numbers: a double wins over a numeric, a numeric over integers. */
export function numberType(left: SqlType, right: SqlType): SqlType {
  const names = [left.name, right.name];
  if (names.includes('unknown')) return unknownType;
  if (names.includes('double')) return doubleType;
  if (names.includes('decimal')) return decimalType;
  if (names.includes('long')) return longType;
  return intType;
}

/**
 * The type that CASE, COALESCE, GREATEST, UNION, ARRAY and VALUES give their branches; undefined where they have nothing in common.
 * `null` counts for nothing, `unknown` makes the result unknown.
 */
export function commonType(types: readonly SqlType[]): SqlType | undefined {
  let common: SqlType = nullType;
  for (const type of types) {
    const next = commonOfTwo(common, type);
    if (!next) return undefined;
    common = next;
  }
  return common;
}

function commonOfTwo(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.name === 'null') return right;
  if (right.name === 'null') return left;
  if (left.name === 'unknown' || right.name === 'unknown')
    return [left, right].every(({ name, json }) => json === true || name === 'document')
      ? jsonType
      : unknownType;
  if (isNumber(left) && isNumber(right)) {
    return left.name === right.name ? sameNumber(left, right) : numberType(left, right);
  }
  if (left.name === 'array' && right.name === 'array') {
    const element = commonOfTwo(left.element ?? unknownType, right.element ?? unknownType);
    return element && arrayOf(element);
  }
  if (left.name === right.name)
    return left.length === right.length && left.precision === right.precision ? left : plainType(left);
  if (isInstant(left) && isInstant(right)) {
    return [left.name, right.name].includes('timestamptz') ? timestamptzType : timestampType;
  }
  return undefined;
}

const sameNumber = (left: SqlType, right: SqlType): SqlType =>
  left.precision === right.precision && left.scale === right.scale && left.quotient === right.quotient
    ? left
    : plainType(left);

/**
 * The kinds of values that are ordered among themselves. Two values of different brackets are never equal, and neither is less.
 */
export type Bracket =
  | 'number'
  | 'text'
  | 'boolean'
  | 'instant'
  | 'time'
  | 'interval'
  | 'array'
  | 'document'
  | 'objectId'
  | 'binary'
  | 'other';

export function bracketOf(type: SqlType): Bracket | undefined {
  if (isOpen(type)) return undefined;
  if (isNumber(type)) return 'number';
  if (isInstant(type)) return 'instant';
  switch (type.name) {
    case 'text':
    case 'boolean':
    case 'time':
    case 'interval':
    case 'array':
    case 'document':
    case 'objectId':
      return type.name;
    case 'uuid':
    case 'binary':
      return 'binary';
    default:
      return 'other';
  }
}

/** What $type calls the values of a bracket. A time is a string, an interval an object. */
export const bsonTypesOf: Readonly<Record<Exclude<Bracket, 'other'>, readonly string[]>> = {
  number: ['int', 'long', 'double', 'decimal'],
  text: ['string'],
  time: ['string'],
  boolean: ['bool'],
  instant: ['date'],
  interval: ['object'],
  array: ['array'],
  document: ['object', 'array', 'string', 'int', 'long', 'double', 'decimal', 'bool'],
  objectId: ['objectId'],
  binary: ['binData'],
};
