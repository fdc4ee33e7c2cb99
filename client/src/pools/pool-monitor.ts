import type { ToldEvent } from './listen.ts';
import type { Figures } from './figures.ts';
import { figures } from './figures.ts';
import type { FoundHeld } from './held-connections.ts';
import { heldConnections } from './held-connections.ts';
import type { MetricEvent } from './metrics/metric-event.ts';
import type { PoolMetrics } from './metrics/pool-metrics.ts';
import { createPoolMetrics, dropDoubtful, foldMetrics } from './metrics/pool-metrics.ts';
import { OperationRing } from './operation-ring.ts';
import type { ErrorKind, OperationRecord, PoolEvent, PoolSample, PoolSnapshot } from './pool-types.ts';
import { Ring } from './ring.ts';
import { utilization } from './utilization.ts';
import type { RunningWork } from './work.ts';
import { currentWork } from './work.ts';

/** A day of samples at the default interval, and ten minutes of those taken each second while somebody looks. */
const coarseSamples = 2880;
const fineSamples = 600;
const keptEvents = 1000;

/** Watches one pool: folds its events, and keeps the newest events, operations and samples. */
export class PoolMonitor {
  readonly #name: string;
  readonly #metrics: PoolMetrics = createPoolMetrics(performance.now());
  readonly #events = new Ring<PoolEvent>(keptEvents);
  readonly #operations = new OperationRing();
  readonly #coarse = new Ring<PoolSample>(coarseSamples);
  readonly #fine = new Ring<PoolSample>(fineSamples);
  #coarseAt = -Infinity;
  /** Whether anything happened since `takeDirty` was last asked. */
  #dirty = false;
  /** Whether finished operations are kept: false where monitoring is off. */
  recording = true;

  constructor(name: string) {
    this.#name = name;
  }

  metric(event: MetricEvent): void {
    this.#dirty = true;
    const ended = foldMetrics(this.#metrics, event);
    if (!ended || event.kind !== 'checkedIn' || !this.recording) return;
    const work = currentWork.getStore();
    const recorded = this.#operations.push(event.at, ended.host, work?.info, ended.heldMs, ended.waitMs);
    if (work) work.recorded = recorded;
  }

  tell(event: ToldEvent): void {
    this.#dirty = true;
    this.#events.push({ at: new Date(), pool: this.#name, ...event });
  }

  /** An operation failed as its caller saw it. */
  failed(work: RunningWork, kind: ErrorKind, message: string, startedAt: number): void {
    const now = performance.now();
    // An operation whose last checkout never ended in a check-in was not counted there.
    const unanswered = work.host === undefined || work.outstanding > 0;
    this.metric({ kind: 'operationFailed', at: now, host: work.host, error: kind, unanswered });
    if (!this.recording) return;
    const recorded =
      unanswered || work.recorded < 0
        ? this.#operations.push(now, work.host ?? '', work.info, now - startedAt, NaN)
        : work.recorded;
    this.#operations.fail(recorded, message);
  }

  /** An operation was cancelled; the driver does not tell where that was while it waited for a connection. */
  cancelled(work: RunningWork): void {
    if (work.host === undefined || work.outstanding <= 0) return;
    this.metric({
      kind: 'checkoutCancelled',
      at: performance.now(),
      host: work.host,
      startedAt: work.checkoutAt,
    });
  }

  figures(): Figures {
    return figures(this.#metrics, performance.now());
  }

  /** The connections that have been checked out for as long, in milliseconds. */
  held(longerMs = 0): readonly FoundHeld[] {
    return heldConnections(this.#metrics, performance.now(), longerMs);
  }

  get lastUsedAt(): Date | undefined {
    const { lastUsed } = this.#metrics;
    return lastUsed === undefined ? undefined : dateOf(lastUsed);
  }

  events(): readonly PoolEvent[] {
    return this.#events.toArray();
  }

  operations(): readonly OperationRecord[] {
    return this.#operations.records(this.#name);
  }

  /** Oldest first: samples of each monitoring interval, and between them the newest of those of each second. */
  history(): readonly PoolSample[] {
    // A sample may be in both.
    const samples = new Set([...this.#coarse.toArray(), ...this.#fine.toArray()]);
    return [...samples].sort((one, other) => one.at.getTime() - other.at.getTime());
  }

  /** Keeps a sample for history, and forgets connections that the driver lost without a word. */
  sample(snapshot: PoolSnapshot, intervalMs: number, watched: boolean, connectTimeoutMs: number): void {
    const now = performance.now();
    dropDoubtful(this.#metrics, now, connectTimeoutMs);
    const sample: PoolSample = { at: new Date(), ...samplePart(snapshot) };
    if (watched) this.#fine.push(sample);
    // A tick may come a little early.
    if (now - this.#coarseAt < intervalMs * 0.95) return;
    this.#coarseAt = now;
    this.#coarse.push(sample);
  }

  takeDirty(): boolean {
    const dirty = this.#dirty;
    this.#dirty = false;
    return dirty;
  }
}

/** A time of the monotonic clock as a date. */
function dateOf(at: number): Date {
  return new Date(performance.timeOrigin + at);
}

function samplePart(snapshot: PoolSnapshot): Omit<PoolSample, 'at'> {
  const { maxSize, size, idle, active, pending, waiting, checkouts, operations, errors } = snapshot;
  const { operationsPerSecond, errorRate, checkout, response, healthScore } = snapshot;
  return {
    ...{
      maxSize,
      utilization: utilization(snapshot),
      size,
      idle,
      active,
      pending,
      waiting,
      checkouts,
      operations,
      errors,
    },
    ...{ operationsPerSecond, errorRate, checkout, response, healthScore },
  };
}
