import type { LocalTime } from './zones.ts';

const dayMs = 86_400_000;

/** A time of MongoDB's calendar, months from 1; what is left out is the first of its kind, what is too great carries over. */
export interface CalendarTime {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly millisecond?: number;
}

export function timeOf(time: CalendarTime): LocalTime {
  const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0 } = time;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

export function calendarOf(time: LocalTime): Required<CalendarTime> {
  const date = new Date(time);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}

/** The same day of another month, or its last where that is shorter. */
export function plusMonths(time: LocalTime, months: number): LocalTime {
  const { year, month, day, ...rest } = calendarOf(time);
  const last = calendarOf(timeOf({ year, month: month + months + 1, day: 0 })).day;
  return timeOf({ year, month: month + months, day: Math.min(day, last), ...rest });
}

/** Days since 1970. */
const dayNumber = (time: LocalTime): number => Math.floor(time / dayMs);

/** 1 for Monday to 7 for Sunday. */
export const isoWeekday = (time: LocalTime): number => ((((dayNumber(time) + 3) % 7) + 7) % 7) + 1;

export const dayOfYear = (time: LocalTime): number =>
  dayNumber(time) - dayNumber(timeOf({ year: calendarOf(time).year })) + 1;

/** The week belongs to the year that its Thursday is in. */
export function isoWeek(time: LocalTime): { readonly isoWeekYear: number; readonly isoWeek: number } {
  const thursday = (dayNumber(time) + 4 - isoWeekday(time)) * dayMs;
  return {
    isoWeekYear: calendarOf(thursday).year,
    isoWeek: Math.floor((dayOfYear(thursday) - 1) / 7) + 1,
  };
}

/** The Monday with which the weeks of a year begin. */
export function isoYearStart(year: number): LocalTime {
  const fourth = timeOf({ year, day: 4 });
  return fourth - (isoWeekday(fourth) - 1) * dayMs;
}
