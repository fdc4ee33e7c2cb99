import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { virtualRows } from '../../client/src/pools/virtual-rows.ts';
import { serverLimits } from '../../client/src/run/server-limits.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { Workbench } from './bench.ts';
import { freshDatabase, replicaSetMongo, singleMongo } from './fixtures.ts';

describe('the budget of sockets', () => {
  it('counts what each pool may open to each member, and asks each', async function () {
    this.timeout(30_000);
    const { uri } = await replicaSetMongo();
    const manager = new PoolManager();
    try {
      const options = { maxPoolSize: 20, minPoolSize: 0, appName: 'budget test' };
      await manager.create({ name: 'a', uri, options });
      await manager.create({ name: 'b', uri, options: { ...options, maxPoolSize: 30 } });
      manager.budget.instances = 4;
      await manager.budget.refresh('a');
      const rows = virtualRows(manager, 'CONNECTION_POOL_BUDGET', 'a');
      assert.equal(rows.length, 3);
      for (const row of rows) {
        assert.deepEqual(
          [row['instances'], row['members'], row['expected_sockets'], row['expected_in_all']],
          [4, 3, 4 * 22, 3 * 4 * 22],
        );
        assert.equal(row['expected_of_all_pools'], 4 * (22 + 32));
        assert.ok(Number(row['server_connections']) > 0 && Number(row['server_available']) > 0);
        assert.deepEqual([row['fits'], row['unknown']], [true, []]);
      }
      const room = manager.budget.room(manager.snapshot('a') ?? assert.fail());
      assert.ok(room && room.sockets >= 4 * (22 + 32) && room.limit > room.sockets, JSON.stringify(room));
    } finally {
      await manager.close();
    }
  });

  it('counts others of the same appName, and not its own', async () => {
    const { uri } = await singleMongo();
    const manager = new PoolManager();
    const other = new MongoClient(uri, { appName: 'shop', minPoolSize: 3, maxPoolSize: 3 });
    try {
      await manager.create({
        name: 'mine',
        uri,
        options: { maxPoolSize: 5, minPoolSize: 5, appName: 'shop' },
      });
      await other.connect();
      await Promise.all(
        Array.from({ length: 3 }, () =>
          other.db('admin').command({ aggregate: 1, pipeline: [{ $currentOp: {} }], cursor: {} }),
        ),
      );
      const seen = async () => {
        await manager.budget.refresh();
        return Number(virtualRows(manager, 'CONNECTION_POOL_BUDGET')[0]?.['same_app_connections']);
      };
      // Three of its pool, and one or two that watch the server; both sides open theirs a little later.
      let [count, looks] = [await seen(), 0];
      while (count < 4 && looks++ < 100) count = await seen();
      assert.ok(count >= 3 && count <= 5, `${count} others`);
      const room = () => manager.budget.room(manager.snapshot('mine') ?? assert.fail())?.sockets ?? NaN;
      const alone = room();
      manager.budget.instances = 2;
      // What the other one has open is among the seven that it is expected to open.
      assert.equal(room(), alone + 7 - count);
    } finally {
      await other.close();
      await manager.close();
    }
  });

  it('is a table and a list of SHOW, for which the servers are asked', async () => {
    const bench = new Workbench(await singleMongo(), freshDatabase());
    try {
      await bench.run('CREATE CONNECTION_POOL small WITH (maxPoolSize = 7, minPoolSize = 0)');
      const sql =
        "SELECT expected_sockets, server_available > 0, unknown FROM CONNECTION_POOL_BUDGET('small')";
      const { rows } = await bench.run(sql);
      assert.deepEqual(rows, [[9, true, ['The pool has no appName: others of its kind cannot be told.']]]);
      const shown = await bench.run('SHOW BUDGET');
      assert.equal(shown.rows[0]?.[0], 'small');
    } finally {
      await bench.close();
    }
  });

  it('tells of a server with too little room', async function () {
    this.timeout(30_000);
    const mongo = await startSingle({ args: ['--maxConns', '60'] });
    const manager = new PoolManager();
    try {
      const place = { uri: mongo.uri, connection: 'tight' };
      await manager.create({ name: 'large', ...place, options: { maxPoolSize: 100, minPoolSize: 0 } });
      assert.deepEqual(serverLimits(manager.snapshots(), manager.budget.limits()), []);
      await manager.budget.refresh();
      assert.equal(virtualRows(manager, 'CONNECTION_POOL_BUDGET')[0]?.['fits'], false);
      const room = manager.budget.room(manager.snapshot('large') ?? assert.fail());
      assert.deepEqual([room?.limit, (room?.sockets ?? 0) >= 102], [60, true]);
      // The editor warns of it while the statement is written.
      const [host] = manager.snapshot('large')?.hosts ?? [];
      assert.deepEqual(serverLimits(manager.snapshots(), manager.budget.limits()), [
        { connection: 'tight', host: host?.address, limit: 60 },
      ]);
    } finally {
      await manager.close();
      await mongo.stop();
    }
  });

  describe('where the user may not ask', () => {
    let mongo: RunningMongo;
    const manager = new PoolManager();

    before(async function () {
      this.timeout(60_000);
      mongo = await startSingle({ auth: true });
      const root = new MongoClient(mongo.uri);
      await root.db('shop').command({ createUser: 'clerk', pwd: 'counter-8842', roles: ['readWrite'] });
      await root.close();
    });

    after(async () => {
      await manager.close();
      await mongo.stop();
    });

    it('says so', async () => {
      const host = /@([^/]+)\//.exec(mongo.uri)?.[1] ?? '';
      const uri = `mongodb://clerk:counter-8842@${host}/shop`;
      await manager.create({
        name: 'modest',
        uri,
        options: { maxPoolSize: 3, minPoolSize: 0, appName: 'shop' },
      });
      await manager.budget.refresh();
      const [row] = virtualRows(manager, 'CONNECTION_POOL_BUDGET');
      assert.deepEqual(
        [
          row?.['expected_sockets'],
          row?.['server_connections'],
          row?.['same_app_connections'],
          row?.['fits'],
        ],
        [5, null, null, null],
      );
      assert.deepEqual(row?.['unknown'], [
        'The server does not tell how many connections it has (Unauthorized).',
        'The server does not tell who has the others, for which the privilege inprog is needed (Unauthorized).',
      ]);
      assert.equal(manager.budget.room(manager.snapshot('modest') ?? assert.fail()), undefined);
    });
  });
});
