import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { Workbench } from './bench.ts';
import type { Outcome } from './bench.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { freshDatabase, replicaSetMongo } from './fixtures.ts';

/** Operations that ended in each pool of a group, as CONNECTION_POOLS() has them. */
async function operations(bench: Workbench, group: string): Promise<Record<string, number>> {
  const { rows } = await bench.run(
    `SELECT pool_name, total_operations FROM CONNECTION_POOLS() WHERE group_name = '${group}'`,
  );
  return Object.fromEntries(rows.map(([name, count]) => [String(name).split('.')[1], Number(count)]));
}

/** Which pools of a group ran more operations while something was done. */
async function grew(bench: Workbench, group: string, sql: string): Promise<string[]> {
  const before = await operations(bench, group);
  const { problems } = await bench.run(sql);
  assert.deepEqual(problems, []);
  const after = await operations(bench, group);
  return Object.keys(after).filter((name) => (after[name] ?? 0) > (before[name] ?? 0));
}

/** A server that can be told to be slow. */
let mongo: RunningMongo;

async function withBench(
  work: (bench: Workbench, control: MongoClient) => Promise<void>,
  other?: Promise<RunningMongo>,
): Promise<void> {
  const bench = new Workbench((await other) ?? mongo, freshDatabase());
  const control = await bench.client();
  try {
    await work(bench, control);
  } finally {
    await control.close();
    await bench.close();
  }
}

/** Holds every query of pools with that name of application for as long, in milliseconds. */
async function slowDown(control: MongoClient, appName: string, ms: number): Promise<void> {
  await control.db('admin').command({
    configureFailPoint: 'failCommand',
    mode: 'alwaysOn',
    data: { failCommands: ['aggregate'], blockConnection: true, blockTimeMS: ms, appName },
  });
}

async function quick(control: MongoClient): Promise<void> {
  await control.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
}

const codes = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map(({ ok, problems: [problem] }) => (ok ? 'ok' : (problem?.code ?? '')));

