import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

/** What an operation does, for the record: the manager cannot see it in the pool's events. */
export interface WorkInfo {
  /** Name of the command: `find`, `aggregate`. */
  readonly command: string;
  readonly database?: string;
  readonly collection?: string;
  /** Id that the statement's commands carry as their comment. */
  readonly statement?: string;
  /** Text of the statement, bounded. */
  readonly text?: string;
  /** Where the statement stands: `orders.qlsql:12`. */
  readonly source?: string;
  /** Told of each connection that it gave back, once that is counted. */
  readonly timed?: (checkout: TimedCheckout) => void;
}

/** How long an operation waited for a connection, and how long it held it. In milliseconds. */
export interface TimedCheckout {
  readonly waitMs: number;
  readonly heldMs: number;
}

/**
 * One operation while it runs. The driver asks for a connection and gives it back in the operation's own
 * asynchronous context, so that the events of both find this object there.
 */
export interface RunningWork {
  readonly info: WorkInfo;
  /** Told of it where it fails. */
  readonly failed: (work: RunningWork, error: unknown) => void;
  /** Checkouts begun and not yet ended by a check-in. */
  outstanding: number;
  /** Address of the server that the newest checkout goes to. */
  host: string | undefined;
  /** When it began, and when its newest checkout did, in milliseconds of a monotonic clock. */
  readonly startedAt: number;
  checkoutAt: number;
  /** Set by who cancels it: its end is then no error of the pool. */
  cancelled: boolean;
  /** Ends it here, as one that was killed, whatever the server says; set by who runs it, where that can be done. */
  giveUp: (() => void) | undefined;
  /** Set by who kills it on the server: the driver must not send it once more. */
  killed: boolean;
  /** The number of its newest check-in in the record of operations; -1 before that. */
  recorded: number;
}

const current = new AsyncLocalStorage<RunningWork>();

/** Where no operation runs. */
const outside = new AsyncResource('qlsql operation');

/** The operation that this is done for. */
export function currentWork(): RunningWork | undefined {
  return current.getStore();
}

/**
 * Runs an operation so that `currentWork` finds it, and tells its `failed` where it fails. Gives the operation's own promise: a wrapped one would cost
 * a turn and a promise each time.
 */
export function runWork<T>(work: RunningWork, operation: (work: RunningWork) => Promise<T>): Promise<T> {
  return outside.runInAsyncScope(enter<T>, undefined, work, operation);
}

/** For a quarter of what `AsyncLocalStorage.run` costs, which copies the context twice; and without a closure for each operation. */
function enter<T>(work: RunningWork, operation: (work: RunningWork) => Promise<T>): Promise<T> {
  current.enterWith(work);
  const running = operation(work);
  running.then(undefined, tellFailure);
  return running;
}

function tellFailure(error: unknown): void {
  const work = current.getStore();
  work?.failed(work, error);
}

export function startWork(info: WorkInfo, failed: RunningWork['failed']): RunningWork {
  return {
    info,
    failed,
    startedAt: performance.now(),
    outstanding: 0,
    host: undefined,
    checkoutAt: 0,
    cancelled: false,
    giveUp: undefined,
    killed: false,
    recorded: -1,
  };
}
