import { Decimal128, Long } from 'bson';
import * as decimal from './decimal.ts';
import type { Decimal } from './decimal.ts';

/** A number of BSON: a double or an int as JavaScript's own, a long beyond those, a decimal. */
export type Numeric = number | Long | Decimal128;

export const isDecimal = (value: unknown): value is Decimal128 => value instanceof Decimal128;

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof Long || isDecimal(value);
}

/** A number as a decimal; doubles to 15 digits, or to 34 where exactness is kept. Undefined for NaN and infinity. */
export function exact(value: Numeric, digits: 15 | 34): Decimal | undefined {
  return typeof value === 'number'
    ? decimal.fromDouble(value, digits)
    : decimal.parseDecimal(value.toString());
}

/** A whole number as short as BSON has it: JavaScript's own where that is exact, a double beyond 64 bits. */
export function whole(value: bigint): number | Long {
  const number = Number(value);
  const isLong = !Number.isSafeInteger(number) && BigInt.asIntN(64, value) === value;
  return isLong ? Long.fromBigInt(value) : number;
}

/**
 * Numbers reckoned with as MongoDB does: with a decimal among them all are decimals, with a long among whole numbers all are whole,
 * else doubles. NaN and infinity are reckoned with as doubles have it, whatever the type.
 */
export function reckon(
  values: readonly Numeric[],
  ofNumbers: (...values: number[]) => number,
  ofDecimals: (...values: Decimal[]) => Decimal,
  digits: 15 | 34 = 15,
): Numeric {
  const anyDecimal = values.some(isDecimal);
  if (!anyDecimal) {
    const number = ofNumbers(...values.map(Number));
    // Ints grow into longs, which doubles that are whole cannot be told from here.
    const isLong = values.some((value) => value instanceof Long) || outgrows(number);
    if (!isLong || !values.every(isWhole)) return number;
  }
  const given = values.map((value) => exact(value, anyDecimal ? digits : 34));
  if (!given.every((value) => value !== undefined))
    return Decimal128.fromString(String(ofNumbers(...values.map((value) => Number(value.toString())))));
  const result = ofDecimals(...given);
  if (anyDecimal) return decimal.toDecimal128(result);
  return result.exponent >= 0
    ? whole(result.coefficient * 10n ** BigInt(result.exponent))
    : decimal.toNumber(result);
}

const outgrows = (number: number): boolean => Number.isInteger(number) && !Number.isSafeInteger(number);

function isWhole(value: Numeric): boolean {
  return value instanceof Long || Number.isInteger(value);
}

/** The sum of numbers, doubles among decimals to all their digits. */
export function total(values: readonly Numeric[]): Numeric {
  return reckon(
    values,
    (...numbers) => numbers.reduce((sum, value) => sum + value, 0),
    (...decimals) => decimals.reduce(decimal.add),
    34,
  );
}
