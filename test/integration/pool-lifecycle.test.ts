import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Long, MongoClient } from 'mongodb';
import { PoolGroups } from '../../client/src/groups/pool-groups.ts';
import type { PoolLease } from '../../client/src/pools/lease.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { PoolError } from '../../client/src/pools/pool-error.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

/** The problem that an operation on pools fails with, as `code sentence`. */
async function failure(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof PoolError, String(error));
    assert.doesNotMatch(`${error.message} ${error.stack}`, /secret|wrong-word/);
    return `${error.code} ${error.message}`;
  }
  return 'nothing failed';
}

describe('a pool’s life', () => {
  let mongo: RunningMongo;
  let address: string;
  const manager = new PoolManager({ watchedIntervalMs: 50 });
  const quick = { minPoolSize: 0, serverSelectionTimeoutMS: 500 };

  before(async function () {
    this.timeout(60_000);
    mongo = await startSingle({ auth: true });
    address = `127.0.0.1:${mongo.processes[0]?.port}`;
    const client = new MongoClient(mongo.uri);
    await client.db().collection('x').insertOne({ n: 0 });
    await client.close();
  });

  after(async () => {
    await manager.close();
    await mongo.stop();
  });

  afterEach(async () => {
    for (const name of manager.names()) await manager.drop(name);
  });

  /** Connections that the server itself counts, of clients with this application name. */
  async function serverConnections(appName: string): Promise<number> {
    const client = new MongoClient(mongo.uri);
    try {
      const pipeline = [{ $currentOp: { allUsers: true, idleConnections: true } }, { $match: { appName } }];
      const found = await client.db('admin').aggregate(pipeline).toArray();
      return found.length;
    } finally {
      await client.close();
    }
  }

  describe('create', () => {
    it('opens minPoolSize connections, and counts none of its own operations', async () => {
      const made = await manager.create({
        name: 'warm',
        uri: mongo.uri,
        options: { minPoolSize: 8, maxPoolSize: 12, maxConnecting: 4 },
      });
      assert.ok(made.size >= 8 && made.size <= 12, String(made.size));
      assert.deepEqual([made.state, made.operations, made.checkouts], ['ready', 0, 0]);
      assert.equal(made.lastUsedAt, undefined);
    });

    it('lets connections open for longer than one may wait for one', async () => {
      await manager.create({ name: 'a', uri: mongo.uri, options: { minPoolSize: 5, waitQueueTimeoutMS: 1 } });
      assert.ok((manager.snapshot('a')?.size ?? 0) >= 5);
    });

    it('leaves nothing behind where nobody listens', async () => {
      const uri = 'mongodb://root:wrong-word@127.0.0.1:1/shop';
      assert.equal(
        await failure(() => manager.create({ name: 'nobody', uri, options: quick })),
        'QL5001 No MongoDB server answers at 127.0.0.1:1: the connection was refused. Check that it runs and that the address is right.',
      );
      assert.deepEqual(manager.names(), []);
    });

    it('tells a wrong password', async () => {
      const uri = `mongodb://root:wrong-word@${address}/?authSource=admin`;
      for (const options of [quick, { ...quick, minPoolSize: 5 }])
        assert.equal(
          await failure(() => manager.create({ name: 'guess', uri, options })),
          `QL5003 ${address} refused the user or the password (Authentication failed): correct the credentials of the connection.`,
        );
      assert.deepEqual(manager.names(), []);
    });

    it('tells an unknown host', async () => {
      const uri = 'mongodb://no-such-host.invalid:27017/';
      assert.equal(
        await failure(() => manager.create({ name: 'lost', uri, options: quick })),
        'QL5002 The host no-such-host.invalid is not known to the name service: correct the host of the connection.',
      );
    });

    it('tells a connection string that cannot be read', async () => {
      const told = await failure(() =>
        manager.create({ name: 'odd', uri: 'mongodb://root:wrong-word@@/', options: quick }),
      );
      assert.match(told, /^QL5004 The connection string cannot be read: /);
    });

    it('tells options that the driver refuses', async () => {
      const options = { minPoolSize: 20, maxPoolSize: 3 };
      const told = await failure(() => manager.create({ name: 'odd', uri: mongo.uri, options }));
      assert.match(told, /^QL5016 The driver refuses the options of pool odd: .*minimum/);
      assert.deepEqual(manager.names(), []);
    });

    it('refuses a name that is taken, unless told what to do about it', async () => {
      const definition = { name: 'a', uri: mongo.uri, options: quick };
      const first = await manager.create(definition);
      assert.match(
        await failure(() => manager.create(definition)),
        /^QL5005 There is already a pool named a:/,
      );
      const same = await manager.create(
        { ...definition, options: { maxPoolSize: 7 } },
        { ifNotExists: true },
      );
      assert.equal(same.maxSize, first.maxSize);
      const other = await manager.create(
        { ...definition, options: { ...quick, maxPoolSize: 7 } },
        { orReplace: true },
      );
      assert.equal(other.maxSize, 7);
      assert.deepEqual(manager.names(), ['a']);
    });

    it('keeps the old pool where its replacement fails', async () => {
      await manager.create({ name: 'a', uri: mongo.uri, options: quick });
      const bad = { name: 'a', uri: 'mongodb://127.0.0.1:1/', options: quick };
      assert.match(await failure(() => manager.create(bad, { orReplace: true })), /^QL5001 /);
      const lease = await manager.use('a');
      await lease.db.command({ ping: 1 });
      lease.release();
    });

    it('takes the session’s defaults where its own options say nothing, over the built-in ones', async () => {
      manager.setDefaults({ maxPoolSize: 33, maxIdleTimeMS: 1234, minPoolSize: 0 });
      const uri = `${mongo.uri}?maxPoolSize=44&maxConnecting=3`;
      const { options } = await manager.create({ name: 'a', uri, options: { maxIdleTimeMS: 99 } });
      manager.setDefaults({});
      const { maxPoolSize, maxIdleTimeMS, maxConnecting, waitQueueTimeoutMS } = options;
      assert.deepEqual([maxPoolSize, maxIdleTimeMS, maxConnecting, waitQueueTimeoutMS], [33, 99, 3, 10_000]);
    });

    it('can be cancelled', async () => {
      const controller = new AbortController();
      const uri = 'mongodb://127.0.0.1:1/';
      const slow = { minPoolSize: 0, serverSelectionTimeoutMS: 30_000 };
      const creating = manager.create({ name: 'a', uri, options: slow }, { signal: controller.signal });
      assert.deepEqual(
        manager.snapshots().map(({ state }) => state),
        ['connecting'],
      );
      controller.abort(new Error('enough'));
      await assert.rejects(creating, /enough/);
      assert.deepEqual(manager.names(), []);
    });
  });

  describe('alter', () => {
    it('loses no operation under load, and keeps counting', async function () {
      this.timeout(60_000);
      const options = { maxPoolSize: 5, minPoolSize: 5, appName: 'altered' };
      await manager.create({ name: 'busy', uri: mongo.uri, options });
      let [done, failed] = [0, 0];
      let stop = false;
      const workers = Array.from({ length: 40 }, async () => {
        while (!stop) {
          const lease = await manager.use('busy');
          try {
            await lease.run({ command: 'find' }, () => lease.db.collection('x').findOne({ n: done }));
            done++;
          } catch {
            failed++;
          } finally {
            lease.release();
          }
        }
      });
      for (const maxPoolSize of [10, 3, 20]) {
        const sofar = done;
        await manager.alter('busy', { maxPoolSize, minPoolSize: 2 });
        while (done < sofar + 100) await sleep(5);
        assert.equal(manager.snapshot('busy')?.maxSize, maxPoolSize);
      }
      stop = true;
      await Promise.all(workers);
      const now = manager.snapshot('busy');
      assert.deepEqual([failed, now?.errors, now?.operations], [0, 0, done]);
      // The driver watches each server through two connections more, which are no part of the pool.
      const left = () => (manager.snapshot('busy')?.size ?? 0) + 2;
      while ((await serverConnections('altered')) > left()) await sleep(20);
    });

    describe('while operations wait for a connection', () => {
      let ended: number;
      const work = async (run: (lease: PoolLease) => Promise<unknown>): Promise<void> => {
        const lease = await manager.use('a');
        try {
          await lease.run({ command: 'test' }, () => run(lease));
        } finally {
          lease.release();
        }
      };
      const ping = () => work(({ db }) => db.command({ ping: 1 })).then(() => void ended++);
      /** Waits on the server for a document that comes. */
      const wait = ({ client, db }: PoolLease) =>
        client.withSession(async (session) => {
          const { cursor } = await db.command({ find: 'news', tailable: true, awaitData: true }, { session });
          const getMore = Long.fromString(String((cursor as { id: unknown }).id));
          await db.command({ getMore, collection: 'news', maxTimeMS: 30_000 }, { session });
        });
      let held: Promise<unknown>;
      let free: () => Promise<void>;

      /** A pool whose two connections are held, and 20 operations that wait for them. */
      beforeEach(async () => {
        const side = new MongoClient(mongo.uri);
        const news = await side.db().createCollection<{ n: number }>('news', { capped: true, size: 4096 });
        await news.insertOne({ n: 0 });
        ended = 0;
        await manager.create({ name: 'a', uri: mongo.uri, options: { ...quick, maxPoolSize: 2 } });
        const holders = [work(wait), work(wait)];
        const getMores = { 'command.getMore': { $exists: true }, ns: /news$/ };
        const running = [{ $currentOp: {} }, { $match: getMores }];
        while ((await side.db('admin').aggregate(running).toArray()).length < 2) await sleep(2);
        held = Promise.all([...holders, ...Array.from({ length: 20 }, ping)]);
        while (manager.snapshot('a')?.waiting !== 20) await sleep(1);
        free = async () => {
          await news.insertOne({ n: 1 });
          await held;
          await news.drop();
          await side.close();
        };
      });

      afterEach(() => free());

      it('they have as many connections as there may be from then on', async () => {
        await manager.alter('a', { maxPoolSize: 8 });
        while (ended < 20) await sleep(2);
        assert.equal(manager.held('a').length, 2);
      });

      it('they go before those who come later', async () => {
        await manager.alter('a', { maxIdleTimeMS: 1000 });
        const later = manager.use('a');
        while (manager.snapshot('a')?.waiting !== 21) await sleep(1);
        await free();
        free = () => Promise.resolve();
        assert.equal(ended, 20);
        (await later).release();
        const { errors, waiting } = manager.snapshot('a') ?? {};
        assert.deepEqual([errors, waiting], [0, 0]);
      });

      it('who comes later waits no longer than waitQueueTimeoutMS', async () => {
        await manager.alter('a', { waitQueueTimeoutMS: 20 });
        assert.match(
          await failure(ping),
          /^QL5008 No connection of pool a came free within 20 ms, all 2 were in use/,
        );
      });

      it('who comes later does not wait behind a queue that stands still', async () => {
        await manager.alter('a', { maxIdleTimeMS: 1000 });
        await ping();
        assert.equal(ended, 1);
      });

      it('nobody waits behind a client that is replaced after a failure', async () => {
        await manager.reconnect('a');
        const later = ping();
        await nextTurn();
        assert.equal(manager.snapshot('a')?.waiting, 20);
        await later;
        assert.equal(ended, 1);
      });
    });

    it('leaves the pool as it is where the new options fail', async () => {
      await manager.create({ name: 'a', uri: mongo.uri, options: { ...quick, maxPoolSize: 9 } });
      assert.match(await failure(() => manager.alter('a', { minPoolSize: 30 })), /^QL5016 /);
      const { maxSize, state } = manager.snapshot('a') ?? {};
      assert.deepEqual([maxSize, state], [9, 'ready']);
    });
  });

  describe('drop', () => {
    it('lets what runs end, and refuses new work meanwhile', async () => {
      await manager.create({ name: 'a', uri: mongo.uri, options: quick });
      const lease = await manager.use('a');
      const running = lease.db.command({ find: 'x', filter: { $where: 'sleep(50) || true' } });
      const dropping = manager.drop('a');
      assert.equal(manager.snapshot('a')?.state, 'draining');
      assert.match(await failure(() => manager.use('a')), /^QL5007 The pool a is being dropped/);
      await running;
      await lease.db.command({ ping: 1 });
      lease.release();
      await dropping;
      assert.match(await failure(() => manager.use('a')), /^QL5006 There is no pool named a\./);
    });

    it('waits no longer than drainTimeoutMS', async () => {
      await manager.create({ name: 'a', uri: mongo.uri, options: { ...quick, drainTimeoutMS: 50 } });
      const lease = await manager.use('a');
      const command = { find: 'x', filter: { $where: 'sleep(3000) || true' } };
      const running = lease.run({ command: 'find' }, () => lease.db.command(command));
      const told = failure(() => running.catch((error: unknown) => Promise.reject(lease.failure(error))));
      await manager.drop('a');
      assert.match(await told, /^QL5015 The pool a was closed while the statement ran/);
      lease.release();
    });

    it('says what is meant where the name is nearly right', async () => {
      await manager.create({ name: 'read_pool', uri: mongo.uri, options: quick });
      assert.equal(
        await failure(() => manager.drop('raed_pool')),
        'QL5006 There is no pool named raed_pool (did you mean read_pool?).',
      );
      await manager.drop('raed_pool', { ifExists: true });
    });
  });

  describe('pause', () => {
    it('holds new operations until resume, and counts them as waiting', async () => {
      await manager.create({ name: 'a', uri: mongo.uri, options: quick });
      manager.pause('a');
      let got = 0;
      const waiting = [1, 2, 3].map(async () => {
        const lease = await manager.use('a');
        got++;
        lease.release();
      });
      while ((manager.snapshot('a')?.oldestWaitMs ?? 0) <= 0) await nextTurn();
      const held = manager.snapshot('a');
      assert.deepEqual([got, held?.waiting, held?.state], [0, 3, 'paused']);
      manager.resume('a');
      await Promise.all(waiting);
      assert.deepEqual([got, manager.snapshot('a')?.waiting], [3, 0]);
    });

    it('holds them for no longer than waitQueueTimeoutMS', async () => {
      await manager.create({ name: 'a', uri: mongo.uri, options: { ...quick, waitQueueTimeoutMS: 30 } });
      manager.pause('a');
      assert.equal(
        await failure(() => manager.use('a')),
        'QL5014 The pool a is paused and was not resumed within 30 ms: write RESUME CONNECTION_POOL a, or use another pool.',
      );
    });
  });

  it('clear drops idle connections and lets those in use end', async () => {
    const options = { minPoolSize: 4, maxPoolSize: 6 };
    const before = await manager.create({ name: 'a', uri: mongo.uri, options });
    const lease = await manager.use('a');
    const running = lease.db.command({ find: 'x', filter: { $where: 'sleep(50) || true' } });
    await manager.clear('a');
    await running;
    lease.release();
    while ((manager.snapshot('a')?.destroyed ?? 0) < before.created) await sleep(5);
    const now = manager.snapshot('a');
    assert.equal(now?.destroyedByReason['poolClosed'], before.created);
    assert.ok(now.size >= 4 && now.idle === now.size);
  });

  it('close ends every pool, those of groups and a paused one too', async () => {
    const own = new PoolManager();
    const groups = new PoolGroups(own);
    const options = { ...quick, minPoolSize: 2, appName: 'to_be_closed' };
    await own.create({ name: 'p', uri: mongo.uri, options });
    await groups.create({ name: 'g', type: 'READ_WRITE', options }, () =>
      Promise.resolve({ uri: mongo.uri }),
    );
    own.pause('p');
    assert.ok((await serverConnections('to_be_closed')) >= 6);
    await own.close();
    assert.deepEqual(own.names(), []);
    while ((await serverConnections('to_be_closed')) > 0) await sleep(10);
  });

  it('tells who waited too long for a connection', async () => {
    const options = { ...quick, maxPoolSize: 1, waitQueueTimeoutMS: 300 };
    await manager.create({ name: 'a', uri: mongo.uri, options });
    const lease = await manager.use('a');
    const info = { command: 'find' };
    const holder = lease.run(info, () =>
      lease.db.command({ find: 'x', filter: { $where: 'sleep(900) || true' } }),
    );
    const told = await failure(() =>
      lease
        .run(info, () => lease.db.command({ ping: 1 }))
        .catch((error: unknown) => {
          throw lease.failure(error);
        }),
    );
    await holder;
    lease.release();
    assert.equal(
      told,
      'QL5008 No connection of pool a came free within 300 ms, all 1 were in use or being opened: raise maxPoolSize or waitQueueTimeoutMS, or run less at once.',
    );
    const now = manager.snapshot('a');
    assert.deepEqual(
      [now?.errorsByKind, now?.checkoutFailures, now?.waiting, now?.operations],
      [{ timeout: 1 }, 1, 0, 2],
    );
  });

  it('tells listeners what changed, once a tick, and figures while they listen', async () => {
    const told: string[] = [];
    const listening = manager.onDidChange((changes) =>
      told.push(changes.map(({ pool, change }) => `${pool ?? ''} ${change}`).join(', ')),
    );
    await manager.create({ name: 'a', uri: mongo.uri, options: quick });
    while (!told.some((line) => line.includes('a figures'))) await sleep(10);
    await manager.drop('a');
    while (!told.at(-1)?.endsWith('a dropped')) await sleep(5);
    listening.dispose();
    assert.equal(told[0], 'a created');
    assert.ok(told.includes('a state'), told.join(' | '));
  });

  it('survives its server: failed while it is gone, ready when it is back', async function () {
    this.timeout(60_000);
    const options = { ...quick, heartbeatFrequencyMS: 500, minHeartbeatFrequencyMS: 100 };
    await manager.create({ name: 'a', uri: mongo.uri, options });
    const lease = await manager.use('a');
    const cut = lease.run({ command: 'find' }, () =>
      lease.db.command({ find: 'x', filter: { $where: 'sleep(5000) || true' } }),
    );
    const { client: side } = await manager.aside('a');
    const running = [{ $currentOp: {} }, { $match: { 'command.find': 'x', active: true } }];
    while ((await side.db('admin').aggregate(running).toArray()).length < 1) await sleep(5);
    const told = failure(() => cut.catch((error: unknown) => Promise.reject(lease.failure(error))));
    await mongo.kill(0, 'SIGKILL');
    assert.match(await told, /^QL5010 The connection to 127\.0\.0\.1:\d+ broke while the statement ran: /);
    lease.release();
    while (manager.snapshot('a')?.state !== 'failed') await sleep(20);
    assert.equal(manager.snapshot('a')?.health, 'UNHEALTHY');
    await mongo.restart(0);
    while (manager.snapshot('a')?.state !== 'ready') await sleep(20);
    const again = await manager.use('a');
    await again.run({ command: 'ping' }, () => again.db.command({ ping: 1 }));
    again.release();
    const now = manager.snapshot('a');
    assert.deepEqual([now?.active, now?.waiting, now?.errorsByKind], [0, 0, { network: 1 }]);
    assert.equal(now?.destroyedByReason['error'], 1);
  });
});
