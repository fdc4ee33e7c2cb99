import type { ExecuteRun } from './execute-run.ts';
import type { SessionState } from './session-state.ts';
import type { StatementChannel } from './stoppable.ts';
import { Cancelled } from './stoppable.ts';

/** A statement's text on one line, no longer than the lists of pools show. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 500 ? `${line.slice(0, 499)}…` : line;
}

/**
 * Runs with a lease of the session's pool and a server session: the transaction's, or one of the statement's own.
 * Numbers what the driver throws while the lease knows where it ran. `apart` stays outside the transaction.
 */
export async function leased<T>(
  session: SessionState,
  run: ExecuteRun,
  work: (channel: StatementChannel) => Promise<T>,
  { apart = false }: { readonly apart?: boolean } = {},
): Promise<T> {
  const { transaction, settings } = session;
  const lease = transaction?.lease ?? (await session.lease(run.signal));
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
      limit: maxTimeMS > 0 ? { maxTimeMS } : {},
    });
  } catch (error) {
    throw error instanceof Cancelled ? error : lease.failure(error);
  } finally {
    if (!shared) await own.endSession().catch(() => undefined);
    if (!transaction) lease.release();
  }
}
