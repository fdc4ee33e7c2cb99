import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import { rules } from '../../dialect/src/planner/optimize.ts';
import type { CollectionInfo, IndexInfo } from '../../dialect/src/index.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

const left = [
  ...[
    { a: 1, k: 1 },
    { a: 2, k: [1, 2] },
    { a: 3, k: null },
  ],
  ...[{ a: 4 }, { a: 5, k: 3 }, { a: 6, k: 'x' }, { a: 7, k: 1 }],
];
const right = [
  ...[
    { b: 1, k: 1, n: 5 },
    { b: 2, k: 1, n: null },
    { b: 3, k: [1, 2], n: 1 },
  ],
  ...[
    { b: 4, k: null, n: 2 },
    { b: 5, n: 3 },
    { b: 6, k: 3 },
  ],
];
const indexes: readonly IndexInfo[] = [
  { name: 'k_1', keys: [{ path: 'k', direction: 1 }], unique: false, sparse: false, partial: false },
];

/** What is known of the two collections: of small ones, of such as fit in no array, of one without an index. */
const knowledge: readonly Partial<CollectionInfo>[] = [
  { indexes, estimatedCount: 10, estimatedSize: 1000 },
  { indexes, estimatedCount: 10_000_000, estimatedSize: 2 ** 31 },
  { indexes: [] },
];

const collections = (info: Partial<CollectionInfo>): readonly CollectionInfo[] =>
  Object.entries({ l: left, r: right }).map(([name, documents]) => {
    const fields = inferFields(documents);
    return { name, kind: 'collection', closed: false, indexes: [], fields, ...info };
  });

