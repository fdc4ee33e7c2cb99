import assert from 'node:assert/strict';
import { Decimal128, Double, Int32, Long, type Document } from 'bson';
import type { MongoClient } from 'mongodb';
import { cellOf } from '../../client/src/results/bson-text.ts';
import { canonicalText, ejsonText } from '../../client/src/results/ejson-text.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('numbers of a result', () => {
  let bench: Workbench;
  let client: MongoClient;

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    await client
      .db()
      .collection<Document>('kinds')
      .insertOne({
        ...{ int: new Int32(3), long: new Long(3), double: new Double(3) },
        decimal: Decimal128.fromString('3'),
        inner: [{ long: new Long(3) }, new Double(3)],
      });
  });
  after(async () => {
    await bench.close();
    await client.db().dropDatabase();
    await client.close();
  });

  async function row(sql: string, exactNumbers = true): Promise<readonly unknown[]> {
    const rows: (readonly unknown[])[] = [];
    const sink = { columns: () => undefined, rows: (batch: typeof rows) => void rows.push(...batch) };
    const { problems } = await bench.session.run(sql, sink, { exactNumbers });
    assert.deepEqual(problems, []);
    return rows[0] ?? [];
  }
  const types = (values: readonly unknown[]) => values.map((value) => cellOf(value).type);

  const all = ['Int32', 'Long', 'Double', 'Decimal128'];
  for (const [what, sql] of [
    ['a query', 'SELECT int, long, double, "decimal" FROM kinds'],
    ['a step', 'WITH k AS MATERIALIZED (SELECT * FROM kinds) SELECT int, long, double, "decimal" FROM k'],
    ['a write', 'UPDATE kinds SET touched = TRUE RETURNING int, long, double, "decimal"'],
  ] as const)
    it(`keep their types in the rows of ${what}`, async () => assert.deepEqual(types(await row(sql)), all));

  it('keep them in Extended JSON, within documents too', async () => {
    const values = await row('SELECT int, double, "inner" FROM kinds');
    assert.equal(ejsonText(values), '[3,3.0,[{"long":3},3.0]]');
    assert.equal(
      canonicalText(values),
      '[{"$numberInt":"3"},{"$numberDouble":"3.0"},[{"long":{"$numberLong":"3"}},{"$numberDouble":"3.0"}]]',
    );
  });

  it('are plain for who does not ask for their types', async () =>
    assert.deepEqual(await row('SELECT int, long, double FROM kinds', false), [3, 3, 3]));

  it('are plain in variables', async () => {
    await row('SELECT @kept := "inner" FROM kinds');
    assert.deepEqual(bench.session.variables['kept'], [{ long: 3 }, 3]);
  });
});
