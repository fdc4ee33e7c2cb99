import assert from 'node:assert/strict';
import type { MongoClient } from 'mongodb';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('a query of WITH that is named several times', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let bench: Workbench;

  before(async () => {
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ n, g: n % 50, text: 'x'.repeat(100) }));
    await client.db().collection('rows').insertMany(rows);
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  const sums =
    '(SELECT a.g, COUNT(*) AS n, MAX(b.n) AS top FROM rows a JOIN rows b ON a._id = b._id GROUP BY a.g)';
  const twice = 'SELECT COUNT(*), MAX(a.n), MIN(b.top) FROM t a JOIN t b ON a.g = b.g';
  const steps = async (sql: string): Promise<readonly string[]> => {
    const { rows } = await bench.done(`EXPLAIN ${sql}`);
    return rows.flatMap(([line]) => (/^ {2}keep /.test(String(line)) ? [String(line).trim()] : []));
  };

  it('runs once where that is dear, or MATERIALIZED, or gives other rows each time', async () => {
    assert.deepEqual((await bench.done(`WITH t AS ${sums} ${twice}`)).rows, [[50, 400, 19_950]]);
    assert.equal((await steps(`WITH t AS ${sums} ${twice}`)).length, 1);
    const once = 'WITH t AS MATERIALIZED (SELECT g FROM rows WHERE n < 5) SELECT COUNT(*) FROM t';
    assert.equal((await steps(once)).length, 1);
    assert.deepEqual((await bench.done(once)).rows, [[5]]);
    const random =
      'WITH t AS (SELECT RANDOM() AS r FROM rows LIMIT 3) SELECT COUNT(*) FROM t a JOIN t b ON a.r = b.r';
    assert.deepEqual((await bench.done(random)).rows, [[3]]);
  });

  it('runs in its places where it is NOT MATERIALIZED, cheap, or named once', async () => {
    for (const sql of [
      `WITH t AS NOT MATERIALIZED ${sums} ${twice}`,
      'WITH t AS (SELECT * FROM rows WHERE _id IS NULL) SELECT COUNT(*) FROM t a JOIN t b ON a.n = b.n',
      `WITH t AS ${sums} SELECT COUNT(*) FROM t`,
    ])
      assert.deepEqual(await steps(sql), [], sql);
    assert.deepEqual((await bench.done(`WITH t AS NOT MATERIALIZED ${sums} ${twice}`)).rows, [
      [50, 400, 19_950],
    ]);
  });

  it('keeps many rows on the server, and is seen by what writes', async () => {
    const all = '(SELECT n, g, text, ROW_NUMBER() OVER (ORDER BY n) AS r FROM rows)';
    const many = `WITH t AS MATERIALIZED ${all} SELECT (SELECT COUNT(*) FROM t), (SELECT MAX(r) FROM t)`;
    assert.deepEqual((await bench.done(many)).rows, [[20_000, 20_000]]);
    const insert = `WITH t AS ${sums} INSERT INTO found (g, n) SELECT a.g, b.n FROM t a JOIN t b ON a.g = b.g`;
    assert.equal((await bench.done(insert)).affected, 50);
    assert.deepEqual(
      await client
        .db()
        .listCollections({ name: /^qlsql_spill_/ })
        .toArray(),
      [],
    );
  });
});
