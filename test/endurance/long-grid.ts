import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/parts/paths.mjs';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import { shopUri } from '../../scripts/seed/seed-shop.mjs';
import { openWorkbench, type Workbench } from '../ui/workbench.ts';
import { debuggable, descendants, heapOf, residentBytes } from './process-figures.ts';

/** Bytes; of the extension host all its memory and its heap, of the window its heap. */
interface Memory {
  readonly host: number;
  readonly hostHeap: number;
  readonly windowHeap: number;
}

/** Milliseconds; frames a second. */
export interface GridCost {
  readonly firstRows: number;
  readonly allRows: number;
  /** A wheel that turns for ten seconds: with the rows read as they are wanted, and in the midst of all of them. */
  readonly wheelAhead: Frames;
  readonly wheelAmidst: Frames;
  /** From a jump of the scroll bar to the rows of that place, the median of some. */
  readonly jump: number;
  readonly before: Memory;
  readonly first: Memory;
  readonly all: Memory;
}

export interface Frames {
  readonly perSecond: number;
  /** The longest between two of them, and that which 95 of 100 stay below. */
  readonly longest: number;
  readonly p95: number;
}

/** A real window on a collection of so many documents: its first rows, scrolling, and all of them read. */
export async function scrollMany(rows: number): Promise<GridCost> {
  const mongo = await startSingle();
  await fill(shopUri(mongo.uri), rows);
  const workbench = await openWorkbench({
    files: join(root, 'examples'),
    nodeOptions: debuggable,
    env: { QLSQL_DEMO_URI: shopUri(mongo.uri) },
    settings: { 'qlsql.results.maxRows': rows + 1000 },
    pictures: join(root, 'out', 'pictures'),
  });
  const { page } = workbench;
  try {
    await workbench.openFile('01-pools.qlsql');
    await workbench.runStatements('SELECT 1 AS ready;'); // The connection is open, and the panel.
    await (await workbench.frameOf('.grid .cell[data-kind=number]')).locator('.grid').waitFor();
    const before = await memoryOf(workbench);
    await workbench.newQuery('SELECT n, name, total, placed FROM rows;');
    const begun = performance.now();
    await page.keyboard.press('Control+Enter');
    const frame = await workbench.frameOf('.result:not([hidden]) .grid .cell[data-kind=date]');
    const firstRows = performance.now() - begun;
    const grid = frame.locator('.result:not([hidden]) .grid');
    await grid.hover();
    const wheelAhead = await turnWheel(workbench, frame);
    const first = await memoryOf(workbench);
    const reading = performance.now();
    await frame.locator('.result:not([hidden])').getByRole('button', { name: 'Read all' }).click();
    await frame
      .locator('.result:not([hidden]) .status-text', { hasText: `${rows.toLocaleString('en')} rows ·` })
      .waitFor({ timeout: 600_000 });
    const allRows = performance.now() - reading;
    const jumps: number[] = [];
    for (const share of [0.5, 0.1, 0.9, 0.25, 0.75, 0.999, 0.4]) jumps.push(await jumpTo(frame, share));
    const wheelAmidst = await turnWheel(workbench, frame);
    await workbench.screenshot('long-grid');
    const all = await memoryOf(workbench);
    const jump = jumps.sort((a, b) => a - b)[jumps.length >> 1] ?? 0;
    return { firstRows, allRows, wheelAhead, wheelAmidst, jump, before, first, all };
  } finally {
    await workbench.close();
    await mongo.stop();
  }
}

async function fill(uri: string, rows: number): Promise<void> {
  const client = await new MongoClient(uri).connect();
  const thousands = { $map: { input: { $range: [0, rows / 1000] }, in: { k: '$$this' } } };
  const document = {
    ...{ _id: '$n', n: '$n', name: { $concat: ['row number ', { $toString: '$n' }] } },
    ...{ total: { $divide: ['$n', 4] }, placed: { $toDate: { $multiply: ['$n', { $toLong: 60_000 }] } } },
  };
  await client
    .db()
    .aggregate([
      { $documents: [{ r: thousands }] },
      { $unwind: '$r' },
      { $set: { i: { $range: [0, 1000] } } },
      { $unwind: '$i' },
      { $set: { n: { $add: [{ $multiply: ['$r.k', 1000] }, '$i'] } } },
      { $project: document },
      { $out: 'rows' },
    ])
    .toArray();
  await client.close();
}

async function turnWheel({ page }: Workbench, frame: Frame): Promise<Frames> {
  const drawn = frame.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const draw = (now: number): void => {
          times.push(now);
          if (now - (times[0] ?? now) < 10_000) requestAnimationFrame(draw);
          else resolve(times);
        };
        requestAnimationFrame(draw);
      }),
  );
  let isOver = false;
  void drawn.then(() => (isOver = true));
  while (!isOver) {
    await page.mouse.wheel(0, 220);
    await sleep(15);
  }
  const times = await drawn;
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  pauses.sort((a, b) => a - b);
  return {
    perSecond: (pauses.length * 1000) / ((times.at(-1) ?? 0) - (times[0] ?? 0)),
    longest: pauses.at(-1) ?? 0,
    p95: pauses[Math.floor(pauses.length * 0.95)] ?? 0,
  };
}

/** Until the rows there have their values. */
function jumpTo(frame: Frame, share: number): Promise<number> {
  return frame.evaluate(async (part) => {
    const grid = document.querySelector<HTMLElement>('.result:not([hidden]) .grid')!;
    const begun = performance.now();
    grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * part;
    const isDrawn = (): boolean => {
      const { top } = grid.getBoundingClientRect();
      const [row] = document.elementsFromPoint(200, top + 60).filter((each) => each.matches('.cell'));
      return row?.textContent !== '' && row !== undefined;
    };
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (isDrawn() && performance.now() - begun > 5) resolve();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(() => requestAnimationFrame(look)); // Of before the jump is what stands there until then.
    });
    return performance.now() - begun;
  }, share);
}

async function memoryOf({ page }: Workbench): Promise<Memory> {
  const host = descendants().find(({ command }) => command.includes('--type=extensionHost'))?.pid ?? 0;
  const hostHeap = await heapOf(host);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const windowHeap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  return { host: residentBytes(host), hostHeap, windowHeap };
}
