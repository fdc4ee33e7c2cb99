import type { RunningWork } from '../running-operation.ts';
import type { ConnectionMetrics } from './host-metrics.ts';
import type { PoolMetrics } from './pool-metrics.ts';
import { foldAsked, foldGiven, foldReturned } from './pool-metrics.ts';

/** So many events are folded together: one by one, each in the midst of the driver's work, they cost several times as much. */
const size = 128;
/** What of an event is a number: its kind, when it was, the connection, and how long that was waited for. */
const columns = 4;
const [asked, given, givenQuietly, returned, returnedQuietly] = [0, 1, 2, 3, 4];

/** Told of the connection that an operation gave back. */
export type Ended = (connection: ConnectionMetrics, at: number, work: RunningWork | undefined) => void;

/**
 * The events that come with each operation, not folded yet, oldest first: somebody asks for a connection, is given it, and returns it. They
 * come in the midst of the driver's work, so they are written down in columns, where an object for each would cost more than its fold.
 */
export class Journal {
  readonly #numbers = new Float64Array(columns * size);
  #hosts = new Array<string>(size);
  #works = new Array<RunningWork | undefined>(size);
  /** How many of the places are written. */
  #end = 0;
  /** How many events there have been. */
  written = 0;
  /** Told of each connection that somebody is given, while somebody has to know. */
  onGiven: (() => void) | undefined;
  readonly #full: () => void;

  /** `full` is told when there is room for no more: it must `take` them all. */
  constructor(full: () => void) {
    this.#full = full;
  }

  /** Times in milliseconds of a monotonic clock. `work` is the operation in whose context the driver told of it. */
  asked(at: number, host: string, work: RunningWork | undefined): void {
    this.#write(asked, at, host, NaN, NaN, work);
  }

  /** `waitMs` is the driver's own figure, in whole milliseconds. What is `quiet` is the manager's own doing and does not count as work. */
  given(at: number, host: string, connection: number, waitMs: number, quiet: boolean): void {
    this.#write(quiet ? givenQuietly : given, at, host, connection, waitMs, undefined);
    this.onGiven?.();
  }

  returned(
    at: number,
    host: string,
    connection: number,
    quiet: boolean,
    work: RunningWork | undefined,
  ): void {
    this.#write(quiet ? returnedQuietly : returned, at, host, connection, NaN, work);
  }

  /** Folds what is written into the metrics, and forgets it. Tells of each operation that ended; nothing may be written meanwhile. */
  take(metrics: PoolMetrics, ended: Ended): void {
    const end = this.#end;
    if (end === 0) return;
    const hosts = this.#hosts;
    const works = this.#works;
    const numbers = this.#numbers;
    // Younger arrays than what they hold: the collector need not look at them on their own.
    this.#hosts = new Array<string>(size);
    this.#works = new Array<RunningWork | undefined>(size);
    this.#end = 0;
    for (let index = 0; index < end; index++) {
      const place = index * columns;
      const kind = numbers[place];
      const at = numbers[place + 1] ?? 0;
      const number = numbers[place + 2] ?? NaN;
      const host = hosts[index] ?? '';
      const work = works[index];
      if (kind === asked) foldAsked(metrics, at, host, work);
      else if (kind === given || kind === givenQuietly)
        foldGiven(metrics, at, host, number, numbers[place + 3] ?? 0, kind === givenQuietly);
      else {
        const connection = foldReturned(metrics, at, host, number, kind === returnedQuietly, work);
        if (connection) ended(connection, at, work);
      }
    }
  }

  #write(
    kind: number,
    at: number,
    host: string,
    connection: number,
    waitMs: number,
    work: RunningWork | undefined,
  ): void {
    const numbers = this.#numbers;
    const end = this.#end++;
    const place = end * columns;
    this.#hosts[end] = host;
    this.#works[end] = work;
    numbers[place] = kind;
    numbers[place + 1] = at;
    numbers[place + 2] = connection;
    numbers[place + 3] = waitMs;
    this.written++;
    if (end + 1 === size) this.#full();
  }
}
