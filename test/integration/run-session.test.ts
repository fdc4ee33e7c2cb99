import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionResolver } from '../../client/src/run/connections.ts';
import type { RowSink, StatementOutcome } from '../../client/src/run/run-types.ts';
import { Session } from '../../client/src/run/session.ts';
import type { RunOptions } from '../../client/src/run/session.ts';
import { startReplicaSet, startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

/** Takes hours: a product of three. */
const endless = 'SELECT COUNT(*) FROM numbers a JOIN numbers b ON a.n < b.n JOIN numbers c ON b.n < c.n';

/** A session on one connection, with everything it needs. */
class Bench {
  readonly manager = new PoolManager();
  readonly catalog: CatalogStore;
  readonly session: Session;

  constructor(uri: string | undefined) {
    const connections: ConnectionResolver = {
      names: () => (uri === undefined ? [] : ['shop']),
      default: () => (uri === undefined ? undefined : { name: 'shop' }),
      resolve: (name) => Promise.resolve(uri !== undefined && name === 'shop' ? { uri } : undefined),
    };
    this.catalog = new CatalogStore({ manager: this.manager, connections });
    this.session = new Session({ manager: this.manager, connections, catalog: this.catalog });
  }

  async run(sql: string, options: RunOptions = {}): Promise<StatementOutcome & { rows: unknown[][] }> {
    const rows: unknown[][] = [];
    const sink: RowSink = {
      columns: () => undefined,
      rows: (batch) => void rows.push(...batch.map((row) => [...row])),
    };
    return { ...(await this.session.run(sql, sink, options)), rows };
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.catalog.close();
    await this.manager.close();
  }
}

/** Problems as `code at start–end: sentence`. */
function told(outcome: StatementOutcome): readonly string[] {
  return outcome.problems.map(({ code, span, message }) => `${code} ${span.start}-${span.end} ${message}`);
}

async function fill(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect();
  const documents = Array.from({ length: 3000 }, (_, n) => ({ n, half: n / 2, name: `n${n}` }));
  await client
    .db('shop')
    .collection('numbers')
    .insertMany(documents, { writeConcern: { w: 1, j: true } });
  await client.close();
}

describe('a session', () => {
  let mongo: RunningMongo;
  let client: MongoClient;
  let bench: Bench;
  const uriOf = (database: string) => mongo.uri.replace(/\/$/, `/${database}`);

  before(async function () {
    this.timeout(60_000);
    mongo = await startSingle();
    await fill(mongo.uri);
    client = await new MongoClient(mongo.uri).connect();
  });

  after(async () => {
    await client.close();
    await mongo.stop();
  });

  beforeEach(() => {
    bench = new Bench(uriOf('shop'));
  });

  afterEach(async () => {
    await bench.close();
  });

  /** Operations of statements that run on the server now. */
  async function onServer(): Promise<number> {
    const pipeline = [{ $currentOp: {} }, { $match: { 'command.comment': /^qlsql-/, active: true } }];
    return (await client.db('admin').aggregate(pipeline).toArray()).length;
  }

  it('runs on a pool of the default connection, made when first needed', async () => {
    assert.deepEqual(bench.manager.names(), []);
    const outcome = await bench.run('SELECT n, name FROM numbers WHERE n < 3 ORDER BY n DESC');
    assert.deepEqual(outcome.rows, [
      [2, 'n2'],
      [1, 'n1'],
      [0, 'n0'],
    ]);
    assert.deepEqual(
      [outcome.ok, outcome.pool, outcome.kind, outcome.rowCount],
      [true, 'default', 'Query', 3],
    );
    assert.equal(outcome.host, `127.0.0.1:${mongo.processes[0]?.port}`);
    const pool = bench.manager.snapshot('default');
    assert.deepEqual([pool?.connection, pool?.minSize, pool?.operations, pool?.errors], ['shop', 0, 1, 0]);
  });

  it('runs through the pool that was chosen, and counts there what it did', async () => {
    const statements = [
      'CREATE CONNECTION_POOL tiny WITH (maxPoolSize = 2, minPoolSize = 1)',
      "SELECT @p := USE_CONNECTION_POOL('tiny')",
      'SELECT @n := COUNT(*) FROM numbers',
      'SELECT @n + 1 AS more, @p AS pool',
      'SELECT total_operations, total_errors, max_connections FROM CONNECTION_POOLS()',
    ];
    const outcomes = [];
    for (const sql of statements) outcomes.push(await bench.run(sql));
    assert.deepEqual(outcomes.flatMap(told), []);
    assert.match(outcomes[0]?.message ?? '', /^Pool tiny is ready: [12] of 2 connections\.$/);
    assert.deepEqual(
      outcomes.map(({ rows }) => rows),
      [[], [['tiny']], [[3000]], [[3001, 'tiny']], [[1, 0, 2]]],
    );
    assert.equal(bench.session.currentPool, 'tiny');
  });

  it('tells three mistakes of one statement at their places, and sends nothing', async () => {
    const sql = 'SELECT UPPR(name), COUNTT(n) FROM numbers WHERE missing_function(n) = 1';
    const outcome = await bench.run(sql);
    assert.equal(outcome.ok, false);
    const places = outcome.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ span }) => sql.slice(span.start, span.end));
    assert.equal(places.length, 3, told(outcome).join('\n'));
    assert.equal(bench.manager.snapshot('default'), undefined);
  });

  it('gives values as the driver does, and NULL for what is not there', async () => {
    const at = new Date('2024-01-31T10:00:00Z');
    await client
      .db('shop')
      .collection('odd')
      .insertOne({ at, list: [1, 'a'], inner: { deep: null } });
    const { rows, ...outcome } = await bench.run('SELECT "at", list, "inner", nothing FROM odd');
    assert.deepEqual(
      told(outcome).filter((line) => !line.startsWith('QL2003')),
      [],
    );
    assert.deepEqual(rows, [[at, [1, 'a'], { deep: null }, null]]);
  });

  it('hands over no further batch before the reader is done with the last', async () => {
    let [running, most, batches] = [0, 0, 0];
    const sink: RowSink = {
      columns: () => undefined,
      rows: async () => {
        batches++;
        most = Math.max(most, ++running);
        await sleep(2);
        running--;
      },
    };
    const outcome = await bench.session.run('SELECT n FROM numbers', sink);
    assert.deepEqual([outcome.rowCount, most], [3000, 1]);
    assert.ok(batches >= 6, String(batches));
  });

  describe('cancelling', () => {
    it('stops the server, and the pool loses no connection', async function () {
      this.timeout(30_000);
      const controller = new AbortController();
      await bench.run('SELECT 1 FROM numbers LIMIT 1');
      const before = bench.manager.snapshot('default');
      const running = bench.run(endless, { signal: controller.signal });
      while ((await onServer()) === 0) await sleep(10);
      assert.equal(bench.manager.snapshot('default')?.active, 1);
      controller.abort();
      const outcome = await running;
      assert.deepEqual([outcome.cancelled, outcome.ok, told(outcome)], [true, false, []]);
      assert.equal(await onServer(), 0);
      const now = bench.manager.snapshot('default');
      assert.ok(before && now);
      assert.deepEqual(
        [now.destroyed, now.created, now.active, now.idle, now.errors],
        [before.destroyed, before.created, 0, before.idle, 0],
      );
      assert.deepEqual((await bench.run('SELECT COUNT(*) FROM numbers')).rows, [[3000]]);
      assert.equal(bench.manager.snapshot('default')?.created, before.created);
    });

    it('takes a statement that waits for a connection out of the queue', async function () {
      this.timeout(30_000);
      await bench.run('CREATE CONNECTION_POOL one WITH (maxPoolSize = 1, minPoolSize = 1)');
      await bench.run('USE CONNECTION_POOL one');
      const [holder, waiter] = [new AbortController(), new AbortController()];
      const holding = bench.run(endless, { signal: holder.signal });
      while ((await onServer()) === 0) await sleep(10);
      const waiting = bench.run('SELECT COUNT(*) FROM numbers', { signal: waiter.signal });
      while (bench.manager.snapshot('one')?.waiting !== 1) await sleep(5);
      waiter.abort();
      assert.equal((await waiting).cancelled, true);
      const between = bench.manager.snapshot('one');
      assert.deepEqual([between?.waiting, between?.active, between?.checkoutFailures], [0, 1, 0]);
      assert.equal(await onServer(), 1);
      holder.abort();
      assert.equal((await holding).cancelled, true);
      const now = bench.manager.snapshot('one');
      assert.deepEqual(
        [now?.active, now?.waiting, now?.destroyed, now?.errors, now?.created],
        [0, 0, 0, 0, 1],
      );
    });

    it('ends between two batches, and closes the cursor on the server', async () => {
      const controller = new AbortController();
      const sink: RowSink = { columns: () => undefined, rows: () => controller.abort() };
      const outcome = await bench.session.run('SELECT n FROM numbers', sink, { signal: controller.signal });
      assert.deepEqual([outcome.cancelled, outcome.rowCount < 3000], [true, true]);
      const { metrics } = await client.db('admin').command({ serverStatus: 1 });
      assert.equal(Number((metrics as { cursor: { open: { total: unknown } } }).cursor.open.total), 0);
    });

    it('closing the session cancels what runs', async function () {
      this.timeout(30_000);
      const running = bench.run(endless);
      while ((await onServer()) === 0) await sleep(10);
      await bench.session.close();
      assert.equal((await running).cancelled, true);
      assert.equal(await onServer(), 0);
    });
  });

  describe('failures', () => {
    it('no connection at all', async () => {
      const lone = new Bench(undefined);
      const outcome = await lone.run('SELECT * FROM numbers');
      assert.deepEqual(
        told(outcome).filter((line) => line.startsWith('QL5')),
        [
          'QL5018 0-6 There is no connection to run on: add one, or write CREATE CONNECTION_POOL … ON ‘mongodb://…’.',
        ],
      );
      assert.equal((await lone.run('SELECT 1 + 1 AS two')).rows[0]?.[0], 2);
      await lone.close();
    });

    it('a wrong address in a statement, at its place', async () => {
      const sql =
        "CREATE CONNECTION_POOL far ON 'mongodb://ada:s3cret@127.0.0.1:1/' WITH (serverSelectionTimeoutMS = 200)";
      const outcome = await bench.run(sql);
      const start = sql.indexOf("'mongodb");
      assert.deepEqual(told(outcome), [
        `QL5001 ${start}-${sql.indexOf(' WITH')} No MongoDB server answers at 127.0.0.1:1: the connection was refused. Check that it runs and that the address is right.`,
      ]);
      assert.deepEqual(bench.manager.names(), []);
    });

    it('what the server refuses', async () => {
      await client.db('shop').createCollection('named');
      const outcome = await bench.run("SELECT (name || 'x')::int FROM numbers");
      assert.deepEqual(told(outcome), [
        'QL5028 0-6 n0x cannot become integer: correct the value, or write TRY_CAST to have NULL instead.',
      ]);
      const now = bench.manager.snapshot('default');
      assert.deepEqual([now?.errors, now?.errorsByKind], [1, { statement: 1 }]);
    });

    it('what the server refuses time and again, without blame for the pool', async () => {
      for (let n = 0; n < 10; n++) await bench.run("SELECT (name || 'x')::int FROM numbers");
      const judged = await bench.run(
        'SELECT health_status, error_rate_pct, total_errors - statement_errors AS others FROM CONNECTION_POOLS()',
      );
      assert.deepEqual(judged.rows, [['HEALTHY', 0, 0]]);
      bench.manager.look();
      const past =
        "SELECT max(total_errors - statement_errors), max(statement_errors) FROM CONNECTION_POOL_STATS('default')";
      assert.deepEqual((await bench.run(past)).rows, [[0, 10]]);
    });
  });
});

