import assert from 'node:assert/strict';
import type { DashboardSnapshot } from '../../../../client/src/messages/dashboard.ts';
import { dashboardSnapshot, wholeSeries } from '../../../../client/src/panels/dashboard-snapshot.ts';
import { exportCsv } from '../../../../client/src/panels/export-csv.ts';
import { PoolMemory, type DashboardPools } from '../../../../client/src/panels/pool-memory.ts';
import type { PoolSample, PoolSnapshot } from '../../../../client/src/pools/pool-types.ts';
import { someHost, somePool } from '../tree/some-pool.ts';

const now = 1_000_000_000;
const minute = 60_000;

function past(pool: PoolSnapshot, agesMs: readonly number[]): PoolSample[] {
  return agesMs.map((age) => ({ ...pool, utilization: 0, at: new Date(now - age) }));
}

function managed(pools: readonly PoolSnapshot[], history: readonly PoolSample[] = []): DashboardPools {
  return {
    names: () => pools.map(({ name }) => name),
    snapshot: (name) => pools.find((pool) => pool.name === name),
    events: (name) => [{ at: new Date(now - 1000), pool: name ?? '', type: 'poolPaused' }],
    histories: { find: () => ({ samples: () => [...history] }) },
    timed: () => [],
    budget: {
      rooms: () => new Map(pools.map(({ name }) => [name, { sockets: 300, limit: 200, instances: 1 }])),
    },
    operations: () => [],
    held: (name) => [
      {
        ...{ id: 7, pool: name ?? '', host: 'a:1', since: new Date(now - 900), heldMs: 900 },
        ...{ driverConnection: 1, serverConnection: 31, statement: 'SELECT 1', source: 'orders.qlsql:12' },
      },
      {
        ...{ id: 8, pool: name ?? '', host: 'a:1', since: new Date(now - 1000), heldMs: 1000 },
        ...{ driverConnection: 2, command: 'find', collection: 'orders' },
      },
    ],
    onDidChange: () => ({ dispose: () => undefined }),
  };
}

function snapshotOf(pools: DashboardPools, names: readonly string[], rangeMs = minute): DashboardSnapshot {
  return dashboardSnapshot(new PoolMemory(pools).view(names, { rangeMs, now }));
}

describe('the dashboard at one instant', () => {
  const pools = [somePool('a', { hosts: [someHost('h:1')] }), somePool('b', { state: 'paused' })];

  it('shows the chosen pools in the order in which they were chosen', () => {
    const { pools: shown, series, hosts, events } = snapshotOf(managed(pools), ['b', 'a', 'gone']);
    assert.deepEqual(
      shown.map(({ name, mood }) => `${name} ${mood}`),
      ['b paused', 'a healthy'],
    );
    assert.deepEqual(
      series.map(({ pool }) => pool),
      ['b', 'a'],
    );
    assert.deepEqual(
      hosts.map(({ pool, address }) => `${pool} ${address}`),
      ['a h:1'],
    );
    assert.deepEqual(new Set(events.map(({ pool }) => pool)), new Set(['a', 'b']));
  });

  it('shows the first pool where the chosen ones are gone, and nothing where there is none', () => {
    assert.equal(snapshotOf(managed(pools), ['gone']).pools[0]?.name, 'a');
    assert.deepEqual(snapshotOf(managed([]), ['gone']).pools, []);
  });

  it('ends with the figures of this instant, whatever history has', () => {
    const history = past(somePool('a', { active: 7 }), [20_000, 10_000]);
    const { series, times } = snapshotOf(managed(pools, history), ['a']);
    assert.equal(times.at(-1), now);
    assert.equal(series[0]?.active.at(-1), 42);
    assert.equal(series[0]?.active.at(-2), 7);
  });

  it('tells who holds a connection, the longest first', () => {
    const { holders } = snapshotOf(managed([somePool('a')]), ['a']);
    assert.deepEqual(holders, [
      { id: 8, pool: 'a', host: 'a:1', heldMs: 1000, what: 'find orders' },
      {
        ...{ id: 7, pool: 'a', host: 'a:1', heldMs: 900, what: 'SELECT 1' },
        ...{ source: 'orders.qlsql:12', serverConnection: 31 },
      },
    ]);
  });

  it('warns where the server does not take all sockets', () => {
    const { advice } = snapshotOf(managed([somePool('a')]), ['a']);
    assert.deepEqual(
      advice.map(({ kind, why }) => [kind, why]),
      [
        [
          'TOO_MANY_SOCKETS',
          'Its clients together may open 300, and the server takes 200: SHOW BUDGET tells which.',
        ],
      ],
    );
  });

  it('gives the first of many pools lines of their own, and the others one together', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      somePool(`p${index}`, { active: index, hosts: [someHost('h:1', { active: index }), someHost('i:1')] }),
    );
    const memory = new PoolMemory(managed(many));
    const names = many.map(({ name }) => name);
    const shown = dashboardSnapshot(memory.view(names, { rangeMs: minute, now, rank: 'use' }));
    assert.equal(shown.count, 60);
    assert.deepEqual(
      shown.series.map(({ pool, others }) => [pool, others]),
      [...[59, 58, 57, 56, 55].map((index) => [`p${index}`, undefined]), ['55 others', 55]],
    );
    assert.equal(shown.series.at(-1)?.active.at(-1), (54 * 55) / 2);
    assert.equal(shown.series.at(-1)?.checkoutP95.at(-1), 3);
    assert.deepEqual(
      [shown.pools.length, shown.pools.at(-1)?.others, shown.pools.at(-1)?.active],
      [50, 11, (10 * 11) / 2],
    );
    assert.equal(
      shown.pools.reduce((sum, { active }) => sum + active, 0),
      (59 * 60) / 2,
    );
    assert.deepEqual([shown.hosts.length, shown.hosts[0]?.pool], [24, 'p59']);
    assert.ok(shown.advice.length <= 12);
    assert.equal(wholeSeries(memory.view(names, { rangeMs: minute, now })).series.length, 60);
    const by = dashboardSnapshot(memory.view(['p1', 'p2'], { rangeMs: minute, now, rank: 'use' }));
    assert.deepEqual(
      by.series.map(({ pool }) => pool),
      ['p1', 'p2'],
    );
  });

  it('is plain JSON', () => {
    const snapshot = snapshotOf(managed(pools), ['a', 'b']);
    assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
  });

  it('shows what the maximum was before an ALTER', () => {
    const before = somePool('a', { maxSize: 50 });
    const after = somePool('a', { maxSize: 80 });
    const history = [...past(before, [40_000, 30_000, 20_000]), ...past(after, [10_000, 5_000])];
    const { series } = snapshotOf(managed([after], history), ['a']);
    assert.deepEqual([...new Set(series[0]?.maxSize)], [null, 50, 80]);
  });

  it('is exported as one row for each pool and instant', () => {
    const csv = exportCsv(snapshotOf(managed([somePool('a,b')]), []));
    const [head, ...rows] = csv.trimEnd().split('\r\n');
    assert.equal(
      head,
      'time,pool,active,idle,pending,max,waiting,checkout_p50_ms,checkout_p95_ms,checkout_p99_ms,operations_per_s,errors_per_s',
    );
    assert.equal(rows.length, 60);
    assert.equal(rows[0], `${new Date(now - minute + 1000).toISOString()},"a,b",,,,,,,,,,`);
    assert.equal(rows.at(-1), `${new Date(now).toISOString()},"a,b",42,20,0,150,0,1,3,9,,`);
  });
});
