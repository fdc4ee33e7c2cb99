import type { DashboardSnapshot } from '../../client/src/messages/dashboard.ts';

/** The stretch of time that is shown, in epoch milliseconds. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const shortest = 60_000;

/**
 * What of a snapshot's range is worth showing: from its begin, or from the first measurement where that is
 * later, so that a young pool fills its charts. A minute at least.
 */
export function measuredSpan({ at, rangeMs, stepMs, times, series }: DashboardSnapshot): TimeSpan {
  const first = times.find((_, index) => series.some(({ active }) => (active[index] ?? null) !== null)) ?? at;
  const from = Math.min(first - stepMs, at - Math.min(shortest, rangeMs));
  return { from: Math.max(from, at - rangeMs), to: at };
}
