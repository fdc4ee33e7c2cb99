import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('rows that are many between two steps of a statement', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let db: Db;
  let bench: Workbench;

  before(async () => {
    const mongo = await singleMongo();
    const name = freshDatabase();
    client = await MongoClient.connect(mongo.uri);
    db = client.db(name);
    bench = new Workbench(mongo, name);
    const rows = Array.from({ length: 12_000 }, (_, n) => ({ n, text: `text ${n} ${'x'.repeat(100)}` }));
    await db.collection('source').insertMany(rows);
    await db.collection('source').createIndex({ n: 1 });
  });
  after(async () => {
    await bench.close();
    await client.close();
  });
  afterEach(async () => {
    assert.deepEqual(await spills(), []);
  });

  const spills = async () =>
    (await db.listCollections({ name: /^qlsql_spill_/ }, { nameOnly: true }).toArray()).map(
      ({ name }) => name,
    );
  const count = async (collection: string, filter = {}) =>
    await db.collection(collection).countDocuments(filter);

  /** Commands that the pool ran while a statement did, and on how many spills. */
  async function watched(sql: string): Promise<{ told: string; spilled: number }> {
    const before = bench.manager.operations().length;
    const { problems, affected, rowCount } = await bench.run(sql);
    assert.deepEqual(
      problems.map(({ code, message }) => `${code} ${message}`),
      [],
    );
    const operations = bench.manager.operations().slice(before);
    const places = operations.flatMap(({ collection }) =>
      /^qlsql_spill_/.test(collection ?? '') ? [collection] : [],
    );
    return { told: `${affected ?? rowCount}`, spilled: new Set(places).size };
  }

  it('a recursion gives each of its rows, from the first to the last', async () => {
    const sql =
      "WITH RECURSIVE t(n, text) AS (SELECT n, text FROM source WHERE n < 9000 UNION ALL SELECT t.n + 9000, t.text || '+' FROM t WHERE t.n < 18000) SELECT n, text FROM t";
    const { rows, problems } = await bench.run(sql);
    assert.deepEqual([problems, rows.length], [[], 27_000]);
    assert.deepEqual([rows[0]?.[0], rows[8999]?.[0], rows[26_999]?.[0]], [0, 8999, 26_999]);
    assert.match(String(rows[26_999]?.[1]), /^text 8999 x+\+\+$/);
  });

  it('a recursion joins what it found with collections, and counts no row twice', async () => {
    const sql =
      'WITH RECURSIVE t(n, text) AS (SELECT n, text FROM source WHERE n < 9000 UNION SELECT s.n, s.text FROM t JOIN source s ON s.n = t.n) SELECT COUNT(*), MAX(n) FROM t';
    assert.deepEqual((await bench.run(sql)).rows, [[9000, 8999]]);
  });

  it('a recursion that finds rows again in later rounds asks the server for them', async () => {
    const sql =
      'WITH RECURSIVE t(n, later, text) AS (SELECT n, n + 3000, text FROM source WHERE n < 9000 UNION SELECT s.n, s.n + 3000, s.text FROM t JOIN source s ON s.n = t.later) SELECT COUNT(*), SUM(n) FROM t';
    const before = bench.manager.operations().length;
    assert.deepEqual((await bench.run(sql)).rows, [[12_000, (11_999 * 12_000) / 2]]);
    const asked = bench.manager
      .operations()
      .slice(before)
      .filter(({ command, collection }) => command === 'find' && /^qlsql_spill_/.test(collection ?? ''));
    assert.ok(asked.length > 0);
  });

  it('ON CONFLICT knows the keys of rows that were many', async () => {
    await db.createCollection('keyed');
    await db.collection('keyed').createIndex({ k: 1 }, { unique: true });
    const rows = Array.from({ length: 34_000 }, (_, n) => ({ k: n % 30_000, n }));
    await db.collection('twice').insertMany(rows);
    const sql = 'INSERT INTO keyed (k, n) SELECT k, n FROM twice ON CONFLICT (k) DO NOTHING';
    assert.deepEqual(await watched(sql), { told: '30000', spilled: 2 });
    assert.deepEqual([await count('keyed'), await count('keyed', { n: { $gte: 30_000 } })], [30_000, 0]);
  });

  it('INSERT from the collection itself sees it as it was', async () => {
    await db
      .collection('own')
      .insertMany(Array.from({ length: 9000 }, (_, n) => ({ n, text: 'y'.repeat(200) })));
    const done = await watched('INSERT INTO own (n, text) SELECT n + 9000, text FROM own');
    assert.deepEqual(done, { told: '9000', spilled: 1 });
    assert.deepEqual([await count('own'), await count('own', { n: { $gte: 9000 } })], [18_000, 9000]);
  });

  it('UPDATE and DELETE by another collection reach each document once', async () => {
    await db.collection('target').insertMany(Array.from({ length: 10_000 }, (_, n) => ({ n, v: 0 })));
    const update = await watched(
      'UPDATE target t SET v = t.v + 1, text = s.text FROM source s WHERE s.n = t.n',
    );
    assert.deepEqual(update, { told: '10000', spilled: 1 });
    assert.equal(await count('target', { v: 1 }), 10_000);
    const gone = await bench.run('DELETE FROM target t USING source s WHERE s.n = t.n AND s.n >= 100');
    assert.equal(gone.affected, 9900);
  });

  it('UPDATE by many rows of each document has the server refuse next to none of them', async () => {
    await db
      .collection('few')
      .insertMany(Array.from({ length: 3000 }, (_, n) => ({ k: n, text: 'z'.repeat(100) })));
    await db
      .collection('many')
      .insertMany(Array.from({ length: 30_000 }, (_, n) => ({ k: n % 3000, text: 'z'.repeat(400) })));
    const inserts = async () => Number((await db.admin().serverStatus())['opcounters']?.insert);
    const before = await inserts();
    const done = await watched('UPDATE few SET text = many.text FROM many WHERE few.k = many.k');
    assert.deepEqual(done, { told: '3000', spilled: 1 });
    const tried = (await inserts()) - before;
    assert.ok(tried >= 3000 && tried < 4000, `${tried} inserts`);
  });

  it('what a process that died left behind is dropped, what others use stays', async () => {
    const here = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    const now = Date.now().toString(36);
    const left = [`qlsql_spill_${here}_999999999_${now}_a`, `qlsql_spill_ffffffff_1_${(0).toString(36)}_b`];
    const used = [`qlsql_spill_${here}_${process.pid}_${now}_c`, `qlsql_spill_ffffffff_1_${now}_d`];
    for (const name of [...left, ...used]) await db.createCollection(name);
    await watched('INSERT INTO own (n, text) SELECT n, text FROM own');
    assert.deepEqual((await spills()).sort(), used.sort());
    assert.doesNotMatch(JSON.stringify((await bench.run('SHOW COLLECTIONS')).rows), /spill/);
    for (const name of used) await db.dropCollection(name);
  });

  it('one that cannot be computed to its end writes nothing', async () => {
    await db.collection('source').insertOne({ n: -1, text: 'none' });
    const cast = "CAST(CASE WHEN text = 'none' THEN text ELSE '1' END AS int)";
    for (const into of ['INSERT INTO fresh (v) SELECT', 'INSERT INTO source (n, text) SELECT 99999,']) {
      const { problems } = await bench.run(`${into} ${cast} FROM source`);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['QL5028'],
        into,
      );
    }
    await db.collection('source').deleteOne({ n: -1 });
    assert.deepEqual([await count('fresh'), await count('source', { n: 99_999 })], [0, 0]);
  });

  it('INSERT from other collections is the work of the server', async () => {
    const sql = 'INSERT INTO copies (n, "inside.text") SELECT n, text FROM source WHERE n < 7000';
    const plain = sql.replace('"inside.text"', 'text');
    assert.deepEqual(await watched(plain), { told: '7000', spilled: 0 });
    const commands = bench.manager
      .operations()
      .slice(-3)
      .map(({ command }) => command);
    assert.deepEqual(commands, ['listCollections', 'aggregate', 'aggregate']);
    assert.deepEqual(await watched(sql.replace('7000', '10')), { told: '10', spilled: 0 });
    assert.deepEqual([await count('copies'), await count('copies', { 'inside.text': /^text/ })], [7010, 10]);
    await db
      .collection('copies')
      .createIndex({ n: 1 }, { unique: true, partialFilterExpression: { text: { $exists: true } } });
    const again = await bench.run(plain);
    assert.deepEqual(
      again.problems.map(({ code }) => code),
      ['QL5021'],
    );
    assert.equal((await watched('INSERT INTO copies (n) SELECT n FROM source WHERE n > 99999')).told, '0');
  });

  it('a row larger than a document can be is told as that', async () => {
    for (const sql of [
      'SELECT n % 2, ARRAY_AGG(REPEAT(text, 40)) FROM source GROUP BY n % 2',
      'INSERT INTO large (list) SELECT ARRAY_AGG(REPEAT(text, 40)) FROM source',
    ]) {
      const { problems } = await bench.run(sql);
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['QL5032'],
        sql,
      );
    }
  });

  it('statement_timeout counts for what the server writes by itself', async () => {
    await bench.run("SET statement_timeout = '2ms'");
    const slow = await bench.run('UPDATE source SET text = n WHERE n >= 0');
    await bench.run('SET statement_timeout = DEFAULT');
    assert.deepEqual(
      slow.problems.map(({ code }) => code),
      ['QL5011'],
    );
  });
});
