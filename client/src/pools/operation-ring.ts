import type { OperationRecord } from './pool-types.ts';
import type { WorkInfo } from './work.ts';

const size = 1000;

/**
 * The newest finished operations, in columns: an object for each would outlive its generation in the collector, and
 * cost every operation more than the rest of its record.
 */
export class OperationRing {
  readonly #at = new Float64Array(size);
  readonly #durationMs = new Float64Array(size);
  /** NaN where the operation had no checkout of its own. */
  readonly #waitMs = new Float64Array(size);
  readonly #host = new Array<string>(size).fill('');
  readonly #info = new Array<WorkInfo | undefined>(size).fill(undefined);
  readonly #error = new Array<string | undefined>(size).fill(undefined);
  #pushed = 0;

  /** Times in milliseconds, `at` of a monotonic clock. Gives the number by which `fail` knows the operation. */
  push(at: number, host: string, info: WorkInfo | undefined, durationMs: number, waitMs: number): number {
    const slot = this.#pushed % size;
    this.#at[slot] = at;
    this.#durationMs[slot] = durationMs;
    this.#waitMs[slot] = waitMs;
    this.#host[slot] = host;
    this.#info[slot] = info;
    this.#error[slot] = undefined;
    return this.#pushed++;
  }

  /** The operation of that number failed, as its caller learned a little later. */
  fail(number: number, error: string): void {
    if (this.#pushed - number <= size) this.#error[number % size] = error;
  }

  /** Oldest first. */
  records(pool: string): readonly OperationRecord[] {
    const records: OperationRecord[] = [];
    for (let number = Math.max(0, this.#pushed - size); number < this.#pushed; number++)
      records.push(this.#record(number % size, pool));
    return records;
  }

  #record(slot: number, pool: string): OperationRecord {
    const { command = 'command', database = '', collection } = this.#info[slot] ?? {};
    const waitMs = this.#waitMs[slot] ?? NaN;
    const error = this.#error[slot];
    return {
      at: new Date(performance.timeOrigin + (this.#at[slot] ?? 0)),
      pool,
      host: this.#host[slot] ?? '',
      ...{ command, database },
      ...(collection === undefined ? {} : { collection }),
      durationMs: this.#durationMs[slot] ?? 0,
      ...(Number.isNaN(waitMs) ? {} : { waitMs }),
      ...(error === undefined ? {} : { error }),
    };
  }
}
