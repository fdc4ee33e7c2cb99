import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

const sql = 'SELECT l.a, r.b FROM l JOIN r ON r.k = l.k ORDER BY l.a, r.b';

/** The pipeline of a query whose collections are known from their documents alone, and from their size where it is told. */
function pipelineOf(
  text: string,
  documents: Readonly<Record<string, readonly Document[]>>,
  size: Pick<CollectionInfo, 'estimatedSize'> = {},
): Document[] {
  const collections = Object.entries(documents).map(([name, sample]): CollectionInfo => {
    return { name, kind: 'collection', closed: false, indexes: [], fields: inferFields(sample), ...size };
  });
  return compiledQuery(text, collections).pipeline;
}

describe('a join on fields that no validator describes', () => {
  let client: MongoClient;
  let db: Db;
  const left = [{ a: 1, k: 1 }, { a: 2, k: [1, 2] }, { a: 3, k: null }, { a: 4 }, { a: 5, k: 3 }];
  const right = [{ b: 1, k: 1 }, { b: 2, k: [1, 2] }, { b: 3, k: null }, { b: 4 }, { b: 5, k: 4 }];

  before(async () => {
    client = await MongoClient.connect((await singleMongo()).uri);
    db = client.db(freshDatabase());
    await db.collection('l').insertMany(structuredClone(left));
    await db.collection('r').insertMany(structuredClone(right));
    await db.collection('r').createIndex({ k: 1 });
  });
  after(() => client.close());

  const pipeline = (text = sql, size = {}) =>
    pipelineOf(text, { l: left.slice(0, 1), r: right.slice(0, 1) }, size);
  const sizes = [{}, { estimatedSize: 1000 }];

  it('is answered from the index of the joined collection', async () => {
    const explained = await db.collection('l').aggregate(pipeline()).explain('executionStats');
    const lookup = (explained['stages'] as Document[]).find((stage) => '$lookup' in stage);
    assert.deepEqual(lookup?.['indexesUsed'], ['k_1']);
  });

  it('joins equal values only: NULL meets nothing, an array is one value', async () => {
    for (const size of sizes) {
      const rows = await db.collection('l').aggregate(pipeline(sql, size)).toArray();
      assert.deepEqual(rows, [
        { a: 1, b: 1 },
        { a: 2, b: 2 },
      ]);
    }
  });

  it('keeps each row of an outer join that nothing meets, once', async () => {
    for (const [on, met] of [
      ['r.k = l.k', { 1: 1, 2: 2 }],
      ['r.k = l.k AND r.b > 1', { 2: 2 }],
      ['r.k = l.k AND r.b > l.a - 1 AND l.a = 1', { 1: 1 }],
    ] as const) {
      for (const size of sizes) {
        const outer = pipeline(`SELECT l.a, r.b FROM l LEFT JOIN r ON ${on} ORDER BY l.a`, size);
        const rows = await db.collection('l').aggregate(outer).toArray();
        const found: Readonly<Record<number, number>> = met;
        assert.deepEqual(
          rows.map(({ a, b }) => [a as unknown, b as unknown]),
          [1, 2, 3, 4, 5].map((a) => [a, found[a]]),
          on,
        );
      }
    }
  });

  it('looks for what two joins ask of one row before it becomes several', async () => {
    const two = (second: string) =>
      `SELECT l.a, r.b, s.b AS c FROM l LEFT JOIN r ON r.k = l.k LEFT JOIN r s ON s.k = ${second}.k ORDER BY l.a`;
    const kinds = (text: string) =>
      pipeline(text, { estimatedSize: 1000 })
        .flatMap((stage) => Object.keys(stage))
        .slice(0, 6);
    const apart = ['$lookup', '$set', '$unwind', '$lookup', '$set', '$unwind'];
    assert.deepEqual(kinds(two('l')), ['$lookup', '$lookup', '$set', '$set', '$unwind', '$unwind']);
    assert.deepEqual(kinds(two('r')), apart);
    for (const second of ['l', 'r']) {
      const answers = sizes.map((size) =>
        db
          .collection('l')
          .aggregate(pipeline(two(second), size))
          .toArray(),
      );
      const [large, small] = await Promise.all(answers);
      assert.deepEqual(small, large);
      assert.deepEqual(
        small?.map(({ a, b, c }) => [a, b, c] as unknown[]),
        [[1, 1, 1], [2, 2, 2], ...[3, 4, 5].map((a) => [a, undefined, undefined])],
      );
    }
  });

  it('makes no array of the found documents where they may be too many', () => {
    const stageBehind = (size: Pick<CollectionInfo, 'estimatedSize'>) => {
      const stages = pipeline(sql, size);
      return Object.keys(stages[stages.findIndex((stage) => '$lookup' in stage) + 1] ?? {});
    };
    assert.deepEqual(stageBehind({ estimatedSize: 1000 }), ['$set']);
    assert.deepEqual(stageBehind({ estimatedSize: 2 ** 30 }), ['$unwind']);
  });
});
