import { build } from 'hdr-histogram-js';
import type { Percentiles } from '../pools/pool-types.ts';

/** Values are kept in microseconds, to three digits. */
const perMs = 1000;
const longestMicros = 3_600_000_000;

/** Durations of a kind, kept so that their percentiles are right to a thousandth however many there are. */
export class Durations {
  readonly #histogram = build({
    bitBucketSize: 32,
    autoResize: true,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 2,
    numberOfSignificantValueDigits: 3,
  });
  #totalMs = 0;

  /** Adds one, in milliseconds. */
  record(ms: number): void {
    const micros = Math.round(Math.max(0, ms) * perMs);
    this.#histogram.recordValue(Math.min(longestMicros, micros));
    this.#totalMs += Math.max(0, ms);
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  get totalMs(): number {
    return this.#totalMs;
  }

  get averageMs(): number {
    return this.count === 0 ? 0 : this.#totalMs / this.count;
  }

  /** In milliseconds; undefined where there was none. */
  get percentiles(): Percentiles | undefined {
    if (this.count === 0) return undefined;
    const max = this.#histogram.maxValue / perMs;
    // A bucket's upper end may lie above the longest of all.
    const at = (percentile: number) =>
      Math.min(max, this.#histogram.getValueAtPercentile(percentile) / perMs);
    return { average: this.averageMs, p50: at(50), p95: at(95), p99: at(99), max };
  }
}
