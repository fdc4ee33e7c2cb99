// What watching a pool costs: CPU time (of the main thread) of an operation through a monitored pool over that of the same operation through the same
// MongoClient without listeners. It is one client, whose listeners are put on and taken off: of two clients alike one takes up to 5 % more than
// the other, for as long as they live. Slices of a few operations take turns (on, off, off, on, or the other way round), and the ratio is taken
// within each turn, so that a busy machine slows both; the turns that it disturbed most are left out of the mean. Beside it stands what
// the same sum says of a client that is never listened to: how far off it is.
//
//   node bench/pools.bench.ts [seconds for each level] [levels, such as 1,32,256]
import type { MongoClient } from 'mongodb';
import { PoolManager } from '../client/src/pools/manager.ts';
import { startSingle } from '../scripts/parts/start-mongod.mjs';

const seconds = Number(process.argv[2] ?? 60);
const levels = (process.argv[3] ?? '1,32,256').split(',').map(Number);
const size = 100;
/** Operations of a slice, some 10 ms of them. */
const perSlice = (concurrent: number) => Math.max(60, 2 * concurrent);
/** The share of turns that is left out at either end. */
const trimmed = 0.2;
/** Never rung. */
const bell = new Int32Array(new SharedArrayBuffer(4));

interface Way {
  readonly listens: boolean;
  readonly one: () => Promise<unknown>;
  operations: number;
}

/** Microseconds of CPU for one operation, a value for each turn. */
interface Pair {
  readonly watched: number[];
  readonly bare: number[];
}

const mongo = await startSingle();
const manager = new PoolManager();
try {
  // All connections from the beginning: how many there are would else differ from one slice to the next.
  await manager.create({
    name: 'watched',
    uri: mongo.uri,
    options: { maxPoolSize: size, minPoolSize: size },
  });
  const lease = await manager.use('watched');
  const { client } = lease;
  const numbers = client.db('bench').collection<{ _id: number }>('numbers');
  await numbers.insertMany(Array.from({ length: 1000 }, (_, n) => ({ _id: n, text: 'x'.repeat(100) })));
  let n = 0;
  const info = { command: 'find', database: 'bench', collection: 'numbers' };
  const find = () => numbers.findOne({ _id: n++ % 1000 });
  const watched: Way = { listens: true, one: () => lease.run(info, find), operations: 0 };
  const bare: Way = { listens: false, one: find, operations: 0 };
  const listen = switchOf(client);
  const slice = async (way: Way, concurrent: number): Promise<number> => {
    listen(way.listens);
    const operations = perSlice(concurrent);
    let left = operations;
    const worker = async () => {
      while (left-- > 0) await way.one();
    };
    const start = cpuMicros();
    await Promise.all(Array.from({ length: concurrent }, worker));
    way.operations += operations;
    return (cpuMicros() - start) / operations;
  };
  /** A turn: each way twice, in an order that is drawn anew each time, since a slice inherits the caches and the garbage of the one before. */
  const turn = async ([one, other]: readonly [Way, Way], concurrent: number, { watched, bare }: Pair) => {
    const swapped = Math.random() < 0.5;
    const [outer, inner] = swapped ? [other, one] : [one, other];
    const costs = [];
    for (const way of [outer, inner, inner, outer]) costs.push(await slice(way, concurrent));
    const [a = 0, b = 0, c = 0, d = 0] = costs;
    const [first, second] = [(a + d) / 2, (b + c) / 2];
    watched.push(swapped ? second : first);
    bare.push(swapped ? first : second);
  };
  for (const way of [watched, bare, watched, bare])
    for (let round = 0; round < 20; round++) await slice(way, size);

  console.log(' at once  turns  bare µs/op  watched µs/op  operations at equal CPU  bare beside itself');
  for (const concurrent of levels) {
    const [beside, alike]: readonly [Pair, Pair] = [
      { watched: [], bare: [] },
      { watched: [], bare: [] },
    ];
    listen(true);
    const before = manager.snapshot('watched')?.operations ?? 0;
    watched.operations = 0;
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
      await turn([watched, bare], concurrent, beside);
      await turn([bare, bare], concurrent, alike);
    }
    const seen = (manager.snapshot('watched')?.operations ?? 0) - before;
    if (seen !== watched.operations)
      throw new Error(`The pool counted ${seen} of ${watched.operations} operations.`);
    const columns = [
      String(concurrent).padStart(8),
      String(beside.bare.length).padStart(5),
      Math.exp(trimmedMean(beside.bare).mean).toFixed(1).padStart(10),
      Math.exp(trimmedMean(beside.watched).mean).toFixed(1).padStart(13),
      percent(ratio(beside)).padStart(23),
      percent(ratio(alike)).padStart(18),
    ];
    console.log(columns.join('  '));
  }
  listen(true);
  lease.release();
} finally {
  await manager.close();
  await mongo.stop();
}

/** What this thread has used so far. The kernel brings that up to date when a thread gives way, or some milliseconds later: so it gives way. */
function cpuMicros(): number {
  Atomics.wait(bell, 0, 0, 0.02);
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/** Puts the listeners of a client on and takes them off. */
function switchOf(client: MongoClient): (on: boolean) => void {
  const listeners = client.eventNames().map((name) => [name, client.rawListeners(name)] as const);
  let listens = true;
  return (on) => {
    if (on === listens) return;
    listens = on;
    for (const [name, all] of listeners)
      for (const each of all) client[on ? 'on' : 'off'](name, each as (event: unknown) => void);
  };
}

/** How many operations the watched one does where the bare one does one, and how sure that is. */
function ratio({ watched, bare }: Pair): { mean: number; error: number } {
  const { mean, error } = trimmedMean(bare.map((cpu, turn) => cpu / (watched[turn] ?? NaN)));
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
