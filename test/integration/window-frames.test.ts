import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Db, Document } from 'mongodb';
import { inferFields } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';
import { compiledQuery } from './compiled-query.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

const hour = 3_600_000;
interface Reading {
  readonly i: number;
  readonly v: number;
  readonly g: number;
  readonly at?: Date | string | null;
}
const readings: readonly Reading[] = [
  ...Array.from({ length: 40 }, (_, i) => ({
    i,
    v: (i * 79) % 10,
    g: i % 3,
    at: i % 9 === 4 ? null : new Date(Date.UTC(2024, 0, 31) + (i % 30) * 20 * hour),
  })),
  { i: 40, v: 3, g: 1, at: 'soon' },
  { i: 41, v: 4, g: 1 },
];
const known: CollectionInfo = {
  name: 'readings',
  kind: 'collection',
  closed: false,
  indexes: [],
  fields: inferFields(readings.slice(0, 20).map((each) => ({ ...each }))),
};

describe('frames of windows over fields that no validator describes', () => {
  let client: MongoClient;
  let database: Db;
  before(async () => {
    client = await MongoClient.connect((await singleMongo()).uri);
    database = client.db(freshDatabase());
    await database.collection<Document>('readings').insertMany(readings.map((each) => ({ ...each })));
  });
  after(async () => {
    await database.dropDatabase();
    await client.close();
  });

  const pipelineOf = (window: string): Document[] =>
    compiledQuery(`SELECT i, ${window} AS x FROM readings`, [known]).pipeline;
  /** Each row's value, in the order of `i`. */
  async function valuesOf(window: string): Promise<readonly unknown[]> {
    const rows = await database.collection('readings').aggregate(pipelineOf(window)).toArray();
    return rows.sort((a, b) => Number(a['i']) - Number(b['i'])).map((row) => (row['x'] ?? null) as unknown);
  }

  it('an interval reaches along instants; values of other types stand with NULL', async () => {
    const instant = ({ at }: Reading): number => (at instanceof Date ? at.getTime() : NaN);
    const isNear = (row: Reading, other: Reading, reach: number): boolean => {
      const [own, theirs] = [instant(row), instant(other)];
      return Number.isNaN(own) ? Number.isNaN(theirs) : theirs <= own && theirs >= own - reach;
    };
    for (const hours of [24, 30]) {
      const expected = readings.map((row) =>
        readings.filter((other) => isNear(row, other, hours * hour)).reduce((sum, each) => sum + each.v, 0),
      );
      const frame = `ORDER BY at RANGE BETWEEN INTERVAL '${hours} hours' PRECEDING AND CURRENT ROW`;
      assert.deepEqual(await valuesOf(`SUM(v) OVER (${frame})`), expected);
    }
    const month = "RANGE BETWEEN INTERVAL '1 month' PRECEDING AND CURRENT ROW";
    const certain = 'CASE WHEN i < 40 THEN at END::timestamp';
    assert.deepEqual(
      await valuesOf(`SUM(v) OVER (ORDER BY at ${month})`),
      await valuesOf(`SUM(v) OVER (ORDER BY ${certain} ${month})`),
    );
  });

  it('FIRST_VALUE of a frame that begins with its partition looks at one row for each', async () => {
    const first = (row: Reading): number =>
      Math.min(...readings.filter(({ g }) => g === row.g).map(({ v, i }) => v * 100 + i)) % 100;
    for (const frame of ['', ...['ROWS', 'GROUPS'].map((unit) => `${unit} UNBOUNDED PRECEDING`)]) {
      const window = `FIRST_VALUE(i) OVER (PARTITION BY g ORDER BY v, i ${frame})`;
      assert.deepEqual(await valuesOf(window), readings.map(first), frame);
      assert.doesNotMatch(JSON.stringify(pipelineOf(window)), /"range"/);
    }
    const before = 'FIRST_VALUE(i) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING)';
    assert.deepEqual((await valuesOf(before)).slice(0, 4), [null, null, 0, 0]);
  });
});
