// What watching a pool costs: CPU time of an operation through monitored pools over that of the same operation through
// bare MongoClients of the same options, two of each. Slices of a few operations take turns in an order that is drawn
// anew each time, since a slice inherits the caches and the garbage of the one before; the ratio is taken within each
// turn, so that a busy machine slows all, and the turns that it disturbed most are left out of the mean. Beside it,
// what the same sum says of the two bare clients: how far two alike are apart.
//
//   node bench/pools.bench.ts [seconds for each level] [levels, such as 1,32,256]
import { MongoClient } from 'mongodb';
import { driverOptions, effectiveOptions } from '../client/src/pools/driver-options.ts';
import { PoolManager } from '../client/src/pools/manager.ts';
import { startSingle } from '../scripts/parts/start-mongod.mjs';

const seconds = Number(process.argv[2] ?? 40);
const levels = (process.argv[3] ?? '1,32,256').split(',').map(Number);
const size = 100;
/** Operations of a slice, some 30 ms of them: shorter ones time how the code comes into the processor's caches, which others share. */
const perSlice = (concurrent: number) => Math.max(240, 3 * concurrent);
/** The share of turns that is left out at either end. */
const trimmed = 0.2;

interface Runner {
  readonly one: () => Promise<unknown>;
  /** Microseconds of CPU for one operation, a value for each turn. */
  cpu: number[];
  operations: number;
}

const mongo = await startSingle();
// All connections from the beginning: how many there are would else differ from one to the other.
const options = { maxPoolSize: size, minPoolSize: size };
const bareClient = () => new MongoClient(mongo.uri, driverOptions(effectiveOptions(mongo.uri, {}, options)));
const bare = [bareClient(), bareClient()] as const;
const manager = new PoolManager();
try {
  await collectionOf(bare[0]).insertMany(
    Array.from({ length: 1000 }, (_, n) => ({ _id: n, text: 'x'.repeat(100) })),
  );
  let n = 0;
  const next = () => ({ _id: n++ % 1000 });
  const plain = (client: MongoClient): Runner => {
    const numbers = collectionOf(client);
    return { one: () => numbers.findOne(next()), cpu: [], operations: 0 };
  };
  const watched = async (name: string) => {
    await manager.create({ name, uri: mongo.uri, options });
    const lease = await manager.use(name);
    const numbers = collectionOf(lease.client);
    const info = { command: 'find', database: 'bench', collection: 'numbers' };
    const one = () => lease.run(info, () => numbers.findOne(next()));
    return { one, cpu: [], operations: 0, name, release: () => lease.release() };
  };
  const watching = manager.onDidChange(() => undefined);
  const plains = [plain(bare[0]), plain(bare[1])] as const;
  const pools = [await watched('watched'), await watched('again')] as const;
  const runners: readonly Runner[] = [...plains, ...pools];
  for (const { one } of runners) await Promise.all(Array.from({ length: 4 * size }, one));

  console.log(' at once  turns  bare µs/op  watched µs/op  operations at equal CPU  two bare clients apart');
  for (const concurrent of levels) {
    for (let turn = 0; turn < 10; turn++) for (const runner of runners) await slice(runner, concurrent);
    for (const runner of runners) [runner.cpu, runner.operations] = [[], 0];
    const before = pools.map(({ name }) => counted(name));
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end)
      for (const runner of shuffled(runners)) runner.cpu.push(await slice(runner, concurrent));
    for (const [index, { name, operations }] of pools.entries()) {
      const seen = counted(name) - (before[index] ?? 0);
      if (seen !== operations) throw new Error(`The pool counted ${seen} of ${operations} operations.`);
    }
    const [one, other] = [plains[0].cpu, plains[1].cpu];
    const [beside, alike] = [ratio(bothOf(plains), bothOf(pools)), ratio(one, other)];
    const columns = [
      String(concurrent).padStart(8),
      String(one.length).padStart(5),
      Math.exp(trimmedMean(bothOf(plains)).mean)
        .toFixed(1)
        .padStart(10),
      Math.exp(trimmedMean(bothOf(pools)).mean)
        .toFixed(1)
        .padStart(13),
      percent(beside).padStart(23),
      percent(alike).padStart(22),
    ];
    console.log(columns.join('  '));
  }
  for (const pool of pools) pool.release();
  watching.dispose();
} finally {
  await manager.close();
  await Promise.all(bare.map((client) => client.close()));
  await mongo.stop();
}

function collectionOf(client: MongoClient) {
  return client.db('bench').collection<{ _id: number }>('numbers');
}

function counted(pool: string): number {
  return manager.snapshot(pool)?.operations ?? 0;
}

/** Microseconds of CPU for one operation. */
async function slice(runner: Runner, concurrent: number): Promise<number> {
  const operations = perSlice(concurrent);
  let left = operations;
  const worker = async () => {
    while (left-- > 0) await runner.one();
  };
  const start = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrent }, worker));
  const { user, system } = process.cpuUsage(start);
  runner.operations += operations;
  return (user + system) / operations;
}

function shuffled<T>(all: readonly T[]): readonly T[] {
  return all
    .map((each) => ({ each, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ each }) => each);
}

/** What two alike took in each turn: neither is the truth by itself. As their geometric mean. */
function bothOf([one, other]: readonly [Runner, Runner]): readonly number[] {
  return one.cpu.map((cpu, turn) => Math.sqrt(cpu * (other.cpu[turn] ?? NaN)));
}

/** How many operations the second does where the first does one, and how sure that is. */
function ratio(first: readonly number[], second: readonly number[]): { mean: number; error: number } {
  const { mean, error } = trimmedMean(first.map((cpu, turn) => cpu / (second[turn] ?? NaN)));
  return { mean: Math.exp(mean), error: error * Math.exp(mean) };
}

/** Of logarithms, so that twice as much and half as much weigh the same; the standard error that of a trimmed mean. */
function trimmedMean(values: readonly number[]): { readonly mean: number; readonly error: number } {
  const sorted = values.map(Math.log).sort((one, other) => one - other);
  const cut = Math.floor(sorted.length * trimmed);
  const kept = sorted.slice(cut, sorted.length - cut);
  const [low = NaN, high = NaN] = [kept[0], kept.at(-1)];
  const drawnIn = sorted.map((value) => Math.min(high, Math.max(low, value)));
  const deviation = Math.sqrt(sumOfSquares(drawnIn) / (drawnIn.length - 1));
  return { mean: average(kept), error: deviation / ((1 - 2 * trimmed) * Math.sqrt(sorted.length)) };
}

function sumOfSquares(values: readonly number[]): number {
  const mean = average(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent({ mean, error }: { readonly mean: number; readonly error: number }): string {
  return `${(100 * mean).toFixed(1)} ± ${(100 * error).toFixed(1)} %`;
}
