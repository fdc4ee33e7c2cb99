import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

/** Values of every kind that a field may hold where nobody says what it holds. */
const kinds: readonly unknown[] = [
  ...[-5, 0, 1, 1.5, 7, Number.NaN, Infinity, 'a', 'b', '', true, false, null],
  ...[new Date(0), new Date(86_400_000), [1], [1, 9], [], { a: 1 }, { a: 2 }, { b: 0 }],
];
const left = [...kinds.map((k, a) => ({ a, k })), { a: kinds.length }];
/** The values under a letter each, so that a condition takes some of them. */
const right = [
  ...kinds.map((v, index) => ({ g: typeof v === 'number' ? 'number' : index < 9 ? 'text' : 'other', v })),
  { g: 'other' },
];

describe('ANY and ALL look at the ends of a subquery’s values', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let db: Db;
  before(async () => {
    client = await MongoClient.connect((await singleMongo()).uri);
    db = client.db(freshDatabase());
    await db.collection('l').insertMany(structuredClone(left));
    await db.collection('r').insertMany(structuredClone(right));
  });
  after(() => client.close());

  // What a sample held: integers alone.
  const collections = Object.entries({ l: left, r: right }).map(([name, documents]): CollectionInfo => ({
    ...{ name, kind: 'collection', closed: false, indexes: [], fields: inferFields(documents.slice(0, 3)) },
  }));
  const found = async (sql: string, without: readonly string[]): Promise<readonly unknown[]> => {
    const { collection, pipeline, rules } = compiledQuery(sql, collections, { without });
    assert.equal(rules.includes('quantified-ends'), without.length === 0, sql);
    const rows = await db.collection(collection).aggregate(pipeline).toArray();
    return rows.map((row) => row['a'] as unknown);
  };

  for (const operator of ['<', '<=', '>', '>='])
    for (const quantifier of ['ANY', 'ALL'])
      it(`${operator} ${quantifier}, as if each value were looked at`, async () => {
        const queries = [
          ...['', ' WHERE v IS NOT NULL', " WHERE g = 'number'", " WHERE g = 'text'", " WHERE g = 'none'"],
          ...[" WHERE BSON_TYPE(v) = 'array'", " WHERE BSON_TYPE(v) = 'object'", ' WHERE v IS NULL'],
        ];
        for (const query of queries)
          for (const asked of ['', 'NOT ']) {
            const condition = `${asked}k ${operator} ${quantifier} (SELECT v FROM r${query})`;
            const sql = `SELECT a FROM l WHERE ${condition} ORDER BY a`;
            assert.deepEqual(await found(sql, []), await found(sql, ['quantified-ends']), sql);
          }
      });

  it('by numbers alone', async () => {
    const asked = (condition: string) =>
      found(
        `SELECT a FROM l WHERE a < 5 AND k ${condition} (SELECT v FROM r WHERE v IN (0, 1)) ORDER BY a`,
        [],
      );
    assert.deepEqual(await asked('> ALL'), [3, 4]);
    assert.deepEqual(await asked('>= ANY'), [1, 2, 3, 4]);
    assert.deepEqual(await asked('< ALL'), [0]);
    assert.deepEqual(await asked('< ANY'), [0, 1]);
  });
});
