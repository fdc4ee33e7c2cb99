import assert from 'node:assert/strict';
import { Binary, Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import { aggregate } from '../../client/src/run/in-process/aggregate.ts';
import { emptyCatalog, inferFields } from '../../dialect/src/index.ts';
import type { Catalog, Document, FieldInfo, QueryCommand } from '../../dialect/src/index.ts';
import { compileStatement, resultOf } from '../conformance/statement.mjs';
import { freshDatabase, singleMongo } from './fixtures.ts';

// A condition over fields without a declared type means one thing wherever it stands, and whatever the fields hold: filters, joins, groups
// and CASE keep the rows of which SELECT says that it is true, on the server and in process.

const values: readonly unknown[] = [
  undefined,
  null,
  new Int32(1),
  new Int32(2),
  Long.fromNumber(2),
  new Double(2),
  new Double(2.5),
  new Double(-1.5),
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  Decimal128.fromString('2.50'),
  Decimal128.fromString('3'),
  Decimal128.fromString('NaN'),
  'a',
  'ab',
  '',
  '2',
  true,
  false,
  new Date('2024-01-31'),
  new ObjectId('65b9a3f00000000000000001'),
  new Binary(Buffer.from('ab')),
  [],
  [1, 2],
  [2],
  [null],
  ['a', null],
  [Number.NaN],
  [{ x: 2 }, 3],
  [{ x: 1 }, { x: null }, {}],
  {},
  { x: 2 },
  { x: null },
  { x: [2] },
  { x: [{ y: 2 }] },
  { x: 'a' },
  { x: Number.NaN },
];

const fields = (given: Readonly<Record<string, unknown>>): Document =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

const single = values.map((f, id) => fields({ _id: id, id, f }));
const pairs = values.flatMap((f, left) =>
  values.map((g, right) =>
    fields({ _id: left * values.length + right, id: left * values.length + right, f, g }),
  ),
);
/** Each value beside a quarter of the others. */
const beside = pairs.filter((_, at) => (Math.floor(at / values.length) + (at % values.length)) % 4 === 0);
const held: Readonly<Record<string, readonly Document[]>> = { single, pairs, beside, one: [{ _id: 0 }] };

const operators = ['=', '<>', '<', '<=', '>', '>='];

/** Conditions on a field, each with its opposite. */
function conditionsOn(field: string): readonly string[] {
  const constants = [
    '2',
    '2.5',
    "'NaN'::float8",
    "'a'",
    "'2'",
    'true',
    "DATE '2024-01-31'",
    "OBJECTID '65b9a3f00000000000000001'",
    "'{2}'::int[]",
  ];
  const plain = [
    ...constants.flatMap((constant) => operators.map((operator) => `${field} ${operator} ${constant}`)),
    ...constants.map((constant) => `${field} IS DISTINCT FROM ${constant}`),
    `2 < ${field}`,
    `${field} IN (2, 'a', 1)`,
    `${field} IN (1, 2, 2.5)`,
    `${field} IN ('a', NULL)`,
    `${field} IN ('NaN'::float8, 1)`,
    `${field} BETWEEN 1 AND 2`,
    `${field} BETWEEN 'a' AND 'b'`,
    `${field} BETWEEN 2 AND 'NaN'::float8`,
    `${field} LIKE 'a%'`,
    `${field} LIKE '%'`,
    `${field} ILIKE 'A_'`,
    `starts_with(${field}, 'a')`,
    `starts_with(${field}, '5')`,
    `starts_with(${field}, '')`,
    `${field} ~ '^a'`,
    `${field} IS NULL`,
    `${field} IS MISSING`,
    `${field} IS DISTINCT FROM NULL`,
    `${field} = ANY ('{1,2}'::int[])`,
    `${field} <> ALL ('{1,2}'::int[])`,
    `2 = ANY (${field})`,
    `(${field}, id) = (2, 3)`,
    `(${field} = 2) IS TRUE`,
    `(${field} > 2) IS UNKNOWN`,
    `coalesce(${field}, 2) = 2`,
    `coalesce(${field}, 1) > 1`,
    `coalesce(${field}, 1) IN (1, 2, 2.5)`,
    `coalesce(${field}, 'a') LIKE 'a%'`,
    `coalesce(${field}, 'a') < 'ab'`,
    `coalesce(${field}, 'NaN'::float8) >= 2`,
    `${field} -> 'x' = 2`,
    `${field} -> 'x' >= '{}'`,
    `${field}['x'] > 1`,
    `${field} ->> 'x' = 'a'`,
    `${field} ->> 'x' = '2'`,
    `${field} #>> '{x}' IN ('a', 'b')`,
    `'a' = ANY (${field})`,
    `2.5 = ANY (${field})`,
    `'NaN'::float8 = ANY (${field})`,
    `2 <> ALL (${field})`,
    `${field} > 1 AND ${field} < 3`,
    `${field} = 2 OR ${field} IS NULL`,
    `${field} = 2 OR ${field} = 'a'`,
    `${field} <> 2 AND id < 30`,
    ...operators.map((operator) => `date_trunc('month', ${field}) ${operator} TIMESTAMP '2024-01-01'`),
  ];
  return plain.flatMap((each) => [each, `NOT (${each})`]);
}

const conditionsOnTwo = [
  ...operators.flatMap((operator) => [`f ${operator} g`, `NOT (f ${operator} g)`]),
  'f IS NOT DISTINCT FROM g',
  'f NOT IN (g, 2)',
  'f NOT BETWEEN g AND 3',
  '(f, g) <> (2, 2)',
  'f.x = g',
  'f.x <> g.x',
];

describe('a condition has one meaning', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let db: Db;

  before(async () => {
    client = await new MongoClient((await singleMongo()).uri).connect();
    db = client.db(freshDatabase());
    for (const [name, documents] of Object.entries(held))
      await db.collection(name).insertMany(documents as Document[]);
  });
  after(async () => {
    await db.dropDatabase();
    await client.close();
  });

  async function rowsOf(sql: string, catalog: Catalog, where: 'server' | 'process'): Promise<unknown[][]> {
    const { source, pipeline, columns } = compileStatement(sql, catalog) as QueryCommand;
    assert.ok(source.kind === 'collection');
    const found =
      where === 'server'
        ? await db
            .collection(source.collection)
            .aggregate([...pipeline])
            .toArray()
        : aggregate(held[source.collection] ?? [], withRows(pipeline));
    return resultOf(columns, found).rows as unknown[][];
  }

  /** Rows of the table for which each condition holds, as SELECT has it on the server. */
  async function truths(table: string, conditions: readonly string[], catalog: Catalog) {
    const list = conditions.map((each, n) => `(${each}) AS p${n}`).join(', ');
    const rows = await rowsOf(`SELECT id, ${list} FROM ${table}`, catalog, 'server');
    return conditions.map((_, n) => idsOf(rows.filter((row) => row[n + 1] === true)));
  }

  /** `known` are the documents whose place is certain. */
  async function differences(
    table: string,
    conditions: readonly string[],
    catalog: Catalog,
    known: (document: Document) => boolean,
  ) {
    const wrong: string[] = [];
    const others = new Set(held[table]?.flatMap((each) => (known(each) ? [] : [Number(each['id'])])));
    const compare = (form: string, expected: readonly number[] = [], found: readonly number[]) => {
      const lacks = expected.filter((id) => !found.includes(id) && !others.has(id));
      const more = found.filter((id) => !expected.includes(id) && !others.has(id));
      if (lacks.length + more.length > 0)
        wrong.push(`${form} lacks ${show(table, lacks)}, has besides ${show(table, more)}`);
    };
    for (const part of chunks(conditions, 25)) {
      const expected = await truths(table, part, catalog);
      const list = (form: (condition: string) => string) =>
        part.map((each, n) => `${form(each)} AS p${n}`).join(', ');
      const together = {
        SELECT: `SELECT id, ${list((each) => `(${each})`)} FROM ${table}`,
        CASE: `SELECT id, ${list((each) => `CASE WHEN ${each} THEN true END`)} FROM ${table}`,
        FILTER: `SELECT id, ${list((each) => `count(*) FILTER (WHERE ${each}) = 1`)} FROM ${table} GROUP BY id`,
      };
      for (const where of ['server', 'process'] as const) {
        for (const [form, sql] of Object.entries(together)) {
          const rows = await rowsOf(sql, catalog, where);
          for (const [n, each] of part.entries())
            compare(
              `${form} ${each}, ${where},`,
              expected[n],
              idsOf(rows.filter((row) => row[n + 1] === true)),
            );
        }
        for (const [n, each] of part.entries()) {
          const form = n % 10 === 0 ? joined(table, each) : `SELECT id FROM ${table} WHERE ${each}`;
          compare(`${form}, ${where},`, expected[n], idsOf(await rowsOf(form, catalog, where)));
        }
      }
    }
    return wrong;
  }

  const samples: Readonly<Record<string, readonly Document[]>> = {
    'a sample of everything': pairs,
    'no sample': [],
    'a sample of integers': [{ f: 1, g: 1 }],
    'a sample of arrays': [{ f: [1, 2], g: [1] }],
  };
  for (const [name, sample] of Object.entries(samples)) {
    const catalog = catalogOf(sample);
    // NaN is not looked for in a field of which samples hold other values than doubles.
    const known = ({ f, g }: Document) =>
      sample.length !== 1 || ![f, g].some((value) => String(value) === 'NaN');
    for (const field of name === 'no sample' ? ['f', 'f.x'] : ['f'])
      it(`on ${field}, with ${name}`, async () => {
        const all = conditionsOn(field);
        const conditions = sample.length === 1 ? all.filter((_, at) => at % 3 === 0) : all;
        assert.deepEqual(await differences('single', conditions, catalog, known), []);
      });
    it(`on two fields, with ${name}`, async () => {
      assert.deepEqual(await differences('beside', conditionsOnTwo, catalog, known), []);
    });
    it(`of a join, with ${name}`, async () => {
      const pair = 'a.id * 1000 + b.id AS id';
      // A $lookup by a field looks for the elements of an array: it finds none that is empty, where SELECT holds both to be equal.
      const empty = values.findIndex((each) => Array.isArray(each) && each.length === 0);
      const [all = [], less = []] = await truths('pairs', ['f = g', 'f < g'], catalog);
      const isKnown = (id: number) => id !== empty * values.length + empty && known(pairs[id] ?? {});
      const equal = all.filter(isKnown);
      const twoIds = (ids: readonly number[]) =>
        ids.filter(isKnown).map((id) => Math.floor(id / values.length) * 1000 + (id % values.length));
      const isOneKnown = (id: number) => id !== empty && known(single[id] ?? {});
      const isTwoKnown = (id: number) => isKnown(Math.floor(id / 1000) * values.length + (id % 1000));
      for (const where of ['server', 'process'] as const) {
        const ids = async (sql: string) =>
          idsOf(await rowsOf(sql, catalog, where)).filter((id) =>
            id > 1000 ? isTwoKnown(id) : isOneKnown(id),
          );
        for (const type of ['JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN']) {
          const on = (condition: string) =>
            `SELECT ${pair} FROM single a ${type} single b ON ${condition} WHERE a.id IS NOT NULL AND b.id IS NOT NULL`;
          assert.deepEqual(await ids(on('a.f = b.f')), twoIds(equal), `${type}, ${where}`);
          assert.deepEqual(await ids(on('a.f < b.f')), twoIds(less), `${type} <, ${where}`);
        }
        const met = [...new Set(equal.map((id) => Math.floor(id / values.length)))];
        const others = values.flatMap((_, id) => (met.includes(id) || !isOneKnown(id) ? [] : [id]));
        const from = 'SELECT a.id FROM single a WHERE';
        assert.deepEqual(await ids(`${from} EXISTS (SELECT 1 FROM single b WHERE b.f = a.f)`), met, where);
        assert.deepEqual(
          await ids(`${from} NOT EXISTS (SELECT 1 FROM single b WHERE b.f = a.f)`),
          others,
          where,
        );
        assert.deepEqual(await ids(`${from} a.f IN (SELECT f FROM single)`), met, where);
        const count = `SELECT a.id, (SELECT count(*) FROM single b WHERE b.f = a.f) AS n FROM single a`;
        assert.deepEqual(await ids(`SELECT id FROM (${count}) c WHERE n > 0`), met, where);
      }
    });
  }
});

