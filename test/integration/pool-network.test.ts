import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('a network that becomes slow', () => {
  const manager = new PoolManager();
  let proxy: Proxy;

  before(async function () {
    this.timeout(60_000);
    const mongo = await singleMongo();
    proxy = await startProxy(mongo.processes[0]?.port ?? 0);
    const uri = `mongodb://127.0.0.1:${proxy.port}/${freshDatabase()}?directConnection=true`;
    await manager.create({ name: 'resting', uri, options: { heartbeatFrequencyMS: 500, minPoolSize: 1 } });
  });

  after(async () => {
    await manager.close();
    await proxy.close();
  });

  it('is told of at a pool where nothing runs, by its heartbeats, and that it is over', async function () {
    this.timeout(60_000);
    const slow = () => manager.snapshot('resting')?.issues.find((issue) => issue.startsWith('Slow network'));
    while (manager.snapshot('resting')?.hosts[0]?.roundTripMs === undefined) await sleep(20);
    proxy.delayMs = 500;
    while (slow() === undefined) await sleep(20);
    // A heartbeat that was under way is late by one way only.
    assert.match(
      slow() ?? '',
      /^Slow network: a round trip to 127\.0\.0\.1:\d+ takes \d{3,} ms, and usually \d+ ms\.$/,
    );
    assert.equal(manager.snapshot('resting')?.health, 'WARNING');
    proxy.delayMs = 0;
    while (slow() !== undefined) await sleep(20);
  });
});
