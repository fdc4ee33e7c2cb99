import assert from 'node:assert/strict';
import type { Document, MongoClient } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { Workbench } from './bench.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('what NULL and missing fields come to', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let bench: Workbench;

  before(async () => {
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    const visits = Array.from({ length: 1200 }, (_, n) => ({
      n,
      // Of each kind some are NULL and some are missing.
      ...(n % 7 === 0 ? {} : { kind: n % 7 === 1 ? null : `kind ${n % 7}` }),
      ...(n % 5 === 0 ? {} : { person: n % 5 === 1 ? null : n % 40 }),
      ...(n % 3 === 0 ? { score: null } : { score: (n * 37) % 100 }),
      ...(n % 14 === 0 || n % 14 === 7 ? {} : { spent: n % 7 === 2 ? null : n % 50 }),
    }));
    await client.db().collection('visits').insertMany(visits);
    await client
      .db()
      .collection('visits')
      .createIndexes([{ key: { person: 1 } }, { key: { kind: 1, spent: -1, _id: -1 } }]);
    const kinds = Array.from({ length: 7 }, (_, n) => ({ _id: `kind ${n}`, title: `Title ${n}` }));
    await client.db().collection<{ _id: string; title: string }>('kinds').insertMany(kinds);
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  const pipelineOf = async (sql: string): Promise<string> =>
    JSON.stringify((await bench.session.compile(sql)).command);
  const rowsOf = async (sql: string): Promise<readonly unknown[]> => (await bench.done(sql)).rows;

  it('rows are sorted by more keys than MongoDB takes, and it is told where that cannot be', async () => {
    const idle = (turn: string) => Array.from({ length: 33 }, (_, n) => `n * 0 + ${n}${n % 2 ? turn : ''}`);
    const by = (...keys: string[]) => rowsOf(`SELECT n FROM visits ORDER BY ${keys.join(', ')}`);
    const rows = await by('kind', 'spent DESC', 'score NULLS FIRST', 'n');
    assert.deepEqual(await by('kind', ...idle(''), 'spent DESC', 'score NULLS FIRST', 'n'), rows);
    const numbered = `SELECT n FROM visits ORDER BY ROW_NUMBER() OVER (ORDER BY kind, ${idle('').join()}, spent DESC, score NULLS FIRST, n)`;
    assert.deepEqual(await rowsOf(numbered), rows);
    const turning = `SELECT n FROM visits ORDER BY ${idle(' DESC').join(', ')}`;
    assert.match(await bench.tell(turning), /^QL4002 .* MongoDB sorts by 32 keys at most\./);
  });

  it('what is no array holds no elements, and is held by none', async () => {
    const tests = [
      `kind @> '["kind 2"]'`,
      `kind <@ '["kind 2"]'`,
      'kind @> NULL',
      'kind @> kind',
      `'x' <@ kind`,
    ];
    const rows = await rowsOf(`SELECT ${tests.join(', ')} FROM visits WHERE n IN (2, 7) ORDER BY n`);
    assert.deepEqual(rows, [
      [false, false, null, false, false],
      [null, null, null, null, null],
    ]);
    assert.deepEqual(await rowsOf(`SELECT n FROM visits WHERE kind @> '["kind 2"]'`), []);
  });

  it('COUNT(DISTINCT) is one group with sets, and the same as two groups', async () => {
    const sql =
      'SELECT kind, COUNT(DISTINCT person) AS people, COUNT(*) AS n, SUM(spent) AS spent FROM visits GROUP BY kind';
    assert.match(await pipelineOf(sql), /\$addToSet/);
    // A view outlives what is known of the collection's size.
    await bench.done(`CREATE VIEW by_kind AS ${sql}`);
    const [view] = await client.db().listCollections({ name: 'by_kind' }).toArray();
    assert.doesNotMatch(JSON.stringify(view), /\$addToSet/);
    const rows = await rowsOf(`${sql} ORDER BY kind`);
    assert.equal(rows.length, 6);
    assert.deepEqual(await rowsOf('SELECT * FROM by_kind ORDER BY kind'), rows);
  });

  it('COUNT(DISTINCT) of values too long for a document is two groups after all', async () => {
    const sql = `SELECT COUNT(DISTINCT REPEAT('x', 60000) || n) FROM visits`;
    assert.match(await pipelineOf(sql), /\$addToSet/);
    assert.deepEqual(await rowsOf(sql), [[1200]]);
  });

  it('COUNT(DISTINCT) of all values of an index reads each of them once', async () => {
    const sql = 'SELECT COUNT(DISTINCT person) FROM visits';
    assert.doesNotMatch(await pipelineOf(sql), /\$addToSet/);
    assert.deepEqual(await rowsOf(sql), [[24]]);
  });

  it('SUM of a group without values is NULL, before a join and without one', async () => {
    const grouped = 'SELECT kind, SUM(spent) AS spent FROM visits GROUP BY kind';
    const without = new Map((await rowsOf(grouped)) as readonly [string | null, number | null][]);
    assert.deepEqual(
      [without.get('kind 2'), without.get(null)].map((each) => each === null),
      [true, false],
    );
    const joined = `SELECT k.title, g.spent FROM (${grouped}) g JOIN kinds k ON k._id = g.kind`;
    assert.match(await pipelineOf(joined), /\{"\$group":[^[]*"\$max":\{"\$gt":.*?\{"\$lookup"/);
    const found = (await rowsOf(joined)) as readonly [string, number | null][];
    assert.equal(found.length, 5);
    for (const [title, spent] of found)
      assert.equal(spent, without.get(title.replace('Title', 'kind')), title);
  });

  for (const order of [
    'score, n',
    'score, _id',
    'score, n DESC',
    'person, n',
    'person DESC, n',
    'score DESC NULLS LAST, n',
  ])
    it(`ORDER BY ${order} gives the first rows of the whole order`, async () => {
      const sql = `SELECT n FROM visits ORDER BY ${order}`;
      const all = await rowsOf(sql);
      assert.deepEqual(await rowsOf(`${sql} LIMIT 15 OFFSET 10`), all.slice(10, 25));
      assert.deepEqual(await rowsOf(`${sql} LIMIT 1000`), all.slice(0, 1000));
    });

  it('ORDER BY a field without an index reads the rows without a value only where they are wanted', async () => {
    const rows = [3, null, 1, undefined, 2, null, 1].map((score, n) => ({
      n,
      ...(score === undefined ? {} : { score }),
      ...(n === 2 ? {} : { code: 10 - n }),
    }));
    await client.db().collection<Document>('few').insertMany(structuredClone(rows));
    const key = { name: 'code_1', keys: [{ path: 'code', direction: 1 as const }] };
    // What samples say: many rows, and most have a score.
    const info: CollectionInfo = {
      name: 'few',
      kind: 'collection',
      closed: false,
      fields: inferFields(rows.filter(({ score }) => score !== null)),
      indexes: [{ ...key, unique: true, sparse: false, partial: false }],
      estimatedCount: 10_000,
    };
    const first = async (end: string, by = info) => {
      const { pipeline, rules } = compiledQuery(`SELECT n FROM few ORDER BY ${end}`, [by]);
      const found = await client.db().collection('few').aggregate(pipeline).toArray();
      return [found.map(({ n }) => n as number).join(''), rules.includes('nulls-apart')];
    };
    assert.deepEqual(await first('score, code LIMIT 3'), ['624', true]);
    assert.deepEqual(await first('score, code LIMIT 1 OFFSET 1'), ['2', true]);
    assert.deepEqual(await first('score, code LIMIT 6'), ['624053', true]);
    assert.deepEqual(await first('score, code LIMIT 1 OFFSET 4'), ['5', true]);
    assert.deepEqual(await first('score, code DESC LIMIT 3'), ['264', true]);
    assert.deepEqual(await first('score, code'), ['6240531', false]);
    assert.deepEqual(await first('score DESC, code LIMIT 3'), ['531', false]);
    assert.deepEqual(await first('score, code LIMIT 500'), ['6240531', false]);
    assert.deepEqual((await first('score, n LIMIT 3'))[1], false);
    const both = ['score', 'code'].map((path) => ({ path, direction: 1 as const }));
    const indexes = [
      ...info.indexes,
      { name: 'both', unique: false, sparse: false, partial: false, keys: both },
    ];
    const indexed = { ...info, indexes };
    assert.deepEqual(await first('score, code LIMIT 3', indexed), ['624', true]);
    assert.deepEqual(await first('score DESC, code DESC LIMIT 2', indexed), ['13', true]);
    assert.deepEqual(await first('score DESC, code DESC LIMIT 6', indexed), ['135042', true]);
    assert.deepEqual(await first('score DESC, code DESC LIMIT 2 OFFSET 5', indexed), ['26', true]);
  });

  it('ORDER BY an index gives NULL its place at both ends', async () => {
    const missing = (rows: readonly unknown[]) => rows.map((row) => (row as unknown[])[0] === null);
    const ordered = async (order: string) =>
      missing(await rowsOf(`SELECT person FROM visits WHERE n < 20 ORDER BY person ${order} LIMIT 15`));
    assert.deepEqual(
      await ordered(''),
      Array.from({ length: 15 }, (_, n) => n >= 12),
    );
    assert.deepEqual(
      await ordered('DESC'),
      Array.from({ length: 15 }, (_, n) => n < 8),
    );
  });

  for (const order of ['spent, _id', 'spent DESC, _id DESC'])
    it(`ORDER BY ${order}: an index behind what an equality fixes gives the first rows`, async () => {
      const sql = `SELECT n FROM visits WHERE kind = 'kind 2' ORDER BY ${order}`;
      const first = `${sql} LIMIT 100`;
      const { command } = await bench.session.compile(first);
      assert.ok(command?.kind === 'query');
      const plan = await client
        .db()
        .collection('visits')
        .aggregate([...command.pipeline])
        .explain('queryPlanner');
      const scans = JSON.stringify(plan).match(/"winningPlan":.*?"rejectedPlans"/g) ?? [];
      assert.equal(scans.length, 2);
      for (const scan of scans) assert.match(scan, /"stage":"IXSCAN"/);
      for (const scan of scans) assert.doesNotMatch(scan, /"stage":"SORT"/);
      assert.deepEqual(await rowsOf(first), (await rowsOf(sql)).slice(0, 100));
    });

  it('ORDER BY an index does not hang on the order that a $unionWith gives its rows in', async () => {
    for (const order of ['person', 'person DESC']) {
      const sql = `SELECT person FROM visits ORDER BY ${order} LIMIT 1000`;
      const { command } = await bench.session.compile(sql);
      assert.ok(command?.kind === 'query', sql);
      // What is on both sides of the union changes places.
      const at = command.pipeline.findIndex((stage) => '$unionWith' in stage);
      const { coll, pipeline } = command.pipeline[at]?.['$unionWith'] as UnionWith;
      const turned = [
        ...pipeline,
        { $unionWith: { coll, pipeline: command.pipeline.slice(0, at) } },
        ...command.pipeline.slice(at + 1),
      ];
      const rows = await client.db().collection('visits').aggregate(turned).toArray();
      assert.deepEqual(
        rows.map((row) => [row['person'] ?? null]),
        await rowsOf(sql),
      );
    }
  });
});

describe('what MIN and MAX find at the ends of an index', () => {
  let client: MongoClient;
  let bench: Workbench;

  before(async () => {
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    const values = [null, undefined, 7, -3, 2.5, null, 40, undefined, 11];
    const readings = values.map((value, n) => ({
      n,
      part: n % 2 === 0 ? 'even' : 'odd',
      at: value === undefined ? null : new Date(Date.UTC(2024, 0, 1 + n)),
      ...(value === undefined ? {} : { plain: value, indexed: value }),
    }));
    const db = client.db();
    await db.collection('readings').insertMany(readings, { ignoreUndefined: true });
    await db
      .collection('readings')
      .createIndexes([{ key: { indexed: -1 } }, { key: { part: 1, indexed: 1 } }, { key: { at: 1 } }]);
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  for (const rest of [
    'FROM readings',
    'FROM readings WHERE @ > 2.5',
    'FROM readings WHERE @ > 100',
    "FROM readings WHERE part = 'odd'",
    "FROM readings WHERE part = 'odd' AND @ < 11",
    'FROM (SELECT n, @ FROM readings) t',
  ])
    it(`${rest.replace('@', 'indexed')}: what a look at all rows finds`, async () => {
      const of = (field: string) => `SELECT MIN(${field}), MAX(${field}) ${rest.replace('@', field)}`;
      const { command } = await bench.session.compile(of('indexed'));
      assert.match(JSON.stringify(command), /"\$sort":\{"indexed":-1\}/);
      const { rows } = await bench.done(of('plain'));
      assert.deepEqual((await bench.done(of('indexed'))).rows, rows);
    });

  it('several columns, expressions of them, and HAVING', async () => {
    const { rows } = await bench.done(
      'SELECT MAX(indexed) - MIN(indexed), MAX(at) FROM readings HAVING MIN(indexed) < 0',
    );
    assert.deepEqual(rows, [[43, new Date(Date.UTC(2024, 0, 9))]]);
  });

  it('looks at all rows where others are asked for too, or no index has them side by side', async () => {
    for (const sql of [
      'SELECT MIN(indexed), COUNT(*) FROM readings',
      'SELECT MIN(plain) FROM readings',
      'SELECT MIN(indexed) FROM readings WHERE n > 3',
      "SELECT MAX(at) FROM readings WHERE part = 'odd'",
      'SELECT part, MIN(indexed) FROM readings GROUP BY part',
      'SELECT MIN(indexed + 1) FROM readings',
      'SELECT MIN(indexed) FILTER (WHERE n > 2) FROM readings',
    ]) {
      const { command } = await bench.session.compile(sql);
      assert.doesNotMatch(JSON.stringify(command), /"\$limit"/, sql);
    }
  });
});

describe('what arrays and documents contain', () => {
  let client: MongoClient;
  let bench: Workbench;

  before(async () => {
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    const held: readonly unknown[] = [
      ...[['a', 'b'], ['b'], [], [null, 'a'], ['a', ['b']], [['a', 'b']], 'a', null, undefined],
      ...[
        { a: 1 },
        { a: 1, b: { c: 'x', d: 2 } },
        { a: [1, 2], b: { c: ['x', 'y'] } },
        { a: null },
        [{ a: 1 }],
      ],
      ...[{ b: [{ c: 'x' }, { c: 'y' }] }, { a: 1.5, b: null }],
    ];
    const rows = held.map((value, n) => ({
      n,
      ...(value === undefined ? {} : { v: value, inside: { v: value } }),
    }));
    await client.db().collection('held').insertMany(rows);
    await client
      .db()
      .collection('held')
      .insertOne({ n: 99, inside: [{ v: ['a'] }, { v: ['b'] }] });
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  for (const condition of [
    "@ @> ARRAY['a']",
    "@ @> ARRAY['a', 'b']",
    "ARRAY['b'] <@ @",
    "@ @> '{}'::text[]",
    "@ @> ARRAY['a', NULL]",
    "@ && ARRAY['a', 'z']",
    "ARRAY['a', NULL] && @",
    '@ && ARRAY[NULL]::text[]',
    `@ @> '{"a": 1}'::json`,
    `@ @> '{"a": 1, "b": {"c": "x"}}'::json`,
    `@ @> '{"a": [1], "b": {"c": ["x"]}}'::json`,
    `@ @> '{"b": {}}'::json`,
    `@ @> '{"a": null}'::json`,
    `@ @> '{}'::json`,
    `NOT @ @> ARRAY['a']`,
  ])
    it(`${condition}: query operators find what the expression is true for`, async () => {
      for (const field of ['v', 'inside.v']) {
        const asked = condition.replace(/(?<!\S)@(?!\S)/, field);
        const found = async (where: string) =>
          (await bench.done(`SELECT n FROM held WHERE ${where} ORDER BY n`)).rows;
        assert.deepEqual(await found(asked), await found(`CASE WHEN ${asked} THEN 1 ELSE 0 END = 1`), asked);
      }
    });
});

interface UnionWith {
  readonly coll: string;
  readonly pipeline: readonly Document[];
}
