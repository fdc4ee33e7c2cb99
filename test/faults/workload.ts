import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { errorKind } from '../../client/src/pools/driver-failure.ts';
import type { PoolLease } from '../../client/src/pools/lease.ts';
import type { PoolManager } from '../../client/src/pools/manager.ts';

/** How an operation ended, in milliseconds of the monotonic clock. */
export interface Ended {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Why it failed; nothing where the server acknowledged it. */
  readonly failed?: string;
}

const database = 'faults';
const pauseMs = 20;

/** What a worker does once. */
export type Operation = (lease: PoolLease, id: string) => Promise<unknown>;

/** Workers that write documents through a pool, or do something else there, and remember what was acknowledged. */
export class Workload {
  readonly ended: Ended[] = [];
  readonly #acknowledged = new Set<string>();
  readonly #pools: PoolManager;
  readonly #pool: string;
  readonly #operation: Operation;
  readonly #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(pools: PoolManager, pool: string, operation: Operation = insert) {
    this.#pools = pools;
    this.#pool = pool;
    this.#operation = operation;
  }

  start(workers: number): void {
    this.#running = Promise.all(Array.from({ length: workers }, (_, worker) => this.#work(worker)));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  /** How many documents that were acknowledged are not there. */
  async missing(uri: string): Promise<number> {
    const client = new MongoClient(uri, { readConcern: { level: 'majority' } });
    try {
      const found = client
        .db(database)
        .collection<{ _id: string }>(collection)
        .find({}, { projection: { _id: 1 } });
      const there = new Set(await found.map(({ _id }) => _id).toArray());
      return [...this.#acknowledged].filter((id) => !there.has(id)).length;
    } finally {
      await client.close();
    }
  }

  async #work(worker: number): Promise<void> {
    for (let number = 0; !this.#stop.signal.aborted; number++) {
      const startedAt = performance.now();
      const id = `${worker}-${number}`;
      try {
        await this.#once(id);
        this.#acknowledged.add(id);
        this.ended.push({ startedAt, endedAt: performance.now() });
      } catch (error) {
        this.ended.push({ startedAt, endedAt: performance.now(), failed: errorKind(error) });
      }
      await sleep(pauseMs);
    }
  }

  async #once(id: string): Promise<void> {
    const lease = await this.#pools.use(this.#pool);
    try {
      await this.#operation(lease, id);
    } finally {
      lease.release();
    }
  }
}

const collection = 'written';

/** Writes a document with an `_id` of its own. */
const insert: Operation = ({ client, run }, _id) =>
  run({ command: 'insert', database, collection }, () =>
    client
      .db(database)
      .collection<{ _id: string }>(collection)
      .insertOne({ _id }, { writeConcern: { w: 'majority' } }),
  );

/** Failures by their kind: `network 12, timeout 3`. */
export function failureText(ended: readonly Ended[]): string {
  const kinds = Map.groupBy(
    ended.flatMap(({ failed }) => (failed === undefined ? [] : [failed])),
    (kind) => kind,
  );
  return [...kinds].map(([kind, all]) => `${kind} ${all.length}`).join(', ') || 'none';
}

const windowMs = 1000;
const stepMs = 100;

/**
 * Seconds from a fault until the workload runs again: until nothing fails any more and a second brings at least a quarter
 * of what one brought before the fault. Undefined where it never did.
 */
export function recoverySeconds(ended: readonly Ended[], faultAt: number, until: number): number | undefined {
  const good = ended.filter(({ failed }) => failed === undefined).map(({ endedAt }) => endedAt);
  const bad = ended.filter(({ failed }) => failed !== undefined).map(({ endedAt }) => endedAt);
  const within = (times: readonly number[], from: number, to: number) =>
    times.filter((time) => time >= from && time < to).length;
  const usual = within(good, faultAt - 2000, faultAt) / 2;
  const trouble = (at: number) =>
    within(bad, at, at + windowMs) > 0 || within(good, at, at + windowMs) < usual / 4;
  let recovered: number | undefined;
  // From the end: the last trouble decides, for a fault may show late.
  for (let at = until - windowMs; at >= faultAt && !trouble(at); at -= stepMs) recovered = at;
  return recovered === undefined ? undefined : Math.max(0, (recovered - faultAt) / 1000);
}
