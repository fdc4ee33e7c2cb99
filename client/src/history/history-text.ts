import type { Alert } from '../alerts/alert-types.ts';
import type { PoolEvent } from '../pools/pool-types.ts';
import { redactedEvent } from './redacted-event.ts';
import { isEndedAlert } from './kept-alerts.ts';
import { reviveDates } from './revive-dates.ts';
import type { HistoryStore } from './history-store.ts';
import type { KeptRow } from './resolution.ts';
import type { PoolHistory } from './pool-history.ts';
import { hostFields, poolFields } from './samples.ts';
import { levels, type Series } from './series.ts';

// History as lines of JSON: a head, a line of the alerts that there were, then a line for each pool. Fields and levels go by their names, so that a file of
// another version says what both know.

const format = 'qlsql history';
const version = 1;

export interface HistoryHead {
  readonly format: typeof format;
  readonly version: number;
  readonly pool: readonly string[];
  readonly host: readonly string[];
}

/** `at`, `until` and `count` of a row, then its values, and what was timed. */
type RowText = readonly [readonly number[], string?, string?];

type SeriesText = Readonly<Record<string, readonly RowText[]>>;

/** A pool's history as plain data. */
export interface PoolText {
  readonly name: string;
  readonly pool: SeriesText;
  readonly hosts: Readonly<Record<string, SeriesText>>;
  readonly events: readonly (Omit<PoolEvent, 'at'> & { readonly at: number })[];
}

/** What says how the pools behind it are to be read. */
export function historyHead(): HistoryHead {
  return { format, version, pool: Object.keys(poolFields), host: Object.keys(hostFields) };
}

/** The line that a file begins with. */
export function headText(): string {
  return `${JSON.stringify(historyHead())}\n`;
}

/** The line of alerts that have ended, without the texts of statements. */
export function alertsText(alerts: readonly Alert[]): string {
  return `${JSON.stringify({ alerts })}\n`;
}

/** The line of one pool. */
export function poolText(history: PoolHistory): string {
  const events = history.events().map((event) => ({ ...redactedEvent(event), at: event.at.getTime() }));
  return `${JSON.stringify({ ...figuresOf(history), events })}\n`;
}

/** A pool's figures since a time, in epoch milliseconds, without its events. */
export function figuresOf(history: PoolHistory, since = -Infinity): PoolText {
  return {
    name: history.name,
    pool: seriesText(history.pool, since),
    hosts: Object.fromEntries(
      [...history.hosts].map(([address, series]) => [address, seriesText(series, since)]),
    ),
    events: [],
  };
}

/** What the lines told beside the pools. */
export interface Restored {
  /** Lines, and alerts, that told nothing. */
  readonly unread: number;
  readonly alerts: readonly Alert[];
}

/** Puts what the lines tell of pools into the store, before what is there. */
export function restoreHistory(text: string, store: HistoryStore, now: number): Restored {
  const [first = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const head = read(first);
  if (!isHistoryHead(head)) return { unread: lines.length + 1, alerts: [] };
  let unread = 0;
  const alerts: Alert[] = [];
  for (const line of lines) {
    try {
      const told = JSON.parse(line, reviveDates) as PoolText | { readonly alerts: readonly unknown[] };
      if ('alerts' in told) {
        const ended = told.alerts.filter(isEndedAlert);
        alerts.push(...ended);
        unread += told.alerts.length - ended.length;
      } else restorePool(told, head, store, now);
    } catch {
      unread++;
    }
  }
  return { unread, alerts };
}

/** Puts what was told of a pool before what is there. Throws, and changes nothing, where it is something else. */
export function restorePool(
  { name, pool, hosts, events }: PoolText,
  head: HistoryHead,
  store: HistoryStore,
  now: number,
): void {
  if (typeof name !== 'string') throw new TypeError('A pool has a name.');
  const told = events.map((event) => ({ ...event, at: dateOf(event.at) }));
  const own = rowsOf(pool, head.pool, Object.keys(poolFields));
  const ofHosts = Object.entries(hosts).map(
    ([address, series]) => [address, rowsOf(series, head.host, Object.keys(hostFields))] as const,
  );
  // Only now that all of it was understood.
  const history = store.of(name);
  history.pool.restore(own, now);
  for (const [address, rows] of ofHosts) history.host(address).restore(rows, now);
  history.restore(told);
}

function seriesText(series: Series<string>, since = -Infinity): SeriesText {
  return Object.fromEntries(
    series
      .kept()
      .map((rows, index) => [
        String(levels[index]?.stepMs),
        rows.filter(({ until }) => until >= since).map(rowText),
      ]),
  );
}

function rowText({ at, until, count, values, laps }: KeptRow): RowText {
  const numbers = [at, until, count, ...values];
  return laps ? [numbers, laps.checkout, laps.response] : [numbers];
}

/** The rows of each level, with the values in the order of `fields` where the file has them in the order of `written`. */
function rowsOf(text: SeriesText, written: readonly string[], fields: readonly string[]): KeptRow[][] {
  const places = fields.map((field) => written.indexOf(field));
  return levels.map(({ stepMs }) =>
    (text[String(stepMs)] ?? []).map(([numbers, checkout, response]) => {
      const [at, until, count, ...values] = numbers;
      const row = { at: numberOf(at), until: numberOf(until), count: numberOf(count) };
      const laps = isText(checkout) && isText(response) ? { laps: { checkout, response } } : {};
      return { ...row, values: places.map((place) => (place === -1 ? 0 : numberOf(values[place]))), ...laps };
    }),
  );
}

const isText = (value: unknown): value is string => typeof value === 'string';

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('A number is missing.');
  return value;
}

function dateOf(value: unknown): Date {
  return new Date(numberOf(value));
}

export function isHistoryHead(value: unknown): value is HistoryHead {
  const head = value as Partial<HistoryHead> | undefined;
  return (
    head?.format === format &&
    head.version === version &&
    Array.isArray(head.pool) &&
    Array.isArray(head.host)
  );
}

function read(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
