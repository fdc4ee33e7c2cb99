import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('a pool whose server is gone', () => {
  let proxy: Proxy;
  let bench: Workbench;
  const options = 'minPoolSize = 1, serverSelectionTimeoutMS = 100, heartbeatFrequencyMS = 500';

  before(async function () {
    this.timeout(60_000);
    const mongo = await singleMongo();
    proxy = await startProxy(mongo.processes[0]?.port ?? 0);
    bench = new Workbench(mongo, freshDatabase());
    const uri = `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`;
    await bench.done('CREATE CONNECTION_POOL sound WITH (minPoolSize = 1)');
    await bench.done(`CREATE CONNECTION_POOL ill ON '${uri}' WITH (${options})`);
    proxy.refuses = true;
    proxy.cut();
  });

  after(async () => {
    await bench.close();
    await proxy.close();
  });

  const failedAttempts = () => bench.manager.events('ill').filter(({ type }) => type === 'reconnectFailed');

  it('makes the health of all pools together as bad as its own', async () => {
    while (bench.manager.state('ill') !== 'failed') await sleep(10);
    const { rows } = await bench.runNamed('SELECT * FROM CONNECTION_POOL_SUMMARY()');
    const [summary] = rows;
    assert.deepEqual(
      [summary?.['total_pools'], summary?.['total_groups'], summary?.['overall_health']],
      [2, 0, 'UNHEALTHY'],
    );
    const each = await bench.run('SELECT pool_name, health_status FROM CONNECTION_POOLS()');
    assert.deepEqual(each.rows, [
      ['sound', 'HEALTHY'],
      ['ill', 'UNHEALTHY'],
    ]);
    await bench.done('DROP CONNECTION_POOL sound');
    const alone = await bench.run('SELECT total_pools, overall_health FROM CONNECTION_POOL_SUMMARY()');
    assert.deepEqual(alone.rows, [[1, 'UNHEALTHY']]);
  });

  it('RECONNECT tries again until the server is back', async function () {
    this.timeout(30_000);
    const told = bench.tell('RECONNECT CONNECTION_POOL ill');
    while (failedAttempts().length === 0) await sleep(5);
    proxy.refuses = false;
    assert.match(await told, /^Pool ill is connected anew: \d+ of 100 connections\.$/);
    assert.equal(bench.manager.state('ill'), 'ready');
    assert.match(failedAttempts()[0]?.detail ?? '', /^No MongoDB server answers at 127\.0\.0\.1:\d+/);
  });

  it('RECONNECT ends with the reason of the last of five attempts', async function () {
    this.timeout(30_000);
    proxy.refuses = true;
    proxy.cut();
    const before = failedAttempts().length;
    assert.match(
      await bench.tell('RECONNECT CONNECTION_POOL ill'),
      /^QL5001 \d+-\d+ No MongoDB server answers at /,
    );
    assert.equal(failedAttempts().length - before, 4);
  });
});
