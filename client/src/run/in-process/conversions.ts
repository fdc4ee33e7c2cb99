import { Decimal128, Long, ObjectId } from 'bson';
import type { Decimal } from './decimal.ts';
import * as decimal from './decimal.ts';
import { exact, isDecimal, isNumeric, whole } from './numbers.ts';
import { evaluate, strict } from './operator.ts';
import type { Compute, ExpressionOperator } from './operator.ts';
import { readDate } from './read-date.ts';

/** A finite number as a decimal; doubles to 15 digits, or to 34 where exactness is kept. */
export function decimalOf(value: unknown, digits: 15 | 34): Decimal {
  const found = isNumeric(value) ? exact(value, digits) : undefined;
  if (!found) throw new TypeError(`${String(value)} is no finite number`);
  return found;
}

export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Date) return value.getTime();
  throw new TypeError(`${String(value)} is no number`);
}

function toDecimal(value: unknown): Decimal128 {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (typeof value === 'string') {
    const parsed = decimal.parseDecimal(value);
    if (notFinite.test(value)) return Decimal128.fromString(value);
    if (!parsed) throw new TypeError(`'${value}' is no number`);
    return decimal.toDecimal128(parsed);
  }
  if (isDecimal(value)) return value;
  const number = isNumeric(value) ? exact(value, 15) : decimalOf(value, 15);
  return number ? decimal.toDecimal128(number) : Decimal128.fromString(String(value));
}

export function toDouble(value: unknown): number {
  if (typeof value === 'boolean') return Number(value);
  if (isDecimal(value)) return Number(value.toString());
  if (typeof value !== 'string') return numberOf(value);
  if (!notFinite.test(value) && !decimal.parseDecimal(value)) throw new TypeError(`'${value}' is no number`);
  return Number(value);
}

/** Whole numbers of so many bits: text must be one, other numbers lose their fraction. */
const toWhole =
  (bits: 32 | 64) =>
  (value: unknown): number | Long => {
    const found = wholePart(value);
    if (BigInt.asIntN(bits, found) !== found) throw new RangeError(`${String(value)} is too great`);
    return whole(found);
  };

function wholePart(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt();
  if (typeof value === 'string') {
    if (/^[+-]?\d+$/.test(value)) return BigInt(value.replace('+', ''));
    // In the server's words: the dialect makes rows fail this way and finds its sentence in them.
    throw new TypeError(`Failed to parse number '${value}' in $convert with no onError value`);
  }
  const exactly = isDecimal(value) ? exact(value, 34) : undefined;
  if (exactly) return decimal.quantize(exactly, 0, 'down').coefficient;
  const number = Math.trunc(toDouble(value));
  if (!Number.isFinite(number)) throw new RangeError(`${String(value)} is too great`);
  return BigInt(number);
}

function toText(value: unknown): string {
  if (typeof value === 'number') return doubleText(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && (Array.isArray(value) || !('_bsontype' in (value as object))))
    throw new TypeError('a document or an array is no text');
  return String(value);
}

/** As MongoDB writes doubles: exponents have two digits at least. */
function doubleText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (typeof value === 'string') return readDate(value);
  return new Date(Math.trunc(toDouble(value)));
}

const notFinite = /^(NaN|[+-]?Infinity)$/;

const conversions: Readonly<Record<string, Compute>> = {
  int: toWhole(32),
  long: toWhole(64),
  double: toDouble,
  decimal: toDecimal,
  string: toText,
  date: toDate,
  bool: (value) => (isNumeric(value) ? toDouble(value) !== 0 : value !== false),
  objectId: (value) => (value instanceof ObjectId ? value : ObjectId.createFromHexString(String(value))),
};

const convert: ExpressionOperator = (document, expression, options) => {
  const { input, to, onError, onNull } = expression as Readonly<Record<string, unknown>>;
  const value = evaluate(document, input, options) ?? null;
  if (value === null) return evaluate(document, onNull, options) ?? null;
  const name = String(evaluate(document, to, options));
  const compute = conversions[name];
  if (!compute) throw new TypeError(`$convert to ${name} is not known here`);
  try {
    return compute(value);
  } catch (error) {
    if (onError === undefined) throw error;
    return evaluate(document, onError, options);
  }
};

/** $convert and its short forms by name: what does not fit the type fails, and a text must be a number throughout. */
export const conversionOperators: Readonly<Record<string, ExpressionOperator>> = {
  ...Object.fromEntries(
    Object.entries(conversions).map(([name, compute]) => {
      const operator = `$to${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return [operator, strict(operator, compute)];
    }),
  ),
  $convert: convert,
};
