import assert from 'node:assert/strict';
import { Decimal128, MongoClient } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

const people = Array.from({ length: 12 }, (_, id) => ({
  id,
  ...(id % 4 === 1 ? {} : { city: `city ${id % 3}` }),
}));
/** Keys that are there, missing, NULL, of other types, arrays, and nobody's. */
const visits = [0, 0, 2, 3, 3.5, 4, null, undefined, null, [5, null], [6], '7', 99, 0].map((person, n) => ({
  n,
  ...(person === undefined ? {} : { person }),
  ...(n % 3 === 0 ? { total: n % 2 === 0 ? null : Decimal128.fromString(`${n}.50`) } : {}),
}));
const schema = {
  required: ['id'],
  properties: { id: { bsonType: 'int' }, city: { bsonType: ['string', 'null'] } },
};

const known: readonly CollectionInfo[] = Object.entries({ people, visits }).map(([name, documents]) => ({
  name,
  kind: 'collection',
  closed: false,
  fields: inferFields(documents, name === 'people' ? schema : undefined),
  indexes: [
    {
      name: 'key',
      keys: [{ path: name === 'people' ? 'id' : 'person', direction: 1 }],
      unique: name === 'people',
      sparse: false,
      partial: false,
    },
  ],
  // So many that each look-up would cost more than a grouping.
  estimatedCount: name === 'people' ? 20_000 : 60_000,
}));

const spent = '(SELECT person, SUM(total) AS spent, COUNT(*) AS n FROM visits GROUP BY person)';
const joined: readonly string[] = [
  `SELECT p.id, p.city, s.spent, s.n FROM people p JOIN ${spent} s ON s.person = p.id`,
  `SELECT p.city, s.spent FROM people p LEFT JOIN ${spent} s ON s.person = p.id`,
  `SELECT s.spent FROM ${spent} s JOIN people p ON s.person = p.id`,
  `SELECT p.city, v.n, v.total FROM visits v JOIN people p ON p.id = v.person`,
  `SELECT p.city, v.n FROM visits v JOIN people p ON p.id = v.person AND p.id < v.n`,
  `SELECT v.person FROM visits v JOIN people p ON p.id = v.person`,
  `SELECT COUNT(*) FROM visits v JOIN people p ON p.id = v.person`,
  `SELECT a.person, a.spent, b.n FROM ${spent} a JOIN ${spent} b ON a.person = b.person`,
  `SELECT a.person, b.spent FROM ${spent} a LEFT JOIN ${spent} b ON a.person = b.person`,
];
const unmatched: readonly string[] = [
  'SELECT id, city FROM people p WHERE NOT EXISTS (SELECT 1 FROM visits v WHERE v.person = p.id)',
  'SELECT id FROM people p WHERE NOT EXISTS (SELECT 1 FROM visits v WHERE v.person = p.id AND v.n > 2)',
  'SELECT id FROM people WHERE id NOT IN (SELECT person FROM visits WHERE person IS NOT NULL)',
  'SELECT id FROM people WHERE id NOT IN (SELECT person FROM visits)',
];

describe('joins of many rows as one grouping', () => {
  let database: Db;
  let client: MongoClient;

  before(async () => {
    const mongo = await singleMongo();
    client = new MongoClient(mongo.uri);
    database = client.db(freshDatabase());
    await database.collection<Document>('people').insertMany(people.map((each) => ({ ...each })));
    await database.collection<Document>('visits').insertMany(visits.map((each) => ({ ...each })));
    await database.collection('visits').createIndex({ person: 1 });
  });
  after(async () => {
    await database.dropDatabase();
    await client.close();
  });

  /** A statement's rows as texts in order, and the rules that changed its plan. */
  async function answerOf(
    sql: string,
    without: readonly string[],
  ): Promise<{ rows: readonly string[]; rules: readonly string[] }> {
    const { collection, pipeline, fields, rules } = compiledQuery(sql, known, { without, arrays: true });
    const found = await database.collection(collection).aggregate(pipeline).toArray();
    const line = (row: Document): string =>
      fields.map((field) => JSON.stringify(row[field] ?? null)).join(' | ');
    return { rows: found.map(line).sort(), rules };
  }

  for (const [rule, statements] of [
    ['join-by-group', joined],
    ['anti-join', unmatched],
  ] as const)
    for (const sql of statements)
      it(sql, async () => {
        const looked = await answerOf(sql, ['join-by-group', 'anti-join']);
        const grouped = await answerOf(sql, []);
        assert.ok(grouped.rules.includes(rule));
        assert.deepEqual(grouped.rows, looked.rows);
        assert.equal(looked.rows.length > 0, !sql.endsWith('(SELECT person FROM visits)'));
      });
});
