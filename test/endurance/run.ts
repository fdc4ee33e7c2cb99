// `npm run endurance -- [--pools 20 --minutes 10 --many 500]`: what a dashboard costs that is open for long in a real window, and how
// long one refresh takes with many pools, as tables in Markdown. `npm run endurance -- --rows 5000000`: what a grid of so many rows costs.
// Linux only; it wants the last `npm run build`.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { scrollMany, type Frames } from './long-grid.ts';
import { refreshMany } from './many-pools.ts';
import { watchInWindow } from './window.ts';

const { values } = parseArgs({
  options: {
    pools: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '10' },
    many: { type: 'string', default: '500' },
    rows: { type: 'string' },
  },
});
const load = (): string =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(' ');

console.log(`load of the machine before: ${load()}`);
if (values.rows === undefined) await tellDashboard();
else await tellGrid(Number(values.rows));
console.log(`\nload of the machine after: ${load()}`);
process.exit(0); // The debugger's port of the extension host keeps a socket open.

async function tellDashboard(): Promise<void> {
  const { tree, snapshot, message, page } = await refreshMany(Number(values.many));
  console.log(`
One refresh with ${values.many} pools: pools view ${tree.toFixed(1)} ms; dashboard with all of them: snapshot
${snapshot.toFixed(0)} ms, message ${message.toFixed(0)} KB, page ${page.toFixed(0)} ms.
`);
  console.log(
    '| dashboard with all pools | minutes | extension host CPU | window CPU | heap MB host | heap MB window |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const cost of await watchInWindow(Number(values.pools), Number(values.minutes))) {
    const heap = ([start, end]: readonly [number, number]): string =>
      `${start.toFixed(1)} → ${end.toFixed(1)}`;
    const { phase, minutes, hostCpu, rendererCpu, hostHeap, rendererHeap } = cost;
    console.log(
      `| ${phase} | ${minutes} | ${hostCpu.toFixed(1)} % | ${rendererCpu.toFixed(1)} % | ${heap(hostHeap)} | ${heap(rendererHeap)} |`,
    );
  }
}

async function tellGrid(rows: number): Promise<void> {
  const { firstRows, allRows, jump, wheelAhead, wheelAmidst, ...memory } = await scrollMany(rows);
  const frames = ({ perSecond, p95, longest }: Frames): string =>
    `${perSecond.toFixed(0)} frames a second, 95 % within ${p95.toFixed(0)} ms, the longest ${longest.toFixed(0)} ms`;
  console.log(`
${rows.toLocaleString('en')} rows: the first after ${firstRows.toFixed(0)} ms, all after ${(allRows / 1000).toFixed(1)} s.
Wheel over rows that are read as they come into sight: ${frames(wheelAhead)}.
Wheel in the midst of all: ${frames(wheelAmidst)}. A jump there: ${jump.toFixed(0)} ms.

| MB | extension host | its heap | heap of the window |
| --- | --- | --- | --- |`);
  for (const [when, { host, hostHeap, windowHeap }] of Object.entries(memory))
    console.log(
      `| ${when} | ${[host, hostHeap, windowHeap].map((each) => (each / 1e6).toFixed(0)).join(' | ')} |`,
    );
}
