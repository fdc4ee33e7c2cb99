import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readRecording, recordingLines } from '../../client/src/observe/flight-recording.ts';
import type { Recording } from '../../client/src/observe/flight-recording.ts';
import { RecordedPools } from '../../client/src/observe/recorded-pools.ts';
import { dashboardSnapshot } from '../../client/src/panels/dashboard-snapshot.ts';
import { PoolMemory } from '../../client/src/panels/pool-memory.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { virtualRows } from '../../client/src/pools/virtual-rows.ts';
import { singleMongo } from './fixtures.ts';

const root = path.join(import.meta.dirname, '..', '..');
const versions = { qlsql: 'test' };
const secret = 'Ada Lovelace';

describe('a flight recording', () => {
  const manager = new PoolManager();
  let recording: Recording;
  let content: string;

  before(async () => {
    const { uri } = await singleMongo();
    const options = { maxPoolSize: 3, minPoolSize: 1, leakDetectionThresholdMS: 1 };
    await manager.create({ name: 'recorded', uri, database: 'flights', options });
    const lease = await manager.use('recorded');
    const info = { command: 'insert', database: 'flights', collection: 'people', text: `INSERT '${secret}'` };
    const insert = () =>
      lease.run(info, async () => {
        await lease.db.collection<{ _id: string }>('people').insertOne({ _id: secret });
      });
    await insert().catch(() => undefined);
    manager.look();
    await assert.rejects(insert(), /E11000/);
    const slow = lease.run(info, () =>
      lease.db.command({ find: 'people', filter: { $where: 'sleep(60) || true' } }),
    );
    while (manager.held().every(({ heldMs }) => heldMs < 5)) await new Promise((turn) => setTimeout(turn, 2));
    manager.look();
    content = [...recordingLines(manager, { versions })].join('');
    await slow;
    lease.release();
    const read = readRecording(content);
    assert.ok(read);
    recording = read;
  });

  after(() => manager.close());

  it('holds lines of JSON, a head first', () => {
    const [head, ...rest] = content
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string });
    assert.deepEqual(
      { ...head, from: '', to: '', history: {} },
      {
        ...{ kind: 'head', format: 'qlsql flight recording', version: 1, from: '', to: '', versions },
        ...{ statements: false, history: {} },
      },
    );
    const kinds = new Set(rest.map(({ kind }) => kind));
    assert.deepEqual([...kinds], ['pool', 'history', 'event', 'operation', 'held']);
    assert.equal(recording.unread, 0);
  });

  it('holds no values, unless it was asked for them', () => {
    assert.ok(
      !content.includes(secret),
      content.split('\n').find((line) => line.includes(secret)),
    );
    assert.ok(manager.operations().some(({ error }) => error?.includes(secret)));
    const all = [...recordingLines(manager, { versions, statements: true })].join('');
    assert.ok(all.includes(secret));
  });

  it('is replayed into the tables', () => {
    const replayed = new RecordedPools(recording);
    for (const table of ['CONNECTION_POOLS', 'CONNECTION_POOL_HOSTS', 'CONNECTION_POOL_STATS']) {
      const [row, seen] = [replayed, manager].map((pools) => virtualRows(pools, table)[0]);
      assert.deepEqual(
        [row?.['pool_name'], row?.['max_connections']],
        [seen?.['pool_name'], seen?.['max_connections']],
      );
    }
    const types = (pools: PoolManager) =>
      virtualRows(pools, 'CONNECTION_POOL_EVENTS').map((row) => row['event_type']);
    assert.deepEqual(types(replayed), types(manager).slice(0, types(replayed).length));
    assert.ok(types(replayed).includes('connectionLeakSuspected'));
    const operations = virtualRows(replayed, 'CONNECTION_POOL_OPERATIONS');
    assert.ok(operations.some((row) => row['error'] === 'failed' && row['collection'] === 'people'));
    assert.equal(virtualRows(replayed, 'CONNECTION_POOL_CHECKOUTS').length, 1);
  });

  it('is replayed into the dashboard', () => {
    const replayed = new RecordedPools(recording);
    const { now } = replayed;
    const shown = dashboardSnapshot(new PoolMemory(replayed).view([], { rangeMs: 60_000, now }));
    assert.deepEqual(
      [shown.pools[0]?.name, shown.pools[0]?.active, shown.series[0]?.active.at(-1), shown.holders.length],
      ['recorded', 1, 1, 1],
    );
    assert.ok(shown.events.length > 0 && shown.operations.length > 0 && shown.heat);
  });

  it('that is cut short tells what is left of it', () => {
    const cut = readRecording(content.slice(0, content.length - 40));
    assert.equal(cut?.unread, 1);
    assert.equal(cut.pools.length, 1);
    assert.equal(readRecording('{"kind":"head"}\n'), undefined);
    assert.equal(readRecording(content.replace('"version":1', '"version":9')), undefined);
  });

  describe('of the command line', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'qlsql-flight-'));
    const file = path.join(folder, 'flight.ndjson');
    const qlsql = async (...args: readonly string[]) =>
      await promisify(execFile)(process.execPath, [path.join(root, 'client/src/cli/qlsql.ts'), ...args]);
    after(() => rmSync(folder, { recursive: true }));

    it('is written by a run, and replayed into statements', async function () {
      this.timeout(20_000);
      const { uri } = await singleMongo();
      const [script, look] = [path.join(folder, 'a.qlsql'), path.join(folder, 'b.qlsql')];
      writeFileSync(
        script,
        'CREATE CONNECTION_POOL small WITH (maxPoolSize = 2, minPoolSize = 1); SELECT 1;',
      );
      writeFileSync(
        look,
        "SELECT COUNT(*) AS n FROM CONNECTION_POOL_EVENTS('small') WHERE event_type = 'connectionReady';",
      );
      await qlsql('run', script, '--uri', uri, '--record', file);
      assert.match(readFileSync(file, 'utf8'), /^\{"kind":"head","format":"qlsql flight recording"/);
      const { stdout } = await qlsql('replay', file, look, '--json');
      assert.ok(Number((JSON.parse(stdout) as { rows: number[][] }).rows[0]?.[0]) >= 1, stdout);
      const summary = await qlsql('replay', file);
      assert.match(summary.stdout, /small/);
      assert.match(summary.stdout, /most_active/);
    });

    it('is refused where it is none', async () => {
      writeFileSync(path.join(folder, 'none'), 'nothing');
      await assert.rejects(qlsql('replay', path.join(folder, 'none')), /no flight recording/);
    });
  });
});
