import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import type { ConnectionRole } from '../../client/src/run/connections.ts';
import { CellEdits } from '../../client/src/results/cell-edits.ts';
import { ResultRun } from '../../client/src/results/result-run.ts';
import type { StatementOutcome } from '../../client/src/run/run-types.ts';
import type { RunOptions, WriteQuestion } from '../../client/src/run/session-state.ts';
import { Session } from '../../client/src/run/session.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('the role of a connection', () => {
  let client: MongoClient;
  let bench: Workbench;
  const roles: Record<'prod' | 'other', ConnectionRole> = { prod: 'dev', other: 'dev' };

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase(), { roles });
    client = await bench.client();
  });

  after(async () => {
    await bench.close();
    await client.db().dropDatabase();
    await client.close();
  });

  beforeEach(async () => {
    await client.db().dropDatabase();
    await client
      .db()
      .collection('orders')
      .insertMany([1, 2, 3, 4, 5].map((n) => ({ n, open: true })));
    await bench.catalog.changed(['orders'], undefined);
  });

  const run = (sql: string, options: RunOptions = {}) => bench.run(sql, options);
  const codes = ({ problems }: StatementOutcome) => problems.map(({ code }) => code);
  const open = () => client.db().collection('orders').countDocuments({ open: true });

  describe('in a group of pools', () => {
    before(() => ([roles.prod, roles.other] = ['dev', 'dev']));
    after(async () => {
      await bench.catalog.groups.drop('g', { ifExists: true });
      roles.other = 'dev';
    });

    const member = (connection: string) => `JSON_BUILD_OBJECT('connection', '${connection}')`;
    const create = (type: string, options: string) =>
      run(`CREATE OR REPLACE CONNECTION_POOL_GROUP g TYPE ${type} WITH (minPoolSize = 0, ${options})`);

    it('is that of the writer, for what writes', async () => {
      const { manager, catalog, session } = bench;
      const own = new Session({ manager, catalog, connections: session.connections });
      const runOwn = (sql: string) => own.run(sql, { columns: () => undefined, rows: () => undefined });
      await create('READ_WRITE', `read = ${member('prod')}, write = ${member('other')}`);
      await runOwn('USE CONNECTION_POOL g');
      [roles.prod, roles.other] = ['dev', 'read-only'];
      assert.deepEqual(codes(await runOwn('DELETE FROM orders')), ['QL5060']);
      assert.deepEqual(codes(await runOwn('SELECT n FROM orders')), []);
      [roles.prod, roles.other] = ['read-only', 'dev'];
      assert.deepEqual(codes(await runOwn('UPDATE orders SET open = true')), []);
      // Of regions any may come to run it: the one that allows the least decides.
      await create('REGION', `regions = JSON_BUILD_OBJECT('a', ${member('other')}, 'b', ${member('prod')})`);
      assert.deepEqual(codes(await runOwn('DELETE FROM orders')), ['QL5060']);
      assert.equal(await open(), 5);
      await own.close();
    });
  });

  describe('read-only', () => {
    beforeEach(() => (roles.prod = 'read-only'));

    /** All that a database holds: a write of any kind would show. */
    const held = async (): Promise<unknown> => {
      const all = await client.db().listCollections().toArray();
      const names = all.map(({ name }) => name).sort();
      return await Promise.all(
        names.map(async (name) => {
          const collection = client.db().collection(name);
          return [name, await collection.find().toArray(), (await collection.indexes()).length];
        }),
      );
    };

    for (const sql of [
      'UPDATE orders SET open = false',
      'UPDATE orders SET open = false WHERE n = 1 RETURNING n',
      'UPDATE orders AS o SET open = false FROM orders AS p WHERE o.n = p.n',
      "UPDATE orders SET doc = JSON_BUILD_OBJECT('a', 1)",
      'DELETE FROM orders',
      'DELETE FROM orders WHERE n = 1',
      'DELETE FROM orders WHERE n IN (SELECT n FROM orders)',
      'DELETE FROM orders USING orders AS p WHERE orders.n = p.n',
      'DELETE FROM orders RETURNING *',
      'DELETE FROM orders WHERE n = (SELECT MAX(n) FROM orders)',
      'INSERT INTO orders (_id, n) VALUES (1, 6) ON CONFLICT (_id) DO UPDATE SET n = 7',
      'DROP VIEW IF EXISTS few',
      'INSERT INTO orders (n) VALUES (6)',
      'INSERT INTO orders (n) VALUES (6), (7) RETURNING n',
      'INSERT INTO orders (n) SELECT n + 10 FROM orders',
      'INSERT INTO orders DEFAULT VALUES',
      "INSERT INTO orders (n, doc) VALUES (6, JSON_BUILD_OBJECT('a', 1))",
      'INSERT INTO orders (n) VALUES (6) ON CONFLICT DO NOTHING',
      'INSERT INTO copies (n) SELECT n FROM orders',
      'MERGE INTO orders AS o USING orders AS p ON o.n = p.n WHEN MATCHED THEN DELETE',
      'MERGE INTO orders AS o USING orders AS p ON o.n = p.n WHEN MATCHED THEN UPDATE SET open = false',
      'MERGE INTO orders AS o USING orders AS p ON o.n = p.n + 10 WHEN NOT MATCHED THEN INSERT (n) VALUES (p.n)',
      'WITH gone AS (DELETE FROM orders RETURNING n) SELECT n FROM gone',
      'WITH gone AS (DELETE FROM orders) SELECT 1 AS one',
      'WITH done AS (UPDATE orders SET open = false RETURNING n) SELECT n FROM done',
      'WITH made AS (INSERT INTO orders (n) VALUES (9) RETURNING n) SELECT n FROM made',
      'WITH gone AS (DELETE FROM orders RETURNING n) INSERT INTO copies (n) SELECT n FROM gone',
      'CREATE COLLECTION fresh',
      'CREATE COLLECTION IF NOT EXISTS fresh',
      'CREATE TABLE fresh (n INT)',
      'CREATE TABLE copies AS SELECT n FROM orders',
      'CREATE VIEW few AS SELECT n FROM orders',
      'CREATE OR REPLACE VIEW few AS SELECT n FROM orders',
      'CREATE INDEX by_n ON orders (n)',
      'CREATE UNIQUE INDEX IF NOT EXISTS by_n ON orders (n)',
      'DROP INDEX by_open ON orders',
      'DROP COLLECTION orders',
      'DROP TABLE IF EXISTS orders',
      'TRUNCATE orders',
      'TRUNCATE TABLE orders',
      'EXPLAIN ANALYZE DELETE FROM orders',
      'EXPLAIN (ANALYZE) UPDATE orders SET open = false',
      'EXPLAIN ANALYZE INSERT INTO orders (n) VALUES (6)',
      'EXPLAIN ANALYZE WITH gone AS (DELETE FROM orders RETURNING n) SELECT n FROM gone',
      "BENCHMARK DELETE FROM orders WITH (concurrency = 1, duration = '1 s')",
      "BENCHMARK UPDATE orders SET open = false WITH (concurrency = 1, duration = '1 s')",
      "BENCHMARK INSERT INTO orders (n) VALUES (6) WITH (concurrency = 1, duration = '1 s')",
    ])
      it(`refuses ${sql}`, async () => {
        await client.db().collection('orders').createIndex({ open: 1 }, { name: 'by_open' });
        const before = await held();
        const outcome = await run(sql);
        assert.deepEqual(codes(outcome), [sql.startsWith('BENCHMARK') ? 'QL5090' : 'QL5060'], sql);
        assert.match(outcome.problems[0]?.message ?? '', /\bprod\b.*read-only/);
        assert.deepEqual(await held(), before);
      });

    it('refuses what writes by a variable’s query, and in a block of a transaction', async () => {
      const before = await held();
      await run('SET @n = 1');
      assert.deepEqual(codes(await run('DELETE FROM orders WHERE n = @n')), ['QL5060']);
      await run('BEGIN');
      assert.equal((await run('DELETE FROM orders')).ok, false);
      await run('ROLLBACK');
      assert.deepEqual(await held(), before);
    });

    it('refuses a value that is edited in place, and takes nothing back', async () => {
      const sql = 'SELECT _id, n FROM orders ORDER BY n LIMIT 1';
      const statement = { uri: '', fileName: 'a.qlsql', version: 1, text: sql, start: 0, line: 1 };
      const rows = new ResultRun(1, statement, { ahead: 10, bound: 10 }, () => undefined);
      rows.finish(await bench.session.run(sql, rows));
      const edits = new CellEdits((_, { text, parameters }, sink, access) =>
        bench.session.run(text, sink, { parameters, ...(access === 'read' ? { readsOnly: true } : {}) }),
      );
      const before = await held();
      assert.deepEqual(await edits.begin(rows, { row: 0, column: 1, members: [] }), {
        label: 'n',
        text: '1',
        type: 'int',
      });
      const { note, canUndo } = await edits.write(rows, '7');
      assert.match(note, /prod is read-only/);
      assert.equal(canUndo, false);
      assert.deepEqual(await held(), before);
    });

    it('refuses a prepared write when it is executed', async () => {
      assert.equal((await run('PREPARE gone AS DELETE FROM orders WHERE n = $1')).ok, true);
      assert.deepEqual(codes(await run('EXECUTE gone(1)')), ['QL5060']);
      assert.equal(await open(), 5);
    });

    it('refuses through a pool that was made on the connection', async () => {
      await run('CREATE CONNECTION_POOL side ON CONNECTION prod WITH (minPoolSize = 0)');
      await run('USE CONNECTION_POOL side');
      assert.deepEqual(codes(await run('DELETE FROM orders')), ['QL5060']);
    });

    it('reads', async () => {
      assert.equal((await run('SELECT n FROM orders')).rowCount, 5);
    });
  });

  describe('confirm', () => {
    let asked: WriteQuestion[];
    const answer = (yes: boolean): RunOptions => ({
      confirm: (question) => {
        asked.push(question);
        return Promise.resolve(yes);
      },
    });
    beforeEach(() => {
      roles.prod = 'confirm';
      asked = [];
    });

    it('writes after a yes, which was given for the documents that match', async () => {
      const outcome = await run('UPDATE orders SET open = false WHERE n > 3', answer(true));
      assert.equal(outcome.affected, 2);
      assert.equal(await open(), 3);
      const [{ connection, changes } = assert.fail('nobody was asked')] = asked;
      assert.equal(connection, 'prod');
      assert.deepEqual(
        changes.map(({ collection, count }) => ({ collection, count })),
        [{ collection: 'orders', count: 2 }],
      );
      assert.match(changes[0]?.samples[0] ?? '', /^update \{"_id":\{"\$oid":.*"open":false/);
    });

    it('writes nothing after a no', async () => {
      const outcome = await run('DELETE FROM orders', answer(false));
      assert.equal(outcome.cancelled, true);
      assert.equal(asked[0]?.changes[0]?.count, 5);
      assert.equal(await open(), 5);
    });

    it('refuses where nobody can be asked', async () => {
      assert.deepEqual(codes(await run('DROP COLLECTION orders')), ['QL5061']);
      assert.equal(await open(), 5);
    });

    it('asks nothing of what reads', async () => {
      assert.equal((await run('SELECT n FROM orders', answer(false))).rowCount, 5);
      assert.deepEqual(asked, []);
    });
  });

  describe('KILL CONNECTION', () => {
    before(() => (roles.prod = 'dev'));
    after(() => bench.manager.drop('busy', { ifExists: true }));

    /** A connection of a pool on `other` that runs something, killed from a session on `prod`. */
    async function kill(options: RunOptions = {}): Promise<StatementOutcome & { readonly stopped: boolean }> {
      await bench.manager.drop('busy', { ifExists: true });
      roles.other = 'dev';
      await run('CREATE CONNECTION_POOL busy ON CONNECTION other WITH (minPoolSize = 0)');
      const lease = await bench.manager.use('busy');
      let stopped = false;
      const comment = 'to be killed';
      const running = lease
        .run({ command: 'find', collection: 'orders', statement: comment }, () =>
          lease.db.command({ find: 'orders', filter: { $where: 'sleep(200) || true' }, comment }),
        )
        .catch(() => (stopped = true));
      while (bench.manager.held('busy').length === 0) await sleep(2);
      const [held = assert.fail('nothing is held')] = bench.manager.held('busy');
      roles.other = asRole;
      const outcome = await run(`KILL CONNECTION ${held.id}`, options);
      await running;
      lease.release();
      return { ...outcome, stopped };
    }
    let asRole: ConnectionRole = 'dev';

    it('is refused where the pool’s connection is read-only', async () => {
      asRole = 'read-only';
      const { problems, stopped } = await kill();
      assert.equal(problems[0]?.code, 'QL5060');
      assert.match(
        problems[0].message,
        /^The connection other is read-only, and .* \(KILL of connection \d+\)/,
      );
      assert.equal(stopped, false);
    });

    it('is asked about where it is to be confirmed', async () => {
      asRole = 'confirm';
      const asked: WriteQuestion[] = [];
      const answer = (yes: boolean): RunOptions => ({
        confirm: (question) => Promise.resolve((asked.push(question), yes)),
      });
      assert.deepEqual(codes(await kill()), ['QL5061']);
      const refused = await kill(answer(false));
      assert.deepEqual([refused.cancelled, refused.stopped], [true, false]);
      assert.equal((await kill(answer(true))).stopped, true);
      assert.deepEqual(
        asked.map(({ connection, effects }) => [connection, effects[0]?.verb]),
        [
          ['other', 'KILL'],
          ['other', 'KILL'],
        ],
      );
    });

    it('stops what runs on a connection of the role dev', async () => {
      asRole = 'dev';
      assert.equal((await kill()).stopped, true);
    });
  });

  describe('dev', () => {
    beforeEach(() => (roles.prod = 'dev'));

    it('writes, unless the run may only read', async () => {
      assert.deepEqual(codes(await run('DELETE FROM orders', { readsOnly: true })), ['QL5062']);
      assert.equal((await run('DELETE FROM orders WHERE n = 1')).affected, 1);
    });
  });
});
