import type { Document } from '../../../../dialect/src/index.ts';
import * as calendar from './calendar.ts';
import { evaluateOne } from './evaluate.ts';
import type { ExpressionOperator } from './operator.ts';
import { readDate } from './read-date.ts';
import { toInstant, toLocal, type LocalTime } from './zones.ts';

type Values = Readonly<Record<string, unknown>>;

const milliseconds: Readonly<Record<string, number>> = {
  ...{ millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 },
  ...{ day: 86_400_000, week: 604_800_000 },
};
const months: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** An operator with named arguments; any that is missing or null makes the result null. */
function named(compute: (values: Values) => unknown): ExpressionOperator {
  return (document, expression, options) => {
    const values = Object.entries(expression as Document).map(
      ([name, each]) => [name, evaluateOne(document, each, options)] as const,
    );
    if (values.some(([, value]) => value === null || value === undefined)) return null;
    return compute(Object.fromEntries(values));
  };
}

const zoneOf = ({ timezone = 'UTC' }: Values): string => String(timezone);
const numberOf = (value: unknown): number => Number(String(value));

function instantOf(value: unknown): number {
  if (!(value instanceof Date)) throw new TypeError(`${String(value)} is no date`);
  return value.getTime();
}

/** What a date's clock shows: `{ $year: date }` and `{ $year: { date, timezone } }`. */
function part(read: (time: LocalTime) => unknown): ExpressionOperator {
  const inZone = named((values) => read(toLocal(instantOf(values['date']), zoneOf(values))));
  return (document, expression, options) => {
    const [given] = Array.isArray(expression) ? (expression as unknown[]) : [expression];
    const whole = isNamed(given) ? given : { date: given };
    return inZone(document, whole, options);
  };
}

const isNamed = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && 'date' in value;

function add(values: Values): Date {
  const { startDate, unit, amount } = values;
  const [name, zone, by] = [String(unit), zoneOf(values), numberOf(amount)];
  const instant = instantOf(startDate);
  const step = milliseconds[name] ?? 0;
  if (step > 0 && step <= 3_600_000) return new Date(instant + by * step);
  const local = toLocal(instant, zone);
  const moved = step > 0 ? local + by * step : calendar.plusMonths(local, by * (months[name] ?? 0));
  return new Date(toInstant(moved, zone));
}

const firstDay = ({ startOfWeek = 'sunday' }: Values): number =>
  days.indexOf(String(startOfWeek).toLowerCase().slice(0, 3)) + 1;

/** Midnight of the day with which a week begins, the first in 2000 or later. */
function firstWeek(values: Values): LocalTime {
  const start = calendar.timeOf({ year: 2000 });
  return start + ((firstDay(values) - calendar.isoWeekday(start) + 7) % 7) * 86_400_000;
}

/** Spans are counted from the beginning of 2000 on. */
function truncate(values: Values): Date {
  const { date, unit, binSize = 1 } = values;
  const [name, zone, size] = [String(unit), zoneOf(values), numberOf(binSize)];
  const [instant, start] = [instantOf(date), calendar.timeOf({ year: 2000 })];
  const local = toLocal(instant, zone);
  const inMonths = months[name];
  if (inMonths !== undefined) {
    const { year, month } = calendar.calendarOf(local);
    const span = size * inMonths;
    const passed = (year - 2000) * 12 + month - 1;
    return new Date(toInstant(calendar.plusMonths(start, Math.floor(passed / span) * span), zone));
  }
  const span = size * (milliseconds[name] ?? 1);
  const down = (from: number, value: number) => from + Math.floor((value - from) / span) * span;
  if (name === 'day' || name === 'week')
    return new Date(toInstant(down(name === 'week' ? firstWeek(values) : start, local), zone));
  return new Date(down(toInstant(start, zone), instant));
}

/** Boundaries between two dates, not whole spans. */
function difference(values: Values): number {
  const { startDate, endDate, unit } = values;
  const [name, zone] = [String(unit), zoneOf(values)];
  const instants = [instantOf(startDate), instantOf(endDate)];
  const count = (of: (time: number) => number, times: readonly number[]) => {
    const [from = 0, to = 0] = times.map((time) => Math.floor(of(time)));
    return to - from;
  };
  const locals = instants.map((instant) => toLocal(instant, zone));
  const inMonths = months[name];
  if (inMonths !== undefined)
    return count((time) => {
      const { year, month } = calendar.calendarOf(time);
      return (year * 12 + month - 1) / inMonths;
    }, locals);
  const span = milliseconds[name] ?? 1;
  if (name === 'week') return count((time) => (time - firstWeek(values)) / span, locals);
  if (name === 'day') return count((time) => time / span, locals);
  const start = toInstant(calendar.timeOf({ year: 2000 }), zone);
  return count((time) => (time - start) / span, instants);
}