describe('subqueries over fields that no validator describes', () => {
  let client: MongoClient;
  let db: Db;
  before(async () => {
    client = await MongoClient.connect((await singleMongo()).uri);
    db = client.db(freshDatabase());
    await db.collection('l').insertMany(structuredClone(left));
    await db.collection('r').insertMany(structuredClone(right));
    for (const name of ['l', 'r']) await db.collection(name).createIndex({ k: 1 });
  });
  after(() => client.close());

  /** The column `a` of what a condition leaves, by whichever plan. */
  async function answers(sql: string, expected: readonly unknown[]): Promise<void> {
    const valued = sql.includes(' AS v ');
    for (const info of knowledge) {
      for (const without of [[], ['outer-conditions', ...rules.map(({ name }) => name)]]) {
        const { collection, pipeline } = compiledQuery(sql, collections(info), { without });
        const rows = await db.collection(collection).aggregate(pipeline).toArray();
        assert.deepEqual(
          rows.map((row) => (valued ? [row['a'], row['v'] ?? null] : row['a']) as unknown),
          expected,
          `${sql} ${JSON.stringify(info).slice(0, 60)} ${without.length} ${JSON.stringify(pipeline)}`,
        );
      }
    }
  }

  const where = (condition: string) => `SELECT a FROM l WHERE ${condition} ORDER BY a`;

  it('EXISTS: a row once, however many it meets; NULL meets nothing, an array is one value', async () => {
    await answers(where('EXISTS (SELECT 1 FROM r WHERE r.k = l.k)'), [1, 2, 5, 7]);
    await answers(where('EXISTS (SELECT 1 FROM r WHERE r.k = l.k AND r.n > 0)'), [1, 2, 7]);
    await answers(where('EXISTS (SELECT 1 FROM r WHERE r.k = l.k AND r.n > l.a)'), [1]);
    await answers(where('a > 1 AND EXISTS (SELECT 1 FROM r WHERE r.k = l.k) AND a < 7'), [2, 5]);
  });

  it('NOT EXISTS: what meets nothing stays, also NULL', async () => {
    await answers(where('NOT EXISTS (SELECT 1 FROM r WHERE r.k = l.k)'), [3, 4, 6]);
    await answers(where('a = 1 OR NOT EXISTS (SELECT 1 FROM r WHERE r.k = l.k)'), [1, 3, 4, 6]);
  });

  it('what a subquery asks of the row around it alone: NULL is as good as false', async () => {
    await answers(where('EXISTS (SELECT 1 FROM r WHERE l.k = 1)'), [1, 7]);
    await answers(where('NOT EXISTS (SELECT 1 FROM r WHERE l.k = 1)'), [2, 3, 4, 5, 6]);
    await answers(where('EXISTS (SELECT 1 FROM r WHERE r.k = l.k AND l.k = 1 LIMIT 0)'), []);
    await answers(where('a IN (SELECT b FROM r WHERE l.k = 1 OR r.n = 3)'), [1, 5]);
    await answers(where('NOT a IN (SELECT n FROM r WHERE l.k = 1)'), [2, 3, 4, 5, 6]);
    await answers(where('a >= ALL (SELECT b FROM r WHERE l.k = 1)'), [2, 3, 4, 5, 6, 7]);
    await answers(where('(a, 5) IN (SELECT b, n FROM r WHERE l.k = 1)'), [1]);
    await answers(
      where('EXISTS (SELECT 1 FROM r WHERE EXISTS (SELECT 1 FROM r s WHERE l.k = 1 AND s.b = r.n))'),
      [1, 7],
    );
    await answers(where('EXISTS (SELECT COUNT(*) FROM r WHERE l.k = 1)'), [1, 2, 3, 4, 5, 6, 7]);
    await answers('SELECT a, EXISTS (SELECT 1 FROM r WHERE l.k = 1) AS v FROM l ORDER BY a', [
      ...[
        [1, true],
        [2, false],
        [3, false],
        [4, false],
      ],
      ...[
        [5, false],
        [6, false],
        [7, true],
      ],
    ]);
  });

  it('IN: the same as EXISTS where it is asked whether it holds', async () => {
    await answers(where('k IN (SELECT k FROM r)'), [1, 2, 5, 7]);
    await answers(where('k IN (SELECT k FROM r WHERE n > 1)'), [1, 7]);
    await answers(where('k IN (SELECT k FROM r WHERE r.n > l.a)'), [1]);
    await answers(where('k IN (SELECT k FROM r GROUP BY k HAVING count(*) > 1)'), [1, 7]);
    await answers(where('(k, a) IN (SELECT k, b FROM r)'), [1]);
  });

  it('NOT IN: nothing where NULL is among the values, all where there are none', async () => {
    await answers(where('k NOT IN (SELECT k FROM r)'), []);
    await answers(where('k NOT IN (SELECT k FROM r WHERE k IS NOT NULL)'), [6]);
    await answers(where('k NOT IN (SELECT k FROM r WHERE b > 99)'), [1, 2, 3, 4, 5, 6, 7]);
    await answers(where('a NOT IN (SELECT b FROM r WHERE n = 5)'), [2, 3, 4, 5, 6, 7]);
  });

  it('a value of what the row meets', async () => {
    const value = (query: string) => `SELECT a, (${query}) AS v FROM l ORDER BY a`;
    const each = (values: readonly unknown[]) => values.map((v, index) => [index + 1, v]);
    await answers(value('SELECT count(*)::int FROM r WHERE r.k = l.k'), each([2, 1, 0, 0, 1, 0, 2]));
    await answers(value('SELECT count(n)::int FROM r WHERE r.k = l.k'), each([1, 1, 0, 0, 0, 0, 1]));
    await answers(value('SELECT sum(n) FROM r WHERE r.k = l.k'), each([5, 1, null, null, null, null, 5]));
    await answers(
      value('SELECT coalesce(max(n), 0) + 1 FROM r WHERE r.k = l.k AND r.b < 6'),
      each([6, 2, 1, 1, 1, 1, 6]),
    );
    await answers(
      value('SELECT b FROM r WHERE r.k = l.k AND r.b <> 2'),
      each([1, 3, null, null, 6, null, 1]),
    );
  });
});
