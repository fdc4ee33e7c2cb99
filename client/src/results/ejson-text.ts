import { EJSON, type Double, type Int32, type ObjectId } from 'bson';
import { isNested } from './bson-text.ts';

/**
 * A value as Extended JSON, as it reads best without losing a digit: relaxed, but with `$numberLong` for integers that a double cannot
 * hold, which plain relaxed EJSON rounds, and with `3.0` for a double that is whole. `indent` in spaces; 0 is one line.
 */
export function ejsonText(value: unknown, indent = 0): string {
  return written(value, indent === 0 ? '' : '\n', ' '.repeat(indent));
}

/** A value as canonical Extended JSON: every BSON type comes back as it was. */
export function canonicalText(value: unknown): string {
  return EJSON.stringify(value, { relaxed: false });
}

/** `line` begins a line: its break and its indentation, or nothing. JSON.stringify cannot write `3.0`. */
function written(value: unknown, line: string, indent: string): string {
  if (isNested(value)) return nested(value, line, indent);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  // What most rows have is written without the detour over bson's own text.
  if (value instanceof Date && isInText(value.getTime()))
    return nested({ $date: value.toISOString() }, line, indent);
  switch ((value as { readonly _bsontype?: unknown })._bsontype) {
    case 'Int32':
      return String((value as Int32).value);
    case 'Double': {
      const { value: double } = value as Double;
      if (Number.isFinite(double)) return doubleText(double);
      break;
    }
    case 'Long': {
      const text = String(value);
      return Number.isSafeInteger(Number(text)) ? text : nested({ $numberLong: text }, line, indent);
    }
    case 'ObjectId':
      return nested({ $oid: (value as ObjectId).toHexString() }, line, indent);
  }
  const json = relaxed(EJSON.serialize(value as object, { relaxed: false }));
  return JSON.stringify(json, undefined, indent).replaceAll('\n', line);
}

function nested(value: object, line: string, indent: string): string {
  const inner = `${line}${indent}`;
  const colon = indent === '' ? ':' : ': ';
  const members = Array.isArray(value)
    ? value.map((item) => written(item, inner, indent))
    : Object.entries(value).map(
        ([name, item]) => `${JSON.stringify(name)}${colon}${written(item, inner, indent)}`,
      );
  const body = members.length === 0 ? '' : `${inner}${members.join(`,${inner}`)}${line}`;
  return Array.isArray(value) ? `[${body}]` : `{${body}}`;
}

function doubleText(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function relaxed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relaxed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first) {
    const [name, inner] = first;
    if (name === '$numberInt') return Number(inner);
    if (name === '$numberLong') return Number.isSafeInteger(Number(inner)) ? Number(inner) : value;
    if (name === '$numberDouble') return Number.isFinite(Number(inner)) ? Number(inner) : value;
    if (name === '$date') return { $date: dateText(inner) };
  }
  return Object.fromEntries(entries.map(([name, inner]) => [name, relaxed(inner)]));
}

/** Relaxed EJSON writes the years 1970 to 9999 as text, and the others as milliseconds. */
const isInText = (ms: number): boolean => ms >= 0 && ms < 253_402_300_800_000;

function dateText(date: unknown): unknown {
  if (typeof date !== 'object' || date === null || !('$numberLong' in date)) return date;
  const ms = Number(date.$numberLong);
  return isInText(ms) ? new Date(ms).toISOString() : date;
}
