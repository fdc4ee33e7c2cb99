import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startReplicaSet, type RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { startProxy, type Proxy } from '../faults/proxy.ts';

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
});
