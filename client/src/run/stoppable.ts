import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientSession } from 'mongodb';
import type { RoutedLease } from '../groups/group-lease.ts';
import { currentOperations } from '../pools/current-operations.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { RunningWork, TimedCheckout, WorkInfo } from '../pools/running-operation.ts';
import type { WriteAccount } from './write-account.ts';

/** Thrown where a statement was cancelled. */
export class Cancelled extends Error {
  constructor() {
    super('The statement was cancelled.');
    this.name = 'Cancelled';
  }
}

/** How long the server gets to stop after it was told to, before it is looked at again. */
const graceMs = 50;

/** What the operations of one statement have in common. */
export interface StatementChannel {
  readonly lease: RoutedLease;
  /** The statement's own: killing it stops the statement and nothing else. */
  readonly session: ClientSession;
  readonly signal: AbortSignal | undefined;
  /** Id that every command of the statement carries as its comment. */
  readonly statement: string;
  /** Its text, bounded. */
  readonly text: string;
  /** Where the statement stands: `orders.qlsql:12`. */
  readonly source: string | undefined;
  /** Documents in one batch of a cursor. */
  readonly batchSize: number;
  /** How long the server may work at one operation: none, or `maxTimeMS`. */
  readonly limit: { readonly maxTimeMS?: number };
  /** Whether rows that are many may lie in a collection of the server while the statement runs. */
  readonly spills: boolean;
  /** Whether numbers of rows keep their BSON types. */
  readonly exactNumbers: boolean;
  readonly account: WriteAccount;
  /** Told of each connection that the statement gave back. */
  readonly timed?: (checkout: TimedCheckout) => void;
  /** How an operation is stopped, where not by itself. */
  readonly stop?: Stop;
  /** Handed to the driver's calls: aborts what waits for a connection or a server. */
  readonly giveUp: AbortController;
}

/** Stops an operation that runs or waits for a connection; settles once it ended. */
export type Stop = (
  channel: StatementChannel,
  work: RunningWork,
  ended: () => boolean,
  settled: Promise<unknown>,
) => Promise<void>;

/**
 * Runs one operation of a statement so that it can be cancelled. What runs on a server is stopped there, by killing
 * the statement's session, and its connection stays in the pool; what waits for a connection leaves the queue.
 * Rejects with Cancelled as soon as that is done. What runs may go on for `patienceMs` first.
 */
export async function stoppable<T>(
  channel: StatementChannel,
  info: WorkInfo,
  operation: () => Promise<T>,
  patienceMs = 0,
): Promise<T> {
  const { lease, signal, giveUp } = channel;
  if (signal?.aborted) throw new Cancelled();
  let work: RunningWork | undefined;
  let isKilled = false;
  const running = lease.run(info, (started) => {
    work = started;
    started.giveUp = () => {
      isKilled = true;
      giveUp.abort(new Error('The statement was killed.'));
    };
    return operation();
  });
  const reasonOf = (error: unknown): unknown =>
    signal?.aborted
      ? new Cancelled()
      : isKilled
        ? new PoolError('QL5025', ['it was killed', 'Run it again.'])
        : error;
  if (!signal)
    return await running.catch((error: unknown) => {
      throw reasonOf(error);
    });

  let ended = false;
  const settled = running.then(
    () => (ended = true),
    () => (ended = true),
  );
  let stopping: Promise<void> | undefined;
  const stop = () => {
    if (!work) return;
    work.cancelled = true;
    const started = work;
    const stopNow = () => (channel.stop ?? stopWork)(channel, started, () => ended, settled);
    stopping = patienceMs > 0 ? Promise.race([settled, sleep(patienceMs)]).then(stopNow) : stopNow();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await running;
    if (signal.aborted) throw new Cancelled();
    return result;
  } catch (error) {
    throw reasonOf(error);
  } finally {
    signal.removeEventListener('abort', stop);
    await stopping;
  }
}

async function stopWork(
  { lease, session, giveUp }: StatementChannel,
  work: RunningWork,
  ended: () => boolean,
  settled: Promise<unknown>,
): Promise<void> {
  while (!ended()) {
    const { host } = work;
    // Without a checkout there is nothing on a server yet: a server is being looked for.
    if (host === undefined || work.outstanding === 0) {
      giveUp.abort(new Cancelled());
      return;
    }
    try {
      const admin = (await lease.control(host)).db('admin');
      await admin.command({ killSessions: [session.id] });
      await Promise.race([settled, sleep(graceMs)]);
      if (ended()) return;
      // Still there: either the server is slow to stop it, or it waits in the pool's queue and never got so far.
      const [onServer] = await admin
        .aggregate([
          currentOperations,
          { $match: { 'lsid.id': session.id?.['id'], active: true } },
          { $limit: 1 },
        ])
        .toArray();
      if (!onServer && !ended()) {
        giveUp.abort(new Cancelled());
        return;
      }
    } catch {
      // The server cannot be asked any more: the connection is given up with what runs on it.
      giveUp.abort(new Cancelled());
      return;
    }
  }
}
