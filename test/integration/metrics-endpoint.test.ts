import assert from 'node:assert/strict';
import { request } from 'node:http';
import { serveMetrics } from '../../client/src/observe/prometheus-server.ts';
import type { MetricsEndpoint } from '../../client/src/observe/prometheus-server.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { singleMongo } from './fixtures.ts';

describe('the endpoint for Prometheus', () => {
  const manager = new PoolManager();
  let endpoint: MetricsEndpoint;
  let host: string;

  before(async () => {
    const { uri } = await singleMongo();
    host = /127\.0\.0\.1:\d+/.exec(uri)?.[0] ?? '';
    await manager.create({ name: 'my "pool"', uri, options: { maxPoolSize: 4, minPoolSize: 2 } });
    const lease = await manager.use('my "pool"');
    const info = { command: 'ping', database: 'admin' };
    await Promise.all(Array.from({ length: 20 }, () => lease.run(info, () => lease.db.command({ ping: 1 }))));
    await lease.run(info, () => lease.db.command({ nonsense: 1 })).catch(() => undefined);
    lease.release();
    endpoint = await serveMetrics(manager, 0);
  });

  after(async () => {
    await endpoint.close();
    await manager.close();
  });

  /** The values of the page by name and labels. */
  async function scrape(): Promise<Map<string, number>> {
    const response = await fetch(endpoint.address);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    const values = new Map<string, number>();
    let family = '';
    for (const line of (await response.text()).trimEnd().split('\n')) {
      const type = /^# TYPE (\w+) (gauge|counter|histogram)$/.exec(line);
      if (type) family = type[1] ?? '';
      if (line.startsWith('#')) continue;
      const [, name = '', labels = '', value = ''] =
        /^(\w+)\{((?:\w+="(?:[^"\\]|\\.)*",?)+)\} (\S+)$/.exec(line) ?? [];
      assert.ok(name.startsWith(family), `${line} stands under ${family}`);
      assert.ok(value !== '' && !Number.isNaN(Number(value)), line);
      assert.ok(!values.has(`${name} ${labels}`), `${line} is told twice`);
      values.set(`${name} ${labels}`, Number(value));
    }
    return values;
  }

  it('tells sizes by pool and server', async () => {
    const values = await scrape();
    const labels = `pool="my \\"pool\\"",server_address="${host}"`;
    const of = (name: string) => values.get(`mongodb_driver_pool_${name} ${labels}`);
    const snapshot = manager.snapshot('my "pool"');
    assert.deepEqual(
      [of('size'), of('checkedout'), of('waitqueuesize'), of('created_total')],
      [snapshot?.size, 0, 0, snapshot?.created],
    );
    assert.equal(values.get('mongodb_driver_pool_max_size pool="my \\"pool\\""'), 4);
    assert.equal(values.get('mongodb_driver_pool_errors_total pool="my \\"pool\\"",kind="statement"'), 1);
  });

  it('tells how long the first that waits has waited, and how often connections were thrown away', async () => {
    const of = async (name: string) =>
      (await scrape()).get(`mongodb_driver_pool_${name} pool="my \\"pool\\""`) ?? NaN;
    assert.deepEqual([await of('oldest_wait_seconds'), await of('clears_total')], [0, 0]);
    manager.pause('my "pool"');
    const waiting = manager.use('my "pool"');
    assert.ok((await of('oldest_wait_seconds')) > 0);
    manager.resume('my "pool"');
    (await waiting).release();
    assert.equal(await of('oldest_wait_seconds'), 0);
  });

  for (const [name, count] of [
    ['acquire', () => manager.snapshot('my "pool"')?.checkouts],
    ['usage', () => manager.snapshot('my "pool"')?.operations],
    ['creation', () => manager.snapshot('my "pool"')?.created],
  ] as const)
    it(`tells ${name} as a histogram that rises to its count`, async () => {
      const values = await scrape();
      const buckets = [...values].filter(([key]) =>
        key.startsWith(`mongodb_driver_pool_${name}_seconds_bucket`),
      );
      assert.equal(buckets.length, 16);
      const counts = buckets.map(([, value]) => value);
      assert.deepEqual(
        counts,
        [...counts].sort((one, other) => one - other),
      );
      assert.match(buckets.at(-1)?.[0] ?? '', /le="\+Inf"/);
      const [, told] =
        [...values].find(([key]) => key.startsWith(`mongodb_driver_pool_${name}_seconds_count`)) ?? [];
      assert.deepEqual([told, counts.at(-1)], [count(), count()]);
      const [, sum = -1] =
        [...values].find(([key]) => key.startsWith(`mongodb_driver_pool_${name}_seconds_sum`)) ?? [];
      assert.ok(sum >= 0);
    });

  it('answers at its own address only, and to this machine by its own name only', async () => {
    assert.match(endpoint.address, /^http:\/\/127\.0\.0\.1:/);
    const status = async (path: string, method = 'GET', as = 'localhost') =>
      await new Promise<number | undefined>((resolve, reject) => {
        const { port } = new URL(endpoint.address);
        request({ host: '127.0.0.1', port, path, method, headers: { host: as } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    assert.equal(await status('/metrics'), 200);
    assert.equal(await status('/'), 404);
    assert.equal(await status('/metrics', 'POST'), 405);
    assert.equal(await status('/metrics', 'GET', 'evil.example'), 403);
  });

  it('is refused where its port is taken', async () => {
    await assert.rejects(serveMetrics(manager, Number(new URL(endpoint.address).port)), /EADDRINUSE/);
  });
});
