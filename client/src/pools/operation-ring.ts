import { workOf } from './held-connections.ts';
import type { ConnectionMetrics } from './metrics/host-metrics.ts';
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
  /** The connection's number among all, and the server's own; NaN where there was none, or it is not known. */
  readonly #connection = new Float64Array(size);
  readonly #server = new Float64Array(size);
  readonly #host = new Array<string>(size).fill('');
  readonly #info = new Array<WorkInfo | undefined>(size).fill(undefined);
  readonly #error = new Array<string | undefined>(size).fill(undefined);
  #pushed = 0;

  /** Times in milliseconds, `at` of a monotonic clock. Gives the number by which `fail` knows the operation. */
  push(
    at: number,
    host: string,
    info: WorkInfo | undefined,
    durationMs: number,
    waitMs = NaN,
    connection?: Pick<ConnectionMetrics, 'serial' | 'server'>,
  ): number {
    const slot = this.#pushed % size;
    this.#at[slot] = at;
    this.#durationMs[slot] = durationMs;
    this.#waitMs[slot] = waitMs;
    this.#connection[slot] = connection ? connection.serial : NaN;
    this.#server[slot] = connection ? connection.server : NaN;
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
    const [waitMs = NaN, connection = NaN, server = NaN] = [
      ...[this.#waitMs[slot], this.#connection[slot], this.#server[slot]],
    ];
    const error = this.#error[slot];
    return {
      at: new Date(performance.timeOrigin + (this.#at[slot] ?? 0)),
      pool,
      host: this.#host[slot] ?? '',
      ...{ command: 'command', database: '', ...workOf(this.#info[slot]) },
      durationMs: this.#durationMs[slot] ?? 0,
      ...(Number.isNaN(waitMs) ? {} : { waitMs }),
      ...(Number.isNaN(connection) ? {} : { connection }),
      ...(Number.isNaN(server) ? {} : { serverConnection: server }),
      ...(error === undefined ? {} : { error }),
    };
  }
}
