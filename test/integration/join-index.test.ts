import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Db, Document } from 'mongodb';
import {
  analyze,
  compile,
  emptyCatalog,
  inferFields,
  parseStatement,
  plan,
} from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

const sql = 'SELECT l.a, r.b FROM l JOIN r ON r.k = l.k ORDER BY l.a, r.b';

/** The pipeline of a query whose collections are known from their documents alone. */
function pipelineOf(text: string, documents: Readonly<Record<string, readonly Document[]>>): Document[] {
  const collections = Object.entries(documents).map(([name, sample]): CollectionInfo => {
    return { name, kind: 'collection', closed: false, indexes: [], fields: inferFields(sample) };
  });
  const { statement } = parseStatement(text);
  assert.ok(statement);
  const { bound, problems } = analyze(statement, { ...emptyCatalog, collections, complete: true });
  assert.deepEqual(problems, []);
  assert.ok(bound);
  const { command } = compile(plan(bound), {
    now: new Date(),
    parameters: {},
    variables: {},
    virtualRows: () => [],
  });
  assert.equal(command?.kind, 'query');
  return [...command.pipeline];
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

  const pipeline = () => pipelineOf(sql, { l: left.slice(0, 1), r: right.slice(0, 1) });

  it('is answered from the index of the joined collection', async () => {
    const explained = await db.collection('l').aggregate(pipeline()).explain('executionStats');
    const lookup = (explained['stages'] as Document[]).find((stage) => '$lookup' in stage);
    assert.deepEqual(lookup?.['indexesUsed'], ['k_1']);
  });

  it('joins equal values only: NULL meets nothing, an array is one value', async () => {
    const rows = await db.collection('l').aggregate(pipeline()).toArray();
    assert.deepEqual(rows, [
      { a: 1, b: 1 },
      { a: 2, b: 2 },
    ]);
  });
});
