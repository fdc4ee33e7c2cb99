import { workOf } from './held-connections.ts';
import type { ConnectionMetrics } from './metrics/host-metrics.ts';
import type { OperationRecord } from './pool-types.ts';
import type { WorkInfo } from './running-operation.ts';

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

  /** One that gave its connection back, at a time of a monotonic clock. Gives the number by which `fail` knows the operation. */
  push(
    at: number,
    connection: Pick<ConnectionMetrics, 'host' | 'heldMs' | 'waitMs' | 'serial' | 'server'>,
    info: WorkInfo | undefined,
  ): number {
    const slot = this.#pushed % size;
    this.#at[slot] = at;
    this.#durationMs[slot] = connection.heldMs;
    this.#waitMs[slot] = connection.waitMs;
    this.#connection[slot] = connection.serial;
    this.#server[slot] = connection.server;
    this.#host[slot] = connection.host;
    this.#info[slot] = info;
    this.#error[slot] = undefined;
    return this.#pushed++;
  }

  /** One that had no connection to give back. */
  pushWithout(at: number, host: string, info: WorkInfo, durationMs: number): number {
    return this.push(at, { host, heldMs: durationMs, waitMs: NaN, serial: NaN, server: NaN }, info);
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
