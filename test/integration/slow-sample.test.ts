import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import { sampleCollection } from '../../client/src/run/catalog-source.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

/** The server's code for an operation that took longer than its maxTimeMS. */
const tookTooLong = 50;

describe('a server that is too busy for a sample', () => {
  let mongo: RunningMongo;
  let client: MongoClient;

  before(async () => {
    mongo = await startSingle({ args: ['--setParameter', 'enableTestCommands=1'] });
    client = await new MongoClient(mongo.uri).connect();
    await client
      .db('busy')
      .collection('things')
      .insertMany([{ name: 'a' }, { name: 'b' }]);
  });
  after(async () => {
    await client.close();
    await mongo.stop();
  });

  /** The next so many aggregations take too long. */
  const busyFor = (times: number) =>
    client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode: { times },
      data: { failCommands: ['aggregate'], errorCode: tookTooLong },
    });
  const fieldsKnown = async () => {
    const listed = { name: 'things', kind: 'collection', validator: undefined } as const;
    const { fields, estimatedCount } = await sampleCollection(client.db('busy'), listed, undefined);
    return [fields.map(({ name }) => name).join(' '), estimatedCount];
  };

  it('tells the fields of the first documents', async () => {
    await busyFor(1);
    assert.deepEqual(await fieldsKnown(), ['_id name', 2]);
  });

  it('tells no field, and lets statements run', async () => {
    await busyFor(2);
    assert.deepEqual(await fieldsKnown(), ['', 2]);
  });
});
