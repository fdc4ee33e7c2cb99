import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Alerts } from '../../client/src/alerts/alerts.ts';
import { HistoryKeeper } from '../../client/src/history/history-keeper.ts';
import { readRecording, recordingLines } from '../../client/src/observe/flight-recording.ts';
import { RecordedAlerts } from '../../client/src/observe/recorded-alerts.ts';
import { RecordedPools } from '../../client/src/observe/recorded-pools.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { readAlertSetting } from '../../client/src/run/alert-setting.ts';
import { createAlerts } from '../../client/src/run/create-alerts.ts';
import { Workbench } from './bench.ts';
import type { Row } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

/** Takes hours: a product of three. */
const endless = 'SELECT COUNT(*) FROM numbers a JOIN numbers b ON a.n < b.n JOIN numbers c ON b.n < c.n';

describe('alerts over real pools', () => {
  const manager = new PoolManager();
  const told: string[] = [];
  let alerts: Alerts;
  let bench: Workbench;
  let listening: { dispose(): void };

  before(async function () {
    this.timeout(60_000);
    alerts = createAlerts(manager, { everyMs: 20 });
    listening = alerts.onDidChange(({ raised, ended }) => {
      for (const { name, pool } of raised) told.push(`+ ${name} ${pool}`);
      for (const { name, pool } of ended) told.push(`- ${name} ${pool}`);
    });
    bench = new Workbench(await singleMongo(), freshDatabase(), { manager, alerts });
    const client = await bench.client();
    await client
      .db()
      .collection('numbers')
      .insertMany(Array.from({ length: 3000 }, (_, n) => ({ n })));
    await client.close();
  });

  after(async () => {
    listening.dispose();
    await bench.close();
  });

  const run: Workbench['runNamed'] = (sql, options) => bench.runNamed(sql, options);

  /** The row of CONNECTION_POOL_ALERTS(), once there is one that fits. */
  async function alertRow(where: string): Promise<Row> {
    for (;;) {
      const { rows, problems } = await run(`SELECT * FROM CONNECTION_POOL_ALERTS() WHERE ${where}`);
      assert.deepEqual(problems, []);
      if (rows[0]) return rows[0];
      await sleep(20);
    }
  }

  it('an exhausted pool: raised after its hold time with an ALTER that runs, ended once it is relieved', async function () {
    this.timeout(60_000);
    for (const sql of [
      'CREATE CONNECTION_POOL tight WITH (maxPoolSize = 1, minPoolSize = 1, waitQueueTimeoutMS = 60000)',
      "ALTER ALERT queue_not_empty SET (for = '200 milliseconds')",
      'USE CONNECTION_POOL tight',
    ])
      assert.deepEqual((await run(sql)).problems, []);
    const stop = new AbortController();
    const running = [1, 2, 3].map(() => run(endless, { signal: stop.signal }));
    const row = await alertRow("alert_name = 'queue_not_empty' AND state = 'firing'");
    assert.equal(row['pool_name'], 'tight');
    assert.match(
      String(row['message']),
      /^[23] operations wait for a connection, the oldest for .*; 1 of 1 connection is in use\.$/,
    );
    const [since, raised] = [row['since'] as Date, row['raised_at'] as Date];
    assert.ok(raised.getTime() - since.getTime() >= 200);
    stop.abort();
    await Promise.all(running);
    const ended = await alertRow("alert_name = 'queue_not_empty' AND state = 'resolved'");
    assert.ok((ended['ended_at'] as Date) > raised);
    assert.deepEqual(
      told.filter((text) => text.includes('queue_not_empty')),
      ['+ queue_not_empty tight', '- queue_not_empty tight'],
    );
    assert.match(String(row['statement']), /^ALTER CONNECTION_POOL tight SET \(maxPoolSize = \d+\);$/);
    assert.deepEqual((await run(String(row['statement']))).problems, []);
    assert.ok((manager.snapshot('tight')?.maxSize ?? 0) > 1);
    const events = manager.events('tight').map(({ type }) => type);
    assert.ok(events.includes('alertRaised') && events.includes('alertEnded'));
  });

  it('a leak: who holds the connection, its file and line, the event, and a KILL that ends it', async function () {
    this.timeout(60_000);
    await run(
      'CREATE CONNECTION_POOL leaky WITH (maxPoolSize = 2, minPoolSize = 1, leakDetectionThresholdMS = 100)',
    );
    await run('USE CONNECTION_POOL leaky');
    const running = run(endless, { source: { file: 'orders.qlsql', line: 12 } });
    const row = await alertRow("alert_name = 'connection_leak' AND state = 'firing'");
    assert.deepEqual([row['pool_name'], row['source']], ['leaky', 'orders.qlsql:12']);
    assert.match(
      String(row['message']),
      /^A connection to .* has been out for .*: SELECT COUNT\(\*\) FROM numbers a .*\(orders\.qlsql:12\)\.$/,
    );
    const { rows: events } = await run(
      `SELECT e.event_type, e.detail FROM CONNECTION_POOL_ALERTS('leaky') a
       JOIN CONNECTION_POOL_EVENTS() e ON e.event_id = ANY(a.event_ids) WHERE a.alert_name = 'connection_leak'`,
    );
    assert.deepEqual(
      events.map((event) => event['event_type']),
      ['connectionLeakSuspected'],
    );
    assert.match(String(events[0]?.['detail']), /orders\.qlsql:12/);
    let ok = false;
    // The server may be between two batches, where there is nothing to stop.
    while (!ok) ({ ok } = await run(String(row['statement'])));
    assert.equal((await running).ok, false);
    await alertRow("alert_name = 'connection_leak' AND state = 'resolved'");
  });

  it('checkouts that fail, with the events of the driver that tell of them', async function () {
    this.timeout(60_000);
    await run(
      'CREATE CONNECTION_POOL short WITH (maxPoolSize = 1, minPoolSize = 1, waitQueueTimeoutMS = 50)',
    );
    await run('USE CONNECTION_POOL short');
    // The pool has to have been looked at before, to be able to tell what is new.
    await alertRow('true');
    const stop = new AbortController();
    const running = run(endless, { signal: stop.signal });
    while (manager.snapshot('short')?.active !== 1) await sleep(10);
    await run('SELECT COUNT(*) FROM numbers');
    const row = await alertRow("alert_name = 'checkout_failures'");
    assert.equal(row['message'], '1 checkout failed in the last five minutes.');
    assert.match((row['events'] as string[]).join(), /connectionCheckOutFailed to [^ ]+: /);
    stop.abort();
    await running;
  });

  it('alerts of one’s own by SQL, through the same figures as CONNECTION_POOLS()', async function () {
    this.timeout(60_000);
    const made = await run(
      "CREATE ALERT some_ready ON CONNECTION_POOLS() WHEN (state = 'ready' AND max_connections = 7) MESSAGE '{{pool_name}} has {{max_connections}}'",
    );
    assert.deepEqual(
      [made.problems, made.message],
      [
        [],
        "Alert some_ready watches CONNECTION_POOLS(): WARNING when state = 'ready' AND max_connections = 7.",
      ],
    );
    await run('CREATE CONNECTION_POOL seven WITH (maxPoolSize = 7, minPoolSize = 0)');
    const row = await alertRow("alert_name = 'some_ready'");
    assert.deepEqual([row['message'], row['state']], ['seven has 7', 'firing']);
    const { rows } = await run(
      "SELECT origin, watches, condition, firing FROM CONNECTION_POOL_ALERT_RULES() WHERE alert_name = 'some_ready'",
    );
    assert.deepEqual(rows, [
      {
        origin: 'sql',
        watches: 'CONNECTION_POOLS()',
        condition: "state = 'ready' AND max_connections = 7",
        firing: 1,
      },
    ]);
    assert.ok((await run('SHOW ALERTS')).rows.some((each) => each['alert_name'] === 'slow_checkout'));
    await run('DROP CONNECTION_POOL seven');
    await run('DROP ALERT some_ready');
    await alertRow("alert_name = 'some_ready' AND state = 'resolved'");
    const failed = await run('DROP ALERT some_ready');
    assert.deepEqual(
      failed.problems.map(({ code, span }) => [code, 'DROP ALERT some_ready'.slice(span.start, span.end)]),
      [['QL5081', 'some_ready']],
    );
  });

  describe('what was raised', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'qlsql-alerts-'));
    const file = path.join(folder, 'history.gz');
    after(() => rmSync(folder, { recursive: true }));
    const everything =
      'SELECT alert_name, pool_name, state, message, source, ended_at FROM CONNECTION_POOL_ALERTS()';
    const failed = (message: string): never => assert.fail(message);

    /** What the table of alerts tells in a window of its own. */
    async function tableOf(later: Alerts, pools = new PoolManager()): Promise<readonly Row[]> {
      const other = new Workbench(await singleMongo(), freshDatabase(), { manager: pools, alerts: later });
      const { rows, problems } = await other.runNamed(everything);
      assert.deepEqual(problems, []);
      await other.close();
      return rows;
    }

    it('is known after the next start, without the text of a statement', async () => {
      const options = { file, inUse: () => manager.names(), failed };
      await new HistoryKeeper(manager.histories, { ...options, alerts }).close();
      const pools = new PoolManager();
      const later = createAlerts(pools);
      await new HistoryKeeper(pools.histories, { ...options, alerts: later }).close();
      const rows = await tableOf(later, pools);
      const leak = rows.find((row) => row['alert_name'] === 'connection_leak');
      assert.deepEqual(
        [leak?.['pool_name'], leak?.['state'], leak?.['source']],
        ['leaky', 'resolved', 'orders.qlsql:12'],
      );
      assert.match(String(leak?.['message']), /^A connection to [^ ]+ has been out for [^:]+\.$/);
      assert.ok(leak?.['ended_at'] instanceof Date);
      assert.ok(rows.some((row) => row['alert_name'] === 'queue_not_empty' && row['pool_name'] === 'tight'));
      assert.doesNotMatch(gunzipSync(readFileSync(file)).toString(), /numbers a JOIN/);
    });

    it('goes on as the same alert where it comes back soon after the start', async () => {
      const pools = new PoolManager();
      const later = createAlerts(pools, { everyMs: 20 });
      await new HistoryKeeper(pools.histories, { file, inUse: () => [], failed, alerts: later }).close();
      const before = later.all().find(({ name }) => name === 'some_ready');
      later.fromSettings(
        readAlertSetting({ some_ready: 'ON CONNECTION_POOLS() WHEN (max_connections = 7)' }).alerts,
      );
      await pools.create({
        name: 'seven',
        uri: (await singleMongo()).uri,
        options: { maxPoolSize: 7, minPoolSize: 0 },
      });
      later.look();
      const now = later.all().filter(({ name }) => name === 'some_ready');
      assert.deepEqual(
        now.map(({ state, times, raisedAt }) => [state, times, raisedAt?.getTime()]),
        [['firing', 2, before?.raisedAt?.getTime()]],
      );
      await pools.close();
    });

    it('is in a flight recording, and told by its replay as it was', async () => {
      const recorded = (statements: boolean) =>
        [...recordingLines(manager, { versions: {}, alerts: alerts.all(), statements })].join('');
      const recording = readRecording(recorded(false)) ?? assert.fail('no recording');
      assert.equal(recording.unread, 0);
      const rows = await tableOf(new RecordedAlerts(recording), new RecordedPools(recording));
      const names = (all: readonly { name: string }[]) => all.map(({ name }) => name).sort();
      assert.deepEqual(rows.map((row) => row['alert_name']).sort(), names(alerts.all()));
      assert.doesNotMatch(recorded(false), /numbers a JOIN/);
      assert.match(recorded(true), /"kind":"alert".*numbers a JOIN/);
    });
  });
});
