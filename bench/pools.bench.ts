// What watching a pool costs: CPU time of an operation through a monitored pool over that of the same operation through
// a bare MongoClient of the same options. Slices are short and take turns, so that a busy machine slows all; medians of
// the ratios within a turn are compared. A second bare client shows how far two alike are apart.
//
//   node bench/pools.bench.ts [turns] [milliseconds]
import { MongoClient } from 'mongodb';
import { driverOptions, effectiveOptions } from '../client/src/pools/driver-options.ts';
import { PoolManager } from '../client/src/pools/manager.ts';
import { startSingle } from '../scripts/parts/start-mongod.mjs';

const turns = Number(process.argv[2] ?? 120);
const sliceMs = Number(process.argv[3] ?? 30);
const size = 100;

interface Runner {
  readonly one: () => Promise<unknown>;
  /** Microseconds of CPU for one operation, a value for each turn. */
  readonly cpu: number[];
  operations: number;
}

const mongo = await startSingle();
// Connections come as the first slices ask for them, alike on both sides.
const options = { maxPoolSize: size, minPoolSize: 0 };
const bareClient = () => new MongoClient(mongo.uri, driverOptions(effectiveOptions(mongo.uri, {}, options)));
const bare = [bareClient(), bareClient()] as const;
const manager = new PoolManager();
try {
  const [numbers, again] = [collectionOf(bare[0]), collectionOf(bare[1])];
  await numbers.insertMany(Array.from({ length: 1000 }, (_, n) => ({ _id: n, text: 'x'.repeat(100) })));
  await manager.create({ name: 'watched', uri: mongo.uri, options });
  const watching = manager.onDidChange(() => undefined);
  const lease = await manager.use('watched');
  const watched = collectionOf(lease.client);
  const info = { command: 'find', database: 'bench', collection: 'numbers' };
  let n = 0;
  const next = () => ({ _id: n++ % 1000 });

  console.log('concurrent  bare µs/op  bare again  watched µs/op  watched/bare  operations at equal CPU');
  for (const concurrent of [1, 32, 256]) {
    const runners = [
      { one: () => numbers.findOne(next()), cpu: [], operations: 0 },
      { one: () => again.findOne(next()), cpu: [], operations: 0 },
      { one: () => lease.run(info, () => watched.findOne(next())), cpu: [], operations: 0 },
    ] satisfies [Runner, Runner, Runner];
    for (let turn = 0; turn < 10; turn++) for (const runner of runners) await slice(runner, concurrent);
    for (const runner of runners) [runner.cpu.length, runner.operations] = [0, 0];
    const before = manager.snapshot('watched')?.operations ?? 0;
    for (let turn = 0; turn < turns; turn++)
      for (let place = 0; place < runners.length; place++)
        await slice(runners[(turn + place) % runners.length] ?? runners[0], concurrent);
    const [first, second, monitored] = runners;
    const counted = (manager.snapshot('watched')?.operations ?? 0) - before;
    if (counted !== monitored.operations)
      throw new Error(`The pool counted ${counted} of ${monitored.operations} operations.`);
    // Beside both bare clients: neither is the truth by itself.
    const ratio = median(monitored.cpu.map((cpu, turn) => cpu / mean(first.cpu[turn], second.cpu[turn])));
    const alike = median(second.cpu.map((cpu, turn) => cpu / (first.cpu[turn] ?? NaN)));
    console.log(
      [
        String(concurrent).padStart(10),
        median(first.cpu).toFixed(1).padStart(10),
        alike.toFixed(3).padStart(10),
        median(monitored.cpu).toFixed(1).padStart(13),
        ratio.toFixed(3).padStart(12),
        `${(100 / ratio).toFixed(1)} %`.padStart(23),
      ].join('  '),
    );
  }
  lease.release();
  watching.dispose();
} finally {
  await manager.close();
  await Promise.all(bare.map((client) => client.close()));
  await mongo.stop();
}

function collectionOf(client: MongoClient) {
  return client.db('bench').collection<{ _id: number }>('numbers');
}

async function slice(runner: Runner, concurrent: number): Promise<void> {
  const end = performance.now() + sliceMs;
  const start = process.cpuUsage();
  let operations = 0;
  const worker = async () => {
    while (performance.now() < end) {
      await runner.one();
      operations++;
    }
  };
  await Promise.all(Array.from({ length: concurrent }, worker));
  const { user, system } = process.cpuUsage(start);
  runner.cpu.push((user + system) / operations);
  runner.operations += operations;
}

function mean(...values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? NaN), 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
