import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { tryConnection } from '../../client/src/connections/try-connection.ts';
import { joinAddress, readAddress, withDatabase } from '../../client/src/connections/address.ts';
import { PoolError } from '../../client/src/pools/pool-error.ts';
import { ServerBrowser } from '../../client/src/run/server-browser.ts';
import { startReplicaSet, startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

const { signal } = new AbortController();

describe('a server that asks for a password', () => {
  let mongo: RunningMongo;
  let browser: ServerBrowser;
  let uri: string;

  before(async () => {
    mongo = await startSingle({ auth: { user: 'ann', password: 'p@ss/w:rd' } });
    uri = mongo.uri;
    const client = new MongoClient(uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertMany([{ total: 1.5 }, { total: 2, status: 'open' }]);
    await shop.collection('orders').createIndex({ status: 1, total: -1 }, { unique: true });
    await shop.createCollection('open_orders', { viewOn: 'orders', pipeline: [] });
    await client.close();
    const reading = readAddress(withDatabase(uri, 'shop'));
    assert.ok(reading.ok);
    const target = { uri: joinAddress(reading), database: 'shop' };
    browser = new ServerBrowser({
      names: () => ['here'],
      default: () => ({ name: 'here' }),
      resolve: (name) =>
        Promise.resolve(
          name === 'here'
            ? target
            : { uri: 'mongodb://ann:s3cret@127.0.0.1:1/?serverSelectionTimeoutMS=200' },
        ),
    });
  });
  after(async () => {
    await browser.close();
    await mongo.stop();
  });

  it('is tried before its connection is kept, and tells its databases', async () => {
    const trial = await tryConnection(uri, signal);
    assert.ok(trial.ok, JSON.stringify(trial));
    assert.ok(trial.databases.includes('shop'));
  });

  it('refuses a wrong password in a sentence that does not repeat it', async () => {
    const wrong = uri.replace(/:[^:@/]*@/, ':wr0ng-word@');
    assert.notEqual(wrong, uri);
    const trial = await tryConnection(wrong, signal);
    assert.ok(!trial.ok);
    assert.ok(!trial.message.includes('wr0ng-word'), trial.message);
    assert.match(trial.message, /user|password|credential|authenticat/i);
  });

  it('is tried no longer once somebody thinks better of it', async () => {
    const abort = new AbortController();
    const trying = tryConnection('mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=60000', abort.signal);
    abort.abort();
    assert.equal((await trying).ok, false);
  });

  it('is looked into step by step', async () => {
    assert.deepEqual(
      (await browser.databases('here')).filter((name) => name !== 'config'),
      ['shop', 'admin', 'local'],
    );
    assert.equal(browser.servers('here'), undefined, 'it stands alone');
    const collections = await browser.collections('here', 'shop');
    assert.deepEqual(
      collections.map(({ name, kind }) => `${kind} ${name}`),
      ['view open_orders', 'collection orders'],
    );
    const [, orders] = collections;
    assert.ok(orders);
    const info = await browser.collection('here', 'shop', orders);
    assert.equal(info.estimatedCount, 2);
    assert.ok(info.fields.some(({ name, presence }) => name === 'status' && presence === 0.5));
    assert.deepEqual(info.indexes.find(({ unique, name }) => unique && name !== '_id_')?.keys, [
      { path: 'status', direction: 1 },
      { path: 'total', direction: -1 },
    ]);
  });

  it('that is not there is a numbered problem without credentials', async () => {
    await assert.rejects(browser.databases('elsewhere'), (error: unknown) => {
      assert.ok(error instanceof PoolError);
      assert.match(error.message, /127\.0\.0\.1:1/);
      assert.ok(!error.message.includes('s3cret'), error.message);
      return true;
    });
  });
});

describe('a replica set that is looked into', () => {
  it('tells its name and its primary, and who is primary then', async () => {
    const mongo = await startReplicaSet();
    const told: (string | undefined)[] = [];
    const browser: ServerBrowser = new ServerBrowser(
      {
        names: () => ['set'],
        default: () => ({ name: 'set' }),
        resolve: () => Promise.resolve({ uri: mongo.uri }),
      },
      (name) => {
        const servers = browser.servers(name);
        if (servers?.kind === 'replica set') told.push(servers.primary);
      },
    );
    try {
      await browser.databases('set');
      const before = browser.servers('set');
      assert.ok(before?.kind === 'replica set');
      assert.match(before.primary ?? '', /^127\.0\.0\.1:\d+$/);
      assert.equal(before.name, 'rs0');
      const client = new MongoClient(mongo.uri);
      await client
        .db('admin')
        .command({ replSetStepDown: 30, force: true })
        .catch(() => undefined);
      await client.close();
      while (told.at(-1) === undefined || told.at(-1) === before.primary) await sleep(100);
      assert.ok(told.includes(before.primary), told.join());
    } finally {
      await browser.close();
      await mongo.stop();
    }
  });
});
