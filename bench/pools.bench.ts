// What watching a pool costs: CPU time of an operation through a monitored pool over that of the same operation through
// a bare MongoClient of the same options. Slices alternate, so that a busy machine slows both; medians are compared.
//
//   node bench/pools.bench.ts [slices] [milliseconds]
import { MongoClient } from 'mongodb';
import { driverOptions, effectiveOptions } from '../client/src/pools/driver-options.ts';
import { PoolManager } from '../client/src/pools/manager.ts';
import { startSingle } from '../scripts/parts/start-mongod.mjs';

const slices = Number(process.argv[2] ?? 100);
const sliceMs = Number(process.argv[3] ?? 50);
const size = 100;

interface Runner {
  readonly one: () => Promise<unknown>;
  /** Microseconds of CPU for one operation, a value for each slice. */
  readonly cpu: number[];
  operations: number;
}

const mongo = await startSingle();
// Connections come as the first slices ask for them, alike on both sides.
const options = { maxPoolSize: size, minPoolSize: 0 };
const bare = new MongoClient(mongo.uri, driverOptions(effectiveOptions(mongo.uri, {}, options)));
const manager = new PoolManager();
try {
  const numbers = bare.db('bench').collection<{ _id: number }>('numbers');
  await numbers.insertMany(Array.from({ length: 1000 }, (_, n) => ({ _id: n, text: 'x'.repeat(100) })));
  await manager.create({ name: 'watched', uri: mongo.uri, options });
  const watching = manager.onDidChange(() => undefined);
  const lease = await manager.use('watched');
  const watched = lease.client.db('bench').collection<{ _id: number }>('numbers');
  const info = { command: 'find', database: 'bench', collection: 'numbers' };
  let n = 0;
  const next = () => ({ _id: n++ % 1000 });

  console.log('concurrent  bare µs/op  watched µs/op  watched/bare CPU  operations at equal CPU');
  for (const concurrent of [1, 32, 256]) {
    const pair: readonly [Runner, Runner] = [
      { one: () => numbers.findOne(next()), cpu: [], operations: 0 },
      { one: () => lease.run(info, () => watched.findOne(next())), cpu: [], operations: 0 },
    ];
    for (let turn = 0; turn < 10; turn++) for (const runner of pair) await slice(runner, concurrent);
    for (const runner of pair) [runner.cpu.length, runner.operations] = [0, 0];
    const before = manager.snapshot('watched')?.operations ?? 0;
    for (let turn = 0; turn < slices; turn++)
      for (const runner of turn % 2 === 0 ? pair : [...pair].reverse()) await slice(runner, concurrent);
    const counted = (manager.snapshot('watched')?.operations ?? 0) - before;
    if (counted !== pair[1].operations)
      throw new Error(`The pool counted ${counted} of ${pair[1].operations} operations.`);
    const [plain, monitored] = pair.map((runner) => median(runner.cpu)) as [number, number];
    const ratios = pair[0].cpu.map((cpu, turn) => (pair[1].cpu[turn] ?? NaN) / cpu);
    const ratio = median(ratios);
    console.log(
      [
        String(concurrent).padStart(10),
        plain.toFixed(1).padStart(10),
        monitored.toFixed(1).padStart(13),
        ratio.toFixed(3).padStart(16),
        `${(100 / ratio).toFixed(1)} %`.padStart(23),
      ].join('  '),
    );
  }
  lease.release();
  watching.dispose();
} finally {
  await manager.close();
  await bare.close();
  await mongo.stop();
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
