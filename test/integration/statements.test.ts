import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import { Workbench } from './bench.ts';
import type { Outcome } from './bench.ts';
import { freshDatabase, replicaSetMongo, singleMongo } from './fixtures.ts';

const seconds = 1000;

/** Fails with the problems of a statement that should have none. */
async function done(bench: Workbench, ...statements: readonly string[]): Promise<Outcome> {
  let last: Outcome | undefined;
  for (const sql of statements) {
    last = await bench.run(sql);
    assert.deepEqual(last.problems, [], sql);
  }
  assert.ok(last);
  return last;
}

describe('statements about the catalogue', () => {
  let bench: Workbench;
  let client: MongoClient;
  let database: string;

  before(async function () {
    this.timeout(60 * seconds);
    client = await new MongoClient((await singleMongo()).uri).connect();
  });

  after(async () => {
    await client.close();
  });

  beforeEach(async () => {
    database = freshDatabase();
    bench = new Workbench(await singleMongo(), database);
  });

  afterEach(async () => {
    await client.db(database).dropDatabase();
    await bench.close();
  });

  it('INSERT makes a collection where the columns are named', async () => {
    assert.match(
      await bench.tell("INSERT INTO t1 VALUES (1, 'x') RETURNING *"),
      /^QL2040 12-14 .* name the columns/,
    );
    const { rows } = await done(bench, "INSERT INTO t1 (a, b) VALUES (1, 'x'), (2, NULL) RETURNING *");
    assert.deepEqual(rows, [
      [1, 'x'],
      [2, null],
    ]);
    assert.deepEqual((await done(bench, 'SELECT a, b FROM t1 ORDER BY a')).rows, rows);
  });

  it('INFORMATION_SCHEMA tells of all that exists, also of what no statement named yet', async () => {
    const tables = 'SELECT table_name, table_type FROM information_schema.tables ORDER BY table_name';
    assert.deepEqual((await done(bench, tables)).rows, []);
    await done(
      bench,
      'CREATE TABLE t (id int PRIMARY KEY, name varchar(9) NOT NULL, tags text[], sum numeric(9, 2))',
      "INSERT INTO t VALUES (1, 'ann', NULL, 2)",
      'CREATE VIEW v AS SELECT id, name FROM t',
    );
    await client
      .db(database)
      .collection('loose')
      .insertOne({ a: 1.5, b: { c: 1 } });
    assert.deepEqual((await done(bench, tables)).rows, [
      ['loose', 'BASE TABLE'],
      ['t', 'BASE TABLE'],
      ['v', 'VIEW'],
    ]);
    const { rows } = await done(
      bench,
      "SELECT c.column_name, data_type, is_nullable, character_maximum_length, numeric_scale FROM INFORMATION_SCHEMA.Columns c JOIN information_schema.tables USING (table_schema, table_name) WHERE table_name = 't' ORDER BY ordinal_position",
    );
    assert.deepEqual(rows, [
      ['id', 'integer', 'NO', null, null],
      ['name', 'text', 'NO', 9, null],
      ['tags', 'ARRAY', 'YES', null, null],
      ['sum', 'numeric', 'YES', null, 2],
    ]);
    const loose = await done(
      bench,
      "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'loose' AND column_name <> '_id'",
    );
    assert.deepEqual(loose.rows, [
      ['a', 'double precision'],
      ['b', 'document'],
    ]);
    const mine = await done(
      bench,
      "SELECT CURRENT_CATALOG, CURRENT_USER, COUNT(*) FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA AND table_type = 'VIEW'",
    );
    assert.deepEqual(
      mine.rows.map((row) => row.map(String)),
      [[database, 'null', '1']],
    );
    assert.match(
      await bench.tell('SELECT * FROM information_schema.colums'),
      /^QL2001 33-39 .*did you mean columns/,
    );
  });

  it('INSERT takes literals as what the columns declare, from a select list and beside others', async () => {
    await done(
      bench,
      'CREATE TABLE d (k uuid, doc jsonb, since date, note text)',
      `INSERT INTO d SELECT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1}', '2024-02-29', 'x'`,
      "INSERT INTO d (note) VALUES (1), ('two'), (DEFAULT)",
    );
    const { rows } = await done(
      bench,
      'SELECT BSON_TYPE(k), doc.a, since::text, note FROM d WHERE k IS NOT NULL OR note IS NOT NULL ORDER BY note',
    );
    assert.deepEqual(
      rows.map((row) => row.map(String)),
      [
        ['missing', 'null', 'null', '1'],
        ['missing', 'null', 'null', 'two'],
        ['binData', '1', '2024-02-29', 'x'],
      ],
    );
  });

  it('CREATE TABLE declares columns that the server checks and the next statement knows', async () => {
    const made = await done(
      bench,
      "CREATE TABLE t (id int PRIMARY KEY, name varchar(9) NOT NULL DEFAULT UPPER('x'), mail text UNIQUE, sum numeric(9, 2), big bigint)",
    );
    assert.equal(made.message, 'Collection t was created, with 5 columns and 2 unique indexes.');
    // Two without mail: NULL is equal to nothing.
    await done(bench, "INSERT INTO t VALUES (1, 'ann', NULL, 1.5, 5000000000), (2, 'bob', NULL, 2, 2)");
    await done(bench, 'INSERT INTO t (id, sum) VALUES (3, 0.125)');
    const { rows } = await done(bench, 'SELECT name, mail, sum::text, big FROM t ORDER BY id');
    assert.deepEqual(
      rows.map((row) => row.map(String)),
      [
        ['ann', 'null', '1.50', '5000000000'],
        ['bob', 'null', '2.00', '2'],
        ['X', 'null', '0.13', 'null'],
      ],
    );
    assert.match(await bench.tell("INSERT INTO t (id, name) VALUES (1, 'dup')"), /^QL5021 /);
    assert.match(await bench.tell('INSERT INTO t (id, name) VALUES (4, NULL)'), /^QL5022 /);
    assert.match(await bench.tell('SELECT nam FROM t'), /^QL2002 7-10 .*did you mean name/);
    const refused = client.db(database).collection('t').insertOne({ id: 9, name: 'x', other: 1 });
    await assert.rejects(refused, /failed validation/);
    assert.match(await bench.tell('CREATE TABLE t (id int)'), /^QL5048 13-14 .*IF NOT EXISTS/);
    assert.equal(
      await bench.tell('CREATE TABLE IF NOT EXISTS t (id int)'),
      'Collection t was there already.',
    );
  });

  it('CREATE TABLE … AS is written by the server, or from rows that are made here', async () => {
    await done(bench, "INSERT INTO o (id, s) VALUES (1, 'a'), (2, 'b'), (3, 'a')");
    assert.equal(
      await bench.tell("CREATE TABLE p AS SELECT id AS _id, s FROM o WHERE s = 'a'"),
      'Collection p was created. [2]',
    );
    assert.deepEqual(await client.db(database).collection('p').find().sort({ _id: 1 }).toArray(), [
      { _id: 1, s: 'a' },
      { _id: 3, s: 'a' },
    ]);
    assert.equal(
      await bench.tell('CREATE TABLE g AS SELECT n FROM GENERATE_SERIES(1, 2500) AS s(n)'),
      'Collection g was created. [2500]',
    );
    assert.equal((await done(bench, 'SELECT SUM(n) FROM g')).rows.join(), '3126250');
  });

  it('views are what their query gives, and are replaced and dropped', async () => {
    await done(bench, 'INSERT INTO o (id, n) VALUES (1, 10), (2, 20), (3, 30)');
    assert.equal(
      await bench.tell('CREATE VIEW v (key, twice) AS SELECT id, n * 2 FROM o WHERE n > 10'),
      'View v was created.',
    );
    assert.deepEqual((await done(bench, 'SELECT * FROM v ORDER BY key')).rows, [
      [2, 40],
      [3, 60],
    ]);
    assert.deepEqual(await client.db(database).collection('v').find().sort({ key: 1 }).toArray(), [
      { key: 2, twice: 40 },
      { key: 3, twice: 60 },
    ]);
    assert.match(await bench.tell('CREATE VIEW v AS SELECT id FROM o'), /^QL5048 12-13 .*OR REPLACE/);
    assert.equal(
      await bench.tell('CREATE OR REPLACE VIEW v AS SELECT id FROM o WHERE id = 3'),
      'View v was replaced.',
    );
    assert.deepEqual((await done(bench, 'SELECT * FROM v')).rows, [[3]]);
    assert.match(await bench.tell('DROP TABLE v'), /^QL5049 11-12 .*DROP VIEW/);
    assert.equal(await bench.tell('DROP VIEW IF EXISTS v, w'), 'View v was dropped. There was no view w.');
    assert.match(await bench.tell('SELECT * FROM v'), /^QL2001 /);
  });

  it('indexes: unique, partial, used by queries, dropped', async () => {
    await done(bench, "INSERT INTO o (id, s, n) VALUES (1, 'a', 1), (1, 'b', 2), (2, 'a', 3)");
    assert.equal(
      await bench.tell("CREATE UNIQUE INDEX one ON o (id DESC) WHERE s = 'a' AND n >= 1"),
      'Index one on o was created.',
    );
    assert.match(await bench.tell("INSERT INTO o (id, s, n) VALUES (2, 'a', 1)"), /^QL5021 /);
    await done(bench, "INSERT INTO o (id, s, n) VALUES (2, 'b', 1)");
    const explained = await done(bench, "EXPLAIN SELECT n FROM o WHERE id = 2 AND s = 'a' AND n >= 2");
    assert.match(explained.rows.join('\n'), /IXSCAN of index one: id \[2, 2\]/);
    assert.match(await bench.tell("CREATE INDEX ON o (n) WHERE UPPER(s) = 'A'"), /^QL2043 28-42 /);
    assert.match(await bench.tell('CREATE INDEX one ON o (n)'), /^QL5048 /);
    assert.match(await bench.tell('DROP INDEX ones'), /^QL5049 11-15 .*did you mean one/);
    assert.equal(await bench.tell('DROP INDEX one'), 'Index one was dropped.');
    assert.equal(await bench.tell('CREATE INDEX ON o (s, n DESC)'), 'Index s_1_n_-1 on o was created.');
  });

  it('TRUNCATE empties, DROP TABLE drops all or nothing', async () => {
    await done(bench, 'INSERT INTO a (n) VALUES (1), (2)', 'INSERT INTO b (n) VALUES (1)');
    assert.equal(await bench.tell('TRUNCATE a, b'), 'a, b were emptied. [3]');
    assert.match(await bench.tell('DROP TABLE a, c'), /^QL5049 14-15 /);
    assert.equal(
      await bench.tell('DROP TABLE IF EXISTS a, c'),
      'Collection a was dropped. There was no collection c.',
    );
    assert.match(await bench.tell('SELECT * FROM a'), /^QL2001 /);
  });
});

