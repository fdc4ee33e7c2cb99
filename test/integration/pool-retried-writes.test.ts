import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type ClientSession } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startReplicaSet, type RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { Workbench } from './bench.ts';

describe('writes in flight when the connections of a pool are cut', () => {
  const manager = new PoolManager();
  let mongo: RunningMongo;
  let proxy: Proxy;

  before(async function () {
    this.timeout(120_000);
    mongo = await startReplicaSet({ members: 1 });
    proxy = await startProxy(mongo.processes[0]?.port ?? 0);
    const uri = `mongodb://127.0.0.1:${proxy.port}/retried?directConnection=true`;
    await manager.create({ name: 'cut', uri, options: { minPoolSize: 20, maxPoolSize: 20 } });
  });

  after(async () => {
    await manager.close();
    await proxy.close();
    await mongo.stop();
  });

  it('are sent once more, each of them, and are there once', async function () {
    this.timeout(60_000);
    const lease = await manager.use('cut');
    const written = lease.db.collection<{ _id: number }>('written');
    proxy.stall();
    const all = Promise.all(
      Array.from({ length: 20 }, (_, _id) =>
        lease.run({ command: 'insert', collection: 'written' }, () => written.insertOne({ _id })),
      ),
    );
    while (manager.snapshot('cut')?.active !== 20) await nextTurn();
    proxy.cut();
    await all;
    assert.equal(await written.countDocuments(), 20);
    lease.release();
    const { errors, errorsByKind } = manager.snapshot('cut') ?? {};
    assert.deepEqual([errors, errorsByKind], [0, {}]);
  });

  it('fail, and are not there, in a transaction', async function () {
    this.timeout(60_000);
    const lease = await manager.use('cut');
    const written = lease.db.collection<{ _id: number }>('in_transactions');
    await lease.db.createCollection('in_transactions');
    const sessions = Array.from({ length: 5 }, () => lease.client.startSession());
    proxy.stall();
    const all = Promise.allSettled(
      sessions.map((session, _id) => {
        session.startTransaction();
        return lease.run({ command: 'insert' }, () => written.insertOne({ _id }, { session }));
      }),
    );
    while (manager.snapshot('cut')?.active !== 5) await nextTurn();
    proxy.cut();
    assert.deepEqual([...new Set((await all).map(({ status }) => status))], ['rejected']);
    await Promise.all(sessions.map((session) => session.endSession()));
    assert.equal(await written.countDocuments(), 0);
    lease.release();
  });

  it('fail, and are not there, where retryWrites is off', async function () {
    this.timeout(60_000);
    const uri = `mongodb://127.0.0.1:${proxy.port}/retried?directConnection=true`;
    await manager.create({ name: 'once', uri, options: { minPoolSize: 5, retryWrites: false } });
    const lease = await manager.use('once');
    const written = lease.db.collection<{ _id: number }>('once');
    proxy.stall();
    const all = Promise.allSettled(
      Array.from({ length: 5 }, (_, _id) =>
        lease.run({ command: 'insert' }, () => written.insertOne({ _id })),
      ),
    );
    while (manager.snapshot('once')?.active !== 5) await nextTurn();
    proxy.cut();
    assert.deepEqual([...new Set((await all).map(({ status }) => status))], ['rejected']);
    assert.equal(await written.countDocuments(), 0);
    lease.release();
  });
});

describe('a write that was killed', () => {
  let mongo: RunningMongo;
  let proxy: Proxy;
  let bench: Workbench;
  let side: MongoClient;
  /** Holds the document that the statement writes. */
  let other: ClientSession;
  const insert = "INSERT INTO written (_id, by) VALUES (1, 'killed')";

  before(async function () {
    this.timeout(120_000);
    mongo = await startReplicaSet({ members: 1 });
    const port = mongo.processes[0]?.port ?? 0;
    proxy = await startProxy(port);
    side = await new MongoClient(`mongodb://127.0.0.1:${port}/killed?directConnection=true`).connect();
    await side.db().createCollection('written');
    const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
    bench = new Workbench({ ...mongo, uri }, 'killed');
    await bench.done('CREATE CONNECTION_POOL p WITH (minPoolSize = 2)');
    await bench.done('USE CONNECTION_POOL p');
  });

  beforeEach(async () => {
    other = side.startSession();
    other.startTransaction();
    await side.db().collection<{ _id: number }>('written').insertOne({ _id: 1 }, { session: other });
  });

  after(async () => {
    await bench.close();
    await side.close();
    await proxy.close();
    await mongo.stop();
  });

  const onServer = async (): Promise<boolean> => {
    const found = await side
      .db('admin')
      .aggregate([
        { $currentOp: { allUsers: true } },
        { $match: { active: true, 'command.insert': 'written' } },
      ])
      .toArray();
    return found.length > 0;
  };

  /** Begins the statement, loses what the server says of it, and kills it. */
  async function killUnheard() {
    const running = bench.runNamed(insert);
    while (!(await onServer())) await sleep(10);
    proxy.forget();
    const [held] = bench.manager.held('p');
    return { running, killing: bench.runNamed(`KILL CONNECTION ${held?.id ?? 0}`) };
  }

  async function isNotThere(): Promise<void> {
    await other.abortTransaction();
    await other.endSession();
    assert.equal(await side.db().collection('written').countDocuments(), 0);
  }

  it('ends also where the server’s answer never comes', async function () {
    this.timeout(60_000);
    const { running, killing } = await killUnheard();
    assert.deepEqual((await killing).problems, []);
    assert.deepEqual(
      (await running).problems.map(({ code }) => code),
      ['QL5025'],
    );
    proxy.cut();
    await isNotThere();
  });

  it('is not sent once more where its connection breaks before the server’s answer comes', async function () {
    this.timeout(60_000);
    const { running, killing } = await killUnheard();
    while (await onServer()) await sleep(1);
    proxy.cut();
    // Sent once more it would wait for the document again, and be there in the end.
    await killing;
    await isNotThere();
    assert.deepEqual(
      (await running).problems.map(({ code }) => code),
      ['QL5025'],
    );
  });
});
