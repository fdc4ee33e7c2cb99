import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

/** Every table misses a key that the others have, has one twice, one that is NULL, and one of its own. */
const tables = Array.from({ length: 12 }, (_, table) => ({
  name: `t${table}`,
  rows: [...[0, 1, 2, 3].filter((key) => key !== table % 4), table % 4 === 0 ? 1 : 0, null, 100 + table].map(
    (k, at) => ({ k, v: table * 10 + at }),
  ),
}));
const collections = tables.map(({ name, rows }): CollectionInfo => ({
  name,
  kind: 'collection',
  closed: false,
  indexes: [],
  fields: inferFields(rows),
}));

/** A chain of full joins as SQL says: rows that meet one another, and of either side those that meet none. */
function fullyJoined(count: number): readonly string[] {
  type Row = Readonly<Record<string, number | null>>;
  let joined: readonly Row[] = [];
  for (const { name, rows } of tables.slice(0, count)) {
    const met = new Set<object>();
    const all = joined.flatMap((row): readonly Row[] => {
      const partners = rows.filter(({ k }) => k !== null && k === row['k']);
      partners.forEach((each) => met.add(each));
      return partners.length === 0 ? [row] : partners.map(({ v }) => ({ ...row, [name]: v }));
    });
    const alone = rows.filter((row) => !met.has(row)).map(({ k, v }) => ({ k, [name]: v }));
    joined = [...all, ...alone];
  }
  return joined.map(textOf).sort();
}

const textOf = (row: Readonly<Record<string, unknown>>): string =>
  ['k', ...tables.map(({ name }) => name)].map((name) => String(row[name] ?? '')).join(' ');

const chain = (count: number): string => {
  const [first, ...others] = tables.slice(0, count).map(({ name }) => name);
  const columns = [first, ...others].map((name) => `${name}.v AS ${name}`).join(', ');
  return `SELECT k, ${columns} FROM ${first} ${others.map((name) => `FULL JOIN ${name} USING (k)`).join(' ')}`;
};

describe('full joins behind one another', () => {
  let client: MongoClient;
  let database: Db;
  before(async () => {
    client = await MongoClient.connect((await singleMongo()).uri);
    database = client.db(freshDatabase());
    for (const { name, rows } of tables)
      await database.collection(name).insertMany(rows.map((row) => ({ ...row })));
  });
  after(async () => {
    await database.dropDatabase();
    await client.close();
  });

  const rowsOf = async (sql: string): Promise<readonly string[]> => {
    const { collection, pipeline } = compiledQuery(sql, collections);
    const rows = await database.collection(collection).aggregate(pipeline).toArray();
    return rows.map(textOf).sort();
  };

  it('keep the rows of each table that meet none', async () => {
    for (const count of [2, 3, 4]) assert.deepEqual(await rowsOf(chain(count)), fullyJoined(count));
  });

  it('keep them on either side of the join that comes last, by any condition', async () => {
    const pair = '(SELECT t0.v AS a, t1.v AS b FROM t0 FULL JOIN t1 USING (k)) s';
    const either = [`${pair} FULL JOIN t2 ON s.a + 21 = t2.v`, `t2 FULL JOIN ${pair} ON s.a + 21 = t2.v`];
    const [one, other] = await Promise.all(
      either.map((from) => rowsOf(`SELECT s.a AS t0, s.b AS t1, t2.v AS t2 FROM ${from}`)),
    );
    assert.deepEqual(one, other);
    const met = ['0  21', '1 11 22', '2 12 23', '3  24', '4  25'];
    const alone = ['5', '10', '13', '14', '15', '20'];
    assert.deepEqual(one?.map((row) => row.trim()).sort(), [...met, ...alone].sort());
  });

  it('take as many stages as there are of them', async () => {
    const sizes = [4, 8, 12].map((count) => JSON.stringify(compiledQuery(chain(count), collections)).length);
    const [four = 0, eight = 0, twelve = 0] = sizes;
    assert.ok(twelve - eight < 1.5 * (eight - four), `${sizes.join()} characters`);
    // Keys that two tables have twice, and those of NULL, multiply rows.
    assert.equal((await rowsOf(chain(12))).length, fullyJoined(12).length);
  });
});
