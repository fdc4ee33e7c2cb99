import { Binary, ObjectId, UUID } from 'bson';
import type { SqlType } from '../../catalog/types.ts';
import {
  compareNumeric,
  isNumeric,
  numeric,
  numericFromNumber,
  parseNumeric,
  printNumeric,
  roundNumeric,
} from '../numeric.ts';
import {
  elementTypeOf,
  infinityMs,
  interval,
  isInterval,
  isObjectIdText,
  msPerDay,
  SqlError,
  textType,
  toNumber,
  toNumeric,
} from '../values.ts';
import { readJson } from '../json-values.ts';
import { readArrayText } from './array-text.ts';
import type { ArrayText } from './array-text.ts';
import { readDateTime, readTime, timeFromMs, timeToMs, year2000 } from './datetime-text.ts';
import type { Interval } from '../values.ts';
import { readInterval } from './interval-text.ts';
import { printValue } from './print-value.ts';
import { isBlankPadded, typeText } from './type-name.ts';

function cannot(value: unknown, from: SqlType, to: SqlType): SqlError {
  const shown = printValue(value, from);
  return new SqlError(
    from.name === 'text'
      ? `'${shown}' is not ${article(typeText(to))}`
      : `${typeText(from)} ${shown} cannot become ${article(typeText(to))}`,
  );
}