describe('a session whose server is killed', () => {
  it('tells what had come, and goes on when the server is back', async function () {
    this.timeout(90_000);
    const mongo = await startSingle();
    const bench = new Bench(`${mongo.uri}shop?heartbeatFrequencyMS=500&serverSelectionTimeoutMS=1500`);
    try {
      await fill(mongo.uri);
      let killed = false;
      const sink: RowSink = {
        columns: () => undefined,
        rows: async () => {
          if (!killed) await mongo.kill(0, 'SIGKILL');
          killed = true;
        },
      };
      const outcome = await bench.session.run('SELECT n FROM numbers', sink);
      assert.equal(outcome.ok, false);
      const [problem] = outcome.problems;
      assert.match(`${problem?.code} ${problem?.message}`, /^QL50(10|01) /);
      assert.ok(outcome.rowCount > 0 && outcome.rowCount < 3000);
      assert.match(
        problem?.message ?? '',
        new RegExp(`The ${outcome.rowCount} rows that had come are right, but not all`),
      );
      await mongo.restart(0);
      const again = await bench.run('SELECT COUNT(*) FROM numbers');
      assert.deepEqual([told(again), again.rows], [[], [[3000]]]);
    } finally {
      await bench.close();
      await mongo.stop();
    }
  });
});

describe('a session with credentials', () => {
  it('shows them nowhere', async function () {
    this.timeout(60_000);
    const mongo = await startSingle({ auth: { user: 'ada', password: 'l0velace&x' } });
    const right = new Bench(`${mongo.uri}shop?authSource=admin`);
    const wrong = new Bench(`${mongo.uri.replace('l0velace', 'wrong-word')}shop?authSource=admin`);
    try {
      const refused = await wrong.run('SELECT * FROM numbers');
      assert.match(told(refused)[0] ?? '', /^QL5003 0-6 127\.0\.0\.1:\d+ refused the user or the password/);
      const fine = await right.run('SELECT 1 FROM numbers');
      assert.deepEqual([told(fine).filter((line) => line.startsWith('QL5')), fine.rows], [[], []]);
      await right.run('CREATE CONNECTION_POOL a WITH (minPoolSize = 1)');
      const controller = new AbortController();
      const all = [
        ...[refused, fine],
        right.manager.snapshots(),
        right.manager.events(),
        right.manager.operations(),
        wrong.manager.snapshots(),
        wrong.manager.events(),
        right.catalog.catalog(),
      ];
      controller.abort();
      assert.doesNotMatch(JSON.stringify(all), /l0velace|wrong-word|ada/);
      // Who asks for it is told who they are.
      assert.deepEqual((await right.run('SELECT CURRENT_USER')).rows, [['ada']]);
    } finally {
      await right.close();
      await wrong.close();
      await mongo.stop();
    }
  });
});