describe('a group of pools', () => {
  before(async () => {
    mongo = await startSingle({ args: ['--setParameter', 'enableTestCommands=1'] });
  });

  after(async () => mongo.stop());

  it('READ_WRITE: reads go to one pool, writes to the other', async () => {
    await withBench(async (bench) => {
      const small = (size: number) => `JSON_BUILD_OBJECT('maxPoolSize', ${size})`;
      assert.equal(
        await bench.tell(
          `CREATE CONNECTION_POOL_GROUP shop TYPE READ_WRITE WITH (read = ${small(4)}, write = ${small(2)})`,
        ),
        'Group shop is ready: read 4 of 4 connections, write 2 of 2.',
      );
      assert.equal(
        await bench.tell('USE CONNECTION_POOL shop'),
        'Statements now run through the group shop.',
      );
      await bench.run('CREATE COLLECTION orders');
      assert.deepEqual(await grew(bench, 'shop', 'INSERT INTO orders (n) VALUES (1), (2)'), ['write']);
      assert.deepEqual(await grew(bench, 'shop', 'SELECT n FROM orders'), ['read']);
      assert.deepEqual(await grew(bench, 'shop', 'UPDATE orders SET n = n + 1'), ['write']);
      assert.deepEqual(await grew(bench, 'shop', 'EXPLAIN ANALYZE SELECT n FROM orders'), ['read']);
      assert.equal(await bench.tell('SELECT n FROM orders ORDER BY n'), '[[2],[3]]');
      assert.equal(
        await bench.tell(
          "SELECT member, statements_routed, circuit FROM CONNECTION_POOL_GROUP_MEMBERS('shop')",
        ),
        '[["read",3,"closed"],["write",3,"closed"]]',
      );
      assert.equal(
        await bench.tell('USE CONNECTION_POOL shop.write'),
        'Statements now run through pool shop.write.',
      );
      assert.deepEqual(await grew(bench, 'shop', 'SELECT n FROM orders'), ['write']);
      assert.equal(await bench.tell('DROP CONNECTION_POOL_GROUP shop'), 'Group shop was dropped.');
      assert.deepEqual(bench.manager.names(), []);
    });
  });

  it('READ_WRITE: a transaction runs on the writer, its reads too', async function () {
    this.timeout(60_000);
    await withBench(async (bench) => {
      await bench.run(
        `CREATE CONNECTION_POOL_GROUP shop TYPE READ_WRITE WITH (minPoolSize = 1, maxPoolSize = 3)`,
      );
      await bench.run('USE CONNECTION_POOL shop');
      await bench.run('CREATE COLLECTION orders');
      assert.deepEqual(await grew(bench, 'shop', 'BEGIN'), ['write']);
      assert.deepEqual(await grew(bench, 'shop', 'INSERT INTO orders (n) VALUES (1)'), ['write']);
      assert.deepEqual(await grew(bench, 'shop', 'SELECT n FROM orders'), ['write']);
      assert.deepEqual(await grew(bench, 'shop', 'COMMIT'), ['write']);
      const { rows } = await bench.run(
        "SELECT options->>'readPreference' FROM CONNECTION_POOLS() ORDER BY pool_name",
      );
      assert.deepEqual(rows, [['secondaryPreferred'], ['primary']]);
    }, replicaSetMongo());
  });

  it('TENANT: a pool for each, opened when first used, under a common limit, closed when unused', async () => {
    await withBench(async (bench) => {
      await bench.run(`CREATE CONNECTION_POOL_GROUP app TYPE TENANT WITH (
        tenants = JSON_BUILD_OBJECT(
          'acme', JSON_BUILD_OBJECT('database', 'acme_${process.pid}'), 'globex', JSON_BUILD_OBJECT('maxPoolSize', 3),
          'initech', JSON_BUILD_OBJECT()),
        maxPoolSize = 2, maxConnections = 5, closeUnusedAfterMS = 0)`);
      assert.deepEqual(bench.manager.names(), []);
      await bench.run('USE CONNECTION_POOL app');
      assert.match(await bench.tell('SHOW COLLECTIONS'), /^QL5103 .*SET @tenant = ‘…’/);
      await bench.run("SET @tenant = 'acme'");
      await bench.run('CREATE TABLE orders AS SELECT 1 AS n');
      assert.deepEqual(bench.manager.names(), ['app.acme']);
      const [pool] = bench.manager.snapshots();
      assert.deepEqual(
        [pool?.options['appName'], pool?.database],
        ['app_tenant_acme', `acme_${process.pid}`],
      );
      await bench.run("SELECT @p := USE_CONNECTION_POOL('app', 'globex')");
      assert.equal(bench.session.variables['p'], 'app.globex');
      // Another database: the collection of the other tenant is not there.
      assert.match(await bench.tell('SELECT n FROM orders'), /^QL2001 /);
      assert.deepEqual(bench.manager.names(), ['app.acme', 'app.globex']);
      // 2 + 3 connections are the limit: the one that is unused for longest makes room.
      await bench.run('USE CONNECTION_POOL app.initech');
      await bench.run('SHOW COLLECTIONS');
      assert.deepEqual(bench.manager.names(), ['app.globex', 'app.initech']);
      const held = [await bench.manager.use('app.globex')];
      const lease = await bench.catalog.groups
        .find('app')
        .lease({ writes: false, member: 'globex', variables: {} });
      const other = await bench.catalog.groups
        .find('app')
        .lease({ writes: false, member: 'initech', variables: {} });
      await bench.run('USE CONNECTION_POOL app.acme');
      assert.match(await bench.tell('SHOW COLLECTIONS'), /^QL5107 .*may hold 2 .*hold 5 of 5/);
      // A higher limit lets it in, and takes nothing from those that are at work.
      await bench.run('ALTER CONNECTION_POOL_GROUP app SET (maxConnections = 7, closeUnusedAfterMS = 40)');
      assert.equal(await bench.tell('SELECT COUNT(*) FROM orders'), '[[1]]');
      for (const one of [...held, lease, other]) one.release();
      while (bench.manager.names().length > 0) await sleep(10);
      assert.equal(await bench.tell('SELECT COUNT(*) FROM orders'), '[[1]]');
      assert.match(
        await bench.tell('USE CONNECTION_POOL app.umbrella'),
        /^QL5102 .*no member umbrella: ALTER CONNECTION_POOL_GROUP app adds one/,
      );
      await bench.run(
        "ALTER CONNECTION_POOL_GROUP app SET (tenants = JSON_BUILD_OBJECT('umbrella', JSON_BUILD_OBJECT(), 'acme', NULL))",
      );
      assert.equal(
        await bench
          .tell('SHOW CONNECTION_POOL_GROUPS')
          .then((text) => /\["globex","initech","umbrella"\]/.test(text)),
        true,
      );
    });
  });

  it('PRIORITY: each lane has its limits, refuses past its queue, and is altered while it runs', async () => {
    await withBench(async (bench, control) => {
      await bench.run(`CREATE CONNECTION_POOL_GROUP lanes TYPE PRIORITY WITH (
        minPoolSize = 0, low = JSON_BUILD_OBJECT('maxPoolSize', 2, 'maxQueued', 1))`);
      const defaults = await bench.run(
        "SELECT member, max_concurrent, max_queued FROM CONNECTION_POOL_GROUP_MEMBERS('lanes')",
      );
      assert.deepEqual(defaults.rows, [
        ['critical', 100, null],
        ['high', 75, null],
        ['normal', 50, 25],
        ['low', 2, 1],
      ]);
      await bench.run('CREATE TABLE work AS SELECT 1 AS n');
      await bench.run('USE CONNECTION_POOL lanes');
      assert.deepEqual(await grew(bench, 'lanes', 'SELECT n FROM work'), ['normal']);
      await bench.run("SET @priority = 'low'");
      await slowDown(control, 'app_priority_low', 200);
      const four = Array.from({ length: 4 }, () => bench.run('SELECT n FROM work'));
      while ((await low(bench))[0] !== 2) await sleep(5);
      assert.deepEqual(await low(bench), [2, 1, 1]);
      // The lanes above are not held up by it.
      await bench.run("SET @priority = 'high'");
      assert.equal(await bench.tell('SELECT n FROM work'), '[[1]]');
      assert.deepEqual(codes(await Promise.all(four)), ['ok', 'ok', 'ok', 'QL5104']);
      // What runs goes on while the limits change, and who waits may enter at once.
      await bench.run("SET @priority = 'low'");
      const three = Array.from({ length: 3 }, () => bench.run('SELECT n FROM work'));
      while ((await low(bench))[1] !== 1) await sleep(5);
      assert.match(
        await bench.tell('ALTER CONNECTION_POOL lanes.low SET (maxPoolSize = 5, maxQueued = 0)'),
        /^Group lanes was altered: /,
      );
      assert.deepEqual((await low(bench)).slice(0, 2), [3, 0]);
      assert.deepEqual(codes(await Promise.all(three)), ['ok', 'ok', 'ok']);
      assert.equal(bench.manager.snapshot('lanes.low')?.maxSize, 5);
      await quick(control);
    });
  });

  it('BATCH: writes in any order, several batches at a time, and says what failed', async () => {
    await withBench(async (bench, control) => {
      await bench.run(`CREATE CONNECTION_POOL_GROUP load TYPE BATCH WITH (
        maxPoolSize = 4, batchSize = 100, concurrency = 2)`);
      assert.equal(bench.manager.snapshot('load.batch')?.options['appName'], 'batch_processor');
      await bench.run('CREATE COLLECTION events');
      await bench.run('CREATE UNIQUE INDEX ON events (k)');
      await bench.run('USE CONNECTION_POOL load');
      await control.db('admin').command({
        configureFailPoint: 'failCommand',
        mode: 'alwaysOn',
        data: {
          failCommands: ['insert'],
          blockConnection: true,
          blockTimeMS: 20,
          appName: 'batch_processor',
        },
      });
      const running = bench.run('INSERT INTO events (k) SELECT g FROM GENERATE_SERIES(1, 1000) AS g(g)');
      let most = 0;
      let waited = false;
      for (let done = false; !done;) {
        done = await Promise.race([running.then(() => true), sleep(2).then(() => false)]);
        const figures = bench.catalog.groups.find('load').snapshot().members[0]?.batch;
        most = Math.max(most, figures?.running ?? 0);
      }
      const { affected, problems } = await running;
      assert.deepEqual([affected, problems, most], [1000, [], 2]);
      // Of two statements at once one waits for the other's batches.
      const both = [2000, 3000].map((from) =>
        bench.run(`INSERT INTO events (k) SELECT g FROM GENERATE_SERIES(${from + 1}, ${from + 400}) AS g(g)`),
      );
      for (let done = false; !done;) {
        done = await Promise.race([Promise.all(both).then(() => true), sleep(2).then(() => false)]);
        const figures = bench.catalog.groups.find('load').snapshot().members[0]?.batch;
        assert.ok((figures?.running ?? 0) <= 2);
        waited ||= (figures?.waiting ?? 0) > 0;
      }
      assert.deepEqual([codes(await Promise.all(both)), waited], [['ok', 'ok'], true]);
      await quick(control);
      assert.match(
        await bench.tell('INSERT INTO events (k) SELECT g FROM GENERATE_SERIES(995, 1010) AS g(g)'),
        /^QL5108 .*6 of 16 documents could not be written, the others were: E11000 duplicate key/,
      );
      const { rows } = await bench.run(
        'SELECT batches, documents, documents_failed, documents_per_second > 0, documents_per_second = ROUND(documents_per_second, 1) FROM CONNECTION_POOL_GROUP_MEMBERS()',
      );
      assert.deepEqual(rows, [[19, 1810, 6, true, true]]);
    });
  });

  it('is replaced pool by pool, and stays as it was where its successor fails', async () => {
    await withBench(async (bench) => {
      const create = (more: string) => bench.tell(`CREATE OR REPLACE CONNECTION_POOL_GROUP g ${more}`);
      await create('TYPE READ_WRITE WITH (minPoolSize = 0)');
      await bench.run('CREATE TABLE t AS SELECT 1 AS n');
      await bench.run('USE CONNECTION_POOL g');
      const lease = await bench.manager.use('g.read');
      assert.match(
        await create(
          "TYPE PRIORITY WITH (minPoolSize = 0, serverSelectionTimeoutMS = 100, low = JSON_BUILD_OBJECT('connection', 'mongodb://127.0.0.1:1'))",
        ),
        /^QL5113 .*The member low of the group g cannot be opened: No MongoDB server answers at 127\.0\.0\.1:1: /,
      );
      assert.equal(await bench.tell('SELECT n FROM t'), '[[1]]');
      assert.deepEqual(await grew(bench, 'g', 'SELECT n FROM t'), ['read']);
      const replaced = create('TYPE READ_WRITE WITH (minPoolSize = 0, maxPoolSize = 3)');
      lease.release();
      assert.match(await replaced, /^Group g is ready: read [01] of 3 connections, write [01] of 3\.$/);
      assert.equal(
        await create('TYPE BATCH WITH (minPoolSize = 0)'),
        'Group g is ready: batch 1 of 200 connections.',
      );
      assert.deepEqual(bench.manager.names(), ['default', 'g.batch']);
    });
  });

  it('dropped, lets what runs end first, and refuses new work', async () => {
    await withBench(async (bench, control) => {
      const appName = freshDatabase();
      await bench.run(
        `CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE WITH (minPoolSize = 0, appName = '${appName}')`,
      );
      await bench.run('CREATE COLLECTION things');
      await slowDown(control, appName, 150);
      await bench.run("SELECT @p := USE_CONNECTION_POOL('g')");
      const running = bench.run('SELECT COUNT(*) FROM things');
      while ((bench.manager.snapshot('g.read')?.active ?? 0) === 0) await sleep(5);
      const dropped = bench.catalog.groups.drop('g');
      while (bench.manager.state('g.read') !== 'draining') await sleep(5);
      await assert.rejects(bench.manager.use('g.read'), /takes no new work/);
      assert.deepEqual((await running).rows, [[0]]);
      await dropped;
      await quick(control);
      assert.deepEqual([bench.catalog.groups.names(), bench.manager.state('g.read')], [[], undefined]);
    });
  });

  it('keeps its pools: they are made, altered and dropped with it', async () => {
    await withBench(async (bench) => {
      await bench.run('CREATE CONNECTION_POOL plain WITH (minPoolSize = 0)');
      assert.match(
        await bench.tell('CREATE CONNECTION_POOL_GROUP plain TYPE BATCH'),
        /^QL5101 \d+-\d+ There is already a pool named plain/,
      );
      await bench.run('CREATE CONNECTION_POOL_GROUP g TYPE BATCH WITH (minPoolSize = 0)');
      assert.match(await bench.tell('CREATE CONNECTION_POOL g'), /^QL5101 /);
      assert.match(await bench.tell('CREATE CONNECTION_POOL "g.more"'), /^QL5109 /);
      assert.match(
        await bench.tell('DROP CONNECTION_POOL g.batch'),
        /^QL5109 \d+-\d+ The pool g.batch belongs to the group g: it goes with DROP CONNECTION_POOL_GROUP/,
      );
      assert.match(
        await bench.tell(
          "CREATE CONNECTION_POOL_GROUP h TYPE READ_WRITE WITH (read = JSON_BUILD_OBJECT('connection', 'mongodb://127.0.0.1:1'), serverSelectionTimeoutMS = 100)",
        ),
        /^QL5113 .*The member read of the group h cannot be opened: No MongoDB server answers at 127\.0\.0\.1:1: /,
      );
      assert.deepEqual(bench.manager.names(), ['plain', 'g.batch']);
      assert.match(await bench.tell('ALTER CONNECTION_POOL_GROUP i SET (maxPoolSize = 1)'), /^QL5100 /);
      for (const sql of [
        'PAUSE CONNECTION_POOL g',
        'DROP CONNECTION_POOL g',
        'ALTER CONNECTION_POOL g SET (maxPoolSize = 4)',
      ])
        assert.match(
          await bench.tell(sql),
          /^QL5006 .* There is no pool named g: it is a group, so write CONNECTION_POOL_GROUP\.$/,
          sql,
        );
      assert.match(await bench.tell('PAUSE CONNECTION_POOL g.nobody'), /^QL5102 /);
      const { rows } = await bench.run(
        'SELECT total_pools, total_groups, overall_health FROM CONNECTION_POOL_SUMMARY()',
      );
      assert.deepEqual(rows, [[2, 1, 'HEALTHY']]);
    });
  });
});

/** Running, queued and refused statements of the lane `low`. */
async function low(bench: Workbench): Promise<number[]> {
  const { rows } = await bench.run(`SELECT running_statements, queued_statements, statements_refused
    FROM CONNECTION_POOL_GROUP_MEMBERS('lanes') WHERE member = 'low'`);
  return (rows[0] ?? []).map(Number);
}
