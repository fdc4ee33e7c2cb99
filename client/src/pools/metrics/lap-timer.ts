import type { Laps } from '../../history/resolution.ts';
import {
  countedSince,
  createLogCounts,
  type LogCounts,
  type SparseCounts,
} from '../../history/log-counts.ts';
import type { HostTotals } from '../pool-types.ts';
import type { PoolMetrics } from './pool-metrics.ts';
import { settle, type Timings } from './timings.ts';

/** Tells what was timed since it was last asked. */
export class LapTimer {
  readonly #checkout = new Lap();
  readonly #response = new Lap();

  take({ hosts }: PoolMetrics): Laps {
    const all = [...hosts.values()];
    return {
      checkout: this.#checkout.take(all.map((host) => host.checkout)),
      response: this.#response.take(all.map((host) => host.response)),
    };
  }
}

class Lap {
  readonly #before = createLogCounts();
  #count = 0;

  take(all: readonly Timings[]): SparseCounts {
    for (const timings of all) settle(timings);
    const count = all.reduce((sum, timings) => sum + timings.count, 0);
    if (count === this.#count) return nothing;
    this.#count = count;
    return countedSince(this.#before, totalsOf(all));
  }
}

const nothing: SparseCounts = new Uint32Array(0);

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
function totalsOf(all: readonly Timings[]): LogCounts {
  const [first, second] = all;
  if (first && !second) return first.totals;
  const sum = createLogCounts();
  for (const { totals } of all)
    for (let slot = 0; slot < sum.length; slot++) sum[slot] = (sum[slot] ?? 0) + (totals[slot] ?? 0);
  return sum;
}
