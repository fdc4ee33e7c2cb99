// What a pool that is watched for long keeps in memory: the heap after ten million driver events, fed through the real
// listeners into the real monitor and its history, beside the heap after one million.
//
//   node --expose-gc bench/pools-memory.bench.ts [events in millions]
import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { PoolHistory } from '../client/src/history/pool-history.ts';
import { listen } from '../client/src/pools/driver-events.ts';
import { PoolMonitor } from '../client/src/pools/pool-monitor.ts';
import { somePool } from '../test/unit/client/tree/some-pool.ts';

const million = 1_000_000;
const millions = Number(process.argv[2] ?? 10);
const address = 'a.example.net:27017';
const connections = 100;
/** Events of one operation: asked for, checked out, checked in. */
const perOperation = 3;
/** The housekeeper looks after as many events: twice a second at 5,000 operations a second. */
const perMoment = 7_500;

const monitor = new PoolMonitor(new PoolHistory('watched'));
// The monitor listens to the events of a client and of its server's pool, whoever sends them.
const pool = new EventEmitter();
// As the driver does, to hand them on.
for (const event of ['connectionCheckOutStarted', 'connectionCheckedOut', 'connectionCheckedIn'])
  pool.on(event, () => undefined);
const topology = { s: { servers: new Map([[address, { pool }]]) } };
const driver = Object.assign(new EventEmitter(), { topology });
listen(driver as unknown as MongoClient, 0, {
  live: true,
  journal: monitor.journal,
  metric: (event) => monitor.metric(event),
  tell: (event) => monitor.tell(event),
});

const heaps = new Map<number, number>();
let told = 0;
driver.emit('connectionPoolCreated', { address });
connect(0);
console.log('events       heap MB  µs/event');
for (let step = 1; step <= millions; step++) {
  const start = process.cpuUsage();
  while (told < step * million) operation();
  const { user, system } = process.cpuUsage(start);
  // What was put off until the driver has come to the end of its own work.
  await nextTurn();
  heaps.set(step, heapNow());
  const micros = (user + system) / million;
  console.log(
    `${String(told).padStart(10)}  ${((heaps.get(step) ?? 0) / 1e6).toFixed(2).padStart(8)}  ${micros.toFixed(3).padStart(8)}`,
  );
}
const [first = NaN, last = NaN] = [heaps.get(1), heaps.get(millions)];
console.log(`after ${millions} million over after 1 million: ${(last / first).toFixed(3)}`);

function operation(): void {
  const connectionId = 1 + (told % connections);
  pool.emit('connectionCheckOutStarted', { address });
  pool.emit('connectionCheckedOut', { address, connectionId, durationMS: told % 7 });
  pool.emit('connectionCheckedIn', { address, connectionId });
  told += perOperation;
  // Connections come and go: each is closed for idleness now and then, and another is opened.
  if (told % 10_000 < perOperation) connect(told);
  if (told % perMoment < perOperation) moment();
}

function connect(from: number): void {
  for (let id = 1; id <= connections; id++) {
    if (from > 0) driver.emit('connectionClosed', { address, connectionId: id, reason: 'idle' });
    driver.emit('connectionCreated', { address, connectionId: id });
    driver.emit('connectionReady', { address, connectionId: id, durationMS: 3 });
    told += from > 0 ? perOperation : 2;
  }
}

function moment(): void {
  const snapshot = somePool('watched', { ...monitor.figures(), maxSize: connections });
  monitor.sample(snapshot, 30_000, true, 10_000);
}

function heapNow(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
