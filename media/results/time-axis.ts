import uPlot from 'uplot';
import type { Zone } from './zone.ts';

const second = 1;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * What stands below a tick by how far apart ticks are, in seconds, and what is said besides where a new year, day or minute begins: in the
 * order of ISO 8601 and by 24 hours, as the dates of the grid are. The columns are uPlot's.
 */
const labels: uPlot.Axis.Values = [
  [365 * day, '{YYYY}', null, null, null, null, null, null, 1],
  [28 * day, '{YYYY}-{MM}', null, null, null, null, null, null, 1],
  [day, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
  [minute, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
  [second, '{HH}:{mm}:{ss}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
  [
    0.001,
    ':{ss}.{fff}',
    '\n{YYYY}-{MM}-{DD} {HH}:{mm}',
    null,
    '\n{MM}-{DD} {HH}:{mm}',
    null,
    '\n{HH}:{mm}',
    null,
    1,
  ],
];

/** The axis of a plot over time. */
export const timeAxis = { values: labels, space: 64 } satisfies uPlot.Axis;

/** What the legend says of a moment, in seconds since 1970; nothing where the mouse is not over the plot. */
export function momentText(seconds: number | null, zone: Zone): string {
  return seconds === null ? '' : moment(zonedDate(seconds, zone));
}

/** The moment as uPlot reads it: with the clock of this machine, which is set so that it shows that of the zone. */
export function zonedDate(seconds: number, zone: Zone): Date {
  const date = new Date(seconds * 1000);
  return zone === 'UTC' ? uPlot.tzDate(date, 'Etc/UTC') : date;
}

const moment = uPlot.fmtDate('{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}');
