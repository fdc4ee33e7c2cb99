/** What changed of a pool: that it is there, that it is gone, its state, its options, or its figures. */
export type PoolChangeKind = 'created' | 'dropped' | 'state' | 'options' | 'figures' | 'defaults';

/** All that changed since the last call, once for each pool and kind. `defaults` has no pool. */
export type PoolChanges = readonly { readonly pool?: string; readonly change: PoolChangeKind }[];

export type PoolListener = (changes: PoolChanges) => void;

/** Gathers changes and tells of them together at the end of the tick. */
export class Changes {
  readonly #listeners = new Set<PoolListener>();
  readonly #pending = new Map<string, { pool?: string; change: PoolChangeKind }>();
  #scheduled = false;

  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  listen(listener: PoolListener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
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
