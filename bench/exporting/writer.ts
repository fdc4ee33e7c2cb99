// Exports a collection as one format in a process of its own, so that the peak of its memory is its own. Prints one line of JSON.
//
//   node bench/exporting/writer.ts FORMAT URI FILE
import { statSync } from 'node:fs';
import { ExportFile } from '../../client/src/results/export-file.ts';
import { exportFormats } from '../../client/src/results/export-format.ts';
import { openBenchSession } from '../streaming/bench-session.ts';

/** What a writer tells; memory and size in bytes. */
export interface Written {
  readonly rows: number;
  readonly ms: number;
  /** Processor time of the process. */
  readonly cpuMs: number;
  readonly startRss: number;
  readonly peakRss: number;
  readonly bytes: number;
}

const [, , id, uri = '', target = ''] = process.argv;
const format = exportFormats.find((each) => each.id === id);
if (!format) throw new Error(`There is no format ${String(id)}.`);
const { session, close } = await openBenchSession(uri);
const startRss = process.memoryUsage.rss();
const start = performance.now();
const before = process.cpuUsage();
const file = new ExportFile(target, format);
const outcome = await session.run('SELECT n, name, total, placed FROM rows', file, {
  exactNumbers: true, // As the extension reads.
});
if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
await file.finish();
const { user, system } = process.cpuUsage(before);
const written: Written = {
  ...{ rows: file.count, ms: performance.now() - start, cpuMs: (user + system) / 1000, startRss },
  ...{ peakRss: process.resourceUsage().maxRSS * 1024, bytes: statSync(target).size },
};
console.log(JSON.stringify(written));
await close();
