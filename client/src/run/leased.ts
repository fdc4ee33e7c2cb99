import type { RoutedLease } from '../groups/group-lease.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { ExecuteRun } from './execute-run.ts';
import type { SessionState } from './session-state.ts';
import type { StatementChannel } from './stoppable.ts';
import { Cancelled } from './stoppable.ts';
import { nobody } from './write-account.ts';

/** A statement's text on one line, no longer than the lists of pools show. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}

export interface LeasedOptions {
  /** Stays outside the session's transaction. */
  readonly apart?: boolean;
  /** Whether the work may be done once more, where it did not reach the member of a group that it was sent to. */
  readonly again?: () => boolean;
}

const isReadOnly = ({ connection, connections }: SessionState): boolean =>
  connection !== undefined && connections.role?.(connection) === 'read-only';

/**
 * Runs with a lease of the session's pool and a server session: the transaction's, or one of the statement's own.
 * Numbers what the driver throws while the lease knows where it ran. What only reads, and has shown nothing yet, goes to another member
 * of a group where the first does not answer.
 */
export async function leased<T>(
  session: SessionState,
  run: ExecuteRun,
  work: (channel: StatementChannel) => Promise<T>,
  { apart = false, again = () => false }: LeasedOptions = {},
): Promise<T> {
  const avoid = new Set<string>();
  for (;;) {
    const { transaction } = session;
    const lease = transaction?.lease ?? (await session.lease({ ...requestOf(run), avoid }));
    try {
      return await withLease(session, run, lease, work, apart);
    } catch (error) {
      const failure = error instanceof Cancelled ? error : lease.failure(error);
      const elsewhere = failure instanceof PoolError && lease.route?.elsewhere(failure) === true;
      if (!elsewhere || run.writes === true || transaction || !again()) throw failure;
      avoid.add(lease.pool);
    } finally {
      if (!transaction) lease.release();
    }
  }
}

/** Whether what was just written is there for the next read: a secondary may not have it yet. */
const readsItsWrites = ({ client }: RoutedLease): boolean =>
  ['primary', 'primaryPreferred'].includes(client.readPreference.mode);

function requestOf({ signal, writes = false }: ExecuteRun): { signal: AbortSignal; writes: boolean } {
  return { signal, writes };
}

async function withLease<T>(
  session: SessionState,
  run: ExecuteRun,
  lease: RoutedLease,
  work: (channel: StatementChannel) => Promise<T>,
  apart: boolean,
): Promise<T> {
  const { transaction, settings } = session;
  const shared = apart ? undefined : transaction?.session;
  const own = shared ?? lease.client.startSession();
  const { signal, statement, source } = run;
  const maxTimeMS = settings.get('statement_timeout');
  try {
    return await work({
      ...{ lease, session: own, signal, statement, giveUp: new AbortController() },
      text: shorten(run.text),
      source: source && `${source.file ?? 'statement'}:${source.line}`,
      batchSize: settings.get('batch_size'),
      account: run.account ?? nobody,
      exactNumbers: run.exactNumbers === true,
      ...(run.timed ? { timed: run.timed } : {}),
      limit: maxTimeMS > 0 ? { maxTimeMS } : {},
      spills: !shared && !run.readsOnly && !isReadOnly(session) && readsItsWrites(lease),
    });
  } finally {
    if (!shared) await own.endSession().catch(() => undefined);
  }
}
