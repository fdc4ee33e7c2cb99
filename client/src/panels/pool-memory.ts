import type { PoolHistory } from '../history/pool-history.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { ServerRoom } from '../pools/socket-budget.ts';
import { chartSample, type ChartSample } from './chart-sample.ts';
import type { DashboardView, PoolStory } from './dashboard-snapshot.ts';
import { MovingHeat, MovingSeries } from './moving-series.ts';
import { OperationLog } from './operation-log.ts';

/** What the dashboard asks of the pool manager. */
export type DashboardPools = Pick<
  PoolManager,
  'names' | 'snapshot' | 'events' | 'timed' | 'operations' | 'held' | 'onDidChange'
> & {
  readonly histories: { find(name: string): Pick<PoolHistory, 'samples'> | undefined };
  readonly budget: { rooms(): ReadonlyMap<string, ServerRoom> };
};

/** What is kept of a pool from one look at the dashboard to the next. */
interface Kept {
  readonly operations: OperationLog;
  readonly series: MovingSeries;
  /** Operations that had ended when the log was brought up to date. */
  ended: number;
}

/**
 * The stories of pools over time: what the manager keeps, and beside it what only the dashboard wants to know
 * of the pools that it has been asked about. It outlives the panel, so that one that is opened again goes on.
 */
export class PoolMemory {
  readonly #heat = new MovingHeat();
  readonly #pools: DashboardPools;
  readonly #kept = new Map<string, Kept>();

  constructor(pools: DashboardPools) {
    this.#pools = pools;
  }

  /** The chosen pools that are there, in the order of the names; where none is, the first there is. */
  chosen(names: readonly string[]): readonly PoolSnapshot[] {
    const chosen = names.map((name) => this.#pools.snapshot(name)).filter((pool) => pool !== undefined);
    if (chosen.length > 0) return chosen;
    const [first] = this.#pools.names();
    const pool = first === undefined ? undefined : this.#pools.snapshot(first);
    return pool ? [pool] : [];
  }

  /** The chosen pools with their past. */
  view(names: readonly string[], look: Pick<DashboardView, 'rangeMs' | 'now' | 'rank'>): DashboardView {
    const rooms = this.#pools.budget.rooms();
    const stories = this.chosen(names).map((pool) => ({
      ...this.#story(pool, look.now),
      room: rooms.get(pool.name),
    }));
    return { ...look, stories, heat: this.#heat };
  }

  /** Lets go of pools that are no more. */
  forget(): void {
    const names = new Set(this.#pools.names());
    for (const name of this.#kept.keys()) if (!names.has(name)) this.#kept.delete(name);
  }

  #story(snapshot: PoolSnapshot, now: number): PoolStory {
    const { name } = snapshot;
    const { operations, series } = this.#upToDate(snapshot);
    return {
      snapshot,
      series,
      samples: (since) => this.#samples(snapshot, since, now),
      events: this.#pools.events(name),
      operations,
      timed: (since) => this.#pools.timed(name, since),
      held: this.#pools.held(name),
    };
  }

  #upToDate({ name, operations: ended }: PoolSnapshot): Kept {
    const kept = this.#kept.get(name) ?? {
      operations: new OperationLog(),
      series: new MovingSeries(),
      ended: -1,
    };
    this.#kept.set(name, kept);
    // Of a pool at rest there is nothing new to read.
    if (kept.ended !== ended) kept.operations.take(this.#pools.operations(name));
    kept.ended = ended;
    return kept;
  }

  /** One sample from before tells what was so when the time began. */
  #samples(snapshot: PoolSnapshot, since: number, now: number): ChartSample[] {
    const history = this.#pools.histories.find(snapshot.name)?.samples(since) ?? [];
    const samples = history.map((sample) => chartSample(sample, sample.at.getTime()));
    if ((samples.at(-1)?.at ?? 0) < now) samples.push(chartSample(snapshot, now));
    return samples;
  }
}
