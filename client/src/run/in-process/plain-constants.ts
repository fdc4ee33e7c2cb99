import { Double, Int32, Long } from 'bson';
import { isPattern, regExpOf } from './patterns.ts';

/** A pipeline or document with BSON's wrapped numbers as JavaScript's, where those hold them exactly, and its regular expressions. */
export function plainNumbers(value: unknown): unknown {
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (value instanceof Long) {
    const number = value.toNumber();
    return Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (isPattern(value)) return regExpOf(value.pattern, value.options);
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainNumbers(inner)]));
}
