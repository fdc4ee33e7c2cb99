// `npm run endurance -- [--pools 20 --minutes 10 --many 500]`: what a dashboard costs that is open for long in a real window, and how
// long one refresh takes with many pools, as tables in Markdown. Linux only; it wants the last `npm run build`.
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { refreshMany } from './many-pools.ts';
import { watchInWindow } from './window.ts';

const { values } = parseArgs({
  options: {
    pools: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '10' },
    many: { type: 'string', default: '500' },
  },
});
const load = (): string =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(' ');

console.log(`load of the machine before: ${load()}`);
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
  const heap = ([start, end]: readonly [number, number]): string => `${start.toFixed(1)} → ${end.toFixed(1)}`;
  const { phase, minutes, hostCpu, rendererCpu, hostHeap, rendererHeap } = cost;
  console.log(
    `| ${phase} | ${minutes} | ${hostCpu.toFixed(1)} % | ${rendererCpu.toFixed(1)} % | ${heap(hostHeap)} | ${heap(rendererHeap)} |`,
  );
}
console.log(`\nload of the machine after: ${load()}`);
process.exit(0); // The debugger's port of the extension host keeps a socket open.
