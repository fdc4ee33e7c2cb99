import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { virtualRows } from '../../client/src/pools/virtual-rows.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { RowSink, StatementOutcome } from '../../client/src/run/run-types.ts';
import { Session } from '../../client/src/run/session.ts';
import { replicaSetMongo, singleMongo } from './fixtures.ts';

const nowhere: RowSink = { columns: () => undefined, rows: () => undefined };

/** Runs statements one after the other on a connection of its own; gives how each ended. */
async function withSession(
  uri: string,
  work: (run: (sql: string) => Promise<StatementOutcome>, manager: PoolManager) => Promise<void>,
): Promise<void> {
  const manager = new PoolManager();
  const connections = {
    names: () => ['shop'],
    default: () => ({ name: 'shop' }),
    resolve: () => Promise.resolve({ uri, database: 'shop' }),
  };
  const catalog = new CatalogStore({ manager, connections });
  const session = new Session({ manager, connections, catalog });
  try {
    await work((sql) => session.run(sql, nowhere), manager);
  } finally {
    await session.close();
    await catalog.close();
    await manager.close();
  }
}

describe('a pool’s limit', () => {
  it('is one for each host of a replica set', async function () {
    this.timeout(120_000);
    const { uri } = await replicaSetMongo();
    await withSession(uri, async (run, manager) => {
      const made = await run('CREATE CONNECTION_POOL three WITH (maxPoolSize = 4, minPoolSize = 3)');
      assert.match(made.message ?? '', /^Pool three is ready: \d+ connections, at most 4 for each host\.$/);
      const pool = manager.snapshot('three');
      assert.ok(pool);
      const fullest = Math.max(...pool.hosts.map((host) => host.size));
      assert.equal(pool.hosts.length, 3);
      assert.ok(fullest >= 3 && fullest <= 4 && pool.size > fullest, JSON.stringify(pool.hosts));
      const [row] = virtualRows(manager, 'CONNECTION_POOLS');
      assert.equal(row?.['pool_utilization_pct'], (fullest / 4) * 100);
      if (fullest < 4) assert.deepEqual([pool.health, pool.issues], ['HEALTHY', []]);
    });
  });

  it('is of the client in use alone, also while the one before it ends', async function () {
    this.timeout(60_000);
    const { uri } = await singleMongo();
    await withSession(uri, async (run, manager) => {
      await run('CREATE CONNECTION_POOL one WITH (maxPoolSize = 8, minPoolSize = 6)');
      // What holds the old client keeps its connections open.
      const lease = await manager.use('one');
      const altered = await run('ALTER CONNECTION_POOL one SET (maxPoolSize = 3, minPoolSize = 1)');
      assert.match(altered.message ?? '', /^Pool one was altered: [123] of 3 connections\.$/);
      const again = await run('RECONNECT CONNECTION_POOL one');
      assert.match(again.message ?? '', /^Pool one is connected anew: [123] of 3 connections\.$/);
      const pool = manager.snapshot('one');
      assert.ok(pool && pool.size <= 3 && pool.created - pool.destroyed >= 7, JSON.stringify(pool));
      assert.equal(pool.size, pool.idle + pool.active + pool.pending);
      lease.release();
    });
  });
});

describe('a connection string that cannot be read', () => {
  it('is told in the same words by CREATE and by a query', async () => {
    for (const uri of ['nonsense', 'mongodb://root:secret@@/'])
      await withSession(uri, async (run) => {
        const told = ({ problems }: StatementOutcome) =>
          problems.map(({ code, message }) => `${code} ${message}`);
        const created = told(await run('CREATE CONNECTION_POOL odd'));
        assert.match(String(created), /^QL5004 The connection string cannot be read: /);
        assert.doesNotMatch(String(created), /secret/);
        assert.deepEqual(told(await run('SELECT * FROM things')), created);
      });
  });
});

describe('the history of a pool', () => {
  it('is a table, with the seconds that somebody watched and the intervals that nobody did', async function () {
    this.timeout(60_000);
    const { uri } = await singleMongo();
    const manager = new PoolManager({ watchedIntervalMs: 20 });
    try {
      const options = { minPoolSize: 2, maxPoolSize: 4, monitoringInterval: 1000 };
      await manager.create({ name: 'seen', uri, options });
      await manager.create({ name: 'other', uri, options: { minPoolSize: 0 } });
      const rows = () => virtualRows(manager, 'CONNECTION_POOL_STATS', 'seen');
      const watching = manager.onDidChange(() => undefined);
      while (rows().length < 3) await sleep(10);
      watching.dispose();
      const watched = rows().length;
      // Unwatched samples that come later follow those that were watched.
      while (rows().length === watched) await sleep(50);
      const times = rows().map((row) => (row['sample_time'] as Date).getTime());
      assert.deepEqual(
        times,
        [...times].sort((one, other) => one - other),
      );
      assert.equal(new Set(times).size, times.length);
      for (const row of rows()) {
        assert.deepEqual([row['pool_name'], row['max_connections']], ['seen', 4]);
        assert.equal(row['pool_utilization_pct'], (Number(row['current_connections']) / 4) * 100);
      }
      const names = virtualRows(manager, 'CONNECTION_POOL_STATS').map((row) => row['pool_name']);
      assert.deepEqual([...new Set(names)], ['seen', 'other']);
    } finally {
      await manager.close();
    }
  });
});
