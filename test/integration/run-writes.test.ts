import assert from 'node:assert/strict';
import { Double } from 'mongodb';
import type { MongoClient } from 'mongodb';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { Workbench } from './bench.ts';

describe('statements of several steps', () => {
  let mongo: RunningMongo;
  let client: MongoClient;
  let bench: Workbench;

  before(async function () {
    this.timeout(60_000);
    mongo = await startSingle();
    bench = new Workbench(mongo, 'shop');
    client = await bench.client();
  });

  after(async () => {
    await bench.close();
    await client.close();
    await mongo.stop();
  });

  beforeEach(async () => {
    await client.db().dropDatabase();
    const orders = Array.from({ length: 30 }, (_, n) => ({
      customer: `c${n % 3}`,
      total: new Double(n),
      open: n % 2,
    }));
    await client.db().collection('orders').insertMany(orders);
  });

  const run: Workbench['run'] = (sql, options) => bench.run(sql, options);
  const done: Workbench['done'] = (sql, options) => bench.done(sql, options);

  it('INSERT … SELECT, UPDATE and DELETE say how many documents they wrote', async () => {
    const into =
      'INSERT INTO totals (customer, total) SELECT customer, SUM(total) FROM orders GROUP BY customer';
    assert.equal((await done(into)).affected, 3);
    assert.equal((await done("UPDATE totals SET total = total + 1 WHERE customer <> 'c0'")).affected, 2);
    assert.equal((await done("DELETE FROM totals WHERE customer = 'c1'")).affected, 1);
    const left = await client.db().collection('totals').find().sort({ customer: 1 }).toArray();
    assert.deepEqual(
      left.map(({ customer, total }) => [customer, total]),
      [
        ['c0', 135],
        ['c2', 156],
      ],
    );
    assert.equal((await done('DELETE FROM totals WHERE FALSE')).affected, 0);
  });

  it('ON CONFLICT takes no two rows without an _id for the same', async () => {
    assert.equal(
      (await done('INSERT INTO notes (a) VALUES (1), (2), (3) ON CONFLICT DO NOTHING')).affected,
      3,
    );
    const named = 'INSERT INTO notes (a) VALUES (4), (5) ON CONFLICT (_id) DO UPDATE SET a = 0';
    assert.equal((await done(named)).affected, 2);
    assert.equal(
      await client
        .db()
        .collection('notes')
        .countDocuments({ a: { $gt: 0 } }),
      5,
    );
  });

  it('ON CONFLICT DO NOTHING leaves rows out that meet a document, or one another, by any unique index', async () => {
    const names = client.db().collection('names');
    await names.createIndex({ a: 1 }, { unique: true, sparse: true });
    await names.createIndex({ b: 1, c: 1 }, { unique: true });
    await names.insertMany([
      { a: 1, b: 1, c: 1 },
      { b: 2, c: null },
    ]);
    const rows = '(1, 9, 9), (2, 1, 1), (3, 1, 2), (3, 8, 8), (NULL, 2, 5), (4, 1, 2)';
    const { rows: written } = await done(
      `INSERT INTO names (a, b, c) VALUES ${rows} ON CONFLICT DO NOTHING RETURNING b, c`,
    );
    assert.deepEqual(written.map(String).sort(), ['1,2', '2,5']);
    // Each key by itself, since a $lookup asks one index.
    const { command } = await bench.session.compile(
      'INSERT INTO names (a, b, c) SELECT total, total, open FROM orders ON CONFLICT DO NOTHING',
    );
    const fields = JSON.stringify(command).match(/"localField":"\w+"/g);
    assert.equal(fields?.length, 2, JSON.stringify(command));
  });

  it('a copied double stays a double', async () => {
    await done('INSERT INTO copies (total) SELECT total FROM orders WHERE total = 3');
    const [copy] = await client.db().collection('copies').find({}, { promoteValues: false }).toArray();
    assert.ok(copy?.['total'] instanceof Double);
  });

  it('UPDATE and DELETE that the server can do alone send no rows to and fro', async () => {
    const changed = await done("UPDATE orders SET open = 7, customer = 'x' WHERE total >= 20 AND open = 1");
    assert.equal(changed.affected, 5);
    assert.equal(await client.db().collection('orders').countDocuments({ open: 7, customer: 'x' }), 5);
    assert.equal(
      (await done('UPDATE orders SET open = customer, customer = open WHERE open = 7')).affected,
      5,
    );
    assert.equal(await client.db().collection('orders').countDocuments({ open: 'x', customer: 7 }), 5);
    assert.equal((await done('DELETE FROM orders WHERE total < 10')).affected, 10);
    assert.equal((await done('DELETE FROM orders WHERE total > 100')).affected, 0);
    assert.equal((await done('DELETE FROM orders')).affected, 20);
  });

  it('UPDATE sets elements and slices of arrays, counted from 0, and SELECT cuts each dimension', async () => {
    const lists = [
      { _id: 1, a: [1, 2, 3], grid: [[1, 2]] },
      { _id: 2, a: null, grid: null },
    ];
    await client.db().collection<{ _id: number }>('lists').insertMany(lists);
    const set = 'UPDATE lists SET a[0] = 9, a[_id + 2] = _id, grid[0][1] = 5 RETURNING _id, a, grid';
    assert.deepEqual((await done(set)).rows, [
      [1, [9, 2, 3, 1], [[1, 5]]],
      [2, [9, null, null, null, 2], [[null, 5]]],
    ]);
    const slice = 'UPDATE lists SET a[1:2] = ARRAY[7, 8] WHERE _id = 1 RETURNING a';
    assert.deepEqual((await done(slice)).rows, [[[9, 7, 8, 1]]]);
    const cut = 'SELECT grid[0:1][1:], grid[:][0], a[_id:] FROM lists WHERE _id = 1';
    assert.deepEqual((await done(cut)).rows, [[[[5]], [[1]], [7, 8, 1]]]);
    const below = await run('UPDATE lists SET a[0 - _id] = 1');
    assert.match(below.problems[0]?.message ?? '', /not below 0/);
  });

  it('RETURNING shows what was set within a document as it is stored', async () => {
    const before = [
      { _id: 1, d: { x: 5, y: 1 } },
      { _id: 2 },
      { _id: 4, d: { a: { b: 0 } } },
      ...[
        { _id: 5, d: null },
        { _id: 6, d: 'text' },
        { _id: 7, d: [{ x: 0, z: 1 }, { a: 3 }] },
      ],
      { _id: 8, d: { x: '$y', a: [] } },
    ];
    for (const name of ['nested', 'unseen']) {
      await client.db().collection<{ _id: number }>(name).insertMany(structuredClone(before));
      if (name === 'nested') await done(`SELECT * FROM nested`);
      const update = `UPDATE ${name} SET d.x = _id + 1, d.a.b = 7, d.t = '$d.x' RETURNING _id, d.x, d.a, d`;
      const returned = (await done(update)).rows;
      const stored = (await done(`SELECT _id, d.x, d.a, d FROM ${name}`)).rows;
      assert.deepEqual(returned, stored, name);
      assert.deepEqual(returned[0], [1, 2, { b: 7 }, { x: 2, y: 1, a: { b: 7 }, t: '$d.x' }]);
      const found = (await done(`SELECT _id, d FROM ${name} ORDER BY _id`)).rows;
      await client.db().collection(name).deleteMany({});
      await client.db().collection<{ _id: number }>(name).insertMany(structuredClone(before));
      await done(`UPDATE ${name} SET d.x = _id + 1, d.a.b = 7, d.t = '$d.x' WHERE _id > 0`);
      assert.deepEqual((await done(`SELECT _id, d FROM ${name} ORDER BY _id`)).rows, found, 'by one command');
    }
  });

  it('RETURNING, and a query over it, see a field that no document had before', async () => {
    await done("INSERT INTO stats (who) VALUES ('c0'), ('c1')");
    const of = "UPDATE stats SET total = t.n FROM (VALUES ('c0', 7)) AS t (who, n) WHERE stats.who = t.who";
    assert.deepEqual((await done(`${of} RETURNING stats.who, stats.total`)).rows, [['c0', 7]]);
    const query = 'WITH changed AS (UPDATE stats SET seen = 3 RETURNING seen) SELECT SUM(seen) FROM changed';
    assert.deepEqual((await done(query)).rows, [[6]]);
  });

  it('every part of a statement sees the data as they were', async () => {
    const sql =
      'WITH gone AS (DELETE FROM orders WHERE open = 1 RETURNING customer) SELECT COUNT(*), (SELECT COUNT(*) FROM orders) FROM gone';
    const outcome = await done(sql);
    assert.deepEqual([outcome.rows, outcome.affected], [[[15, 30]], 15]);
    assert.equal(await client.db().collection('orders').countDocuments(), 15);
  });

  it('new fields are known to the next statement', async () => {
    await done('INSERT INTO things (a) VALUES (1)');
    await done('SELECT a FROM things');
    await done("INSERT INTO things (b) VALUES ('x')");
    const { problems, rows } = await done('SELECT b FROM things WHERE b IS NOT NULL');
    assert.deepEqual([problems, rows], [[], [['x']]]);
  });

  it('a duplicate key is told, with the rows before it written', async () => {
    await client.db().collection('keys').createIndex({ k: 1 }, { unique: true });
    const writeErrors = () => bench.manager.snapshot('default')?.errorsByKind['write'] ?? 0;
    const before = writeErrors();
    const outcome = await run('INSERT INTO keys (k) VALUES (1), (2), (1), (3)');
    assert.deepEqual(
      outcome.problems.map(({ code }) => code),
      ['QL5021'],
    );
    assert.match(
      outcome.problems[0]?.message ?? '',
      /A document with this unique key is already there: .*k: 1/,
    );
    assert.equal(await client.db().collection('keys').countDocuments(), 2);
    assert.equal(writeErrors() - before, 1);
    assert.deepEqual([outcome.affected, outcome.message], [2, '2 of 4 documents were written.']);
    const [[at, operation, reason] = []] = outcome.rows;
    assert.deepEqual([outcome.rows.length, at], [1, 3]);
    assert.match(`${String(operation)} ${String(reason)}`, /^insert \{.*"k":1.*E11000/);
  });

  it('a write that is cancelled between two batches says how many documents it wrote', async () => {
    await client
      .db()
      .collection('many')
      .insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n, v: 0 })));
    const controller = new AbortController();
    const told: number[][] = [];
    const sink = { columns: () => undefined, rows: () => undefined };
    const outcome = await bench.session.run(
      'UPDATE many m SET v = o.n + 1 FROM many o WHERE o._id = m._id',
      sink,
      {
        signal: controller.signal,
        onProgress: (written, total) => {
          told.push([written, total]);
          if (written >= 3000) controller.abort();
        },
      },
    );
    const written = await client
      .db()
      .collection('many')
      .countDocuments({ v: { $gt: 0 } });
    assert.deepEqual([outcome.cancelled, outcome.affected, written < 20_000], [true, written, true]);
    assert.equal(
      outcome.message,
      `The statement was cancelled. ${written.toLocaleString('en')} of 20,000 documents were written.`,
    );
    assert.deepEqual(told[0], [1000, 20_000]);
  }).timeout(60_000);

  it('recursion goes on until nothing is new', async () => {
    const count =
      'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 100) SELECT COUNT(*), MAX(n) FROM t';
    assert.deepEqual((await done(count)).rows, [[100, 100]]);
    const ring = 'WITH RECURSIVE t(n) AS (SELECT 0 UNION SELECT (n + 1) % 7 FROM t) SELECT COUNT(*) FROM t';
    assert.deepEqual((await done(ring)).rows, [[7]]);
  });

  it('an endless recursion can be cancelled', async () => {
    const controller = new AbortController();
    const sql = 'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT COUNT(*) FROM t';
    const running = bench.session.run(
      sql,
      { columns: () => undefined, rows: () => undefined },
      { signal: controller.signal },
    );
    const before = bench.manager.snapshot('default')?.operations ?? 0;
    while ((bench.manager.snapshot('default')?.operations ?? 0) < before + 5)
      await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    assert.equal((await running).cancelled, true);
  });

  it('an UPDATE whose values cannot all be computed changes nothing', async () => {
    const outcome = await run("UPDATE orders SET open = CAST(customer || '' AS int) WHERE total >= 0");
    assert.equal(outcome.problems.filter(({ severity }) => severity === 'error').length, 1);
    assert.equal(
      await client
        .db()
        .collection('orders')
        .countDocuments({ open: { $in: [0, 1] } }),
      30,
    );
    const mixed = [{ v: '1' }, { v: '2' }, { v: 'no number' }];
    await client.db().collection('texts').insertMany(mixed);
    const casting = await run('UPDATE texts SET v = CAST(v AS int) WHERE v IS NOT NULL');
    assert.match(casting.problems[0]?.message ?? '', /no number/);
    assert.equal(
      await client
        .db()
        .collection('texts')
        .countDocuments({ v: { $type: 'string' } }),
      3,
    );
    assert.equal((await run('DELETE FROM texts WHERE CAST(v AS int) > 0')).problems.length, 1);
    assert.equal(await client.db().collection('texts').countDocuments(), 3);
    assert.equal((await done("UPDATE texts SET v = CAST(v AS int) WHERE v <> 'no number'")).affected, 2);
  });

  it('MERGE … RETURNING says what was done to each document, and gives the _id of new ones', async () => {
    await client
      .db()
      .collection('stock')
      .insertMany([
        { k: 1, n: 5 },
        { k: 2, n: 6 },
        { k: 9, n: 7 },
      ]);
    const merged = await done(
      'MERGE INTO stock s USING (VALUES (1, 10), (3, 30)) v(k, n) ON s.k = v.k WHEN MATCHED THEN UPDATE SET n = v.n ' +
        'WHEN NOT MATCHED THEN INSERT (k, n) VALUES (v.k, v.n) WHEN NOT MATCHED BY SOURCE AND s.k > 5 THEN DELETE ' +
        'RETURNING merge_action(), s.k, s.n, s._id',
    );
    const rows = merged.rows.map(([action, k, n]) => [action, Number(k), Number(n)]);
    rows.sort((a, b) => Number(a[1]) - Number(b[1]));
    assert.deepEqual(rows, [
      ['UPDATE', 1, 10],
      ['INSERT', 3, 30],
      ['DELETE', 9, 7],
    ]);
    const inserted = await client.db().collection('stock').findOne({ k: 3 });
    assert.ok(merged.rows.some(([, , , id]) => String(id) === String(inserted?._id)));
    assert.deepEqual((await client.db().collection('stock').distinct('k')).sort(), [1, 2, 3]);
  });
});
