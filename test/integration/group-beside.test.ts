import assert from 'node:assert/strict';
import { Decimal128, Double, MongoClient } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

const people = [
  { id: 1, city: 'Oslo' },
  { id: 2, city: 'Rome' },
  { id: 3, city: null },
  { id: 4, city: 'Oslo' },
  { id: 5, city: 'Bern' },
];
const visits = [
  { person: 1, n: 5, on: true },
  { person: 1, n: 5, on: false },
  { person: 1, n: null },
  { person: 2, n: new Double(1.5), on: true },
  { person: 2 },
  { person: [3, 4], n: 9 },
  { person: null, n: 7 },
  { n: 8 },
  { person: 4, n: [1, 2] },
  { person: 5, n: null },
];
const orders = [
  { of: 1, total: Decimal128.fromString('10.50'), status: 'paid' },
  { of: 1, total: Decimal128.fromString('2.25'), status: 'open' },
  { of: 2, total: null, status: 'paid' },
  { of: 4, total: Decimal128.fromString('7'), status: 'paid' },
  { of: 4, total: Decimal128.fromString('7'), status: 'paid' },
  { of: 4, total: Decimal128.fromString('1'), status: null },
];
const schema = {
  required: ['id'],
  properties: { id: { bsonType: 'int' }, city: { bsonType: ['string', 'null'] } },
};

/** What is known where the documents fit in an array, and where not. */
const known = (estimatedSize: number): readonly CollectionInfo[] =>
  Object.entries({ people, visits, orders }).map(([name, documents]): CollectionInfo => {
    const keys = [{ path: 'id', direction: 1 as const }];
    const unique = { name: 'id_1', keys, unique: true, sparse: false, partial: false };
    return {
      name,
      kind: 'collection',
      closed: false,
      fields: inferFields(documents, name === 'people' ? schema : undefined),
      indexes: name === 'people' ? [unique] : [],
      estimatedCount: documents.length,
      estimatedSize,
    };
  });

const both =
  'FROM people p LEFT JOIN visits v ON v.person = p.id LEFT JOIN orders o ON o.of = p.id GROUP BY p.id';
const some =
  "FROM people p LEFT JOIN visits v ON v.person = p.id AND v.n > 1 LEFT JOIN orders o ON o.of = p.id AND o.status = 'paid' AND p.city = 'Oslo' GROUP BY p.id, p.city";
const statements = [
  `SELECT p.id, COUNT(*), COUNT(v.n), COUNT(o.total) ${both}`,
  `SELECT p.id, SUM(v.n), SUM(o.total), COUNT(DISTINCT o.status), COUNT(DISTINCT v.n) ${both}`,
  `SELECT p.id, MIN(v.n), MAX(v.n), AVG(v.n), MIN(o.status), AVG(o.total), MAX(p.city) ${both}`,
  `SELECT p.id, SUM(v.n) FILTER (WHERE v.on), COUNT(o.status) FILTER (WHERE o.total > 2) ${both}`,
  `SELECT p.id, BOOL_OR(v.on), BOOL_AND(v.on), SUM(o.total * 2), COUNT(o.total + 1) ${both}`,
  `SELECT p.id, p.city, COUNT(*), SUM(o.total), SUM(v.n), COUNT(DISTINCT o.total) ${some}`,
  'SELECT p.id, COUNT(DISTINCT v.n) FROM people p LEFT JOIN visits v ON v.person = p.id GROUP BY p.id',
  `SELECT COUNT(*), p.id ${some} HAVING COUNT(v.n) > 0 OR SUM(o.total) > 7`,
];

describe('aggregates of outer joins beside the row', () => {
  let database: Db;
  let client: MongoClient;

  before(async () => {
    const mongo = await singleMongo();
    client = new MongoClient(mongo.uri, { promoteValues: false });
    database = client.db(freshDatabase());
    await database.collection('people').insertMany(people.map((each) => ({ ...each })));
    await database.collection('visits').insertMany(visits.map((each) => ({ ...each })));
    await database.collection('orders').insertMany(orders.map((each) => ({ ...each })));
  });
  after(async () => {
    await database.dropDatabase();
    await client.close();
  });

  async function rowsOf(sql: string, without: readonly string[], size = 1000): Promise<readonly string[]> {
    const { collection, pipeline, rules } = compiledQuery(sql, known(size), { without });
    assert.equal(rules.includes('group-beside'), without.length === 0, sql);
    const found = await database.collection(collection).aggregate(pipeline).toArray();
    // A number is what it is worth: a product and a sum may have different types.
    const text = (value: unknown): string => {
      if (typeof value !== 'object' || value === null) return String(value);
      const number = Number(String(value));
      return Number.isNaN(number) ? JSON.stringify(value) : String(number);
    };
    const line = (row: Document): string =>
      Object.keys(row)
        .sort()
        .map((name) => `${name} ${text(row[name])}`)
        .join(' | ');
    return found.map(line).sort();
  }

  for (const sql of statements)
    it(sql, async () => {
      const grouped = await rowsOf(sql, ['group-beside']);
      assert.ok(grouped.length > 0);
      assert.deepEqual(await rowsOf(sql, []), grouped);
      assert.deepEqual(await rowsOf(sql, [], 2 ** 31), grouped);
    });
});
