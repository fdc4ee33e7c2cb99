import { PoolHistory } from './pool-history.ts';

/** The histories of all pools by name, those of pools that are no more included. */
export class HistoryStore {
  readonly #pools = new Map<string, PoolHistory>();

  /** The history of a pool, made where there is none yet. */
  of(name: string): PoolHistory {
    let history = this.#pools.get(name);
    if (!history) {
      history = new PoolHistory(name);
      this.#pools.set(name, history);
    }
    return history;
  }

  find(name: string): PoolHistory | undefined {
    return this.#pools.get(name);
  }

  all(): readonly PoolHistory[] {
    return [...this.#pools.values()];
  }

  /** Lets go of what is more than a day old, but not of pools in use. */
  forget(now: number, inUse: ReadonlySet<string>): void {
    for (const history of this.#pools.values())
      if (history.forget(now) && !inUse.has(history.name)) this.#pools.delete(history.name);
  }
}