describe('a session on a replica set', () => {
  it('cancels where the statement runs, on a secondary too', async function () {
    this.timeout(120_000);
    const mongo = await startReplicaSet();
    const bench = new Bench(mongo.uri.replace('/?', '/shop?'));
    const client = await new MongoClient(mongo.uri).connect();
    try {
      await client
        .db('shop')
        .collection('numbers')
        .insertMany(
          Array.from({ length: 3000 }, (_, n) => ({ n })),
          { writeConcern: { w: 3 } },
        );
      await bench.run("CREATE CONNECTION_POOL far WITH (readPreference = 'secondary', minPoolSize = 0)");
      await bench.run('USE CONNECTION_POOL far');
      const controller = new AbortController();
      const running = bench.run(endless, { signal: controller.signal });
      while ((bench.manager.snapshot('far')?.active ?? 0) === 0) await sleep(10);
      await sleep(100);
      const busy = bench.manager.snapshot('far')?.hosts.find((host) => host.active > 0);
      assert.equal(busy?.role, 'secondary');
      controller.abort();
      assert.equal((await running).cancelled, true);
      const direct = await new MongoClient(`mongodb://${busy.address}/?directConnection=true`).connect();
      const pipeline = [{ $currentOp: {} }, { $match: { 'command.comment': /^qlsql-/, active: true } }];
      assert.deepEqual(await direct.db('admin').aggregate(pipeline).toArray(), []);
      await direct.close();
      assert.equal(bench.manager.snapshot('far')?.destroyed, 0);
    } finally {
      await client.close();
      await bench.close();
      await mongo.stop();
    }
  });
});
