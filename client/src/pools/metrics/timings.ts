import { build } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';
import { countDuration, createLogCounts, type LogCounts } from '../../history/log-counts.ts';
import type { Percentiles } from '../pool-types.ts';

/** The percentiles speak of the last five minutes, in steps of half a minute. */
const intervalMs = 30_000;
const intervals = 10;
/** Values are kept in microseconds, to two digits: an error of at most 1 %. */
const perMs = 1000;
const longestMicros = 3_600_000_000;

/** Values that are gathered before they go to a histogram together: one by one they cost several times as much. */
const gathered = 256;

/** Durations over a sliding window: a ring of histograms, one for each interval, and an exponential average. */
export interface Timings {
  /** The share of the past in the average: 0.9 for the wait of checkouts, 0.95 for operations. */
  readonly past: number;
  /** NaN where nothing was timed: a field that is always a double is written in place, without a new object for each. */
  average: number;
  readonly ring: (Interval | undefined)[];
  /** Durations in microseconds that no histogram has yet, all of one interval. */
  readonly fresh: Float64Array;
  freshCount: number;
  freshInterval: number;
  /** Everything since the beginning: what two readers saw in turn differs by what came between. */
  readonly totals: LogCounts;
  /** How many `totals` holds. */
  count: number;
  totalMs: number;
}

interface Interval {
  /** Number of the interval since the clock's zero. */
  number: number;
  readonly histogram: Histogram;
}

export function createTimings(past: number): Timings {
  return {
    past,
    average: NaN,
    ring: new Array<Interval | undefined>(intervals).fill(undefined),
    fresh: new Float64Array(gathered),
    freshCount: 0,
    freshInterval: 0,
    totals: createLogCounts(),
    count: 0,
    totalMs: 0,
  };
}

/** Adds one duration. Times in milliseconds. */
export function recordTiming(timings: Timings, at: number, durationMs: number): void {
  timings.average = average(timings.average, durationMs, timings.past);
  const interval = Math.floor(at / intervalMs);
  if (timings.freshCount === gathered || interval !== timings.freshInterval) settle(timings);
  timings.freshInterval = interval;
  timings.fresh[timings.freshCount++] = durationMs * perMs;
}

/** An exponential average; `before` is NaN where there is none yet. */
export function average(before: number, value: number, past: number): number {
  return Number.isNaN(before) ? value : before * past + value * (1 - past);
}

/** Brings what was gathered into the histogram of its interval, and into the totals. */
export function settle(timings: Timings): void {
  if (timings.freshCount === 0) return;
  const { histogram } = intervalOf(timings, timings.freshInterval);
  const { fresh, freshCount } = timings;
  for (let index = 0; index < freshCount;) {
    const micros = Math.min(longestMicros, Math.max(0, Math.round(fresh[index] ?? 0)));
    const first = index;
    // Checkouts that need not wait take no time, one like the other.
    while (++index < freshCount && fresh[index] === fresh[first]);
    const times = index - first;
    histogram.recordValueWithCount(micros, times);
    countDuration(timings.totals, micros, times);
    timings.totalMs += (micros * times) / perMs;
  }
  timings.count += timings.freshCount;
  timings.freshCount = 0;
}

function intervalOf(timings: Timings, number: number): Interval {
  const slot = number % intervals;
  let interval = timings.ring[slot];
  if (!interval) {
    interval = { number, histogram: newHistogram() };
    timings.ring[slot] = interval;
  } else if (interval.number !== number) {
    interval.number = number;
    interval.histogram.reset();
  }
  return interval;
}

/**
 * Percentiles of one or several timings together, in milliseconds, beside their average, which is NaN where there is none; zeros where
 * nothing was timed.
 */
export function percentiles(all: readonly Timings[], averageMs: number, now: number): Percentiles {
  // To the microsecond, as precisely as all else.
  const average = Number.isNaN(averageMs) ? 0 : Math.round(averageMs * perMs) / perMs;
  const found = all.flatMap((timings) => recent(timings, now));
  // Most pools of many are at rest most of the time.
  if (found.length === 0) return { average, p50: 0, p95: 0, p99: 0, max: 0 };
  const sum = (scratch ??= newHistogram());
  sum.reset();
  for (const histogram of found) sum.add(histogram);
  const at = (percentile: number) => sum.getValueAtPercentile(percentile) / perMs;
  return { average, p50: at(50), p95: at(95), p99: at(99), max: sum.maxValue / perMs };
}

/** The histograms of the window that hold anything. */
function recent(timings: Timings, now: number): Histogram[] {
  settle(timings);
  const oldest = Math.floor(now / intervalMs) - intervals + 1;
  return timings.ring.flatMap((interval) =>
    interval && interval.number >= oldest && interval.histogram.totalCount > 0 ? [interval.histogram] : [],
  );
}

/** What is added up in turn: a new one for each sum would cost more than the sum. */
let scratch: Histogram | undefined;

function newHistogram(): Histogram {
  return build({
    bitBucketSize: 32,
    autoResize: true,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 2,
    numberOfSignificantValueDigits: 2,
  });
}
