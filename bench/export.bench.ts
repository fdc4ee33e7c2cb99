// What an export costs: rows in a second, processor time, the size of the file and the peak of memory, each format in a process of its own.
//
//   node bench/export.bench.ts [rows]
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import { exportFormats } from '../client/src/results/export-format.ts';
import { announced } from '../scripts/parts/announce.mjs';
import { startSingle } from '../scripts/parts/start-mongod.mjs';
import type { Written } from './exporting/writer.ts';

const total = Number(process.argv[2] ?? 1_000_000);
const writer = path.join(import.meta.dirname, 'exporting', 'writer.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'qlsql-export-'));

async function fill(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect();
  const rows = { $map: { input: { $range: [0, total] }, in: { n: '$$this' } } };
  const documents = {
    ...{ _id: '$r.n', n: '$r.n', name: { $concat: ['row number ', { $toString: '$r.n' }] } },
    ...{ total: { $divide: ['$r.n', 4] }, placed: { $toDate: { $multiply: ['$r.n', { $toLong: 60_000 }] } } },
  };
  const stages = [
    { $documents: [{ r: rows }] },
    { $unwind: '$r' },
    { $project: documents },
    { $out: 'rows' },
  ];
  await client.db().aggregate(stages).toArray();
  await client.close();
}

const mongo = await startSingle();
try {
  const uri = `${mongo.uri}bench`;
  await announced(`bench: ${total} documents`, () => fill(uri));
  console.log('format     rows/s   CPU µs/row   file MB   peak MB   above its start');
  for (const { id } of exportFormats) {
    const target = path.join(folder, id);
    const { stdout } = await promisify(execFile)(process.execPath, [writer, id, uri, target]);
    const { rows, ms, cpuMs, bytes, peakRss, startRss } = JSON.parse(stdout) as Written;
    if (rows !== total) throw new Error(`${id} has ${rows} of ${total} rows.`);
    const [size, peak, above] = [bytes, peakRss, peakRss - startRss].map((each) =>
      (each / 2 ** 20).toFixed(0),
    );
    const speed = ((rows * 1000) / ms).toFixed(0);
    const cpu = ((cpuMs * 1000) / rows).toFixed(2);
    console.log(
      `${id.padEnd(8)} ${speed.padStart(8)} ${cpu.padStart(12)} ${(size ?? '').padStart(9)} ${(peak ?? '').padStart(9)} ${(above ?? '').padStart(17)}`,
    );
    rmSync(target);
  }
} finally {
  await mongo.stop();
  rmSync(folder, { recursive: true });
}
