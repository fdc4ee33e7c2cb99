import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionRole } from '../../client/src/run/connections.ts';
import type { RunOptions, WriteQuestion } from '../../client/src/run/session-state.ts';
import { Session } from '../../client/src/run/session.ts';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { Workbench, type Row } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';
import { cancelledOnServer } from './server-work.ts';

const unseen = { columns: () => undefined, rows: () => undefined };
/** Takes a server some milliseconds. */
const some = 'SELECT COUNT(*) FROM numbers a CROSS JOIN numbers b WHERE a.n < 20 AND a.n + b.n < 0';

describe('BENCHMARK', function () {
  this.timeout(60_000);
  let mongo: RunningMongo;
  let client: MongoClient;
  let bench: Workbench;
  const database = freshDatabase();

  before(async () => {
    mongo = await singleMongo();
    bench = new Workbench(mongo, database);
    client = await bench.client();
    await client
      .db()
      .collection('numbers')
      .insertMany(Array.from({ length: 100 }, (_, n) => ({ n })));
    await bench.done('CREATE CONNECTION_POOL tight WITH (minPoolSize = 1, maxPoolSize = 1)');
    await bench.done('CREATE CONNECTION_POOL roomy WITH (minPoolSize = 1, maxPoolSize = 20)');
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  const pool = (name: string) => {
    const found = bench.manager.snapshot(name);
    assert.ok(found);
    return found;
  };

  /** Reads of the collection that the server has counted. */
  async function readsOnServer(): Promise<number> {
    const [stats] = await client
      .db()
      .collection('numbers')
      .aggregate<{ latencyStats: { reads: { ops: unknown } } }>([{ $collStats: { latencyStats: {} } }])
      .toArray();
    return Number(stats?.latencyStats.reads.ops);
  }

  async function measured(sql: string, options: RunOptions = {}): Promise<readonly Row[]> {
    const { problems, rows } = await bench.runNamed(sql, options);
    assert.deepEqual(problems, []);
    return rows;
  }

  const number = (row: Row | undefined, name: string): number => {
    const value = row?.[name];
    assert.ok(typeof value === 'number', `${name} is ${String(value)}`);
    return value;
  };

  it('makes the pool of who chose none where it is named and was not needed before', async () => {
    assert.equal(bench.manager.has('default'), false);
    const rows = await measured(
      "BENCHMARK SELECT n FROM numbers WHERE n = 7 WITH (duration = '100 ms', warmup = '0 ms') ON CONNECTION_POOL roomy, DEFAULT",
    );
    assert.deepEqual(
      rows.map(({ pool }) => pool),
      ['roomy', 'default'],
    );
  });

  it('counts what the server and the pool count', async () => {
    // The first look at a collection reads it, too.
    const sql = (duration: string) =>
      `BENCHMARK SELECT n FROM numbers WHERE n = 7 WITH (concurrency = 5, duration = '${duration}', warmup = '0 ms') ON CONNECTION_POOL roomy`;
    await bench.done(sql('100 ms'));
    const before = { reads: await readsOnServer(), pool: pool('roomy').operations };
    const [row, ...others] = await measured(sql('300 ms'));
    assert.deepEqual(others, []);
    const after = { reads: await readsOnServer(), pool: pool('roomy').operations };
    const operations = number(row, 'operations');
    // Beside what is counted it ran once beforehand, and each worker may have been in the midst of one at the end.
    const least = operations + 1;
    const most = operations + 1 + 5;
    assert.ok(operations > 5, `${operations} operations`);
    const ran = after.pool - before.pool;
    assert.ok(ran >= least && ran <= most, `${ran} through the pool, ${operations} counted`);
    const reads = after.reads - before.reads;
    // The server counts the look at its counters, too.
    assert.ok(reads >= least && reads <= most + 1, `${reads} on the server, ${operations} counted`);
    assert.equal(number(row, 'throughput'), Math.round((operations / 0.3) * 1000) / 1000);
    assert.deepEqual([row?.['pool'], row?.['errors'], row?.['unfinished']], ['roomy', 0, 0]);
    assert.ok(number(row, 'in_use_max') <= 5);
  });

  it('shows the waits of a pool that is too small beside one that is not', async () => {
    const [tight, roomy] = await measured(
      `BENCHMARK ${some} WITH (concurrency = 10, duration = '400 ms', warmup = '50 ms') ON CONNECTION_POOL tight, roomy`,
    );
    assert.deepEqual([tight?.['pool'], roomy?.['pool']], ['tight', 'roomy']);
    // Of ten workers nine wait, of twenty connections none is missing.
    assert.ok(number(tight, 'wait_p50_ms') > number(tight, 'held_ms'));
    assert.ok(number(tight, 'wait_p50_ms') > number(roomy, 'wait_p50_ms'));
    assert.deepEqual([tight?.['in_use_max'], tight?.['max_connections']], [1, 1]);
    assert.equal(roomy?.['max_connections'], 20);
    assert.match(String(tight?.['advice']), /wait/);
    const sizes = tight?.['other_sizes'] as readonly { readonly connections: number }[];
    assert.ok(sizes.length > 0 && sizes.every(({ connections }) => connections > 1));
    for (const time of ['wait', 'response'])
      for (const row of [tight, roomy]) {
        const [p50 = 0, p95 = 0, p99 = 0, max = 0] = ['p50', 'p95', 'p99', 'max'].map((name) =>
          number(row, `${time}_${name}_ms`),
        );
        assert.ok(p50 <= p95 && p95 <= p99 && p99 <= max, `${p50} ${p95} ${p99} ${max}`);
      }
  });

  it('leaves pools and session as they were', async () => {
    const options = ['tight', 'roomy'].map((name) => pool(name).options);
    assert.equal(bench.session.currentPool, undefined);
    await measured(
      `BENCHMARK SELECT @seen := n FROM numbers WITH (duration = '100 ms', warmup = '0 ms', simultaneous = true) ON CONNECTION_POOL tight, roomy`,
    );
    assert.equal(bench.session.currentPool, undefined);
    assert.equal(bench.session.variables['seen'], undefined);
    assert.deepEqual(
      ['tight', 'roomy'].map((name) => pool(name).options),
      options,
    );
    for (const name of ['tight', 'roomy']) assert.deepEqual([pool(name).active, pool(name).waiting], [0, 0]);
  });

  it('begins as many operations a second as it is told, whatever becomes of them', async () => {
    const [row] = await measured(
      `BENCHMARK SELECT n FROM numbers WHERE n = 7 WITH (rate = 200, concurrency = 20, duration = '1 s', warmup = '0 ms') ON CONNECTION_POOL roomy`,
    );
    // At random: 200 + five standard deviations. How many of them end in time is the machine's.
    const operations = number(row, 'operations');
    assert.ok(operations > 0 && operations < 271, `${operations} operations`);
    assert.equal(row?.['rate'], 200);
  });

  it('counts a rate that a pool cannot follow as time, not as operations that never were', async () => {
    const [row] = await measured(
      `BENCHMARK ${some} WITH (rate = 5000, concurrency = 4, duration = '200 ms', warmup = '0 ms', grace = '0 ms') ON CONNECTION_POOL tight`,
    );
    const unfinished = number(row, 'unfinished');
    assert.ok(unfinished > number(row, 'operations'), `${unfinished} unfinished`);
    // Half of them were due in the first half, and had waited for the other half when it was over.
    assert.ok(
      number(row, 'response_p95_ms') > 20 * number(row, 'held_ms') || number(row, 'response_p95_ms') > 90,
    );
    assert.match(String(row?.['advice']), /were due but not done/);
  });

  it('counts errors by kind', async () => {
    const errorsBefore = pool('roomy').errors;
    const [row] = await measured(
      `BENCHMARK INSERT INTO once (_id, v) VALUES (1, 2) WITH (concurrency = 2, duration = '150 ms', warmup = '0 ms') ON CONNECTION_POOL roomy`,
    );
    const errors = number(row, 'errors');
    assert.ok(errors > 0);
    assert.deepEqual([row?.['operations'], row?.['errors_by_kind']], [0, { write: errors }]);
    assert.match(String(row?.['first_error']), /^QL5021: /);
    assert.ok(pool('roomy').errors - errorsBefore >= errors);
    assert.equal(await client.db().collection('once').countDocuments(), 1);
  });

  it('counts those who waited in vain as errors, and their waits', async () => {
    await bench.done(
      'CREATE CONNECTION_POOL hasty WITH (minPoolSize = 1, maxPoolSize = 1, waitQueueTimeoutMS = 20)',
    );
    const [row] = await measured(
      `BENCHMARK ${some.replace('numbers b', 'numbers b CROSS JOIN numbers c')} WITH (concurrency = 10, duration = '400 ms', warmup = '0 ms') ON CONNECTION_POOL hasty`,
    );
    const kinds = row?.['errors_by_kind'] as Readonly<Record<string, number>>;
    assert.ok((kinds['timeout'] ?? 0) > 0, JSON.stringify(kinds));
    assert.ok(number(row, 'wait_max_ms') >= 20);
    assert.match(String(row?.['advice']), /of the operations failed/);
  });

  it('runs through groups of pools, and through the session’s pool where it names none', async () => {
    await bench.done('CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE ON CONNECTION shop');
    const settings = "WITH (concurrency = 2, duration = '100 ms', warmup = '0 ms')";
    const rows = await measured(`BENCHMARK SELECT n FROM numbers ${settings} ON CONNECTION_POOL g, g.write`);
    assert.deepEqual(
      rows.map((row) => row['pool']),
      ['g', 'g.write'],
    );
    const [own] = await measured(`BENCHMARK SELECT n FROM numbers ${settings}`);
    assert.equal(own?.['pool'], 'default');
  });

  it('takes its options from parameters and variables', async () => {
    bench.session.setVariable('workers', 3);
    const [row] = await measured(
      `BENCHMARK SELECT n FROM numbers WHERE n = $1 WITH (concurrency = @workers, duration = :time, warmup = '0 ms') ON CONNECTION_POOL roomy`,
      { parameters: { 1: 7, time: '100 ms' } },
    );
    assert.deepEqual([row?.['concurrency'], row?.['seconds']], [3, 0.1]);
    const told = await bench.run('BENCHMARK SELECT n FROM numbers WITH (concurrency = @workers + 1)');
    assert.deepEqual(
      told.problems.map(({ code }) => code),
      ['QL3051'],
    );
  });

  it('fails as the statement itself where that cannot run', async () => {
    await client.db().collection('words').insertOne({ word: 'seven' });
    assert.match(
      await bench.tell('BENCHMARK SELECT CAST(word AS INT) AS x FROM words ON CONNECTION_POOL roomy'),
      /^QL5028 /,
    );
    assert.match(await bench.tell('BENCHMARK SELECT n FROM numbers ON CONNECTION_POOL rommy'), /^QL5006 /);
  });

  it('tells how far it has come', async () => {
    const told: [number, string][] = [];
    await measured(
      `BENCHMARK SELECT n FROM numbers WITH (duration = '600 ms', warmup = '0 ms') ON CONNECTION_POOL roomy, tight`,
      { onStep: (share, words) => void told.push([share, words]) },
    );
    assert.ok(told.length > 0);
    assert.ok(told.every(([share]) => share >= 0 && share <= 1));
    assert.match(told[0]?.[1] ?? '', /^(roomy|tight), part [1-4] of 4: /);
  });

  it('stops on the server when it is cancelled, and leaves the connections', async () => {
    await bench.done('CREATE CONNECTION_POOL busy WITH (minPoolSize = 1, maxPoolSize = 4)');
    const controller = new AbortController();
    const long = 'numbers a CROSS JOIN numbers b CROSS JOIN numbers c';
    const sql = `BENCHMARK SELECT COUNT(*) FROM ${long} WHERE a.n + b.n + c.n < 0 WITH (concurrency = 40, duration = '1 min') ON CONNECTION_POOL busy`;
    const running = bench.session.run(sql, unseen, { signal: controller.signal });
    while (pool('busy').active < 4 || pool('busy').waiting < 36) await sleep(5);
    const { destroyed } = pool('busy');
    await cancelledOnServer(client, controller);
    const outcome = await running;
    assert.deepEqual([outcome.cancelled, outcome.rowCount], [true, 0]);
    const { active, waiting, destroyed: now } = pool('busy');
    assert.deepEqual([active, waiting, now], [0, 0, destroyed]);
  });
});

describe('BENCHMARK on a connection with a role', function () {
  this.timeout(60_000);
  const manager = new PoolManager();
  let catalog: CatalogStore;
  let session: Session;
  let client: MongoClient;
  const roles: Record<string, ConnectionRole> = { free: 'dev', asked: 'confirm', closed: 'read-only' };

  before(async () => {
    const bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    await bench.close();
    const [{ host, port } = { host: '', port: 0 }] = client.options.hosts;
    const uri = `mongodb://${host}:${port}/${client.options.dbName}`;
    await client.db().collection('orders').insertOne({ n: 1 });
    const connections = {
      names: () => Object.keys(roles),
      default: () => ({ name: 'free' }),
      role: (name: string) => roles[name] ?? 'dev',
      resolve: () => Promise.resolve({ uri }),
    };
    catalog = new CatalogStore({ manager, connections });
    session = new Session({ manager, connections, catalog });
    for (const name of Object.keys(roles))
      await session.run(`CREATE CONNECTION_POOL ${name}_pool ON CONNECTION ${name}`, unseen);
  });
  after(async () => {
    await session.close();
    await catalog.close();
    await manager.close();
    await client.close();
  });

  const settings = "WITH (concurrency = 1, duration = '100 ms', warmup = '0 ms')";
  async function told(sql: string, options: RunOptions = {}): Promise<string> {
    const { ok, cancelled, problems } = await session.run(sql, unseen, options);
    return cancelled ? 'cancelled' : ok ? 'done' : problems.map(({ code }) => code).join(' ');
  }

  it('reads only after a yes, and not where nobody can be asked', async () => {
    const questions: WriteQuestion[] = [];
    const answer = (yes: boolean): RunOptions => ({
      confirm: (question) => {
        questions.push(question);
        return Promise.resolve(yes);
      },
    });
    for (const name of ['asked', 'closed']) {
      const sql = `BENCHMARK SELECT n FROM orders ${settings} ON CONNECTION_POOL free_pool, ${name}_pool`;
      assert.equal(await told(sql), 'QL5091');
      assert.equal(await told(sql, answer(false)), 'cancelled');
      assert.equal(await told(sql, answer(true)), 'done');
    }
    assert.deepEqual(
      questions.map(({ connection, effects: [effect] }) => [connection, effect?.verb]),
      [
        ['asked', 'BENCHMARK'],
        ['asked', 'BENCHMARK'],
        ['closed', 'BENCHMARK'],
        ['closed', 'BENCHMARK'],
      ],
    );
    assert.equal(questions[0]?.effects[0]?.place, 'free_pool and asked_pool with 1 worker for 0.1 s');
  });

  it('writes nowhere but on dev', async () => {
    const yes: RunOptions = { confirm: () => Promise.resolve(true) };
    const sql = (pools: string) =>
      `BENCHMARK UPDATE orders SET n = n + 1 ${settings} ON CONNECTION_POOL ${pools}`;
    assert.equal(await told(sql('free_pool, asked_pool'), yes), 'QL5090');
    assert.equal(await told(sql('closed_pool'), yes), 'QL5090');
    assert.equal((await client.db().collection('orders').findOne())?.['n'], 1);
    assert.equal(await told(sql('free_pool')), 'done');
    assert.notEqual((await client.db().collection('orders').findOne())?.['n'], 1);
  });

  it('is nothing for who may only read, such as an export or an assistant', async () => {
    const sql = `BENCHMARK SELECT n FROM orders ${settings} ON CONNECTION_POOL free_pool`;
    assert.equal(await told(sql, { readsOnly: true }), 'QL5062');
  });
});