const idsOf = (rows: readonly unknown[][]): number[] => rows.map(([id]) => Number(id)).sort((a, b) => a - b);

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, at * size + size));

/** The same rows by one of the other places where conditions stand. */
function joined(table: string, condition: string): string {
  if (condition.length % 2 === 0 || condition.includes('MISSING'))
    return `SELECT id FROM one LEFT JOIN ${table} ON ${condition} WHERE id IS NOT NULL`;
  return `SELECT id FROM ${table} GROUP BY id, f${table === 'beside' ? ', g' : ''} HAVING ${condition}`;
}

const show = (table: string, ids: readonly number[]): string =>
  ids
    .map((id) =>
      JSON.stringify(
        held[table]?.find((each) => each['id'] === id),
        (_, value) => (Number.isNaN(value) ? 'NaN' : value),
      ),
    )
    .join(' ') || 'none';

/** A catalogue whose fields are undeclared, with what a sample says of them. */
function catalogOf(sample: readonly Document[]): Catalog {
  const id: FieldInfo = {
    name: 'id',
    type: { name: 'int' },
    certainty: 'declared',
    nullable: false,
    mayBeArray: false,
  };
  const sampled = inferFields(sample).filter(({ name }) => name === 'f' || name === 'g');
  const collections = Object.entries(held).map(([name, documents]) => ({
    name,
    kind: 'collection' as const,
    fields: name === 'one' ? [] : [id, ...sampled.filter((each) => name !== 'single' || each.name === 'f')],
    closed: name === 'one',
    estimatedCount: documents.length,
    estimatedSize: 4000,
    indexes: [],
  }));
  return { ...emptyCatalog, version: 1, serverVersion: [6, 0, 5], collections, complete: true };
}

/** The pipeline with rows at hand instead of the names of collections. */
function withRows(pipeline: readonly Document[]): Document[] {
  return pipeline.map((stage) => {
    const [[name = '', given] = []] = Object.entries(stage);
    if (name === '$facet')
      return {
        $facet: Object.fromEntries(
          Object.entries(given as Record<string, Document[]>).map(([key, inner]) => [key, withRows(inner)]),
        ),
      };
    if (name !== '$lookup' && name !== '$unionWith') return stage;
    const place = name === '$lookup' ? 'from' : 'coll';
    const parts = (typeof given === 'string' ? { coll: given } : given) as Document;
    const rows = held[String(parts[place])];
    const inner = parts['pipeline'] as Document[] | undefined;
    return {
      [name]: { ...parts, ...(rows && { [place]: rows }), ...(inner && { pipeline: withRows(inner) }) },
    };
  });
}
