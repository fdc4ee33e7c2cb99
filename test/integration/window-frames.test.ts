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

  it('LAST_VALUE and NTH_VALUE of frames that reach the partition or the row look at no others', async () => {
    const of = (g: number) => readings.filter((each) => each.g === g).sort((a, b) => a.v - b.v || a.i - b.i);
    const frames: readonly {
      readonly frame: string;
      readonly isIn: (each: Reading, row: Reading) => boolean;
    }[] = [
      { frame: '', isIn: (each, row) => each.v <= row.v },
      { frame: 'GROUPS BETWEEN CURRENT ROW AND CURRENT ROW', isIn: (each, row) => each.v === row.v },
      { frame: 'RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING', isIn: (each, row) => each.v >= row.v },
      { frame: 'RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING', isIn: () => true },
    ];
    for (const { frame, isIn } of frames) {
      const last = `LAST_VALUE(v) OVER (PARTITION BY g ORDER BY v ${frame})`;
      const third = `NTH_VALUE(v, 3) OVER (PARTITION BY g ORDER BY v ${frame})`;
      const within = (row: Reading) => of(row.g).filter((each) => isIn(each, row));
      assert.deepEqual(
        await valuesOf(last),
        readings.map((row) => within(row).at(-1)?.v),
        last,
      );
      assert.deepEqual(
        await valuesOf(third),
        readings.map((row) => within(row)[2]?.v ?? null),
        third,
      );
      assert.doesNotMatch(JSON.stringify(pipelineOf(last)), /"range"|\$last/);
    }
    const rows = 'OVER (PARTITION BY g ORDER BY v, i ROWS UNBOUNDED PRECEDING)';
    assert.deepEqual(
      await valuesOf(`LAST_VALUE(i) ${rows}`),
      readings.map(({ i }) => i),
    );
    assert.deepEqual(
      await valuesOf(`NTH_VALUE(i, 2) ${rows}`),
      readings.map((row) => (of(row.g).indexOf(row) >= 1 ? of(row.g)[1]?.i : null)),
    );
    assert.doesNotMatch(JSON.stringify(pipelineOf(`NTH_VALUE(i, 2) ${rows}`)), /\$push/);
  });

  it('EXCLUDE leaves out the row, its peers or both; no rows are gathered for it', async () => {
    type Test = (each: Reading, row: Reading) => boolean;
    const frames: Readonly<Record<string, Test>> = {
      'ORDER BY v': (each, row) => each.v <= row.v,
      'ORDER BY v RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING': (each, row) => each.v >= row.v,
      'ORDER BY v GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING': (each, row) => Math.abs(each.v - row.v) <= 1,
      'ORDER BY v RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING': () => true,
      'ORDER BY i ROWS UNBOUNDED PRECEDING': (each, row) => each.i <= row.i,
      'ORDER BY i ROWS BETWEEN 2 PRECEDING AND UNBOUNDED FOLLOWING': (each, row) => each.i >= row.i - 2,
      'ORDER BY i ROWS BETWEEN 1 PRECEDING AND 3 FOLLOWING': (each, row) =>
        each.i >= row.i - 1 && each.i <= row.i + 3,
    };
    const exclusions: Readonly<Record<string, Test>> = {
      'CURRENT ROW': (each, row) => each === row,
      GROUP: (each, row) => each.v === row.v,
      TIES: (each, row) => each.v === row.v && each !== row,
    };
    const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
    const functions: Readonly<Record<string, (all: readonly number[]) => number | null>> = {
      'SUM(i)': (all) => (all.length > 0 ? sum(all) : null),
      'COUNT(*)': (all) => all.length,
      'MAX(i)': (all) => (all.length > 0 ? Math.max(...all) : null),
      'AVG(i)': (all) => (all.length > 0 ? sum(all) / all.length : null),
    };
    for (const [frame, isIn] of Object.entries(frames))
      for (const [exclusion, isOut] of Object.entries(exclusions)) {
        const byRow = frame.includes('ROWS');
        if (byRow && exclusion !== 'CURRENT ROW') continue;
        const expected = readings.map((row) =>
          readings.filter((each) => isIn(each, row) && !isOut(each, row)).map(({ i }) => i),
        );
        for (const [call, of] of Object.entries(functions)) {
          const explicit = /ROWS|RANGE|GROUPS/.test(frame) ? '' : ' RANGE UNBOUNDED PRECEDING';
          const window = `${call} OVER (${frame}${explicit} EXCLUDE ${exclusion})`;
          const given = (await valuesOf(window)).map((each) => (each === null ? null : Number(String(each))));
          given.forEach((each, index) => {
            const wanted = of(expected[index] ?? []);
            assert.ok(
              each === wanted || (each !== null && wanted !== null && Math.abs(each - wanted) < 1e-9),
              `${window}, row ${index}: ${each}, not ${wanted}`,
            );
          });
          // A sum that rows leave on the way is computed anew for each row.
          if (/SUM|AVG/.test(call) && /FOLLOWING$/.test(frame)) continue;
          assert.doesNotMatch(JSON.stringify(pipelineOf(window)), /\$push/, window);
        }
      }
  });
});
