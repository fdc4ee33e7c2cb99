import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import type { DirectInsert, Document, WriteStep } from '../../../dialect/src/index.ts';
import { failedIn, patienceMs, writtenBy } from './bulk-result.ts';
import { databaseOf, openRead, placeOf, workInfo } from './open-read.ts';
import { operationText } from './operation-text.ts';
import { readBatches } from './read-batches.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';
import type { WriteAccount } from './write-account.ts';
import { writeBatches } from './write-batches.ts';

/** Operations that go to the server together. */
const writeBatch = 1000;

type Target = Pick<WriteStep, 'database' | 'collection'>;
type Operations = readonly AnyBulkWriteOperation<Document>[];

/** Operations on one collection, and how many there are. */
export interface WritePart {
  readonly target: Target;
  readonly operations: AsyncIterable<Operations>;
  readonly count: number;
}

/**
 * Runs operations, part after part; gives how many documents were written. In their order, but for a group of pools for batches, which writes
 * in any order.
 */
export async function writeAll(parts: readonly WritePart[], channel: StatementChannel): Promise<number> {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const part of parts) {
    const earlier = before;
    const { account } = channel;
    const told: WriteAccount = {
      wrote: (done) => account.wrote(earlier + done, total),
      cut: () => account.cut(),
      rejected: (row) => account.rejected(row),
    };
    before += await writePart(part, { ...channel, account: told });
  }
  return before;
}

async function writePart({ target, operations }: WritePart, channel: StatementChannel): Promise<number> {
  const collection = databaseOf(channel.lease, target.database).collection<Document>(target.collection);
  const batches = channel.lease.route?.batches;
  if (batches && !channel.session.inTransaction())
    return await writeBatches(operations, {
      ...{ collection, batches, channel },
      info: infoOf('bulkWrite', target, channel),
    });
  const done = { rows: 0, written: 0 };
  for await (const each of operations) await writeInOrder(target, each, { collection, channel, done });
  return done.written;
}

interface Ordered {
  readonly collection: Collection<Document>;
  readonly channel: StatementChannel;
  readonly done: { rows: number; written: number };
}

async function writeInOrder(
  target: Target,
  operations: Operations,
  { collection, channel, done }: Ordered,
): Promise<void> {
  const { session, statement: comment, giveUp, limit, account } = channel;
  const options = { session, comment, signal: giveUp.signal, ignoreUndefined: true, ...limit };
  const count = (written: number) => {
    done.written += written;
    account.wrote(done.written, 0);
  };
  for (let start = 0; start < operations.length; start += writeBatch) {
    const batch = operations.slice(start, start + writeBatch);
    const send = async () => {
      try {
        count(writtenBy(await collection.bulkWrite(batch, options)));
      } catch (error) {
        const failed = failedIn(error);
        if (!failed) account.cut();
        else {
          count(failed.written);
          for (const { index, errmsg: reason = '' } of failed.failures)
            account.rejected({
              at: done.rows + index + 1,
              operation: operationText(batch[index] ?? {}),
              reason,
            });
        }
        throw error;
      }
    };
    await stoppable(channel, infoOf('bulkWrite', target, channel), send, patienceMs);
    done.rows += batch.length;
  }
}

/** Whether the server may insert by itself: not inside a transaction, nor in batches, nor into what is no plain collection. */
export async function mayMerge(
  { database, collection }: Target,
  channel: StatementChannel,
): Promise<boolean> {
  if (channel.session.inTransaction() || channel.lease.route?.batches) return false;
  const { statement: comment } = channel;
  const db = databaseOf(channel.lease, database);
  const [found] = await stoppable(channel, infoOf('listCollections', { collection }, channel), () =>
    db.listCollections({ name: collection }, { comment }).toArray(),
  );
  return found === undefined || found.type === 'collection';
}

/** The server inserts what a pipeline gives; gives how many documents it gave just before. */
export async function mergeRows(
  target: Target,
  { read, check }: DirectInsert,
  channel: StatementChannel,
): Promise<number> {
  let count = 0;
  for await (const [tried] of readBatches(check, channel, {})) count = Number(tried?.['n'] ?? 0);
  if (count === 0) return 0;
  const db = databaseOf(channel.lease, target.database).databaseName;
  const into = { db, coll: target.collection };
  // Without `on` documents meet by their _id, and by the shard key too where the collection has one.
  const $merge = { into, whenMatched: 'fail', whenNotMatched: 'insert' };
  const cursor = openRead({ ...read, pipeline: [...read.pipeline, { $merge }] }, channel);
  const info = workInfo('aggregate', placeOf(read), channel);
  await cutShort(channel, () => stoppable(channel, info, () => cursor.toArray()));
  channel.account.wrote(count, count);
  return count;
}

/** A write that the server does by itself: where it ends early, nobody knows what it did. */
export async function cutShort<T>({ account }: StatementChannel, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    account.cut();
    throw error;
  }
}

function infoOf(command: string, { database, collection }: Target, channel: StatementChannel) {
  return workInfo(command, { collection, ...(database === undefined ? {} : { database }) }, channel);
}
