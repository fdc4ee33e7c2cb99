import type { PoolChanges } from '../pools/changes.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';

/** What the views need of the pool manager. */
export type WatchedPools = Pick<PoolManager, 'names' | 'snapshot' | 'onDidChange'>;

/**
 * The newest snapshot of every pool, taken once for all that show it and only while somebody does. A snapshot
 * is taken anew only of the pools that the manager says have changed: at once when a pool comes, goes or changes
 * its state; for their figures each second while somebody looks closely, else when the manager takes them anyhow.
 */
export class LivePools {
  readonly #manager: WatchedPools;
  readonly #snapshots = new Map<string, PoolSnapshot>();
  /** Who listens, and whether closely. */
  readonly #listeners = new Map<() => void, boolean>();
  #subscription: { readonly closely: boolean; dispose(): void } | undefined;

  constructor(manager: WatchedPools) {
    this.#manager = manager;
  }

  /** In the order in which the pools were made. */
  snapshots(): readonly PoolSnapshot[] {
    if (!this.#subscription) this.#takeAll();
    return [...this.#snapshots.values()];
  }

  /** Calls back after each change until it is disposed of. */
  watch(listener: () => void, { closely = true }: { closely?: boolean } = {}): { dispose(): void } {
    this.#listeners.set(listener, closely);
    this.#subscribe();
    return {
      dispose: () => {
        this.#listeners.delete(listener);
        this.#subscribe();
      },
    };
  }

  #subscribe(): void {
    const closely = [...this.#listeners.values()].includes(true);
    const before = this.#subscription;
    if (this.#listeners.size > 0 && before?.closely === closely) return;
    this.#subscription =
      this.#listeners.size === 0
        ? undefined
        : { closely, ...this.#manager.onDidChange((changes) => this.#take(changes), { watch: closely }) };
    before?.dispose();
    if (this.#subscription && !before) this.#takeAll();
  }

  #take(changes: PoolChanges): void {
    if (changes.some(({ change }) => change === 'created' || change === 'dropped')) this.#takeAll();
    else for (const { pool } of changes) if (pool !== undefined) this.#takeOne(pool);
    for (const listener of [...this.#listeners.keys()]) listener();
  }

  #takeAll(): void {
    this.#snapshots.clear();
    for (const name of this.#manager.names()) this.#takeOne(name);
  }

  #takeOne(name: string): void {
    const snapshot = this.#manager.snapshot(name);
    if (snapshot) this.#snapshots.set(name, snapshot);
    else this.#snapshots.delete(name);
  }
}