describe('statements of the session', () => {
  let bench: Workbench;

  before(async function () {
    this.timeout(60 * seconds);
    const mongo = await singleMongo();
    bench = new Workbench(mongo, freshDatabase());
    await done(
      bench,
      'CREATE TABLE t (id int PRIMARY KEY, s text)',
      "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'a')",
    );
  });

  after(async () => {
    await done(bench, 'DROP TABLE t');
    await bench.close();
  });

  it('PREPARE, EXECUTE, DEALLOCATE', async () => {
    assert.equal(
      await bench.tell('PREPARE q (int, text) AS SELECT id, $2 AS word FROM t WHERE id >= $1 ORDER BY id'),
      'q was prepared. It takes 2 values.',
    );
    assert.equal(await bench.tell("EXECUTE q ('2', 7)"), '[[2,"7"],[3,"7"]]');
    await done(bench, 'SET @low = 2');
    assert.equal(await bench.tell("EXECUTE q (@low + 1, 'x')"), '[[3,"x"]]');
    assert.match(await bench.tell('EXECUTE q (1)'), /^QL5047 8-9 .* takes 2 values, and 1 was given/);
    assert.match(await bench.tell("EXECUTE q ('two', 'x')"), /^QL5028 /);
    assert.match(await bench.tell('EXECUTE qq (1)'), /^QL5045 8-10 .*did you mean q/);
    assert.match(await bench.tell('PREPARE q AS SELECT 1'), /^QL5046 8-9 /);
    await done(bench, 'PREPARE w AS UPDATE t SET s = $1 WHERE id = $2');
    assert.equal((await done(bench, "EXECUTE w ('z', 3)")).affected, 1);
    assert.equal(await bench.tell('SELECT s FROM t WHERE id = 3'), '[["z"]]');
    const explained = (await done(bench, 'EXPLAIN EXECUTE q (2, NULL)')).rows.join('\n');
    assert.match(explained, /id: \{ \$gte: 2 \}/);
    assert.match(await bench.tell('EXPLAIN (FORMAT PIPELINE) EXECUTE w (1, 2)'), /db\.t\.aggregate/);
    assert.match(await bench.tell('EXPLAIN EXECUTE q (1)'), /^QL5047 /);
    await done(
      bench,
      'CREATE TABLE typed (id uuid, j jsonb, at date)',
      'PREPARE i AS INSERT INTO typed VALUES ($1, $2, $3)',
    );
    const id = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';
    await done(bench, `EXECUTE i ('${id}', '{"$a": [1]}', '2024-02-29')`, 'EXECUTE i (NULL, NULL, NULL)');
    const typed = `SELECT j, EXTRACT(DAY FROM at)::int FROM typed WHERE id = '${id}'`;
    assert.equal(await bench.tell(typed), '[[{"$a":[1]},29]]');
    await done(bench, 'DEALLOCATE q', 'DEALLOCATE ALL');
    assert.match(await bench.tell("EXECUTE w ('z', 3)"), /^QL5045 /);
  });

  it('SET and SHOW of settings that reach the server', async () => {
    await done(bench, "SET statement_timeout = '1ms'");
    const slow =
      'SELECT COUNT(*) FROM t a CROSS JOIN GENERATE_SERIES(1, 3000) AS g(n) CROSS JOIN GENERATE_SERIES(1, 300) AS h(m)';
    assert.match(await bench.tell(slow), /^QL5011 /);
    assert.equal(await bench.tell('SHOW statement_timeout'), '[[1]]');
    await done(bench, 'SET statement_timeout = DEFAULT', 'SET batch_size = 2');
    const batches: number[] = [];
    await bench.session.run('SELECT id FROM t', {
      columns: () => undefined,
      rows: (rows) => void batches.push(rows.length),
    });
    assert.deepEqual(batches, [2, 1]);
    await done(bench, 'SET batch_size = DEFAULT');
    assert.match(await bench.tell('SET batchsize = 2'), /^QL2044 4-13 .*did you mean batch_size/);
    assert.match(await bench.tell('SET batch_size = 0'), /^QL2045 17-18 /);
  });

  it('a statement that runs again is not planned again, until the catalogue changes', async () => {
    const sql = 'SELECT COUNT(*) FROM t WHERE id > $1';
    const counted = async (value: number) => {
      const before = bench.session.plans.counts;
      const { rows } = await bench.run(sql, { parameters: { '1': value } });
      const { hits, misses } = bench.session.plans.counts;
      return [Number(rows[0]?.[0]), hits - before.hits, misses - before.misses];
    };
    assert.deepEqual(await counted(0), [3, 0, 1]);
    assert.deepEqual(await counted(2), [1, 1, 0]);
    await done(bench, 'CREATE INDEX again ON t (s)', 'DROP INDEX again ON t');
    assert.deepEqual(await counted(1), [2, 0, 1]);
  });

  it('EXPLAIN tells plan, pipeline, indexes and cost', async () => {
    const lines = async (sql: string) => (await done(bench, sql)).rows.map(([line]) => String(line));
    const plain = await lines('EXPLAIN SELECT s FROM t WHERE id = 2');
    assert.deepEqual(plain.slice(0, 4), ['Plan', '  extend s = s', '    filter (id = 2)', '      scan t']);
    assert.ok(
      plain.some((line) => line.includes('{ $match: { id: { $eq: 2 } } }  ← id = 2')),
      plain.join('\n'),
    );
    assert.ok(
      plain.some((line) => line.includes('IXSCAN of index id_1: id [2, 2]')),
      plain.join('\n'),
    );
    const analyzed = await lines("EXPLAIN ANALYZE SELECT id FROM t WHERE s = 'a' ORDER BY s DESC, id");
    for (const expected of [
      /COLLSCAN: .*; CREATE INDEX ON t \(s, id\) may spare that \(3 → 1 rows/,
      /SORT/i,
      /rows returned: 1/,
      /documents examined: 3/,
    ])
      assert.ok(
        analyzed.some((line) => expected.test(line)),
        `${String(expected)}\n${analyzed.join('\n')}`,
      );
    assert.deepEqual(await lines('EXPLAIN (FORMAT PIPELINE) SELECT s FROM t WHERE id = 2'), [
      'db.t.aggregate([',
      '  { $match: { id: { $eq: 2 } } },',
      '  { $project: { _id: 0, s: 1 } }',
      '])',
    ]);
    const { rows } = await done(bench, 'EXPLAIN (FORMAT JSON) SELECT s FROM t');
    const whole = rows[0]?.[0] as { parts: { explain: object }[] };
    assert.ok('queryPlanner' in (whole.parts[0]?.explain ?? {}));
    assert.ok((await lines('EXPLAIN DELETE FROM t')).some((line) => line.includes('write t')));
    const written = await lines('EXPLAIN ANALYZE INSERT INTO gone (id) SELECT id FROM t WHERE id < 3');
    assert.ok(
      written.includes('  documents written: 2') && written.some((line) => /IXSCAN/.test(line)),
      written.join('\n'),
    );
    await lines('EXPLAIN DELETE FROM gone');
    assert.equal(await bench.tell('SELECT COUNT(*) FROM gone'), '[[2]]');
    await lines('EXPLAIN ANALYZE DELETE FROM gone WHERE id = 1');
    assert.equal(await bench.tell('SELECT COUNT(*) FROM gone'), '[[1]]');
    assert.equal(await bench.tell('SELECT COUNT(*) FROM t'), '[[3]]');
  });

  it('BEGIN needs a replica set', async () => {
    assert.match(await bench.tell('BEGIN'), /^QL5040 0-5 /);
    assert.match(await bench.tell('COMMIT'), /^QL5043 0-6 /);
    assert.equal(await bench.tell('SELECT COUNT(*) FROM t'), '[[3]]');
  });
});

describe('transactions', () => {
  let bench: Workbench;
  let other: Workbench;
  const rowsSeen = async (by: Workbench) => (await done(by, 'SELECT id, n FROM t ORDER BY id')).rows;

  before(async function () {
    this.timeout(120 * seconds);
    const database = freshDatabase();
    bench = new Workbench(await replicaSetMongo(), database);
    other = new Workbench(await replicaSetMongo(), database);
    await done(
      bench,
      'CREATE TABLE t (id int PRIMARY KEY, n int)',
      'CREATE TABLE numbers AS SELECT n FROM GENERATE_SERIES(1, 3000) AS s(n)',
    );
  });

  beforeEach(async () => {
    await done(bench, 'TRUNCATE t', 'INSERT INTO t VALUES (1, 1), (2, 2)');
  });

  after(async () => {
    await done(bench, 'DROP TABLE t, numbers');
    await bench.close();
    await other.close();
  });

  it('COMMIT shows others what was done, all at once', async () => {
    await done(bench, 'BEGIN', 'UPDATE t SET n = n + 10 WHERE id = 1', 'DELETE FROM t WHERE id = 2');
    await done(bench, 'INSERT INTO t SELECT g, g FROM GENERATE_SERIES(5, 6) AS s(g)');
    assert.equal(await bench.tell('SELECT COUNT(*), SUM(n) FROM t WHERE id = 1'), '[[1,11]]');
    assert.equal(await bench.tell('SELECT COUNT(*), SUM(n) FROM t WHERE id < 0'), '[[0,null]]');
    assert.equal(
      await bench.tell('SELECT id, (SELECT COUNT(*) FROM t b WHERE b.id < t.id) FROM t ORDER BY id'),
      '[[1,0],[5,1],[6,2]]',
    );
    assert.deepEqual(await rowsSeen(bench), [
      [1, 11],
      [5, 5],
      [6, 6],
    ]);
    assert.deepEqual(await rowsSeen(other), [
      [1, 1],
      [2, 2],
    ]);
    assert.equal((await done(bench, 'COMMIT')).message, 'The transaction was committed.');
    assert.equal((await rowsSeen(other)).length, 3);
    assert.equal(bench.manager.snapshot('default')?.active, 0);
  });

  it('ROLLBACK takes everything back', async () => {
    await done(bench, 'BEGIN', 'TRUNCATE t', 'INSERT INTO t VALUES (9, 9)', 'ROLLBACK');
    assert.deepEqual(await rowsSeen(bench), [
      [1, 1],
      [2, 2],
    ]);
  });

  it('after an error nothing runs until ROLLBACK, and COMMIT rolls back', async () => {
    await done(bench, 'BEGIN', 'INSERT INTO t VALUES (9, 9)');
    assert.match(await bench.tell('INSERT INTO t VALUES (1, 0)'), /^QL5021 /);
    assert.match(await bench.tell('SELECT 1'), /^QL5041 0-6 /);
    assert.match(await bench.tell('COMMIT'), /rolled back/);
    assert.equal((await rowsSeen(bench)).length, 2);
    await done(bench, 'BEGIN');
    assert.match(await bench.tell('SELEC 1'), /^QL1/);
    assert.match(await bench.tell('SELECT 1'), /^QL5041 /);
    await done(bench, 'ROLLBACK', 'SELECT 1');
  });

  it('unions see what the transaction wrote, wherever they stand', async () => {
    await done(bench, 'BEGIN', 'INSERT INTO t VALUES (7, 2)');
    for (const [sql, rows] of [
      [
        'SELECT n FROM t UNION ALL SELECT id FROM t UNION ALL SELECT 9 ORDER BY 1',
        '[[1],[1],[2],[2],[2],[7],[9]]',
      ],
      ['SELECT n FROM t EXCEPT SELECT id FROM t WHERE id < 2', '[[2]]'],
      [
        'SELECT a.id, b.id FROM t a FULL JOIN t b ON a.id = b.n ORDER BY 1, 2',
        '[[1,1],[2,2],[2,7],[7,null]]',
      ],
      ['SELECT n, COUNT(*) FROM t GROUP BY ROLLUP (n) ORDER BY 1', '[[1,1],[2,2],[null,3]]'],
      [
        'SELECT id, (SELECT SUM(x) FROM (SELECT n AS x FROM t b WHERE b.id < t.id UNION ALL SELECT 10) u) FROM t ORDER BY id',
        '[[1,10],[2,11],[7,13]]',
      ],
      ['SELECT n FROM t WHERE id < 0 UNION SELECT 1 WHERE FALSE', '[]'],
    ])
      assert.equal(await bench.tell(sql ?? ''), rows);
    await done(bench, 'INSERT INTO t SELECT id + 10, n FROM t UNION SELECT 100, 100', 'COMMIT');
    assert.equal(await bench.tell('SELECT COUNT(*), MAX(id) FROM t'), '[[7,100]]');
  });

  it('what MongoDB would not take back is refused', async () => {
    await done(bench, 'BEGIN');
    assert.match(await bench.tell('CREATE INDEX ON t (n)'), /^QL5042 0-6 CREATE INDEX/);
    await done(bench, 'ROLLBACK', 'BEGIN');
    assert.match(await bench.tell('DROP CONNECTION_POOL default_pool'), /^QL5042 /);
    await done(bench, 'ROLLBACK');
    await done(bench, 'BEGIN', 'EXPLAIN SELECT * FROM t', 'COMMIT');
  });

  it('a statement that is cancelled fails its transaction, and the pool is well', async () => {
    await done(bench, 'BEGIN', 'INSERT INTO t VALUES (9, 9)');
    const cancel = new AbortController();
    const endless = 'SELECT COUNT(*) FROM numbers a JOIN numbers b ON a.n < b.n JOIN numbers c ON b.n < c.n';
    const running = bench.run(endless, { signal: cancel.signal });
    setTimeout(() => {
      cancel.abort();
    }, 300);
    assert.equal((await running).cancelled, true);
    assert.match(await bench.tell('SELECT 1'), /^QL5041 /);
    await done(bench, 'ROLLBACK');
    assert.equal((await rowsSeen(bench)).length, 2);
    assert.equal(bench.manager.snapshot('default')?.active, 0);
  });

  it('closing the session takes the transaction back', async () => {
    const short = new Workbench(await replicaSetMongo(), bench.catalog.catalog().database ?? '');
    await done(short, 'BEGIN', 'UPDATE t SET n = 0 WHERE id = 1');
    await short.close();
    // The document is free at once: no lock of the other transaction is waited for.
    await done(bench, 'BEGIN', 'UPDATE t SET n = n + 1 WHERE id = 1', 'COMMIT');
    assert.deepEqual((await rowsSeen(bench))[0], [1, 2]);
  });
});
