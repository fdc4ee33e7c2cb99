// What watching a pool costs: CPU time (of the main thread) of an operation through a monitored pool over that of the same operation through the same
// MongoClient as it comes. It is one client, whose listeners are put on and taken off: of two clients alike one takes up to 5 % more than
// the other, for as long as they live. Three short slices take turns, in an order drawn anew each time: watched, bare, and bare once more, which
// tells how far off the ratio is. What else a busy machine does only ever adds to a slice, so the cheaper half of each kind is what counts.
//
//   node bench/pools.bench.ts [seconds for each level] [levels, such as 1,32,256]
import type { EventEmitter } from 'node:events';
import type { MongoClient } from 'mongodb';
import { PoolManager } from '../client/src/pools/manager.ts';
import { startSingle } from '../scripts/parts/start-mongod.mjs';

const seconds = Number(process.argv[2] ?? 60);
const levels = (process.argv[3] ?? '1,32,256').split(',').map(Number);
const size = 100;
/** Operations of a slice. Three events of each come to whole journals of 128, so that each watched slice folds as often. */
const perSlice = (concurrent: number) => Math.max(128, concurrent);
/** The error is what the ratio of so many parts of the run, one behind the other, comes to. */
const parts = 12;
/** Never rung. */
const bell = new Int32Array(new SharedArrayBuffer(4));

/** Microseconds of CPU for one operation, one of each kind. */
type Turn = Readonly<Record<Kind, number>>;
type Kind = 'watched' | 'bare' | 'again';
const kinds: readonly Kind[] = ['watched', 'bare', 'again'];

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
  const bare = () => numbers.findOne({ _id: n++ % 1000 });
  const watched = () => lease.run(info, bare);
  const listen = switchOf(client);
  let operations = 0;
  const slice = async (kind: Kind, concurrent: number): Promise<number> => {
    listen(kind === 'watched');
    const one = kind === 'watched' ? watched : bare;
    const all = perSlice(concurrent);
    let left = all;
    const worker = async () => {
      while (left-- > 0) await one();
    };
    const start = cpuMicros();
    await Promise.all(Array.from({ length: concurrent }, worker));
    if (kind === 'watched') operations += all;
    return (cpuMicros() - start) / all;
  };
  const turn = async (concurrent: number): Promise<Turn> => {
    const costs = { watched: NaN, bare: NaN, again: NaN };
    for (const kind of shuffled(kinds)) costs[kind] = await slice(kind, concurrent);
    return costs;
  };
  for (let round = 0; round < 30; round++) await turn(size);

  console.log(' at once  turns  bare µs/op  watched µs/op  operations at equal CPU  bare beside itself');
  for (const concurrent of levels) {
    const turns: Turn[] = [];
    listen(true);
    const before = manager.snapshot('watched')?.operations ?? 0;
    operations = 0;
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end || turns.length < parts) turns.push(await turn(concurrent));
    const seen = (manager.snapshot('watched')?.operations ?? 0) - before;
    if (seen !== operations) throw new Error(`The pool counted ${seen} of ${operations} operations.`);
    const columns = [
      String(concurrent).padStart(8),
      String(turns.length).padStart(5),
      cost(turns, 'bare', 'again').toFixed(1).padStart(10),
      cost(turns, 'watched').toFixed(1).padStart(13),
      inParts(turns, (some) => cost(some, 'bare', 'again') / cost(some, 'watched')).padStart(23),
      inParts(turns, (some) => cost(some, 'bare') / cost(some, 'again')).padStart(18),
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

/** Puts our listeners to each operation's events on, or the driver's own, which hand these on to a client where nobody listens. */
function switchOf(client: MongoClient): (on: boolean) => void {
  const { topology } = client as unknown as Internals;
  const sources = [...topology.s.servers.values()].flatMap((server) =>
    ['connectionCheckOutStarted', 'connectionCheckedOut', 'connectionCheckedIn'].map((name) => {
      const ours = server.pool.rawListeners(name) as Listener[];
      const bare: Listener[] = [(event) => server.emit(name, event)];
      return { name, pool: server.pool, ours, bare };
    }),
  );
  let listens = true;
  return (on) => {
    if (on === listens) return;
    listens = on;
    for (const { name, pool, ours, bare } of sources) {
      pool.removeAllListeners(name);
      for (const listener of on ? ours : bare) pool.on(name, listener);
    }
  };
}

type Listener = (event: unknown) => void;

/** Where the driver's events come from. */
interface Internals {
  readonly topology: {
    readonly s: { readonly servers: ReadonlyMap<string, EventEmitter & { pool: EventEmitter }> };
  };
}

/** The mean of the cheaper half of all slices of these kinds. */
function cost(turns: readonly Turn[], ...of: readonly Kind[]): number {
  const sorted = turns.flatMap((turn) => of.map((kind) => turn[kind])).sort((one, other) => one - other);
  return average(sorted.slice(0, Math.ceil(sorted.length / 2)));
}

/** A ratio of all turns, and its standard error, as a share of a hundred. */
function inParts(turns: readonly Turn[], ratio: (some: readonly Turn[]) => number): string {
  const length = Math.floor(turns.length / parts);
  const each = Array.from({ length: parts }, (_, part) =>
    ratio(turns.slice(part * length, (part + 1) * length)),
  );
  const mean = average(each);
  const deviation = Math.sqrt(each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (parts - 1));
  return `${(100 * ratio(turns)).toFixed(1)} ± ${((100 * deviation) / Math.sqrt(parts)).toFixed(1)} %`;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ value }) => value);
}
