import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Document, MongoClient } from 'mongodb';

/** How soon after a cancellation a server works no more for the statement: this is the promise, not a measurement. */
const promisedMs = 1000;

/** What a server does or holds for our statements on the database of a client. */
export function serverWork(client: MongoClient): Promise<Document[]> {
  return client
    .db('admin')
    .aggregate([
      { $currentOp: { idleCursors: true } },
      {
        $match: {
          $or: [{ 'command.comment': /^qlsql-/ }, { 'cursor.originatingCommand.comment': /^qlsql-/ }],
          ns: new RegExp(`^${client.db().databaseName}\\.`),
        },
      },
    ])
    .toArray();
}

/** Cancels, and waits as long as is promised for the server to be done with everything. */
export async function cancelledOnServer(client: MongoClient, controller: AbortController): Promise<void> {
  const deadline = performance.now() + promisedMs;
  controller.abort();
  let left = await serverWork(client);
  while (left.length > 0 && performance.now() < deadline) {
    await sleep(10);
    left = await serverWork(client);
  }
  assert.deepEqual(left, []);
}
