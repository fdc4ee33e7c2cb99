import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import type { Document } from '../../../dialect/src/index.ts';
import type { BatchResult, Batches } from '../groups/batches.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { WorkInfo } from '../pools/running-operation.ts';
import { failedIn, patienceMs, writtenBy } from './bulk-result.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';
import { operationText } from './operation-text.ts';

type Operations = readonly AnyBulkWriteOperation<Document>[];

/** Operations that are sent together, and the place that each has among all, or in what they come from. */
export interface Batch {
  readonly operations: Operations;
  placeOf(index: number): number;
}

/** What became of batches, in documents; `reasons` are of those that failed. */
export interface Sent {
  written: number;
  failed: number;
  readonly reasons: ReadonlySet<string>;
}

/** Where batches go, and for which statement. */
export interface BatchPlace {
  readonly collection: Collection<Document>;
  readonly batches: Batches;
  readonly channel: StatementChannel;
  readonly info: WorkInfo;
}

/** Reasons that a failure names. */
const shownReasons = 3;

/** Writes operations as {@link sendBatches} does. Gives how many documents were written. Fails with QL5108 where some were not. */
export async function writeBatches(
  source: AsyncIterable<Operations> | Iterable<Operations>,
  place: BatchPlace,
): Promise<number> {
  const { written, failed, reasons } = await sendBatches(inBatches(source, place.batches.limits.size), place);
  if (failed > 0) {
    const some = [...reasons].slice(0, shownReasons).join('; ').replace(/\.$/, '');
    throw new PoolError('QL5108', [failed, failed + written, some], { kind: 'write' });
  }
  return written;
}

/**
 * Sends batches in any order, several at a time, as far as the group's other statements leave room; goes on behind a document that fails.
 * No more is asked of `pending` than is on its way.
 */
export async function sendBatches(
  pending: AsyncGenerator<Batch, undefined>,
  place: BatchPlace,
): Promise<Sent> {
  const { batches, channel } = place;
  const reasons = new Set<string>();
  const total = { written: 0, failed: 0, reasons };
  let broken = false;
  const worker = async (): Promise<void> => {
    // Writes that may be retried are numbered within their session: side by side they need one each.
    const session = channel.lease.client.startSession();
    const own = { ...place, channel: { ...channel, session } };
    try {
      for (let next = await pending.next(); next.done !== true && !broken; next = await pending.next()) {
        const batch = next.value;
        const count = (done: BatchResult): BatchResult => {
          total.written += done.written;
          total.failed += done.failed;
          channel.account.wrote(total.written, 0);
          return done;
        };
        await batches.send(() => sendOne(batch, own, reasons, count), channel.signal);
      }
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      await session.endSession().catch(() => undefined);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: batches.limits.concurrency }, worker));
  // What the batches are read from is closed where its end was not reached.
  await pending.return(undefined);
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return total;
}

async function* inBatches(
  source: AsyncIterable<Operations> | Iterable<Operations>,
  size: number,
): AsyncGenerator<Batch, undefined> {
  let rest: AnyBulkWriteOperation<Document>[] = [];
  let from = 1;
  for await (const operations of source) {
    rest = [...rest, ...operations];
    for (; rest.length >= size; rest = rest.slice(size), from += size)
      yield countedFrom(from, rest.slice(0, size));
  }
  if (rest.length > 0) yield countedFrom(from, rest);
  return undefined;
}

const countedFrom = (from: number, operations: Operations): Batch => ({
  operations,
  placeOf: (index) => from + index,
});

async function sendOne(
  { operations, placeOf }: Batch,
  { collection, batches, channel, info }: BatchPlace,
  reasons: Set<string>,
  count: (done: BatchResult) => BatchResult,
): Promise<BatchResult> {
  const { session, statement, giveUp, limit, account } = channel;
  const { bypassDocumentValidation } = batches.limits;
  const options = {
    ...{ session, comment: statement, signal: giveUp.signal, ignoreUndefined: true },
    ...{ ordered: false, bypassDocumentValidation },
    ...limit,
  };
  const send = async (): Promise<BatchResult> => {
    try {
      return count({ written: writtenBy(await collection.bulkWrite(operations, options)), failed: 0 });
    } catch (error) {
      const failed = failedIn(error);
      if (!failed) {
        account.cut();
        throw error;
      }
      for (const { errmsg: reason = '', index } of failed.failures) {
        reasons.add(reason);
        account.rejected({ at: placeOf(index), operation: operationText(operations[index] ?? {}), reason });
      }
      return count({ written: failed.written, failed: failed.failures.length });
    }
  };
  return await stoppable(channel, info, send, patienceMs);
}
