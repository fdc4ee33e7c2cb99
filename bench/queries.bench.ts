// What the compiler's pipelines cost beside those that a person would write: queries on the sample shop, each in turn with its rival in one
// run, so that what else the machine does hits both alike. Medians are compared, and the values: both answer the same.
//
//   node bench/queries.bench.ts [rounds] [scale] [part of a name]
import { performance } from 'node:perf_hooks';
import { MongoClient } from 'mongodb';
import type { Db } from 'mongodb';
import {
  analyze,
  compile,
  emptyCatalog,
  inferFields,
  isClosed,
  parseStatement,
  plan,
} from '../dialect/src/index.ts';
import type { Catalog, Document } from '../dialect/src/index.ts';
import { startSingle } from '../scripts/parts/start-mongod.mjs';
import { seedShop, shopUri } from '../scripts/seed/seed-shop.mjs';
import { contests } from './queries/contests.ts';

const rounds = Number(process.argv[2] ?? 3);
/** 10: 200,000 activities, 80,000 orders, 20,000 users. */
const scale = Number(process.argv[3] ?? 10);
const only = process.argv[4] ?? '';
const goal = 1.15;

interface Pipeline {
  readonly from: string;
  readonly stages: readonly Document[];
}

async function catalogOf(database: Db): Promise<Catalog> {
  const names = (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  const collections = await Promise.all(
    names.map(async (name) => {
      const collection = database.collection(name);
      const [options, indexes, documents, [stats]] = await Promise.all([
        collection.options(),
        collection.indexes(),
        collection.find().limit(100).toArray(),
        collection
          .aggregate<{ storageStats: { count: number; size: number } }>([
            { $collStats: { storageStats: {} } },
          ])
          .toArray(),
      ]);
      const schema = (options['validator'] as Document | undefined)?.['$jsonSchema'] as Document | undefined;
      return {
        name,
        kind: 'collection' as const,
        fields: inferFields(documents, schema),
        closed: isClosed(schema),
        ...(stats
          ? { estimatedCount: stats.storageStats.count, estimatedSize: stats.storageStats.size }
          : {}),
        indexes: indexes.map((index) => ({
          name: index.name ?? '',
          keys: Object.entries(index.key).map(([path, direction]) => ({
            path,
            direction: direction as 1 | -1,
          })),
          unique: index.unique === true,
          sparse: index.sparse === true,
          partial: index.partialFilterExpression !== undefined,
        })),
      };
    }),
  );
  return { ...emptyCatalog, version: 1, database: database.databaseName, complete: true, collections };
}

function compiled(sql: string, catalog: Catalog): Pipeline {
  const { statement } = parseStatement(sql);
  const analysis = statement && analyze(statement, catalog);
  const environment = { now: new Date(), parameters: {}, variables: {}, virtualRows: () => [] };
  const made = analysis?.bound && compile(plan(analysis.bound), environment, { serverVersion: [6, 0, 5] });
  const command = made?.command;
  if (command?.kind !== 'query' || command.source.kind !== 'collection') {
    const problems = [...(analysis?.problems ?? []), ...(made?.problems ?? [])];
    throw new Error(`${sql}: ${problems.map(({ message }) => message).join(' ')}`);
  }
  return { from: command.source.collection, stages: command.pipeline };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** A row's values whatever they are called, so that two pipelines' rows can be compared: NULL and a missing field are alike. */
function valuesOf(row: unknown): string {
  const values = (value: unknown): readonly string[] => {
    if (value === null || value === undefined) return [];
    if (typeof value === 'number') return [value.toFixed(3)];
    if (typeof value !== 'object' || value instanceof Date) return [JSON.stringify(value)];
    if ('_bsontype' in value) return [Number(String(value)).toFixed(3)];
    return Object.values(value).flatMap(values);
  };
  return [...values(row)].sort().join(' ');
}

const mongo = await startSingle();
const client = new MongoClient(shopUri(mongo.uri));
try {
  await seedShop(mongo.uri, { scale });
  const database = client.db();
  const catalog = await catalogOf(database);
  const run = async ({ from, stages }: Pipeline): Promise<{ ms: number; rows: readonly Document[] }> => {
    const start = performance.now();
    const rows = await database
      .collection(from)
      .aggregate([...stages], { allowDiskUse: true })
      .toArray();
    return { ms: performance.now() - start, rows };
  };
  console.log(`medians of ${rounds} rounds; the goal is a ratio of at most ${goal}`);
  console.log(
    `${'query'.padEnd(42)} ${'rows'.padStart(6)} ${'qlsql ms'.padStart(9)} ${'by hand'.padStart(9)} ${'ratio'.padStart(6)}`,
  );
  let above = 0;
  const ratios: number[] = [];
  for (const { name, sql, hand } of contests(Date.now())) {
    if (!name.includes(only)) continue;
    const pair = [compiled(sql, catalog), hand] as const;
    const taken: readonly [number[], number[]] = [[], []];
    const rows: [readonly Document[], readonly Document[]] = [[], []];
    for (let round = -1; round < rounds; round += 1) {
      for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const done = await run(pair[side]);
        rows[side] = done.rows;
        if (round >= 0) taken[side].push(done.ms);
      }
    }
    const [mine, other] = rows.map((each) => each.map(valuesOf).sort());
    const at = mine?.findIndex((row, index) => row !== other?.[index]);
    if (mine?.length !== other?.length || at !== -1)
      throw new Error(
        `${name}: ${mine?.length} rows beside ${other?.length}; ${mine?.[at ?? 0]} beside ${other?.[at ?? 0]}`,
      );
    const [ours, theirs] = [median(taken[0]), median(taken[1])];
    const ratio = ours / theirs;
    ratios.push(ratio);
    if (ratio > goal) above += 1;
    const figures = [
      String(rows[0].length).padStart(6),
      ours.toFixed(1).padStart(9),
      theirs.toFixed(1).padStart(9),
    ];
    console.log(
      [name.padEnd(42), ...figures, ratio.toFixed(2).padStart(6), ratio > goal ? ' above' : ''].join(' '),
    );
  }
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(`${ratios.length} queries; the geometric mean of the ratios is ${mean.toFixed(2)}.`);
  console.log(above === 0 ? 'All reach the goal.' : `${above} above the goal.`);
} finally {
  await client.close();
  await mongo.stop();
}
