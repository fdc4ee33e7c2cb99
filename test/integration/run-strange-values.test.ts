import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Collection, Document } from 'mongodb';
import { Workbench } from './bench.ts';
import type { Outcome } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

/** Texts that MongoDB, JSON or SQL would read as more than text. */
const texts: readonly string[] = [
  ...['$where', '$$ROOT', '$name', '$', '$$', '$literal', '{"$gt": ""}', '${x}', '$1', ':name', '?', '@v'],
  ...[
    'a.b',
    '.',
    'a..b',
    '__proto__',
    'constructor',
    '_id',
    '',
    ' ',
    '%',
    '_',
    '\\',
    '\\n',
    '/x/',
    'NULL',
    '0',
  ],
  ...[
    "it's",
    "';DROP TABLE t;--",
    '"',
    '`',
    '/*',
    '--',
    ';',
    'a\0b',
    '\0',
    '\n\r\t',
    '\u2028',
    'straße',
    '😀',
    '\uFEFF',
  ],
];
const long = `$long ${"x'".repeat(2 ** 19)}`;
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const name = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const short = (text: string): string => JSON.stringify(text.slice(0, 20));

describe('texts that look like something else', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let bench: Workbench;
  let collection: Collection;

  before(async () => {
    const mongo = await singleMongo();
    const database = freshDatabase();
    client = await MongoClient.connect(mongo.uri);
    collection = client.db(database).collection('t');
    bench = new Workbench(mongo, database);
  });
  after(async () => {
    await bench.close();
    await client.close();
  });
  beforeEach(async () => {
    await collection.deleteMany({});
    await collection.insertMany([{ n: 1, s: 'plain', name: 'bystander' }]);
    bench.catalog.forget('t');
  });

  const run = (sql: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<Outcome> =>
    bench.done(sql, { parameters });

  for (const text of [...texts, long])
    it(`${short(text)} goes in and comes out as it is`, async () => {
      await run(`INSERT INTO t (n, s) VALUES (2, ${quoted(text)})`);
      await run('INSERT INTO t (n, s) VALUES (3, $1)', { 1: text });
      await run(`INSERT INTO t (n, s) SELECT 4, ${quoted(text)}`);
      await run(`UPDATE t SET s = ${quoted(text)} WHERE n = 1`);
      await run('UPDATE t SET name = :it WHERE s = :it AND n = 1 RETURNING name', { it: text });
      const stored = await collection.find({}, { projection: { _id: 0 }, sort: { n: 1 } }).toArray();
      const wanted: Document[] = [{ n: 1, s: text, name: text }, ...[2, 3, 4].map((n) => ({ n, s: text }))];
      assert.deepEqual(stored, wanted);
      await collection.insertOne({ n: 9, s: `${text} and more` });
      const conditions = [
        's = $1',
        's IN ($1)',
        '$1 = s',
        's = ANY(ARRAY[$1])',
        `s = ${quoted(text)}`,
        's || $2 = $1',
        'NOT s <> $1',
      ];
      for (const condition of conditions) {
        const { rows } = await run(`SELECT n, s FROM t WHERE ${condition} ORDER BY n`, { 1: text, 2: '' });
        assert.deepEqual(
          rows,
          [1, 2, 3, 4].map((n) => [n, text]),
          condition,
        );
      }
      const grouped = await run(
        'SELECT s, COUNT(*), MAX(s), ARRAY_AGG(DISTINCT s) FROM t WHERE n < 9 GROUP BY s',
      );
      assert.deepEqual(grouped.rows, [[text, 4, text, [text]]]);
      const computed = await run(
        `SELECT ${quoted(text)}, $1, CASE WHEN n = 1 THEN $1 END, COALESCE(NULL, $1), s || '' FROM t WHERE n = 1`,
        { 1: text },
      );
      assert.deepEqual(computed.rows, [[text, text, text, text, text]]);
      assert.deepEqual((await run('SELECT $1', { 1: text })).rows, [[text]]);
      const joined = await run('SELECT COUNT(*) FROM t a JOIN t b ON b.s = a.s WHERE a.n = 2 AND b.s = $1', {
        1: text,
      });
      assert.deepEqual(joined.rows, [[4]]);
      assert.equal((await run('DELETE FROM t WHERE s = $1', { 1: text })).affected, 4);
      assert.equal(await collection.countDocuments(), 1);
    });

  it('a document as parameter or as JSON is a value, never an operator', async () => {
    const document = { $gt: 0, 'a.b': { $where: '1' }, list: ['$x', { $ne: null }] };
    const json = quoted(JSON.stringify(document));
    await run(`INSERT INTO t (n, d) VALUES (2, ${json}::jsonb)`);
    await run('INSERT INTO t (n, d) VALUES (3, $1)', { 1: document });
    await run(`UPDATE t SET d = ${json}::jsonb WHERE n = 1`);
    const stored = await collection.find({ n: { $lt: 4 } }, { sort: { n: 1 } }).toArray();
    assert.deepEqual(
      stored.map(({ d }) => d as unknown),
      [document, document, document],
    );
    assert.deepEqual((await run('SELECT n FROM t WHERE n = $1', { 1: { $gt: 0 } })).rows, []);
    assert.deepEqual((await run('SELECT n FROM t WHERE s = $1', { 1: { $ne: null } })).rows, []);
    assert.deepEqual((await run('SELECT COUNT(*) FROM t WHERE d = $1', { 1: document })).rows, [[3]]);
    assert.equal((await run('DELETE FROM t WHERE n = $1', { 1: { $gt: 0 } })).affected, 0);
  });

  const names = [
    '$price',
    'a.b',
    '$$x',
    'sp ace',
    'quo"te',
    "it's",
    '__proto__',
    'constructor',
    'ümläut',
    '1st',
    '$a.$b',
    '😀',
  ];
  for (const field of names)
    it(`a field called ${JSON.stringify(field)} is read, written and grouped by`, async () => {
      await collection.insertMany([
        Object.defineProperty({ n: 5 }, field, { value: 'five', enumerable: true }),
        Object.defineProperty({ n: 6 }, field, { value: 'six', enumerable: true }),
      ]);
      const column = `t.${name(field)}`;
      assert.deepEqual((await run(`SELECT n FROM t WHERE ${column} = 'five'`)).rows, [[5]]);
      assert.deepEqual((await run(`SELECT ${column} FROM t WHERE n = 6`)).rows, [['six']]);
      const grouped = await run(
        `SELECT ${column}, COUNT(*) FROM t WHERE n > 4 GROUP BY ${column} ORDER BY 1`,
      );
      assert.deepEqual(grouped.rows, [
        ['five', 1],
        ['six', 1],
      ]);
      assert.deepEqual((await run(`SELECT n FROM t WHERE n > 4 ORDER BY ${column} DESC`)).rows, [[6], [5]]);
    });

  it('an alias, a table alias and a name of WITH may be anything', async () => {
    for (const alias of [...names, '', ' ', '$$ROOT', '_id', 'x'.repeat(500)]) {
      if (alias === '') continue;
      const sql = `WITH ${name(alias)} AS (SELECT n AS ${name(alias)} FROM t) SELECT x.${name(alias)} AS ${name(alias)}, COUNT(*) AS c FROM ${name(alias)} x GROUP BY x.${name(alias)}`;
      const { rows, columns } = await run(sql);
      assert.deepEqual([rows, columns.map((column) => column.name)], [[[1, 1]], [alias, 'c']], alias);
    }
  });

  it('a collection may have dots, spaces and quotes in its name', async () => {
    for (const collectionName of ['a.b', 'sp ace', 'quo"te', "it's", 'ümläut', 'x--y']) {
      await run(`INSERT INTO ${name(collectionName)} (n) VALUES (1), (2)`);
      assert.deepEqual((await run(`SELECT SUM(n) FROM ${name(collectionName)}`)).rows, [[3]]);
      const joined = `SELECT COUNT(*) FROM t JOIN ${name(collectionName)} o ON o.n = t.n`;
      assert.deepEqual((await run(joined)).rows, [[1]]);
      await run(`DROP TABLE ${name(collectionName)}`);
    }
  });

  it('a name that MongoDB cannot have is told at a number, and nothing is written', async () => {
    for (const sql of [
      'INSERT INTO t ("a\0b") VALUES (1)',
      'UPDATE t SET "a\0b" = 1',
      'INSERT INTO "a\0b" (n) VALUES (1)',
    ]) {
      const { problems, ok } = await bench.run(sql);
      assert.equal(ok, false, JSON.stringify(sql));
      assert.match(problems.map(({ code }) => code).join(), /^QL\d{4}/);
    }
    assert.equal(await collection.countDocuments(), 1);
  });
});
