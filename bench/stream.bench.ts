// What a long result costs: rows in a second and the peak of memory, a SELECT through a session beside a bare cursor of the driver over the same
// pipeline, as the driver opens it (`bare`) and with the session's length of batches (`batches`), and through a session that tells int, long and double apart (`exact`). Each reading has a process of its own; they
// alternate, and medians are compared.
//
//   node bench/stream.bench.ts [rows] [rounds]
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import { announced } from '../scripts/parts/announce.mjs';
import { startSingle } from '../scripts/parts/start-mongod.mjs';
import { median } from './peers/contest.ts';
import type { Reading } from './streaming/reader.ts';

const total = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 5);
const batch = 20_000;
const reader = path.join(import.meta.dirname, 'streaming', 'reader.ts');

async function fill(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect();
  const collection = client.db().collection('rows');
  for (let start = 0; start < total; start += batch) {
    const documents = Array.from({ length: Math.min(batch, total - start) }, (_, index) => {
      const n = start + index;
      return {
        n,
        name: `row number ${n}`,
        total: n / 4,
        placed: new Date(n * 60_000),
        unread: 'x'.repeat(40),
      };
    });
    await collection.insertMany(documents);
  }
  await client.close();
}

type Way = 'bare' | 'batches' | 'session' | 'exact';

async function read(way: Way, uri: string): Promise<Reading> {
  const { stdout } = await promisify(execFile)(process.execPath, [reader, way, uri]);
  return JSON.parse(stdout) as Reading;
}

const mongo = await startSingle();
try {
  const uri = `${mongo.uri}bench`;
  await announced(`bench: ${total} documents`, () => fill(uri));
  const ways: readonly Way[] = ['bare', 'batches', 'session', 'exact'];
  const readings: Record<Way, Reading[]> = { bare: [], batches: [], session: [], exact: [] };
  for (const way of ways) await read(way, uri);
  for (let round = 0; round < rounds; round += 1)
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const reading = await read(way, uri);
      if (reading.rows !== total) throw new Error(`${way} read ${reading.rows} of ${total} rows.`);
      readings[way].push(reading);
    }
  const of = (way: Way, pick: (reading: Reading) => number) => median(readings[way].map(pick));
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
  console.log(`${total} rows, medians of ${rounds} readings`);
  console.log('                 rows/s   CPU µs/row   peak MB   above its start');
  for (const way of ways) {
    const speed = of(way, ({ rows, ms }) => (rows * 1000) / ms);
    const cpu = of(way, ({ rows, cpuMs }) => (cpuMs * 1000) / rows);
    const [peak, above] = [
      of(way, ({ peakRss }) => peakRss),
      of(way, ({ peakRss, startRss }) => peakRss - startRss),
    ];
    console.log(
      `${way.padEnd(9)} ${speed.toFixed(0).padStart(13)} ${cpu.toFixed(2).padStart(12)} ${mb(peak).padStart(9)} ${mb(above).padStart(17)}`,
    );
  }
  for (const [way, other] of [
    ['session', 'bare'],
    ['session', 'batches'],
    ['exact', 'session'],
  ] as const) {
    const time = of(way, ({ ms }) => ms) / of(other, ({ ms }) => ms);
    const cpu = of(way, ({ cpuMs }) => cpuMs) / of(other, ({ cpuMs }) => cpuMs);
    console.log(`${way} over ${other}: time ${time.toFixed(2)}, processor time ${cpu.toFixed(2)}`);
  }
} finally {
  await mongo.stop();
}
