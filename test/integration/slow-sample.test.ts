import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { sampleCollection } from '../../client/src/run/catalog-source.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionResolver } from '../../client/src/run/connections.ts';
import { Session } from '../../client/src/run/session.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

/** The server's codes for an operation that took longer than its maxTimeMS, and for one that the user may not do. */
const tookTooLong = 50;
const notAllowed = 13;

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

  /** The next so many of these commands fail. */
  const fail = (times: number, command: string, errorCode: number) =>
    client.db('admin').command({
      configureFailPoint: 'failCommand',
      mode: { times },
      data: { failCommands: [command], errorCode },
    });
  const fieldsKnown = async () => {
    const listed = { name: 'things', kind: 'collection', validator: undefined } as const;
    const { fields, estimatedCount } = await sampleCollection(client.db('busy'), listed, undefined);
    return [fields.map(({ name }) => name).join(' '), estimatedCount];
  };

  it('tells the fields of the first documents', async () => {
    await fail(1, 'aggregate', tookTooLong);
    assert.deepEqual(await fieldsKnown(), ['_id name', 2]);
  });

  it('tells no field, and lets statements run', async () => {
    await fail(2, 'aggregate', tookTooLong);
    assert.deepEqual(await fieldsKnown(), ['', 2]);
  });

  it('is told by the number of its failure, as in the work of the statement itself', async () => {
    const manager = new PoolManager();
    const uri = `${mongo.uri}busy`;
    const connections: ConnectionResolver = {
      names: () => ['busy'],
      default: () => ({ name: 'busy' }),
      resolve: () => Promise.resolve({ uri }),
    };
    const catalog = new CatalogStore({ manager, connections });
    const session = new Session({ manager, connections, catalog });
    await fail(1, 'listIndexes', notAllowed);
    const { problems } = await session.run('SELECT name FROM things', {
      columns: () => undefined,
      rows: () => undefined,
    });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['QL5017'],
    );
    await session.close();
    await catalog.close();
    await manager.close();
  });
});
