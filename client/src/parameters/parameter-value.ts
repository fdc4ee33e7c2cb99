import { Decimal128, EJSON, Long, ObjectId, UUID } from 'bson';
import type { SqlType } from '../../../dialect/src/index.ts';

/** What somebody typed for a parameter: its value, and what it was taken for; or why it cannot be one. */
export type ParameterReading =
  | { readonly ok: true; readonly value: unknown; readonly taken: string }
  | { readonly ok: false; readonly message: string };

const literal = /^(DATE|TIMESTAMP|TIMESTAMPTZ|OBJECTID|UUID)\s*\(?\s*'([^']*)'\s*\)?$/i;

/**
 * Reads what is typed for a parameter of a type; without one, or with `unknown`, the form decides: `42`, `1.5`, `true`, anything else is text
 * as it is. `null`, `'text'`, `DATE '2024-02-29'`, `OBJECTID '65f0…'` and JSON mean what they say, whatever the type.
 */
export function readParameter(typed: string, type: SqlType = { name: 'unknown' }): ParameterReading {
  const text = typed.trim();
  if (/^null$/i.test(text)) return yes(null, 'NULL');
  if (/^'(''|[^'])*'$/.test(text)) return yes(text.slice(1, -1).replace(/''/g, "'"), 'text');
  const [, word, inside] = literal.exec(text) ?? [];
  if (word !== undefined && inside !== undefined) return readLiteral(word, inside);
  switch (type.name) {
    case 'text':
      return yes(typed, 'text');
    case 'int':
    case 'long':
      return /^[+-]?\d+$/.test(text) ? readInteger(text) : wants('A whole number', '42');
    case 'double':
      return isNumber(text) ? yes(Number(text), 'a number') : wants('A number', '1.5');
    case 'decimal':
      return isNumber(text)
        ? yes(Decimal128.fromString(text.replace(/^\+/, '')), 'an exact number')
        : wants('A number', '1.50');
    case 'boolean':
      return isBoolean(text) ? yes(/^true$/i.test(text), 'a boolean') : wants('A boolean', 'true or false');
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return readDate(text);
    case 'objectId':
      return readId(text);
    case 'uuid':
      return readUuid(text);
    case 'document':
    case 'array':
      return readJson(text);
    default:
      return readAny(typed);
  }
}

/** What to type for a type, as the placeholder of an input; the forms that there are where any will do. */
export function exampleOf({ name }: SqlType): string {
  const examples: Partial<Record<SqlType['name'], string>> = {
    text: 'Berlin',
    int: '42',
    long: '42',
    double: '1.5',
    decimal: '1.50',
    boolean: 'true or false',
    date: '2024-02-29',
    timestamp: '2024-02-29 13:05:00',
    timestamptz: '2024-02-29 13:05:00+01:00',
    objectId: '65f0c0ffee65f0c0ffee65f0',
    uuid: '0d6ba4a5-6b1c-4f2e-9d1e-0c1f5a7b8c9d',
    document: '{"a": 1}',
    array: '[1, 2]',
  };
  return examples[name] ?? "42, 1.5, true, 'text', DATE '2024-02-29', OBJECTID '65f0…', or JSON";
}

function readAny(typed: string): ParameterReading {
  const text = typed.trim();
  if (isBoolean(text)) return yes(/^true$/i.test(text), 'a boolean');
  if (/^[+-]?\d+$/.test(text)) return readInteger(text);
  if (isNumber(text)) return yes(Number(text), 'a number');
  return /^[{[]/.test(text) ? readJson(text) : yes(typed, 'text');
}

function readLiteral(word: string, inside: string): ParameterReading {
  switch (word.toUpperCase()) {
    case 'OBJECTID':
      return readId(inside);
    case 'UUID':
      return readUuid(inside);
    default:
      return readDate(inside);
  }
}

const isBoolean = (text: string): boolean => /^(true|false)$/i.test(text);

const isNumber = (text: string): boolean => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text);

function readInteger(text: string): ParameterReading {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return yes(value, 'a number');
  const long = Long.fromString(text);
  return long.toString() === text.replace(/^\+/, '')
    ? yes(long, 'a 64-bit integer')
    : no(`${text} does not fit into 64 bits.`);
}

function readId(text: string): ParameterReading {
  return ObjectId.isValid(text) && text.length === 24
    ? yes(ObjectId.createFromHexString(text), 'an ObjectId')
    : no('An ObjectId has 24 hexadecimal digits.');
}

function readUuid(text: string): ParameterReading {
  return UUID.isValid(text) ? yes(new UUID(text), 'a UUID') : no('A UUID has 32 hexadecimal digits.');
}

function readDate(text: string): ParameterReading {
  const [day = ''] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
  const isDay = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  const withZone = text === day || /z|[+-]\d\d(:?\d\d)?$/i.test(text.slice(day.length));
  const date = new Date(withZone ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);
  return !isDay || Number.isNaN(date.getTime())
    ? no(`${text} is no date: write it as 2024-02-29 or 2024-02-29 13:05:00.`)
    : yes(date, date.toISOString());
}

function readJson(text: string): ParameterReading {
  try {
    const value: unknown = EJSON.parse(text, { relaxed: true });
    return yes(value, Array.isArray(value) ? 'an array' : 'a document');
  } catch (error) {
    return no(`This is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wants(what: string, example: string): ParameterReading {
  return no(`${what} is wanted here, such as ${example}. Text stands in quotes: 'text'.`);
}

function yes(value: unknown, taken: string): ParameterReading {
  return { ok: true, value, taken };
}

function no(message: string): ParameterReading {
  return { ok: false, message };
}
