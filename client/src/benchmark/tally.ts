import { PoolError } from '../pools/pool-error.ts';
import type { ErrorKind } from '../pools/pool-types.ts';
import { Durations } from './durations.ts';
import type { Checkout, LaneStanding } from './lane.ts';

/** What is counted of one pool over all its parts. */
export class Tally {
  /** From when an operation was due until its last row; of one that was stopped, how long it had taken by then. */
  readonly response = new Durations();
  /** The wait for connections, also for those that never came. */
  readonly wait = new Durations();
  /** How long connections were out. */
  readonly held = new Durations();
  readonly errorsByKind: Partial<Record<ErrorKind, number>> = {};
  firstError: string | undefined;
  /** Operations that ended well in the measured time. */
  operations = 0;
  errors = 0;
  /** Operations that were due in the measured time and had not ended when its grace was over. */
  unfinished = 0;
  measuredMs = 0;
  /** How much of the measured time this process was at work. */
  busyMs = 0;
  /** Connections to be had at once, as last seen. */
  limit = 0;
  hosts: readonly string[] = [];
  inUseMost = 0;
  #inUseSum = 0;
  #looks = 0;

  readonly checkedIn = ({ waitMs, heldMs }: Checkout): void => {
    this.wait.record(waitMs);
    this.held.record(heldMs);
  };

  failed(error: unknown): void {
    this.errors += 1;
    const kind = error instanceof PoolError ? error.kind : 'other';
    this.errorsByKind[kind] = (this.errorsByKind[kind] ?? 0) + 1;
    this.firstError ??= error instanceof PoolError ? `${error.code}: ${error.message}` : String(error);
  }

  stands({ active, limit, hosts }: LaneStanding): void {
    this.#looks += 1;
    this.#inUseSum += active;
    this.inUseMost = Math.max(this.inUseMost, active);
    this.limit = limit;
    this.hosts = hosts;
  }

  get inUseAverage(): number {
    return this.#looks === 0 ? 0 : this.#inUseSum / this.#looks;
  }

  /** Operations that ended well, a second. */
  get throughput(): number {
    return this.measuredMs === 0 ? 0 : (this.operations * 1000) / this.measuredMs;
  }
}
