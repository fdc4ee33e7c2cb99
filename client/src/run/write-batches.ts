import { MongoBulkWriteError } from 'mongodb';
import type { AnyBulkWriteOperation, BulkWriteResult, Collection } from 'mongodb';
import type { Document } from '../../../dialect/src/index.ts';
import type { BatchResult, Batches } from '../groups/batches.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { WorkInfo } from '../pools/work.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';

/** Reasons that a failure names. */
const shownReasons = 3;

/**
 * Writes operations in batches, in any order, several at a time, as far as the group's other statements leave room; goes on behind a
 * document that fails. Gives how many documents were written. Fails with QL5108 where some were not.
 */
export async function writeBatches(
  operations: readonly Document[],
  target: Collection<Document>,
  batches: Batches,
  { channel, info }: { readonly channel: StatementChannel; readonly info: WorkInfo },
): Promise<number> {
  const { size, concurrency } = batches.limits;
  const total = { written: 0, failed: 0 };
  const reasons = new Set<string>();
  let next = 0;
  let broken = false;
  const worker = async (): Promise<void> => {
    // Writes that may be retried are numbered within their session: side by side they need one each.
    const session = channel.lease.client.startSession();
    try {
      while (next < operations.length && !broken) {
        const batch = operations.slice(next, (next += size));
        const own = { ...channel, session };
        const { signal } = channel;
        const done = await batches.send(() => sendOne(batch, target, batches, own, info, reasons), signal);
        total.written += done.written;
        total.failed += done.failed;
      }
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      await session.endSession().catch(() => undefined);
    }
  };
  const count = Math.min(concurrency, Math.ceil(operations.length / size));
  const ended = await Promise.allSettled(Array.from({ length: count }, worker));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  if (total.failed > 0) {
    const some = [...reasons].slice(0, shownReasons).join('; ').replace(/\.$/, '');
    throw new PoolError('QL5108', [total.failed, total.failed + total.written, some], { kind: 'write' });
  }
  return total.written;
}

async function sendOne(
  batch: readonly Document[],
  target: Collection<Document>,
  batches: Batches,
  channel: StatementChannel,
  info: WorkInfo,
  reasons: Set<string>,
): Promise<BatchResult> {
  const { session, statement, giveUp } = channel;
  const { bypassDocumentValidation } = batches.limits;
  const options = {
    ...{ session, comment: statement, signal: giveUp.signal, ignoreUndefined: true },
    ...{ ordered: false, bypassDocumentValidation },
  };
  try {
    const done = await stoppable(channel, info, () =>
      target.bulkWrite(batch as AnyBulkWriteOperation<Document>[], options),
    );
    return { written: writtenBy(done), failed: 0 };
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const failures = [error.writeErrors].flat();
    // A write concern that was not met, or a broken connection, is no failure of single documents.
    if (failures.length === 0) throw error;
    for (const failure of failures) if (failure.errmsg !== undefined) reasons.add(failure.errmsg);
    return { written: writtenBy(error.result), failed: failures.length };
  }
}

const writtenBy = (done: BulkWriteResult): number =>
  done.insertedCount + done.matchedCount + done.deletedCount;
