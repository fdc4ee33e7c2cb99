import assert from 'node:assert/strict';
import { Binary, Decimal128, Double, EJSON, Int32, Long, MinKey, ObjectId, UUID, type Document } from 'bson';
import type { MongoClient } from 'mongodb';
import { insertText } from '../../client/src/results/insert-text.ts';
import type { Row } from '../../client/src/results/row.ts';
import { valueQuery } from '../../client/src/results/value-query.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

/** The driver has its own copy of the types: their text tells what they are. */
const exact = (value: unknown): string => EJSON.stringify(value, { relaxed: false });

const values: Readonly<Record<string, unknown>> = {
  int: new Int32(3),
  leastInt: new Int32(-(2 ** 31)),
  long: Long.fromNumber(3),
  longLikeLeastInt: Long.fromNumber(-(2 ** 31)),
  greatLong: Long.fromString('9007199254740993'),
  leastLong: Long.MIN_VALUE,
  greatestLong: Long.MAX_VALUE,
  whole: new Double(3),
  fraction: new Double(0.1),
  least: new Double(5e-324),
  great: new Double(1e300),
  minusZero: new Double(-0),
  nan: new Double(Number.NaN),
  infinity: new Double(Number.NEGATIVE_INFINITY),
  decimal: Decimal128.fromString('-1.10'),
  wholeDecimal: Decimal128.fromString('3'),
  decimalNan: Decimal128.fromString('NaN'),
  longDecimal: Decimal128.fromString('1.234567890123456789012345678901234'),
  text: 'it\'s \\ \n "quoted" 👩‍🔬 مرحبا',
  empty: '',
  boolean: false,
  null: null,
  id: new ObjectId('65f0c0ffee65f0c0ffee65f0'),
  uuid: new UUID('f0e4c2f7-6d3b-4a5e-9a7f-2f2f0c5c6d1a').toBinary(),
  bytes: new Binary(Buffer.from([0, 255, 16])),
  date: new Date('2024-02-29T12:00:00.123Z'),
  before: new Date('1066-10-14T09:00:00.001Z'),
  far: new Date(253_402_300_800_123),
  ancient: new Date('-000001-01-01T00:00:00Z'),
  json: { a: new Int32(1), b: [null, true, 'x', new Double(1.5)], c: {} },
  document: {
    whole: new Double(3),
    'a.b': Long.fromNumber(1),
    at: new Date(0),
    deep: [{ id: new ObjectId() }],
  },
  array: [new Double(3), 'x', Long.fromNumber(3), null],
  none: [],
};

describe('rows that are copied as an INSERT', () => {
  let bench: Workbench;
  let client: MongoClient;

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    await client
      .db()
      .collection<Document>('kinds')
      .insertMany([{ key: 'all', ...values }, { key: 'none' }]);
  });
  after(async () => {
    await client.db().dropDatabase();
    await client.close();
    await bench.close();
  });

  async function rowsOf(
    sql: string,
  ): Promise<{ readonly names: readonly string[]; readonly rows: readonly Row[] }> {
    const rows: Row[] = [];
    const sink = { columns: () => undefined, rows: (batch: readonly Row[]) => void rows.push(...batch) };
    const { problems, columns } = await bench.session.run(sql, sink, { exactNumbers: true });
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error'),
      [],
      sql,
    );
    return { names: columns.map(({ name }) => name), rows };
  }

  it('have the same BSON types and values once it was run', async () => {
    const { names, rows } = await rowsOf("SELECT * FROM kinds WHERE key = 'all'");
    await rowsOf(insertText(names, rows, 'copies'));
    const raw = { promoteValues: false };
    const copy = await client.db().collection<Document>('copies').findOne({}, raw);
    assert.deepEqual(Object.keys(copy ?? {}).sort(), ['_id', 'key', ...Object.keys(values)].sort());
    for (const [name, value] of Object.entries(values)) assert.equal(exact(copy?.[name]), exact(value), name);
  });

  it('are found by each value, and by none of the others', async () => {
    const { names, rows } = await rowsOf("SELECT * FROM kinds WHERE key = 'all'");
    for (const [column, name] of names.entries()) {
      const place = { text: 'SELECT * FROM kinds', columnNames: names, column, value: rows[0]?.[column] };
      const keys = async (test: 'filter' | 'exclude' | 'documents') => {
        const query = valueQuery(place, test);
        assert.ok(query.ok, name);
        const found = await rowsOf(query.text);
        return found.rows.map((row) => row[found.names.indexOf('key')]);
      };
      // A field that is missing is NULL, too.
      const isNull = name === 'null';

      assert.deepEqual(await keys('filter'), isNull ? ['all', 'none'] : ['all'], name);
      assert.deepEqual(await keys('documents'), isNull ? ['all', 'none'] : ['all'], name);
      assert.deepEqual(await keys('exclude'), isNull ? [] : ['none'], name);
    }
  });

  it('have their names numbered where two are one, and a text where SQL has no constant', () => {
    assert.equal(
      insertText(['a', 'a', 'order'], [[new Int32(1), new MinKey(), undefined]]),
      `INSERT INTO collection_name (a, a_2, "order") VALUES\n  (1, '{"$minKey":1}', NULL);\n`,
    );
  });
});
