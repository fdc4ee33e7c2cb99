import assert from 'node:assert/strict';
import { assistantTools } from '../../client/src/assistants/assistant-tools.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('what language models are offered', function () {
  this.timeout(60_000);
  let bench: Workbench;

  before(async () => {
    bench = new Workbench(await singleMongo(), freshDatabase());
    await bench.done("INSERT INTO t (n, s) SELECT n, 'a' || n FROM generate_series(1, 300) AS g(n)");
    await bench.done('CREATE CONNECTION_POOL small WITH (maxPoolSize = 3, minPoolSize = 1)');
  });
  after(() => bench.close());

  function answer(name: string, input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { manager, catalog, session } = bench;
    const parts = { manager, catalog, connections: session.connections };
    const tool = assistantTools.find((one) => one.name === name);
    return tool?.answer(parts, input, new AbortController().signal) ?? Promise.resolve('no such tool');
  }
  const query = (sql: string, more = {}) => answer('qlsql_query', { sql, ...more });

  it('lists pools with their figures', async () => {
    const rows = (await answer('qlsql_pools'))
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const small = rows.find((row) => row['pool_name'] === 'small');
    assert.deepEqual([small?.['max_connections'], small?.['state']], [3, 'ready']);
  });

  it('tells of alerts, of one pool or of all', async () => {
    assert.equal(await answer('qlsql_alerts', { pool: 'small' }), 'No rows.');
    assert.equal(await answer('qlsql_alerts'), 'No rows.');
  });

  it('describes collections without a value of theirs', async () => {
    assert.equal(
      await answer('qlsql_collections', { collection: 't' }),
      [
        'collection t, about 300 documents',
        '  _id: objectId',
        '  n: int',
        '  s: text',
        '  index _id_ (_id 1)',
      ].join('\n'),
    );
    assert.match(await answer('qlsql_collections'), /^collection t, /);
    assert.equal(await answer('qlsql_collections', { collection: 'none' }), 'There is no such collection.');
  });

  it('compiles a statement, or says what is wrong with it', async () => {
    assert.match(
      await answer('qlsql_compile', { sql: 'SELECT n FROM t WHERE n > 3' }),
      /^db\.t\.aggregate\(\[\n {2}\{ \$match: \{ n: \{ \$gt: 3/,
    );
    assert.match(
      await answer('qlsql_compile', { sql: 'SELECT m FROM missing' }),
      /^QL2001: There is no collection, view or table function named missing/,
    );
    assert.equal(await answer('qlsql_compile'), 'Give one statement as sql.');
  });

  it('runs what reads, a few rows of it', async () => {
    assert.equal(
      await query('SELECT n, s FROM t ORDER BY n', { limit: 2 }),
      '{"n":1,"s":"a1"}\n{"n":2,"s":"a2"}\n(Only the first 2 rows: there are more.)',
    );
    assert.equal(await query('SELECT COUNT(*) AS c FROM t', { pool: 'small' }), '{"c":300}');
    assert.match(await query('SELECT n FROM t', { pool: 'none' }), /none/);
    assert.equal((await query('SELECT n FROM t', { limit: 1e9 })).split('\n').length, 201);
  });

  for (const sql of [
    'DELETE FROM t',
    "UPDATE t SET s = ''",
    'INSERT INTO t (n) VALUES (1)',
    'WITH gone AS (DELETE FROM t RETURNING n) SELECT n FROM gone',
    'MERGE INTO t USING t AS o ON t.n = o.n WHEN MATCHED THEN DELETE',
    'CREATE TABLE copy AS SELECT n FROM t',
    'EXPLAIN ANALYZE DELETE FROM t',
    'DROP TABLE t',
    'DROP CONNECTION_POOL small',
    'CLEAR CONNECTION_POOL small',
    'ALTER CONNECTION_POOL small SET (maxPoolSize = 9)',
  ])
    it(`refuses ${sql}`, async () => {
      const text = await query(sql);
      assert.match(text, /^QL5062: /);
      assert.equal(await query('SELECT COUNT(*) AS c FROM t'), '{"c":300}');
      assert.equal(bench.manager.snapshot('small')?.maxSize, 3);
    });

  it('refuses to run what was prepared to write', async () => {
    assert.match(await query('PREPARE wipe AS DELETE FROM t'), /./);
    assert.match(await query('EXECUTE wipe'), /wipe/);
    assert.equal(await query('SELECT COUNT(*) AS c FROM t'), '{"c":300}');
  });
});