function fromParts(values: Values): Date {
  const { isoWeekYear, isoWeek = 1, isoDayOfWeek = 1 } = values;
  const given = calendarIn(values);
  if (isoWeekYear === undefined) return new Date(toInstant(calendar.timeOf(given), zoneOf(values)));
  const day = (numberOf(isoWeek) - 1) * 7 + numberOf(isoDayOfWeek) - 1;
  const start = calendar.isoYearStart(numberOf(isoWeekYear)) + day * 86_400_000;
  const { year, month, day: of } = calendar.calendarOf(start);
  return new Date(toInstant(calendar.timeOf({ ...given, year, month, day: of }), zoneOf(values)));
}

function calendarIn(values: Values): calendar.CalendarTime {
  const number = (name: string, otherwise: number) => numberOf(values[name] ?? otherwise);
  return {
    ...{ year: number('year', 1970), month: number('month', 1), day: number('day', 1) },
    ...{ hour: number('hour', 0), minute: number('minute', 0) },
    ...{ second: number('second', 0), millisecond: number('millisecond', 0) },
  };
}

function toParts(values: Values): Document {
  const local = toLocal(instantOf(values['date']), zoneOf(values));
  const { year, month, day, ...rest } = calendar.calendarOf(local);
  return values['iso8601'] === true
    ? { ...calendar.isoWeek(local), isoDayOfWeek: calendar.isoWeekday(local), ...rest }
    : { year, month, day, ...rest };
}

/** A date by the marks of a format. */
function toText(values: Values): string {
  const local = toLocal(instantOf(values['date']), zoneOf(values));
  const { year, month, day, hour, minute, second, millisecond } = calendar.calendarOf(local);
  const { isoWeekYear, isoWeek } = calendar.isoWeek(local);
  const marks: Readonly<Record<string, readonly [number, number]>> = {
    ...{ Y: [year, 4], m: [month, 2], d: [day, 2], j: [calendar.dayOfYear(local), 3] },
    ...{ H: [hour, 2], M: [minute, 2], S: [second, 2], L: [millisecond, 3] },
    ...{ G: [isoWeekYear, 4], V: [isoWeek, 2], u: [calendar.isoWeekday(local), 1] },
    ...{ w: [(calendar.isoWeekday(local) % 7) + 1, 1] },
  };
  return String(values['format']).replace(/%(.)/g, (_, mark: string) => {
    const [value, width] = marks[mark] ?? [mark, 1];
    return String(value).padStart(width, '0');
  });
}

const fromText: ExpressionOperator = (document, expression, options) => {
  const { dateString, format, onError, onNull } = expression as Document;
  const [text, marks] = [dateString, format].map((each) => evaluateOne(document, each, options));
  if (text === null || text === undefined) return evaluateOne(document, onNull, options);
  try {
    return readDate(String(text), typeof marks === 'string' ? marks : undefined);
  } catch (error) {
    if (onError === undefined) throw error;
    return evaluateOne(document, onError, options);
  }
};

/** Operators on dates by name, where mingo's own know few zones, shorten no months, or count weeks in another way. */
export const dateOperators: Readonly<Record<string, ExpressionOperator>> = {
  $year: part((time) => calendar.calendarOf(time).year),
  $month: part((time) => calendar.calendarOf(time).month),
  $dayOfMonth: part((time) => calendar.calendarOf(time).day),
  $hour: part((time) => calendar.calendarOf(time).hour),
  $minute: part((time) => calendar.calendarOf(time).minute),
  $second: part((time) => calendar.calendarOf(time).second),
  $millisecond: part((time) => calendar.calendarOf(time).millisecond),
  $dayOfWeek: part((time) => (calendar.isoWeekday(time) % 7) + 1),
  $dayOfYear: part(calendar.dayOfYear),
  $isoDayOfWeek: part(calendar.isoWeekday),
  $isoWeek: part((time) => calendar.isoWeek(time).isoWeek),
  $isoWeekYear: part((time) => calendar.isoWeek(time).isoWeekYear),
  $dateAdd: named(add),
  $dateTrunc: named(truncate),
  $dateDiff: named(difference),
  $dateFromParts: named(fromParts),
  $dateToParts: named(toParts),
  $dateToString: named(toText),
  $dateFromString: fromText,
};
