import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { chartSample, type ChartSample } from './chart-sample.ts';
import type { PoolStory } from './dashboard-snapshot.ts';
import { OperationLog } from './operation-log.ts';

/** What the dashboard asks of the pool manager. */
export type DashboardPools = Pick<
  PoolManager,
  'names' | 'snapshot' | 'events' | 'history' | 'operations' | 'onDidChange'
>;

interface PoolPast {
  readonly operations: OperationLog;
  /** When the maximum became what: history has no maximum of its own. */
  readonly maxSizes: { readonly at: number; readonly maxSize: number }[];
}

/**
 * The stories of pools over time: what the manager keeps, and beside it what only the dashboard wants to know
 * of the pools that it has been asked about. It outlives the panel, so that one that is opened again goes on.
 */
export class PoolMemory {
  readonly #pools: DashboardPools;
  readonly #pasts = new Map<string, PoolPast>();

  constructor(pools: DashboardPools) {
    this.#pools = pools;
  }

  /** The stories of those pools that are there, in the order of the names; where none is, of the first there is. */
  stories(names: readonly string[], rangeMs: number, now: number): PoolStory[] {
    const chosen = names.map((name) => this.#pools.snapshot(name)).filter((pool) => pool !== undefined);
    if (chosen.length === 0) {
      const [first] = this.#pools.names();
      const pool = first === undefined ? undefined : this.#pools.snapshot(first);
      if (pool) chosen.push(pool);
    }
    return chosen.map((pool) => this.#story(pool, rangeMs, now));
  }

  /** Lets go of pools that are no more. */
  forget(): void {
    const names = new Set(this.#pools.names());
    for (const name of this.#pasts.keys()) if (!names.has(name)) this.#pasts.delete(name);
  }

  #story(snapshot: PoolSnapshot, rangeMs: number, now: number): PoolStory {
    const { name, maxSize } = snapshot;
    const past = this.#pasts.get(name) ?? { operations: new OperationLog(), maxSizes: [] };
    this.#pasts.set(name, past);
    past.operations.take(this.#pools.operations(name));
    if (past.maxSizes.at(-1)?.maxSize !== maxSize) past.maxSizes.push({ at: now, maxSize });
    return {
      snapshot,
      samples: this.#samples(snapshot, past, now - rangeMs, now),
      events: this.#pools.events(name),
      operations: past.operations,
    };
  }

  #samples(snapshot: PoolSnapshot, past: PoolPast, since: number, now: number): ChartSample[] {
    // One sample from before the range tells what was so when it began.
    const history = this.#pools.history(snapshot.name);
    const first = history.findIndex((sample) => sample.at.getTime() >= since);
    const within = first === -1 ? history.slice(-1) : history.slice(Math.max(0, first - 1));
    const samples = within.map((sample) => {
      const at = sample.at.getTime();
      return chartSample(sample, at, maxSizeAt(past, at));
    });
    if ((samples.at(-1)?.at ?? 0) < now) samples.push(chartSample(snapshot, now, snapshot.maxSize));
    return samples;
  }
}

function maxSizeAt({ maxSizes }: PoolPast, at: number): number {
  const known = maxSizes.findLast((change) => change.at <= at) ?? maxSizes[0];
  return known?.maxSize ?? 0;
}