const article = (name: string): string => `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;

const booleans: readonly (readonly [RegExp, boolean])[] = [
  [/^(t|tr|tru|true|y|ye|yes|on|1)$/i, true],
  [/^(f|fa|fal|fals|false|n|no|of|off|0)$/i, false],
];

function toBoolean(value: unknown, from: SqlType, to: SqlType): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const word = booleans.find(([pattern]) => pattern.test(value.trim()));
    if (word) return word[1];
  } else if (from.name === 'int' || from.name === 'long') return toNumber(value) !== 0;
  throw cannot(value, from, to);
}

const integerLimits = { smallint: 32_767n, integer: 2_147_483_647n, bigint: 9_223_372_036_854_775_807n };

function toInteger(value: unknown, from: SqlType, to: SqlType): number | bigint {
  const whole = wholeOf(value, from);
  if (whole === undefined) throw cannot(value, from, to);
  const name = typeText(to) as keyof typeof integerLimits;
  const limit = integerLimits[name];
  if (whole > limit || whole < -limit - 1n) {
    throw new SqlError(`${printValue(value, from)} is out of range for ${name}`);
  }
  return to.name === 'int' ? Number(whole) : whole;
}

// A double rounds half to even, a numeric half away from zero, as does a number of JSON; a text must be whole.
function wholeOf(value: unknown, from: SqlType): bigint | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    const whole =
      from.name === 'document' ? Math.sign(value) * Math.round(Math.abs(value)) : roundHalfEven(value);
    return Number.isFinite(value) ? BigInt(whole) : undefined;
  }
  if (typeof value === 'string') {
    const number = /^\s*[+-]?(\d[\d_]*|0[xob][\da-f_]+)\s*$/i.test(value) ? parseNumeric(value) : undefined;
    return number && !number.special ? number.digits : undefined;
  }
  if (isNumeric(value)) return value.special ? undefined : roundNumeric(value, 0).digits;
  return undefined;
}

export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function toDouble(value: unknown, from: SqlType, to: SqlType): number {
  const fit = (number: number): number => {
    const single = to.precision === 24 ? Math.fround(number) : number;
    if (Number.isFinite(number) && !Number.isFinite(single))
      throw new SqlError(`${printValue(value, from)} is out of range for ${typeText(to)}`);
    return single;
  };
  if (typeof value === 'number') return fit(value);
  if (typeof value === 'bigint' || isNumeric(value)) return fit(toNumber(value));
  if (typeof value === 'string') {
    // A double is not written with underscores.
    const number = value.includes('_') ? undefined : parseNumeric(value);
    if (number)
      return fit(/^[\s]*-0*\.?0*\s*$/.test(value) ? -0 : number.special ? toNumber(number) : Number(value));
  }
  throw cannot(value, from, to);
}

function toDecimal(value: unknown, from: SqlType, to: SqlType): unknown {
  const number =
    typeof value === 'string'
      ? parseNumeric(value)
      : typeof value === 'number'
        ? from.name === 'int'
          ? numeric(BigInt(value))
          : numericFromNumber(value, from.precision === 24 ? 6 : 15)
        : typeof value === 'bigint' || isNumeric(value)
          ? toNumeric(value)
          : undefined;
  if (!number) throw cannot(value, from, to);
  if (to.precision === undefined || number.special === 'NaN') return number;
  const scale = to.scale ?? 0;
  const rounded = roundNumeric(number, scale);
  const whole = to.precision - scale;
  const limit = whole < 0 ? numeric(1n, -whole) : numeric(10n ** BigInt(whole));
  const tooLarge =
    number.special !== undefined ||
    compareNumeric(rounded, limit) >= 0 ||
    compareNumeric(rounded, numeric(-limit.digits, limit.scale)) <= 0;
  if (tooLarge) throw new SqlError(`${printNumeric(number)} is out of range for ${typeText(to)}`);
  return rounded;
}

function toText(value: unknown, from: SqlType, to: SqlType): string {
  const text = from.name === 'text' ? String(value) : printValue(value, from);
  const cut = to.length === undefined ? text : [...text].slice(0, to.length).join('');
  return isBlankPadded(to) ? cut.replace(/ +$/, '') : cut;
}

function toDateTime(value: unknown, from: SqlType, to: SqlType, now: Date): Date {
  if (typeof value === 'string' && (from.name === 'text' || from.name === 'unknown')) {
    const read = readDateTime(value, to.name as 'date' | 'timestamp' | 'timestamptz', now);
    return to.precision === undefined ? read : roundInstant(read, to.precision);
  }
  if (!(value instanceof Date)) throw cannot(value, from, to);
  const ms = value.getTime();
  if (to.name === 'date' && Math.abs(ms) !== infinityMs)
    return new Date(Math.floor(ms / msPerDay) * msPerDay);
  return to.precision === undefined ? value : roundInstant(value, to.precision);
}

/** PostgreSQL takes a half away from the start of 2000. */
function roundInstant(date: Date, digits: number): Date {
  const unit = digits >= 3 ? 1 : 1000 / 10 ** digits;
  const ms = date.getTime() - year2000;
  return new Date(year2000 + Math.sign(ms) * Math.round(Math.abs(ms) / unit) * unit);
}

function toTime(value: unknown, from: SqlType, to: SqlType): string {
  const text =
    value instanceof Date ? timeFromMs(value.getTime()) : isInterval(value) ? timeFromMs(value.ms) : value;
  if (typeof text !== 'string') throw cannot(value, from, to);
  return readTime(text, to.precision);
}

function toArray(value: unknown, from: SqlType, to: SqlType, now: Date): unknown {
  const element = to.element ?? textType;
  const convert = (item: string | null | ArrayText): unknown =>
    item === null
      ? null
      : typeof item === 'string'
        ? evaluateCast(item, textType, innermost(element), now)
        : item.map(convert);
  if (typeof value === 'string') return readArrayText(value).map(convert);
  if (!Array.isArray(value)) throw cannot(value, from, to);
  const each = (item: unknown, of: SqlType): unknown =>
    Array.isArray(item)
      ? item.map((inner) => each(inner, elementTypeOf(of, inner)))
      : item === null
        ? null
        : evaluateCast(item, of, innermost(element), now);
  return value.map((item) => each(item, elementTypeOf(from, item)));
}

const innermost = (type: SqlType): SqlType =>
  type.name === 'array' ? innermost(type.element ?? textType) : type;

function toDocument(value: unknown, from: SqlType, to: SqlType): unknown {
  if (from.name !== 'text' || typeof value !== 'string') return value;
  try {
    return readJson(value);
  } catch (error) {
    throw error instanceof SqlError ? cannot(value, from, to) : error;
  }
}

function toInterval(value: unknown, from: SqlType, to: SqlType): Interval {
  const read = isInterval(value)
    ? value
    : from.name === 'time'
      ? interval(0, 0, timeToMs(String(value)))
      : typeof value === 'string'
        ? readInterval(value)
        : undefined;
  if (!read) throw cannot(value, from, to);
  if (to.precision === undefined) return read;
  const unit = 1000 / 10 ** to.precision;
  return interval(read.months, read.days, Math.sign(read.ms) * Math.round(Math.abs(read.ms) / unit) * unit);
}

/** `CAST(value AS to)` over a constant that is not NULL. Throws SqlError, naming the value, where it cannot be done. */
export function evaluateCast(value: unknown, from: SqlType, to: SqlType, now: Date): unknown {
  switch (to.name) {
    case 'boolean':
      return toBoolean(value, from, to);
    case 'int':
    case 'long':
      return toInteger(value, from, to);
    case 'double':
      return toDouble(value, from, to);
    case 'decimal':
      return toDecimal(value, from, to);
    case 'text':
      return toText(value, from, to);
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return toDateTime(value, from, to, now);
    case 'time':
      return toTime(value, from, to);
    case 'interval':
      return toInterval(value, from, to);
    case 'array':
      return toArray(value, from, to, now);
    case 'document':
      return toDocument(value, from, to);
    case 'objectId':
      if (value instanceof ObjectId) return value;
      if (typeof value === 'string' && isObjectIdText(value)) return new ObjectId(value);
      throw cannot(value, from, to);
    case 'uuid':
      if (value instanceof Binary) return value;
      if (typeof value === 'string' && UUID.isValid(value)) return new UUID(value).toBinary();
      throw cannot(value, from, to);
    case 'binary':
      if (value instanceof Binary) return value;
      if (typeof value === 'string') {
        return new Binary(
          value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : Buffer.from(value, 'utf8'),
        );
      }
      throw cannot(value, from, to);
    case 'unknown':
    case 'null':
    case 'regex':
      return value;
  }
}
