// Streams one statement through a session, in a process of its own that was started with --expose-gc, and prints the bytes of heap in use
// after each of the given numbers of rows, as JSON.
//
//   node --expose-gc heap-while-streaming.ts URI SQL ROWS…
import { PoolManager } from '../../../client/src/pools/manager.ts';
import { CatalogStore } from '../../../client/src/run/catalog-store.ts';
import { Session } from '../../../client/src/run/session.ts';

const [, , uri = '', sql = '', ...marks] = process.argv;
const collect = globalThis.gc;
if (!collect) throw new Error('This needs --expose-gc.');

const manager = new PoolManager();
const connections = {
  names: () => ['shop'],
  default: () => ({ name: 'shop' }),
  resolve: () => Promise.resolve({ uri }),
};
const catalog = new CatalogStore({ manager, connections });
const session = new Session({ manager, connections, catalog });

const heap: number[] = [];
const left = marks.map(Number);
let rows = 0;
const { problems } = await session.run(sql, {
  columns: () => undefined,
  rows: (batch) => {
    rows += batch.length;
    if (left[0] === undefined || rows < left[0]) return;
    left.shift();
    collect();
    heap.push(process.memoryUsage().heapUsed);
  },
});
console.log(
  JSON.stringify({ rows, heap, problems: problems.map(({ code, message }) => `${code} ${message}`) }),
);
await session.close();
await catalog.close();
await manager.close();
