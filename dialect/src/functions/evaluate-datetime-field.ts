import type { SqlType } from '../catalog/types.ts';
import { timeToMs } from './casts/datetime-text.ts';
import { dateField } from './datetime-field-names.ts';
import type { DateField } from './datetime-field-names.ts';
import { divideToScale, numeric, numericFromNumber, roundNumeric } from './numeric.ts';
import { isInfinite, isInterval, msPerDay, SqlError, toNumeric } from './values.ts';
import type { Interval } from './values.ts';

const thousand = numeric(1000n);

/** Seconds as a numeric with six digits, as PostgreSQL extracts them. */
const seconds = (ms: number, scale: number) =>
  divideToScale(numeric(BigInt(Math.round(ms * 1000))), numeric(1_000_000n), scale);

function clockField(field: DateField, ms: number): unknown {
  switch (field) {
    case 'microseconds':
      return numeric(BigInt(Math.round((ms % 60_000) * 1000)));
    case 'milliseconds':
      return divideToScale(numeric(BigInt(Math.round((ms % 60_000) * 1000))), thousand, 3);
    case 'second':
      return seconds(ms % 60_000, 6);
    case 'minute':
      return Math.trunc((ms % 3_600_000) / 60_000);
    case 'hour':
      return Math.trunc(ms / 3_600_000);
    case 'epoch':
      return seconds(ms, 6);
    default:
      return undefined;
  }
}

function intervalField(field: DateField, value: Interval): unknown {
  const years = Math.trunc(value.months / 12);
  const months = value.months % 12;
  switch (field) {
    case 'day':
      return value.days;
    case 'week':
      return Math.trunc(value.days / 7);
    case 'month':
      return months;
    case 'quarter':
      // The quarters of a negative interval count from -1 down.
      return Math.trunc(months / 3) + (value.months < 0 ? -1 : 1);
    case 'year':
      return years;
    case 'decade':
      return Math.trunc(years / 10);
    case 'century':
      return Math.trunc(years / 100);
    case 'millennium':
      return Math.trunc(years / 1000);
    case 'epoch':
      return seconds((years * 31_557_600 + months * 2_592_000 + value.days * 86_400) * 1000 + value.ms, 6);
    default:
      return clockField(field, value.ms);
  }
}

const growing: readonly DateField[] = [
  'year',
  'isoyear',
  'decade',
  'century',
  'millennium',
  'epoch',
  'julian',
];

/** The ISO week and its year. */
export function isoWeek(date: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(date);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(dayOfYear(thursday) / 7) };
}

export function dayOfYear(date: Date): number {
  const start = new Date(date);
  start.setUTCMonth(0, 1);
  return Math.round((date.getTime() - start.getTime()) / msPerDay) + 1;
}

function instantField(field: DateField, date: Date, isDay: boolean): unknown {
  if (isInfinite(date)) {
    if (!growing.includes(field)) return null;
    return date.getTime() > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }
  const astronomic = date.getUTCFullYear();
  // There is no year 0: 1 BC is -1.
  const year = astronomic > 0 ? astronomic : astronomic - 1;
  const ofDay = ((date.getTime() % msPerDay) + msPerDay) % msPerDay;
  switch (field) {
    case 'day':
      return date.getUTCDate();
    case 'dow':
      return date.getUTCDay();
    case 'isodow':
      return date.getUTCDay() || 7;
    case 'doy':
      return dayOfYear(date);
    case 'week':
      return isoWeek(date).week;
    case 'month':
      return date.getUTCMonth() + 1;
    case 'quarter':
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case 'year':
      return year;
    case 'isoyear': {
      const { year: iso } = isoWeek(date);
      return iso > 0 ? iso : iso - 1;
    }
    case 'decade':
      return Math.floor(astronomic / 10);
    case 'century':
      return astronomic > 0 ? Math.floor((astronomic + 99) / 100) : Math.ceil((astronomic - 100) / 100);
    case 'millennium':
      return astronomic > 0 ? Math.floor((astronomic + 999) / 1000) : Math.ceil((astronomic - 1000) / 1000);
    case 'epoch':
      return isDay ? Math.round(date.getTime() / 1000) : seconds(date.getTime(), 6);
    case 'julian': {
      const days = Math.floor(date.getTime() / msPerDay) + 2_440_588;
      return isDay || ofDay === 0 ? days : days + ofDay / msPerDay;
    }
    case 'timezone':
    case 'timezone_hour':
    case 'timezone_minute':
      return 0;
    default:
      return clockField(field, ofDay);
  }
}

/** A field of a date, time or interval that is not NULL. Throws an SqlError where it has none of this name. */
export function evaluateExtract(name: unknown, value: unknown, type: SqlType, returns: SqlType): unknown {
  const field = dateField(String(name));
  if (!field) throw new SqlError(`'${String(name)}' is not a field of a date`);
  const result = isInterval(value)
    ? intervalField(field, value)
    : value instanceof Date
      ? instantField(field, value, type.name === 'date')
      : clockField(field, timeToMs(String(value)));
  if (result === undefined) throw new SqlError(`${type.name} has no field ${field}`);
  if (result === null) return null;
  if (returns.name === 'decimal') return typeof result === 'number' ? numericFromNumber(result) : result;
  const number = typeof result === 'number' ? result : Number(String(roundedText(result)));
  return returns.name === 'int' ? Math.trunc(number) : number;
}

const roundedText = (value: unknown): number => {
  const { digits, scale } = roundNumeric(toNumeric(value), 6);
  return Number(digits) / 10 ** scale;
};
