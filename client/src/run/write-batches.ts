import { MongoBulkWriteError } from 'mongodb';
import type { AnyBulkWriteOperation, BulkWriteResult, Collection } from 'mongodb';
import type { Document } from '../../../dialect/src/index.ts';
import type { BatchResult, Batches } from '../groups/batches.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { WorkInfo } from '../pools/work.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';

type Operations = readonly AnyBulkWriteOperation<Document>[];

/** Where batches go, and for which statement. */
export interface BatchPlace {
  readonly collection: Collection<Document>;
  readonly batches: Batches;
  readonly channel: StatementChannel;
  readonly info: WorkInfo;
}

/** Reasons that a failure names. */
const shownReasons = 3;

/**
 * Writes operations in batches, in any order, several at a time, as far as the group's other statements leave room; goes on behind a
 * document that fails. No more is asked of `source` than is on its way. Gives how many documents were written. Fails with QL5108 where some
 * were not.
 */
export async function writeBatches(
  source: AsyncIterable<Operations> | Iterable<Operations>,
  place: BatchPlace,
): Promise<number> {
  const { batches, channel } = place;
  const { size, concurrency } = batches.limits;
  const pending = inBatches(source, size);
  const total = { written: 0, failed: 0 };
  const reasons = new Set<string>();
  let broken = false;
  const worker = async (): Promise<void> => {
    // Writes that may be retried are numbered within their session: side by side they need one each.
    const session = channel.lease.client.startSession();
    const own = { ...place, channel: { ...channel, session } };
    try {
      for (let next = await pending.next(); next.done !== true && !broken; next = await pending.next()) {
        const batch = next.value;
        const done = await batches.send(() => sendOne(batch, own, reasons), channel.signal);
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
  const ended = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  if (total.failed > 0) {
    const some = [...reasons].slice(0, shownReasons).join('; ').replace(/\.$/, '');
    throw new PoolError('QL5108', [total.failed, total.failed + total.written, some], { kind: 'write' });
  }
  return total.written;
}

async function* inBatches(
  source: AsyncIterable<Operations> | Iterable<Operations>,
  size: number,
): AsyncGenerator<Operations, undefined> {
  let rest: AnyBulkWriteOperation<Document>[] = [];
  for await (const operations of source) {
    rest = [...rest, ...operations];
    for (; rest.length >= size; rest = rest.slice(size)) yield rest.slice(0, size);
  }
  if (rest.length > 0) yield rest;
  return undefined;
}

async function sendOne(
  batch: Operations,
  { collection, batches, channel, info }: BatchPlace,
  reasons: Set<string>,
): Promise<BatchResult> {
  const { session, statement, giveUp, limit } = channel;
  const { bypassDocumentValidation } = batches.limits;
  const options = {
    ...{ session, comment: statement, signal: giveUp.signal, ignoreUndefined: true },
    ...{ ordered: false, bypassDocumentValidation },
    ...limit,
  };
  try {
    const done = await stoppable(channel, info, () => collection.bulkWrite(batch, options));
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
