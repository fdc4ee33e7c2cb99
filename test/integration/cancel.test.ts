import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { assistantTools } from '../../client/src/assistants/assistant-tools.ts';
import { ExportFile } from '../../client/src/results/export-file.ts';
import { exportFormats } from '../../client/src/results/export-format.ts';
import { ResultRun } from '../../client/src/results/result-run.ts';
import type { RowSink } from '../../client/src/run/run-types.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';
import { cancelledOnServer, serverWork } from './server-work.ts';

const unseen: RowSink = { columns: () => undefined, rows: () => undefined };
const forEver =
  'SELECT COUNT(*) FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c WHERE a.n + b.n + c.n < 0';
const rowsForEver = 'SELECT a.n, b.n, c.n FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c';

describe('cancelling a statement', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let bench: Workbench;

  before(async () => {
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    await client
      .db()
      .collection('numbers')
      .insertMany(Array.from({ length: 2000 }, (_, n) => ({ n })));
    await bench.done(
      'CREATE CONNECTION_POOL small ON CONNECTION shop WITH (minPoolSize = 1, maxPoolSize = 1)',
    );
    await bench.done('USE CONNECTION_POOL small');
    await bench.done('SELECT COUNT(*) FROM numbers');
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  const pool = () => {
    const found = bench.manager.snapshot('small');
    assert.ok(found);
    return found;
  };

  const onServer = () => serverWork(client);

  async function until(what: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await what())) await sleep(5);
  }

  /** Runs a statement until `reached`, cancels it, and waits as long as is promised for the server to be done with it. */
  async function cancelled(sql: string, sink: RowSink, reached: () => boolean | Promise<boolean>) {
    const { destroyed, created } = pool();
    const controller = new AbortController();
    const running = bench.session.run(sql, sink, { signal: controller.signal });
    await until(reached);
    await cancelledOnServer(client, controller);
    const outcome = await running;
    assert.equal(outcome.cancelled, true);
    await until(() => pool().active === 0 && pool().waiting === 0);
    assert.deepEqual([pool().destroyed, pool().created, pool().errors], [destroyed, created, 0]);
    return outcome;
  }

  it('while it runs', async () => {
    await cancelled(forEver, unseen, async () => (await onServer()).length > 0);
  });

  it('while it waits for a connection', async () => {
    const holder = new AbortController();
    const holding = bench.session.run(forEver, unseen, { signal: holder.signal });
    await until(async () => (await onServer()).length > 0);
    const waiter = new AbortController();
    const waiting = bench.session.run('SELECT n FROM numbers', unseen, { signal: waiter.signal });
    await until(() => pool().waiting === 1);
    const { destroyed } = pool();
    waiter.abort();
    assert.equal((await waiting).cancelled, true);
    assert.deepEqual([pool().waiting, pool().destroyed, (await onServer()).length], [0, destroyed, 1]);
    holder.abort();
    assert.equal((await holding).cancelled, true);
    assert.deepEqual([await onServer(), pool().destroyed], [[], destroyed]);
  });

  it('while its cursor waits for a reader', async () => {
    let rows = 0;
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const sink: RowSink = {
      columns: () => undefined,
      rows: (batch) => {
        rows += batch.length;
        return held;
      },
    };
    // The results panel lets go of the rows that it held back when it cancels.
    await cancelled(rowsForEver, sink, async () => {
      const idle = rows > 0 && (await onServer()).some(({ type }) => type === 'idleCursor');
      if (idle) setImmediate(goOn);
      return idle;
    });
  });

  it('while rows behind those in memory go to a file', async () => {
    const statement = { uri: '', fileName: 'a.qlsql', version: 1, text: rowsForEver, start: 0, line: 1 };
    const run = new ResultRun(1, statement, { ahead: 1e6, bound: 1e6 }, () => undefined);
    try {
      const { rowCount } = await cancelled(rowsForEver, run, () => run.rowsHeld.length > 25_000);
      assert.equal(run.rowsHeld.isInMemory, false);
      assert.ok(rowCount >= run.rowsHeld.length);
      assert.equal(
        run.rowsHeld.row(run.rowsHeld.length - 1)?.length,
        3,
        'what was read can still be looked at',
      );
    } finally {
      run.dispose();
    }
  });

  it('while it runs for a language model', async () => {
    const { manager, catalog, session } = bench;
    const controller = new AbortController();
    const tool = assistantTools.find(({ name }) => name === 'qlsql_query');
    const { destroyed } = pool();
    const answer = tool?.answer(
      { manager, catalog, connections: session.connections },
      { sql: forEver, pool: 'small' },
      controller.signal,
    );
    await until(async () => (await onServer()).length > 0);
    await cancelledOnServer(client, controller);
    assert.match((await answer) ?? '', /^\(Stopped before all rows were read\.\)$/);
    await until(() => pool().active === 0);
    assert.deepEqual([pool().waiting, pool().destroyed], [0, destroyed]);
  });

  it('in the middle of a write in batches', async () => {
    const documents = Array.from({ length: 30_000 }, (_, n) => ({ n, v: 0 }));
    await client.db().collection('many').insertMany(documents);
    const many = client.db().collection('many');
    const sql = 'UPDATE many m SET v = o.n + 1 FROM many o WHERE o._id = m._id';
    const { affected = 0 } = await cancelled(
      sql,
      unseen,
      async () => (await many.findOne({ v: { $gt: 0 } })) !== null,
    );
    assert.equal(await many.countDocuments({ v: { $gt: 0 } }), affected);
    await until(
      async () =>
        (
          await client
            .db()
            .listCollections({ name: /^qlsql_spill_/ })
            .toArray()
        ).length === 0,
    );
  });

  it('while it is exported', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'qlsql-cancel-'));
    try {
      const [format] = exportFormats;
      assert.ok(format);
      const file = new ExportFile(path.join(folder, 'all'), format);
      await cancelled(rowsForEver, file, () => file.count > 5000);
      await file.discard();
      assert.deepEqual(await readdir(folder), []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
