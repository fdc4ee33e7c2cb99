import assert from 'node:assert/strict';
import { Decimal128, Int32, Long, ObjectId } from 'bson';
import { nodeText } from '../../../../client/src/run/node-text.ts';

describe('a pipeline as a Node.js module', () => {
  it('imports what it uses, and keeps every type', () => {
    const id = new ObjectId('0123456789abcdef01234567');
    const text = nodeText({
      source: { kind: 'collection', collection: 'my orders', database: 'shop' },
      pipeline: [
        { $match: { _id: id, total: { $gt: Decimal128.fromString('1.50') }, 'a.b': null } },
        { $project: { n: new Int32(1), big: Long.fromString('9007199254740993'), at: new Date(0) } },
      ],
    });
    assert.equal(
      text,
      [
        "import { Decimal128, Int32, Long, MongoClient, ObjectId } from 'mongodb';",
        '',
        "const client = new MongoClient(process.env.MONGODB_URI ?? 'mongodb://localhost:27017');",
        'const rows = client.db("shop").collection("my orders").aggregate([',
        `  { $match: { _id: new ObjectId('0123456789abcdef01234567'), total: { $gt: Decimal128.fromString('1.50') }, "a.b": null } },`,
        `  { $project: { n: new Int32(1), big: Long.fromString('9007199254740993'), at: new Date('1970-01-01T00:00:00.000Z') } },`,
        ']);',
        'for await (const row of rows) console.log(row);',
        'await client.close();',
        '',
      ].join('\n'),
    );
  });

  it('begins with its rows where it reads no collection', () => {
    const text = nodeText({ source: { kind: 'rows', rows: [{ a: 1n }] }, pipeline: [] });
    assert.match(
      text,
      /client\.db\(\)\.aggregate\(\[\n {2}\{ \$documents: \{ \$literal: \[\{ a: Long\.fromString\('1'\) \}\] \} \},/,
    );
  });
});
