import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';

/** What the views need of the pool manager. */
export type WatchedPools = Pick<PoolManager, 'names' | 'snapshot' | 'onDidChange'>;

/**
 * The newest snapshot of every pool, taken once for all that show it and only while somebody does. A snapshot
 * is taken anew only of the pools that the manager says have changed: each second for their figures, at once for the rest.
 */
export class LivePools {
  readonly #manager: WatchedPools;
  readonly #snapshots = new Map<string, PoolSnapshot>();
  readonly #listeners = new Set<() => void>();
  #subscription: { dispose(): void } | undefined;

  constructor(manager: WatchedPools) {
    this.#manager = manager;
  }

  /** In the order in which the pools were made. */
  snapshots(): readonly PoolSnapshot[] {
    if (!this.#subscription) this.#takeAll();
    return [...this.#snapshots.values()];
  }

  snapshot(name: string): PoolSnapshot | undefined {
    return this.#subscription ? this.#snapshots.get(name) : this.#manager.snapshot(name);
  }

  /** Calls back after each change until it is disposed of. */
  watch(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    this.#subscription ??= this.#subscribe();
    return {
      dispose: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size > 0) return;
        this.#subscription?.dispose();
        this.#subscription = undefined;
      },
    };
  }

  #subscribe(): { dispose(): void } {
    this.#takeAll();
    return this.#manager.onDidChange((changes) => {
      if (changes.some(({ change }) => change === 'created' || change === 'dropped')) this.#takeAll();
      else for (const { pool } of changes) if (pool !== undefined) this.#take(pool);
      for (const listener of [...this.#listeners]) listener();
    });
  }

  #takeAll(): void {
    this.#snapshots.clear();
    for (const name of this.#manager.names()) this.#take(name);
  }

  #take(name: string): void {
    const snapshot = this.#manager.snapshot(name);
    if (snapshot) this.#snapshots.set(name, snapshot);
    else this.#snapshots.delete(name);
  }
}
