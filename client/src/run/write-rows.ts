import type { AnyBulkWriteOperation, Collection } from 'mongodb';
import type { DirectInsert, Document, WriteStep } from '../../../dialect/src/index.ts';
import { databaseOf, openRead, placeOf, workInfo } from './open-read.ts';
import { readBatches } from './read-batches.ts';
import type { RowStore } from './step-rows.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';
import { planWrite, writeMemory } from './write-actions.ts';
import type { RowAction } from './write-actions.ts';
import { writeBatches } from './write-batches.ts';

/** Operations that go to the server together. */
const writeBatch = 1000;

type Target = Pick<WriteStep, 'database' | 'collection'>;

/** Writes what a step's actions come to, while they are read; gives how many documents were written. */
export async function writeStored(
  step: WriteStep,
  actions: RowStore,
  channel: StatementChannel,
): Promise<number> {
  // What may not meet is found before anything is written.
  if (step.once || step.onDuplicate === 'fail')
    for await (const operations of planned(step, actions)) void operations;
  return await writeAll(step, planned(step, actions), channel);
}

async function* planned(step: WriteStep, actions: RowStore): AsyncGenerator<Operations> {
  const memory = writeMemory();
  for await (const batch of actions.batches())
    yield planWrite(step, batch as unknown as readonly RowAction[], memory).operations;
}

type Operations = readonly AnyBulkWriteOperation<Document>[];

/** Runs operations; gives how many documents were written. */
export async function write(
  target: Target,
  operations: Operations,
  channel: StatementChannel,
): Promise<number> {
  return await writeAll(target, [operations], channel);
}

/** In their order, but for a group of pools for batches, which writes in any order. */
async function writeAll(
  target: Target,
  all: AsyncIterable<Operations> | Iterable<Operations>,
  channel: StatementChannel,
): Promise<number> {
  const collection = databaseOf(channel.lease, target.database).collection<Document>(target.collection);
  const batches = channel.lease.route?.batches;
  if (batches && !channel.session.inTransaction())
    return await writeBatches(all, {
      ...{ collection, batches, channel },
      info: infoOf('bulkWrite', target, channel),
    });
  let written = 0;
  for await (const operations of all) written += await writeInOrder(target, operations, collection, channel);
  return written;
}

async function writeInOrder(
  target: Target,
  operations: Operations,
  collection: Collection<Document>,
  channel: StatementChannel,
): Promise<number> {
  const { session, statement: comment, giveUp, limit } = channel;
  const options = { session, comment, signal: giveUp.signal, ignoreUndefined: true, ...limit };
  let written = 0;
  for (let start = 0; start < operations.length; start += writeBatch) {
    const batch = operations.slice(start, start + writeBatch);
    const done = await stoppable(channel, infoOf('bulkWrite', target, channel), () =>
      collection.bulkWrite(batch, options),
    );
    written += done.insertedCount + done.matchedCount + done.deletedCount;
  }
  return written;
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
  const $merge = { into, on: '_id', whenMatched: 'fail', whenNotMatched: 'insert' };
  const cursor = openRead({ ...read, pipeline: [...read.pipeline, { $merge }] }, channel);
  const info = workInfo('aggregate', placeOf(read), channel);
  await stoppable(channel, info, () => cursor.toArray());
  return count;
}

function infoOf(command: string, { database, collection }: Target, channel: StatementChannel) {
  return workInfo(command, { collection, ...(database === undefined ? {} : { database }) }, channel);
}
