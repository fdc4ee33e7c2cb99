import type { OperationRecord } from '../pools/pool-types.ts';

const slowestKept = 400;

/**
 * The slowest of a pool's operations while its dashboard is open. The manager itself keeps only the newest; on a busy
 * pool those are gone within a second.
 */
export class OperationLog {
  /** When the newest operation taken in ended, and how many ended in that same millisecond. */
  #newest = { at: -Infinity, count: 0 };
  #slowest: OperationRecord[] = [];

  /** Takes in the operations that came since the last call. `operations` are the newest ones, oldest first. */
  take(operations: readonly OperationRecord[]): void {
    this.#slowest.push(...this.#unseen(operations));
    if (this.#slowest.length > slowestKept) {
      this.#slowest = this.#slowest.sort(slowestFirst).slice(0, slowestKept / 2);
    }
  }

  /** Records are told apart by their moment and their place within it: each call makes them anew. */
  #unseen(operations: readonly OperationRecord[]): readonly OperationRecord[] {
    const { at, count: taken } = this.#newest;
    const first = operations.findIndex((operation) => operation.at.getTime() >= at);
    if (first === -1) return [];
    const same = operations.slice(first).filter((operation) => operation.at.getTime() === at).length;
    const unseen = operations.slice(first + Math.min(taken, same));
    const newest = operations.at(-1)?.at.getTime() ?? at;
    const together = operations.filter((operation) => operation.at.getTime() === newest).length;
    this.#newest = { at: newest, count: together };
    return unseen;
  }

  /** The slowest operations that ended since then, the slowest first. */
  slowest(since: number, most: number): readonly OperationRecord[] {
    return this.#slowest
      .filter((operation) => operation.at.getTime() >= since)
      .sort(slowestFirst)
      .slice(0, most);
  }
}

const slowestFirst = (left: OperationRecord, right: OperationRecord): number =>
  right.durationMs - left.durationMs;
