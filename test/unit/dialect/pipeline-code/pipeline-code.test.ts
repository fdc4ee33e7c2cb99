import assert from 'node:assert/strict';
import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MinKey, ObjectId, UUID } from 'bson';
import { javaText } from '../../../../dialect/src/pipeline-code/java.ts';
import { mongoshText } from '../../../../dialect/src/pipeline-code/mongosh.ts';
import { nodeText } from '../../../../dialect/src/pipeline-code/node.ts';
import { pythonText } from '../../../../dialect/src/pipeline-code/python.ts';

const orders = { kind: 'collection', collection: 'my orders', database: 'shop' } as const;
const some = {
  source: orders,
  pipeline: [
    {
      $match: {
        _id: new ObjectId('0123456789abcdef01234567'),
        total: { $gt: Decimal128.fromString('1.50') },
        'a.b': null,
      },
    },
    { $project: { n: new Int32(1), big: Long.fromString('9007199254740993'), at: new Date(0) } },
  ],
};
const one = (value: unknown) => ({
  source: { kind: 'rows', rows: [] } as const,
  pipeline: [{ $set: { v: value } }],
});

describe('a pipeline as code', () => {
  it('is a statement of mongosh', () => {
    assert.equal(
      mongoshText(some),
      [
        'db.getSiblingDB("shop").getCollection("my orders").aggregate([',
        '  { $match: { _id: ObjectId("0123456789abcdef01234567"), total: { $gt: NumberDecimal("1.50") }, "a.b": null } },',
        '  { $project: { n: 1, big: NumberLong("9007199254740993"), at: ISODate("1970-01-01T00:00:00.000Z") } }',
        '])',
      ].join('\n'),
    );
  });

  it('is a Node.js module that imports what it uses', () => {
    assert.equal(
      nodeText(some),
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

  it('is a script for PyMongo', () => {
    assert.equal(
      pythonText(some),
      [
        'import os',
        '',
        'from bson import Decimal128',
        'from bson import Int64',
        'from bson import ObjectId',
        'from bson.datetime_ms import DatetimeMS',
        'from pymongo import MongoClient',
        '',
        'uri = os.environ.get("MONGODB_URI", "mongodb://localhost:27017")',
        'client = MongoClient(uri, datetime_conversion="DATETIME_AUTO")',
        'rows = client["shop"]["my orders"].aggregate([',
        '    {"$match": {"_id": ObjectId("0123456789abcdef01234567"), "total": {"$gt": Decimal128("1.50")}, "a.b": None}},',
        '    {"$project": {"n": 1, "big": Int64(9007199254740993), "at": DatetimeMS(0)}},',
        '])',
        'for row in rows:',
        '    print(row)',
        'client.close()',
        '',
      ].join('\n'),
    );
  });

  it('is a class for the driver of Java', () => {
    assert.equal(
      javaText(some),
      [
        'import com.mongodb.client.MongoClients;',
        'import java.util.Arrays;',
        'import java.util.Date;',
        'import java.util.List;',
        'import org.bson.Document;',
        'import org.bson.conversions.Bson;',
        'import org.bson.types.Decimal128;',
        'import org.bson.types.ObjectId;',
        '',
        'public class Query {',
        '  public static void main(String[] args) {',
        '    String uri = System.getenv().getOrDefault("MONGODB_URI", "mongodb://localhost:27017");',
        '    List<Bson> pipeline = Arrays.asList(',
        '        new Document("$match", new Document("_id", new ObjectId("0123456789abcdef01234567")).append("total", new Document("$gt", Decimal128.parse("1.50"))).append("a.b", null)),',
        '        new Document("$project", new Document("n", 1).append("big", 9007199254740993L).append("at", new Date(0L))));',
        '    try (var client = MongoClients.create(uri)) {',
        '      client.getDatabase("shop").getCollection("my orders").aggregate(pipeline).forEach(row -> System.out.println(row.toJson()));',
        '    }',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('begins with its rows where it reads no collection', () => {
    assert.match(
      nodeText({ source: { kind: 'rows', rows: [{ a: 1n }] }, pipeline: [] }),
      /client\.db\(\)\.aggregate\(\[\n {2}\{ \$documents: \{ \$literal: \[\{ a: Long\.fromString\('1'\) \}\] \} \},/,
    );
  });

  it('keeps every type in every language', () => {
    const uuid = '00112233-4455-6677-8899-aabbccddeeff';
    const values: readonly (readonly [unknown, ...string[]])[] = [
      [1.5, 'v: 1.5', 'v: 1.5', '"v": 1.5', '"v", 1.5'],
      [2 ** 31, 'v: 2147483648', 'v: 2147483648', '"v": 2147483648.0', '"v", 2147483648.0'],
      [-0, 'v: -0', 'v: -0', '"v": -0.0', '"v", -0.0'],
      [NaN, 'v: NaN', 'v: NaN', '"v": float("NaN")', '"v", Double.NaN'],
      [new Double(2), 'v: Double(2)', 'v: new Double(2)', '"v": 2.0', '"v", 2.0'],
      [true, 'v: true', 'v: true', '"v": True', '"v", true'],
      ['"\\n$', 'v: "\\"\\\\n$"', 'v: "\\"\\\\n$"', '"v": "\\"\\\\n$"', '"v", "\\"\\\\n$"'],
      [[1, null], 'v: [1, null]', 'v: [1, null]', '"v": [1, None]', '"v", Arrays.asList(1, null)'],
      [
        new BSONRegExp('^a"', 'i'),
        'v: BSONRegExp("^a\\"", "i")',
        'v: new BSONRegExp("^a\\"", "i")',
        '"v": Regex("^a\\"", "i")',
        '"v", new BsonRegularExpression("^a\\"", "i")',
      ],
      [
        new UUID(uuid),
        `v: UUID("${uuid}")`,
        `v: new UUID('${uuid}')`,
        `"v": Binary.from_uuid(UUID("${uuid}"))`,
        '"v", new Binary((byte) 4, Base64.getDecoder().decode("ABEiM0RVZneImaq7zN3u/w=="))',
      ],
      [
        new Binary(Buffer.from('abc'), 128),
        'v: BinData(128, "YWJj")',
        "v: Binary.createFromBase64('YWJj', 128)",
        '"v": Binary(base64.b64decode("YWJj"), 128)',
        '"v", new Binary((byte) 128, Base64.getDecoder().decode("YWJj"))',
      ],
      [
        new MinKey(),
        'v: EJSON.parse("{\\"$minKey\\":1}")',
        'v: BSON.EJSON.parse("{\\"$minKey\\":1}", { relaxed: false })',
        '"v": json_util.loads("{\\"$minKey\\":1}")',
        '"v", Document.parse("{\\"value\\":{\\"$minKey\\":1}}").get("value")',
      ],
    ];
    for (const [value, ...wanted] of values)
      [mongoshText, nodeText, pythonText, javaText].forEach((write, n) => {
        const text = write(one(value));
        assert.ok(text.includes(wanted[n] ?? '?'), `${wanted[n]} in\n${text}`);
      });
  });
});
