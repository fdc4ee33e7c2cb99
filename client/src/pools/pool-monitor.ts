import type { PoolHistory } from '../history/pool-history.ts';
import type { ToldEvent } from './driver-events.ts';
import type { Figures } from './snapshot-figures.ts';
import { answers, figures } from './snapshot-figures.ts';
import type { FoundConnection, FoundHeld } from './held-connections.ts';
import { heldConnections, openConnections, waitingOperations, workOn } from './held-connections.ts';
import { hostTotals, LapTimer } from './metrics/lap-timer.ts';
import { Journal, type Ended } from './metrics/journal.ts';
import type { MetricEvent } from './metrics/metric-event.ts';
import type { ConnectionMetrics } from './metrics/host-metrics.ts';
import type { PoolMetrics } from './metrics/pool-metrics.ts';
import { isAsBefore } from './metrics/round-trip.ts';
import { createPoolMetrics, dropDoubtful, foldMetrics } from './metrics/pool-metrics.ts';
import { oldestStart } from './metrics/wait-queue.ts';
import { OperationRing } from './operation-ring.ts';
import type {
  ErrorKind,
  HeldConnection,
  HostTotals,
  OperationRecord,
  PoolSnapshot,
  WaitingOperation,
} from './pool-types.ts';
import { utilization } from './utilization.ts';
import type { RunningWork } from './running-operation.ts';

/** The number of the newest event of all pools. History keeps events beyond a restart, so it does not begin at 1. */
let lastEvent = Date.now();

/** Watches one pool: folds its events, keeps the newest operations, and tells its history of events and moments. */
export class PoolMonitor {
  readonly #history: PoolHistory;
  readonly #metrics: PoolMetrics = createPoolMetrics(performance.now());
  /** What is not in the metrics yet. */
  readonly journal = new Journal(() => this.#fold());
  readonly #operations = new OperationRing();
  readonly #laps = new LapTimer();
  #sampledAt = -Infinity;
  #pulse = 0;
  /** Where the pulse was when `takeDirty` was last asked. */
  #askedAt = 0;
  /** Whether finished operations are kept: false where monitoring is off. */
  recording = true;

  constructor(history: PoolHistory) {
    this.#history = history;
  }

  metric(event: MetricEvent): void {
    const host = event.kind === 'heartbeat' ? this.#metrics.hosts.get(event.host) : undefined;
    if (event.kind !== 'heartbeat' || (host && !isAsBefore(host.roundTrip, event.roundTripMs))) this.#pulse++;
    this.#fold();
    foldMetrics(this.#metrics, event);
    // Whoever gives up waiting is told of as such an event.
    this.journal.onGiven?.();
  }

  #fold(): void {
    this.journal.take(this.#metrics, this.#ended);
  }

  readonly #ended: Ended = (connection, at, work) => {
    if (work?.info.timed) tellTimed(work, connection, at);
    if (!this.recording) return;
    const recorded = this.#operations.push(at, connection, work?.info);
    if (work) work.recorded = recorded;
  };

  /** The metrics with all that happened in them. */
  get #now(): PoolMetrics {
    this.#fold();
    return this.#metrics;
  }

  tell(event: ToldEvent): void {
    this.#pulse++;
    this.#history.tell({ id: ++lastEvent, at: new Date(), pool: this.#history.name, ...event });
  }

  /** An operation failed as its caller saw it. */
  failed(work: RunningWork, kind: ErrorKind, message: string): void {
    const now = performance.now();
    // An operation whose last checkout never ended in a check-in was not counted there.
    const unanswered = work.host === undefined || work.outstanding > 0;
    this.metric({ kind: 'operationFailed', at: now, host: work.host, error: kind, unanswered });
    this.#fold();
    if (!this.recording) return;
    const recorded =
      unanswered || work.recorded < 0
        ? this.#operations.pushWithout(now, work.host ?? '', work.info, now - work.startedAt)
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
    return figures(this.#now, performance.now());
  }

  /** Whether some server behind the pool can be worked with, or none was asked yet. */
  get answers(): boolean {
    return answers(this.#now, performance.now());
  }

  /** When the checkout began that has waited longest, in milliseconds of a monotonic clock; undefined where none waits. */
  get oldestWaiter(): number | undefined {
    let oldest: number | undefined;
    for (const { queue } of this.#now.hosts.values()) {
      const start = oldestStart(queue);
      if (start !== undefined && (oldest === undefined || start < oldest)) oldest = start;
    }
    return oldest;
  }

  /** Waits until another has waited longest, or nobody waits any more. False where nothing moves for so many milliseconds. */
  async oldestWaiterGoes(limitMs: number): Promise<boolean> {
    const first = this.oldestWaiter;
    const gone = Promise.withResolvers<boolean>();
    const late = setTimeout(gone.resolve, limitMs, false).unref();
    this.journal.onGiven = () => {
      if (this.oldestWaiter !== first) gone.resolve(true);
    };
    try {
      return await gone.promise;
    } finally {
      this.journal.onGiven = undefined;
      clearTimeout(late);
    }
  }

  /** What each host was timed with since the pool was made. */
  totals(): readonly HostTotals[] {
    return hostTotals(this.#now);
  }

  /** The connections that have been checked out for as long, in milliseconds. */
  held(longerMs = 0): readonly FoundHeld[] {
    return heldConnections(this.#now, performance.now(), longerMs);
  }

  /** What a connection is checked out for, while it is. */
  workOn(held: Pick<HeldConnection, 'id' | 'host' | 'since'>): RunningWork | undefined {
    return workOn(this.#now, held);
  }

  /** Every connection there is, of clients that are being replaced and made too. */
  connections(): readonly FoundConnection[] {
    return openConnections(this.#now);
  }

  /** Who waits for a connection to come free. */
  waiting(): readonly Omit<WaitingOperation, 'pool'>[] {
    return waitingOperations(this.#now, performance.now());
  }

  get lastUsedAt(): Date | undefined {
    const { lastUsed } = this.#now;
    return Number.isNaN(lastUsed) ? undefined : dateOf(lastUsed);
  }

  operations(): readonly OperationRecord[] {
    this.#fold();
    return this.#operations.records(this.#history.name);
  }

  /** Gives history a moment, and forgets connections that the driver lost without a word. */
  sample(snapshot: PoolSnapshot, intervalMs: number, watched: boolean, connectTimeoutMs: number): void {
    const now = performance.now();
    dropDoubtful(this.#now, now, connectTimeoutMs);
    // A tick may come a little early.
    if (!watched && now - this.#sampledAt < intervalMs * 0.95) return;
    this.#sampledAt = now;
    const laps = this.#laps.take(this.#now);
    this.#history.add(Date.now(), { snapshot, utilization: utilization(snapshot), laps });
  }

  /** A number that moves with each event: where it stands still, nothing happened. */
  get pulse(): number {
    return this.#pulse + this.journal.written;
  }

  takeDirty(): boolean {
    const dirty = this.#askedAt !== this.pulse;
    this.#askedAt = this.pulse;
    return dirty;
  }
}

/** Tells of a wait exactly where it can: the driver tells whole milliseconds, and of an operation's newest checkout our clock tells more. */
function tellTimed(
  { info, checkoutAt }: RunningWork,
  { heldMs, waitMs }: ConnectionMetrics,
  at: number,
): void {
  const exact = at - heldMs - checkoutAt;
  info.timed?.({ heldMs, waitMs: exact >= 0 && Math.abs(exact - waitMs) < 2 ? exact : waitMs });
}

/** A time of the monotonic clock as a date. */
function dateOf(at: number): Date {
  return new Date(performance.timeOrigin + at);
}
