import { Decimal128, Double, Int32, Long } from 'bson';
import type { SqlType } from '../../../dialect/src/index.ts';
import { readParameter } from '../parameters/parameter-value.ts';
import { cellOf, plainText } from './bson-text.ts';

/** BSON types by the names that BSON_TYPE gives, with the SQL type that they are typed as. */
const sqlTypes: Readonly<Record<string, SqlType>> = {
  string: { name: 'text' },
  int: { name: 'int' },
  long: { name: 'long' },
  double: { name: 'double' },
  decimal: { name: 'decimal' },
  bool: { name: 'boolean' },
  date: { name: 'timestamptz' },
  objectId: { name: 'objectId' },
  null: { name: 'unknown' },
  missing: { name: 'unknown' },
};

/** Whether a value of a BSON type can be typed in a line, in its type. */
export const canType = (bsonType: string): boolean => bsonType in sqlTypes;

/** A new value, and a word on it where its type is another than before; or why it cannot be one. */
export type EditReading =
  | { readonly ok: true; readonly value: unknown; readonly type: string; readonly note: string }
  | { readonly ok: false; readonly message: string };

/**
 * Reads what was typed for a value of a BSON type, in that very type: `42` for a double is a double. NULL, a text in quotes and the literals of other
 * types change it, and the note says so.
 */
export function readEdit(typed: string, bsonType: string): EditReading {
  const wanted = sqlTypes[bsonType];
  if (!wanted) return { ok: false, message: `A value of the type ${bsonType} cannot be typed here.` };
  const reading = readParameter(typed, wanted);
  if (!reading.ok) return reading;
  const value = exactly(reading.value, bsonType);
  if (value === undefined)
    return { ok: false, message: `${typed.trim()} does not fit into the type ${bsonType}.` };
  const type = bsonTypeOf(value);
  const had = bsonType !== 'null' && bsonType !== 'missing';
  const note = !had
    ? `Taken for ${type}`
    : type === bsonType
      ? ''
      : `Changes the type: ${bsonType} → ${type}`;
  return { ok: true, value, type, note };
}

/** The text that {@link readEdit} reads as this value again. */
export function editText(value: unknown, bsonType: string): string {
  if (value === undefined) return '';
  if (value === null) return 'NULL';
  const text = plainText(value);
  if (typeof value !== 'string') return text;
  const reading = readEdit(text, bsonType);
  return reading.ok && reading.value === value ? text : quoted(text);
}

/** A number in a BSON type; undefined where it does not fit. All else is as it was. */
export function exactly(value: unknown, bsonType: string): unknown {
  if (cellOf(value).kind !== 'number') return value;
  const text = plainText(value);
  switch (bsonType) {
    case 'int':
      return Number.isInteger(Number(text)) && Math.abs(Number(text)) < 2 ** 31
        ? new Int32(Number(text))
        : undefined;
    case 'long':
      return Long.fromString(text);
    case 'double':
      return new Double(Number(text));
    case 'decimal':
      return Decimal128.fromString(text);
    default:
      return value;
  }
}

function bsonTypeOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'int' : 'double';
  if (value instanceof Date) return 'date';
  if (Array.isArray(value)) return 'array';
  const names: Readonly<Record<string, string>> = {
    Int32: 'int',
    Long: 'long',
    Double: 'double',
    Decimal128: 'decimal',
    ObjectId: 'objectId',
    Binary: 'binData',
    UUID: 'binData',
  };
  const bson = (value as { readonly _bsontype?: string })._bsontype;
  return bson === undefined ? 'object' : (names[bson] ?? bson);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
