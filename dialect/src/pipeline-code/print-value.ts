import { EJSON, UUID } from 'bson';
import type { Document } from '../pipeline/command.ts';

/** How a language writes the values of a pipeline. Texts come in as they are; the language quotes them. */
export interface ValueWords {
  readonly nothing: string;
  boolean(value: boolean): string;
  text(value: string): string;
  /** Of no declared width: what the driver for JavaScript sends as an int where it is whole and fits 32 bits, else as a double. */
  number(value: number): string;
  int32(digits: string): string;
  long(digits: string): string;
  /** A double of the given value. */
  double(value: number): string;
  decimal(digits: string): string;
  /** Milliseconds since 1970; not a number where the date is none. */
  date(milliseconds: number): string;
  objectId(hex: string): string;
  uuid(hex: string): string;
  binary(base64: string, subtype: number): string;
  regularExpression(pattern: string, flags: string): string;
  /** Any other type, in canonical Extended JSON. */
  other(ejson: string): string;
  array(elements: readonly string[]): string;
  document(members: readonly (readonly [name: string, value: string])[]): string;
}

/** A value of a pipeline as an expression of a language. No type is lost. */
export function printValue(value: unknown, words: ValueWords): string {
  switch (typeof value) {
    case 'undefined':
      return words.nothing;
    case 'boolean':
      return words.boolean(value);
    case 'string':
      return words.text(value);
    case 'number':
      return words.number(value);
    case 'bigint':
      return words.long(String(value));
    default:
      return value === null ? words.nothing : printObject(value as object, words);
  }
}

function printObject(value: object, words: ValueWords): string {
  if (value instanceof Date) return words.date(value.getTime());
  if (value instanceof RegExp) return words.regularExpression(value.source, value.flags);
  if (Array.isArray(value)) return words.array(value.map((each) => printValue(each, words)));
  const { _bsontype: type } = value as { readonly _bsontype?: string };
  if (type !== undefined) return printBson(type, value as Bson, words);
  return words.document(
    Object.entries(value as Document).map(([name, inner]) => [name, printValue(inner, words)]),
  );
}

/** What the types of BSON that a pipeline holds have in common: each prints its own digits. */
interface Bson {
  toString(encoding?: string): string;
  readonly sub_type?: number;
  readonly pattern?: string;
  readonly options?: string;
}

const uuidSubtype = 4;

function printBson(type: string, value: Bson, words: ValueWords): string {
  switch (type) {
    case 'Int32':
      return words.int32(value.toString());
    case 'Long':
      return words.long(value.toString());
    case 'Double':
      return words.double(Number(value));
    case 'Decimal128':
      return words.decimal(value.toString());
    case 'ObjectId':
      return words.objectId(value.toString());
    case 'Binary':
      return value.sub_type === uuidSubtype
        ? words.uuid(new UUID(value.toString('hex')).toString())
        : words.binary(value.toString('base64'), value.sub_type ?? 0);
    case 'BSONRegExp':
      return words.regularExpression(value.pattern ?? '', value.options ?? '');
    default:
      return words.other(EJSON.stringify(value, { relaxed: false }));
  }
}

/** A number with a point or an exponent, so that a language takes it for a double. */
export function withPoint(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const digits = String(value);
  return /^-?\d+$/.test(digits) ? `${digits}.0` : digits;
}

/** Whether the driver for JavaScript sends a number as an int. */
export function isInt32(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0);
}

/** The name of a member as JavaScript has it. */
export const memberName = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
