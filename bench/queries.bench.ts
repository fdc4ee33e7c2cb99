// What the compiler's pipelines cost beside those that a person would write: queries on the sample shop, each in turn with its rival in one
// run, so that what else the machine does hits both alike. Medians are compared, by the clock and by the server's processor time, and the
// values: both answer the same. All of it twice: with the validators that the shop has, and with some that promise of each field what the
// rivals rely on.
//
//   node bench/queries.bench.ts [rounds] [scale] [part of a name]
import { loadavg } from 'node:os';
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
import { promise } from './queries/promises.ts';

const rounds = Number(process.argv[2] ?? 3);
/** 10: 200,000 activities, 80,000 orders, 20,000 users. */
const scale = Number(process.argv[3] ?? 10);
const only = process.argv[4] ?? '';
const goal = 1.15;

interface Pipeline {
  readonly from: string;
  readonly stages: readonly Document[];
}

/** Milliseconds. */
interface Taken {
  readonly clock: number;
  readonly processor: number;
}

/** Short queries are run so often that a slice takes about as many milliseconds. */
const slice = 50;

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
  const made =
    analysis?.bound &&
    compile(plan(analysis.bound), environment, {
      serverVersion: [6, 0, 5],
      arrays: true,
    });
  const command = made?.command;
  if (command?.kind !== 'query' || command.source.kind !== 'collection') {
    const problems = [...(analysis?.problems ?? []), ...(made?.problems ?? [])];
    throw new Error(`${sql}: ${problems.map(({ message }) => message).join(' ')}`);
  }
  return { from: command.source.collection, stages: command.pipeline };
}

const name42 = (name: string): string => name.padEnd(42);

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
  /** Milliseconds that the server has taken of all processors; 0 where it does not tell. */
  const processorTime = async (): Promise<number> => {
    const { extra_info: info } = await client.db('admin').command({ serverStatus: 1 });
    const { user_time_us: user = 0, system_time_us: system = 0 } = info as Readonly<Record<string, number>>;
    return (user + system) / 1000;
  };
  const run = ({ from, stages }: Pipeline): Promise<Document[]> =>
    database
      .collection(from)
      .aggregate([...stages], { allowDiskUse: true })
      .toArray();
  /** The means of some runs behind one another. */
  const timed = async (pipeline: Pipeline, times: number): Promise<Taken> => {
    const [start, before] = [performance.now(), await processorTime()];
    for (let time = 0; time < times; time += 1) await run(pipeline);
    return {
      clock: (performance.now() - start) / times,
      processor: ((await processorTime()) - before) / times,
    };
  };
  const load = (): string => (loadavg()[0] ?? 0).toFixed(1);
  for (const told of ['as the shop is', 'with validators that say what the rivals know'] as const) {
    if (told !== 'as the shop is') await promise(database);
    const catalog = await catalogOf(database);
    console.log(
      `${told}: medians of ${rounds} rounds, load ${load()}; the goal is a ratio of processor time of at most ${goal}`,
    );
    const heads = ['rows', 'qlsql ms', 'by hand', 'ratio', 'qlsql CPU', 'by hand', 'ratio'];
    console.log([name42('query'), ...heads.map((head) => head.padStart(9))].join(' '));
    const ratios: Taken[] = [];
    for (const { name, sql, hand } of contests(Date.now())) {
      if (!name.includes(only)) continue;
      const pair = [compiled(sql, catalog), hand] as const;
      const rows = [await run(pair[0]), await run(pair[1])] as const;
      const [mine, other] = rows.map((each) => each.map(valuesOf).sort());
      const at = mine?.findIndex((row, index) => row !== other?.[index]);
      if (mine?.length !== other?.length || at !== -1)
        throw new Error(
          `${name}: ${mine?.length} rows beside ${other?.length}; ${mine?.[at ?? 0]} beside ${other?.[at ?? 0]}`,
        );
      const first = await timed(hand, 1);
      const times = Math.max(1, Math.min(50, Math.round(slice / first.clock)));
      const taken: readonly [Taken[], Taken[]] = [[], []];
      for (let round = 0; round < rounds; round += 1)
        for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
          taken[side].push(await timed(pair[side], times));
      const [ours, theirs] = taken.map((each): Taken => ({
        clock: median(each.map(({ clock }) => clock)),
        processor: median(each.map(({ processor }) => processor)),
      }));
      if (!ours || !theirs) continue;
      const ratio = { clock: ours.clock / theirs.clock, processor: ours.processor / theirs.processor };
      ratios.push(ratio);
      const figures = [
        String(rows[0].length),
        ...[ours.clock, theirs.clock].map((ms) => ms.toFixed(1)),
        ratio.clock.toFixed(2),
        ...[ours.processor, theirs.processor].map((ms) => ms.toFixed(1)),
        ratio.processor.toFixed(2),
      ];
      const mark = ratio.processor > goal ? ' above' : '';
      console.log([name42(name), ...figures.map((each) => each.padStart(9))].join(' ') + mark);
    }
    const mean = (of: keyof Taken): string =>
      Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio[of]), 0) / ratios.length).toFixed(2);
    const reached = ratios.filter(({ processor }) => processor <= goal).length;
    console.log(
      `${ratios.length} queries, ${reached} at the goal; the geometric means of the ratios are ${mean('clock')} by the clock and ${mean('processor')} by processor time; load ${load()}.`,
    );
  }
} finally {
  await client.close();
  await mongo.stop();
}
