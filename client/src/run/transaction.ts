import type { TransactionCommand } from '../../../dialect/src/pipeline/statement-command.ts';
import { problem } from '../../../dialect/src/problems/catalog.ts';
import type { Problem } from '../../../dialect/src/problems/problem.ts';
import type { Statement, StatementKind } from '../../../dialect/src/syntax/ast/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { Executed } from './execute-run.ts';
import type { SessionState } from './session-state.ts';
import type { Transaction } from './transaction-state.ts';

/** What MongoDB takes back, or what changes nothing that it would have to. */
const within: ReadonlySet<StatementKind> = new Set<StatementKind>([
  ...(['Query', 'Insert', 'Update', 'Delete', 'Merge', 'Truncate', 'Execute', 'Explain'] as const),
  ...(['Prepare', 'Deallocate', 'SetVariable', 'SetSetting', 'Show', 'Describe', 'Transaction'] as const),
]);

/** Why the statement cannot run in the transaction that the session is in; undefined where it can, or there is none. */
export function refusedInTransaction(
  statement: Statement,
  span: Span,
  { transaction }: SessionState,
): Problem | undefined {
  if (!transaction) return undefined;
  const ends = statement.kind === 'Transaction' && statement.action !== 'BEGIN';
  if (transaction.failed && !ends) return problem('QL5041', span);
  if (within.has(statement.kind)) return undefined;
  return problem('QL5042', span, [statement.kind.replace(/(?<!^)([A-Z])/g, ' $1').toUpperCase()]);
}

/** What a failure leaves to do where it ended a transaction through no fault of its statements; undefined for any other. */
export function afterTransaction(error: unknown, statement: Statement, span: Span): Problem | undefined {
  if (!(error instanceof PoolError) || !error.transient) return undefined;
  const commits = statement.kind === 'Transaction' && statement.action === 'COMMIT';
  return problem(commits && error.kind !== 'statement' ? 'QL5035' : 'QL5034', span);
}

/** BEGIN, COMMIT and ROLLBACK. */
export async function runTransaction(
  { action }: TransactionCommand,
  session: SessionState,
  signal: AbortSignal,
): Promise<Executed> {
  const { transaction } = session;
  if (action === 'begin') {
    if (transaction) return { warning: 'QL5044' };
    session.transaction = await begin(session, signal);
    return { message: 'The transaction has begun.' };
  }
  if (!transaction) return { warning: 'QL5043' };
  const { pool } = transaction.lease;
  if (action === 'commit' && !transaction.failed) {
    await commit(session, transaction);
    return { pool, message: 'The transaction was committed.' };
  }
  await abortTransaction(session);
  return {
    pool,
    message:
      action === 'commit'
        ? 'The transaction had failed: it was rolled back.'
        : 'The transaction was rolled back.',
  };
}

async function begin(session: SessionState, signal: AbortSignal): Promise<Transaction> {
  const lease = await session.lease({ signal, writes: true });
  try {
    const info = { command: 'hello', database: 'admin' };
    const hello = await lease.run(info, () => lease.client.db('admin').command({ hello: 1 }, { signal }));
    if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid')
      throw new PoolError('QL5040', [lease.pool]);
    const own = lease.client.startSession();
    own.startTransaction({
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority' },
      readPreference: 'primary',
    });
    return { lease, session: own, failed: false, written: new Set(), last: Promise.resolve() };
  } catch (error) {
    const numbered = lease.failure(error);
    lease.release();
    throw numbered;
  }
}

async function commit(session: SessionState, transaction: Transaction): Promise<void> {
  const { lease } = transaction;
  try {
    await lease.run({ command: 'commitTransaction', database: 'admin' }, () =>
      transaction.session.commitTransaction(),
    );
  } catch (error) {
    throw lease.failure(error);
  } finally {
    await ended(session, transaction);
  }
}

/** Takes back what the session's transaction did, where there is one. Never rejects. */
export async function abortTransaction(session: SessionState): Promise<void> {
  const { transaction } = session;
  if (!transaction) return;
  const { lease } = transaction;
  await lease
    .run({ command: 'abortTransaction', database: 'admin' }, () => transaction.session.abortTransaction())
    // Where the server cannot be told, it takes the transaction back by itself.
    .catch(() => undefined);
  await ended(session, transaction);
}

async function ended(session: SessionState, transaction: Transaction): Promise<void> {
  session.transaction = undefined;
  for (const name of transaction.written) session.catalog.forget(name, session.currentPool);
  await transaction.session.endSession().catch(() => undefined);
  transaction.lease.release();
}
