import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { chartSample, type ChartSample } from './chart-sample.ts';
import type { PoolStory } from './dashboard-snapshot.ts';
import { OperationLog } from './operation-log.ts';

/** What the dashboard asks of the pool manager. */
export type DashboardPools = Pick<
  PoolManager,
  'names' | 'snapshot' | 'events' | 'history' | 'timed' | 'operations' | 'held' | 'room' | 'onDidChange'
>;

/**
 * The stories of pools over time: what the manager keeps, and beside it what only the dashboard wants to know
 * of the pools that it has been asked about. It outlives the panel, so that one that is opened again goes on.
 */
export class PoolMemory {
  readonly #pools: DashboardPools;
  readonly #operations = new Map<string, OperationLog>();

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
    for (const name of this.#operations.keys()) if (!names.has(name)) this.#operations.delete(name);
  }

  #story(snapshot: PoolSnapshot, rangeMs: number, now: number): PoolStory {
    const { name } = snapshot;
    const operations = this.#operations.get(name) ?? new OperationLog();
    this.#operations.set(name, operations);
    operations.take(this.#pools.operations(name));
    return {
      snapshot,
      samples: this.#samples(snapshot, now - rangeMs, now),
      events: this.#pools.events(name),
      operations,
      timed: this.#pools.timed(name, now - rangeMs),
      held: this.#pools.held(name),
      room: this.#pools.room(snapshot),
    };
  }

  #samples(snapshot: PoolSnapshot, since: number, now: number): ChartSample[] {
    // One sample from before the range tells what was so when it began.
    const history = this.#pools.history(snapshot.name);
    const first = history.findIndex((sample) => sample.at.getTime() >= since);
    const within = first === -1 ? history.slice(-1) : history.slice(Math.max(0, first - 1));
    const samples = within.map((sample) => chartSample(sample, sample.at.getTime()));
    if ((samples.at(-1)?.at ?? 0) < now) samples.push(chartSample(snapshot, now));
    return samples;
  }
}
