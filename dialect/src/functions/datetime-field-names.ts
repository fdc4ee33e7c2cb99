import type { MongoExpression } from './function-row.ts';

export type DateField = keyof typeof spellings;

const spellings = {
  microseconds: /^(microseconds?|us|usecs?|useconds?)$/,
  milliseconds: /^(milliseconds?|ms|msecs?|mseconds?)$/,
  second: /^(seconds?|s|secs?)$/,
  minute: /^(minutes?|m|mins?)$/,
  hour: /^(hours?|h|hrs?)$/,
  day: /^(days?|d)$/,
  dow: /^dow$/,
  isodow: /^isodow$/,
  doy: /^doy$/,
  week: /^(weeks?|w)$/,
  month: /^(months?|mons?)$/,
  quarter: /^(quarters?|qtr)$/,
  year: /^(years?|y|yrs?)$/,
  isoyear: /^isoyear$/,
  decade: /^(decades?|decs?)$/,
  century: /^(century|centuries|cent|c)$/,
  millennium: /^(millennium|millenniums?|millennia|mil|mils)$/,
  epoch: /^epoch$/,
  julian: /^(julian|jd|j)$/,
  timezone: /^timezone$/,
  timezone_hour: /^timezone_hour$/,
  timezone_minute: /^timezone_minute$/,
} as const;

/** A field by any of its spellings; undefined where there is no such field. */
export function dateField(name: string): DateField | undefined {
  const word = name.trim().toLowerCase();
  return (Object.keys(spellings) as DateField[]).find((field) => spellings[field].test(word));
}

/** Whether a text that is known per row only names a field, by any of its spellings. */
export const namesField = (name: MongoExpression, field: DateField): MongoExpression => ({
  $regexMatch: { input: name, regex: spellings[field].source, options: 'i' },
});

export const dateFieldNames = Object.keys(spellings) as readonly DateField[];
