// Exports a collection as one format in a process of its own, so that the peak of its memory is its own. Prints one line of JSON.
//
//   node bench/exporting/writer.ts FORMAT URI FILE
import { statSync } from 'node:fs';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { ExportFile } from '../../client/src/results/export-file.ts';
import { exportFormats } from '../../client/src/results/export-format.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionResolver } from '../../client/src/run/connections.ts';
import { Session } from '../../client/src/run/session.ts';

/** What a writer tells; memory and size in bytes. */
export interface Written {
  readonly rows: number;
  readonly ms: number;
  readonly startRss: number;
  readonly peakRss: number;
  readonly bytes: number;
}

const [, , id, uri = '', target = ''] = process.argv;
const format = exportFormats.find((each) => each.id === id);
if (!format) throw new Error(`There is no format ${String(id)}.`);
const manager = new PoolManager();
const connections: ConnectionResolver = {
  names: () => ['bench'],
  default: () => ({ name: 'bench' }),
  resolve: () => Promise.resolve({ uri }),
};
const catalog = new CatalogStore({ manager, connections });
const session = new Session({ manager, connections, catalog });
// Connected and sampled before the clock runs.
await session.run('SELECT n FROM rows LIMIT 1', { columns: () => undefined, rows: () => undefined });
const startRss = process.memoryUsage.rss();
const start = performance.now();
const file = new ExportFile(target, format);
const outcome = await session.run('SELECT n, name, total, placed FROM rows', file);
if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
await file.finish();
const written: Written = {
  ...{ rows: file.count, ms: performance.now() - start, startRss },
  ...{ peakRss: process.resourceUsage().maxRSS * 1024, bytes: statSync(target).size },
};
console.log(JSON.stringify(written));
await session.close();
await catalog.close();
await manager.close();
