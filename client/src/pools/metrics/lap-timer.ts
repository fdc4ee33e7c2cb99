import type { Laps } from '../../history/level.ts';
import { countedSince, createLogCounts, type LogCounts } from '../../history/log-counts.ts';
import type { HostTotals } from '../pool-types.ts';
import type { PoolMetrics } from './pool-metrics.ts';
import { settle, type Timings } from './timings.ts';

/** Tells what was timed since it was last asked. */
export class LapTimer {
  readonly #checkout = createLogCounts();
  readonly #response = createLogCounts();

  take(metrics: PoolMetrics): Laps {
    const hosts = [...metrics.hosts.values()];
    return {
      checkout: countedSince(this.#checkout, totalsOf(hosts.map((host) => host.checkout))),
      response: countedSince(this.#response, totalsOf(hosts.map((host) => host.response))),
    };
  }
}

/** What each host was timed with since the pool was made. */
export function hostTotals({ hosts }: PoolMetrics): readonly HostTotals[] {
  const of = (timings: Timings) => {
    settle(timings);
    return { counts: timings.totals, totalMs: timings.totalMs };
  };
  return [...hosts.values()].map(({ address, checkout, response, creation }) => ({
    ...{ address, checkout: of(checkout), response: of(response), creation: of(creation) },
  }));
}

/** All that several timings have ever counted. */
export function totalsOf(all: readonly Timings[]): LogCounts {
  for (const timings of all) settle(timings);
  const [first, second] = all;
  if (first && !second) return first.totals;
  const sum = createLogCounts();
  for (const { totals } of all)
    for (let slot = 0; slot < sum.length; slot++) sum[slot] = (sum[slot] ?? 0) + (totals[slot] ?? 0);
  return sum;
}
