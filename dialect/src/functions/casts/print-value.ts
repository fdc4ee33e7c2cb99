import { Binary, EJSON } from 'bson';
import type { SqlType } from '../../catalog/types.ts';
import { isNumeric, numericNaN, parseNumeric, printNumeric } from '../numeric.ts';
import { elementTypeOf, isInterval, typeOfValue } from '../values.ts';
import type { Interval } from '../values.ts';
import { printArrayText } from './array-text.ts';
import type { ArrayText } from './array-text.ts';
import { printDate, printTimestamp } from './datetime-text.ts';
import { printInterval } from './interval-text.ts';

/** PostgreSQL's shortest form of a double: an exponent below 1e-4 and from 1e15 on, of two digits at least. */
function printDouble(value: number, single = false): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  if (Object.is(value, -0)) return '-0';
  const shortest = single ? shortestSingle(value) : value;
  const [mantissa, exponentText] = shortest.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (value === 0 || (exponent >= -4 && exponent < (single ? 6 : 15))) return plainDigits(shortest);
  const sign = exponent < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A double without an exponent, as a number in JSON has it. */
const printPlain = (value: number): string => printNumeric(parseNumeric(String(value)) ?? numericNaN);

function plainDigits(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/0+$/, '') : text;
}

function shortestSingle(value: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === Math.fround(value)) return candidate;
  }
  return Number(value.toPrecision(9));
}

/** A document or a JSON value as JSON, with a blank behind each colon and comma; what JSON has no word for is written as its text. */
export const printJson = (value: unknown): string => printMember(value, () => '', ', ');

/** The same with a line for each field and element, four blanks further in for each level. */
export const printJsonLines = (value: unknown): string =>
  printMember(value, (level) => `\n${' '.repeat(4 * level)}`, ',');

/** A member of a document as `->>` gives it: as JSON, but for the quotes of a text, a date and the like. */
export function printMemberText(value: unknown): string {
  if (typeof value === 'string') return value;
  const json = printJson(value);
  return json.startsWith('"') ? json.slice(1, -1) : json;
}

function printMember(value: unknown, line: (level: number) => string, between: string, level = 0): string {
  const listed = (members: readonly string[], open: string, close: string): string => {
    if (members.length === 0) return open + line(level) + close;
    return open + members.map((each) => line(level + 1) + each).join(between) + line(level) + close;
  };
  const inner = (each: unknown) => printMember(each, line, between, level + 1);
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return listed(value.map(inner), '[', ']');
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return JSON.stringify(`${printTimestamp(value).replace(' ', 'T')}+00:00`);
  const of = typeOfValue(value);
  if (of.name === 'double') return printPlain(Number(value));
  if (of.name !== 'document') {
    const bare = ['boolean', 'int', 'long', 'decimal'].includes(of.name);
    return bare ? printValue(value, of, true) : JSON.stringify(printValue(value, of));
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return listed(
    entries.map(([key, each]) => `${JSON.stringify(key)}: ${inner(each)}`),
    '{',
    '}',
  );
}

/** A value's text as a cast to text gives it; inside arrays a boolean is `t` or `f`. Not for NULL. */
export function printValue(value: unknown, of: SqlType, booleanWord = true): string {
  switch (of.name) {
    case 'boolean':
      return booleanWord ? String(value) : value === true ? 't' : 'f';
    case 'double':
      return printDouble(Number(value), of.precision === 24);
    case 'decimal':
      return isNumeric(value) ? printNumeric(value) : String(value);
    case 'date':
      return value instanceof Date ? printDate(value) : String(value);
    case 'timestamp':
      return value instanceof Date ? printTimestamp(value) : String(value);
    case 'timestamptz':
      return value instanceof Date ? printTimestamp(value, true) : String(value);
    case 'interval':
      return isInterval(value) ? printInterval(value as Interval) : String(value);
    case 'array':
      return Array.isArray(value) ? printArrayText(value.map((each) => arrayItem(each, of))) : String(value);
    case 'document':
      return typeof value === 'string' ? JSON.stringify(value) : printJson(value);
    case 'uuid':
      return value instanceof Binary ? value.toUUID().toString() : String(value);
    case 'binary':
      return value instanceof Binary ? `\\x${Buffer.from(value.buffer).toString('hex')}` : String(value);
    case 'unknown': {
      const actual = typeOfValue(value);
      return actual.name === 'unknown' ? EJSON.stringify(value) : printValue(value, actual, booleanWord);
    }
    default:
      return String(value);
  }
}

function arrayItem(value: unknown, array: SqlType): string | null | ArrayText {
  if (value === null || value === undefined) return null;
  const of = elementTypeOf(array, value);
  if (Array.isArray(value)) return value.map((each) => arrayItem(each, of.name === 'array' ? of : array));
  return printValue(value, of, false);
}
