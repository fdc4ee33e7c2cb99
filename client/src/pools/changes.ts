/** What changed of a pool: that it is there, that it is gone, its state, its options, or its figures. */
export type PoolChangeKind = 'created' | 'dropped' | 'state' | 'options' | 'figures' | 'defaults';

/** All that changed since the last call, once for each pool and kind. `defaults` has no pool. */
export type PoolChanges = readonly { readonly pool?: string; readonly change: PoolChangeKind }[];

export type PoolListener = (changes: PoolChanges) => void;

/** Gathers changes and tells of them together at the end of the tick. */
export class Changes {
  readonly #listeners = new Set<PoolListener>();
  readonly #watchers = new Set<PoolListener>();
  readonly #pending = new Map<string, { pool?: string; change: PoolChangeKind }>();
  #scheduled = false;

  /** Whether anybody wants figures as they come. */
  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  /** `watch` asks for figures each second; without it they come when others ask. */
  listen(listener: PoolListener, watch: boolean): { dispose(): void } {
    // The same function may listen twice.
    const mine: PoolListener = (changes) => listener(changes);
    this.#listeners.add(mine);
    if (watch) this.#watchers.add(mine);
    return {
      dispose: () => {
        this.#listeners.delete(mine);
        this.#watchers.delete(mine);
      },
    };
  }

  add(change: PoolChangeKind, pool?: string): void {
    this.#pending.set(`${change} ${pool ?? ''}`, { change, ...(pool === undefined ? {} : { pool }) });
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#tell());
  }

  #tell(): void {
    this.#scheduled = false;
    const changes = [...this.#pending.values()];
    this.#pending.clear();
    for (const listener of [...this.#listeners]) listener(changes);
  }
}
