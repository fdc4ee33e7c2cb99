import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { Workbench } from './bench.ts';
import type { Row } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

/** Takes hours: a product of three. */
const endless = 'SELECT COUNT(*) FROM numbers a JOIN numbers b ON a.n < b.n JOIN numbers c ON b.n < c.n';

describe('who holds a connection', () => {
  const manager = new PoolManager({ watchedIntervalMs: 20 });
  let bench: Workbench;
  let watcher: MongoClient;

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase(), { manager });
    watcher = await bench.client();
    await watcher
      .db()
      .collection('numbers')
      .insertMany(Array.from({ length: 3000 }, (_, n) => ({ n })));
    const made = await run(
      'CREATE CONNECTION_POOL held WITH (maxPoolSize = 4, minPoolSize = 2, leakDetectionThresholdMS = 100)',
    );
    assert.deepEqual(made.problems, []);
    await run('USE CONNECTION_POOL held');
  });

  after(async () => {
    await bench.close();
    await watcher.close();
  });

  const run: Workbench['runNamed'] = (sql, options) => bench.runNamed(sql, options);

  /** The statement's row, once it works on the server. */
  async function heldBy(start: string): Promise<Row> {
    for (;;) {
      const { rows } = await run('SHOW CHECKOUTS');
      const row = rows.find(({ statement }) => String(statement).startsWith(start));
      if (row && (await onServer(row))) return row;
      await sleep(20);
    }
  }

  async function onServer(row: Row): Promise<boolean> {
    const found = await watcher
      .db('admin')
      .aggregate([
        { $currentOp: { allUsers: true } },
        { $match: { active: true, connectionId: row['server_connection_id'] } },
      ])
      .toArray();
    return found.some(({ command }) => /^qlsql-/.test(String((command as Row)['comment'])));
  }

  /** The rows of so many statements, once all of them work on the server. */
  async function whenAllRun(many: number): Promise<readonly Row[]> {
    for (;;) {
      const { rows } = await run('SHOW CHECKOUTS');
      const found = await Promise.all(rows.map(onServer));
      if (rows.length === many && found.every((isThere) => isThere)) return rows;
      await sleep(20);
    }
  }

  it('is told with statement, file and line, and the server’s number of the connection', async function () {
    this.timeout(60_000);
    const stop = new AbortController();
    const source = { file: 'orders.qlsql', line: 12 };
    const running = run(endless, { source, signal: stop.signal });
    const row = await heldBy('SELECT COUNT(*) FROM numbers a');
    assert.deepEqual(
      [row['pool_name'], row['statement'], row['source'], row['command'], row['collection']],
      ['held', endless, 'orders.qlsql:12', 'aggregate', 'numbers'],
    );
    assert.ok(Date.now() - (row['held_since'] as Date).getTime() >= Number(row['held_ms']));
    const other = await run("SELECT connection_id FROM CONNECTION_POOL_CHECKOUTS('another')");
    assert.deepEqual(other.rows, []);
    stop.abort();
    assert.equal((await running).cancelled, true);
    assert.deepEqual((await run('SHOW CHECKOUTS')).rows, []);
  });

  it('is told right for each of several that began at once', async function () {
    this.timeout(60_000);
    const stop = new AbortController();
    // Two of the connections are there, and two are opened for them.
    const all = [1, 2, 3, 4].map((line) =>
      run(`${endless} WHERE a.n > ${line}`, { source: { line }, signal: stop.signal }),
    );
    try {
      for (const row of await whenAllRun(4)) {
        const [running] = await watcher
          .db('admin')
          .aggregate([
            { $currentOp: { allUsers: true } },
            { $match: { active: true, connectionId: row['server_connection_id'] } },
          ])
          .toArray();
        const { comment } = running?.['command'] as Row;
        const held = manager.held().find(({ id }) => id === row['connection_id']);
        assert.equal(held?.comment, comment, String(row['statement']));
      }
    } finally {
      stop.abort();
      await Promise.all(all);
    }
  });

  it('is stopped on the server by KILL CONNECTION, and the pool keeps the connection', async function () {
    this.timeout(60_000);
    const before = manager.snapshot('held');
    const running = run(endless, { source: { line: 1 } });
    const row = await heldBy(endless);
    const killed = await run(`KILL CONNECTION ${Number(row['connection_id'])}`);
    assert.deepEqual(killed.problems, []);
    assert.match(killed.message ?? '', /^What connection \d+ of pool held ran was stopped: SELECT COUNT/);
    const ended = await running;
    assert.equal(ended.ok, false);
    assert.match(ended.problems.map(({ code }) => code).join(), /^QL50/);
    assert.equal(await onServer(row), false);
    const now = manager.snapshot('held');
    assert.deepEqual([now?.destroyed, now?.active], [before?.destroyed, 0]);
    assert.equal((await run('SELECT COUNT(*) AS n FROM numbers')).ok, true);
  });

  it('is told of once it has been out for longer than leakDetectionThresholdMS', async function () {
    this.timeout(60_000);
    const watching = manager.onDidChange(() => undefined);
    const stop = new AbortController();
    const running = run(endless, { source: { file: 'orders.qlsql', line: 7 }, signal: stop.signal });
    const leaks = () =>
      manager
        .events('held')
        .filter(({ type, detail }) => type === 'connectionLeakSuspected' && detail?.includes(':7'));
    while (leaks().length === 0) await sleep(20);
    const issues = manager.snapshot('held')?.issues.join() ?? '';
    assert.match(issues, /has been out for more than 100 ms: SELECT COUNT.*\(orders\.qlsql:7\)\.$/);
    assert.ok(Number(leaks()[0]?.durationMs) > 100);
    manager.look();
    assert.equal(leaks().length, 1);
    stop.abort();
    await running;
    watching.dispose();
    assert.deepEqual(
      manager.snapshot('held')?.issues.filter((issue) => issue.includes('out for')),
      [],
    );
  });

  it('is told where nobody holds the connection', async () => {
    const { problems } = await run('KILL CONNECTION 999999');
    assert.deepEqual(
      problems.map(({ code, message }) => `${code} ${message}`),
      ['QL5070 No statement holds a connection numbered 999999: SHOW CHECKOUTS tells which are held.'],
    );
  });

  it('is told when it has ended, with the server’s number of the connection', async () => {
    const sql = "SELECT MAX(n) AS most FROM numbers WHERE 'ended' = 'ended'";
    await run(sql, { source: { file: 'orders.qlsql', line: 31 } });
    const { rows } = await run(
      "SELECT statement, source, connection_id, server_connection_id FROM CONNECTION_POOL_OPERATIONS('held') WHERE source = 'orders.qlsql:31'",
    );
    const { rows: there } = await run('SHOW CONNECTIONS');
    const [ended] = rows;
    assert.deepEqual([rows.length, ended?.['statement']], [1, sql]);
    const connection = there.find((each) => each['connection_id'] === ended?.['connection_id']);
    assert.equal(typeof ended?.['server_connection_id'], 'number');
    assert.equal(connection?.['server_connection_id'], ended?.['server_connection_id']);
  });

  it('is one of the connections that are there, with their state, age and use', async function () {
    this.timeout(60_000);
    await run('CREATE CONNECTION_POOL seen WITH (maxPoolSize = 3, minPoolSize = 2)');
    const all = async () =>
      (await run("SELECT * FROM CONNECTION_POOL_CONNECTIONS('seen')")).rows as readonly Row[];
    assert.deepEqual(
      (await all()).map((row) => [row['state'], row['checkouts'], row['draining'], row['statement']]),
      [
        ['idle', 0, false, null],
        ['idle', 0, false, null],
      ],
    );
    await run('USE CONNECTION_POOL seen');
    const stop = new AbortController();
    const running = run(endless, { source: { file: 'orders.qlsql', line: 3 }, signal: stop.signal });
    try {
      await heldBy(endless);
      await run('ALTER CONNECTION_POOL seen SET (maxPoolSize = 4)');
      const now = await all();
      const told = (draining: boolean) =>
        now.filter((row) => row['draining'] === draining).map((row) => [row['state'], row['source']]);
      // The old client closes what is idle when it comes to it; the new one may have opened more than minPoolSize.
      assert.deepEqual(
        told(true).filter(([state]) => state !== 'idle'),
        [['active', 'orders.qlsql:3']],
      );
      assert.deepEqual(told(false).slice(0, 2), [
        ['idle', null],
        ['idle', null],
      ]);
      for (const row of now) {
        assert.ok(Number(row['age_ms']) >= Number(row['state_ms']), JSON.stringify(row));
        assert.equal(typeof row['server_connection_id'], 'number');
      }
    } finally {
      stop.abort();
      await running;
      await run('USE CONNECTION_POOL held');
      await run('DROP CONNECTION_POOL seen');
    }
  });

  it('is waited for by those in the queue, which tells who they are', async function () {
    this.timeout(60_000);
    await run('CREATE CONNECTION_POOL small WITH (maxPoolSize = 1, minPoolSize = 1)');
    await run('USE CONNECTION_POOL small');
    const stop = new AbortController();
    const { signal } = stop;
    const running = run(endless, { source: { line: 1 }, signal });
    const queue = async () => (await run('SHOW QUEUE')).rows;
    try {
      await heldBy(endless);
      const second = run('SELECT 2 AS n FROM numbers LIMIT 1', {
        source: { file: 'late.qlsql', line: 8 },
        signal,
      });
      while ((await queue()).length < 1) await sleep(10);
      const [row] = await queue();
      assert.deepEqual(
        [row?.['pool_name'], row?.['waits_for'], row?.['statement'], row?.['source'], row?.['collection']],
        ['small', 'connection', 'SELECT 2 AS n FROM numbers LIMIT 1', 'late.qlsql:8', 'numbers'],
      );
      assert.ok(Number(row?.['waited_ms']) > 0);
      await run('PAUSE CONNECTION_POOL small');
      const third = run('SELECT 3 AS n FROM numbers LIMIT 1', { signal });
      while ((await queue()).length < 2) await sleep(10);
      assert.deepEqual(
        (await queue()).map((each) => [each['waits_for'], each['host'] === null]),
        [
          ['connection', false],
          ['resume', true],
        ],
      );
      stop.abort();
      await Promise.all([running, second, third]);
      assert.deepEqual(await queue(), []);
    } finally {
      stop.abort();
      await running;
      await run('RESUME CONNECTION_POOL small');
      await run('USE CONNECTION_POOL held');
      await run('DROP CONNECTION_POOL small');
    }
  });
});
