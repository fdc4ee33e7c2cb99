import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { root } from '../../scripts/parts/paths.mjs';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import { seedShop, shopUri } from '../../scripts/seed/seed-shop.mjs';
import { openWorkbench, type Workbench } from '../ui/workbench.ts';
import { debuggable, descendants, heapOf, processorSeconds } from './process-figures.ts';

/** Processor time in percent of one core, heap in MB. */
export interface WindowCost {
  readonly phase: string;
  readonly minutes: number;
  readonly hostCpu: number;
  readonly rendererCpu: number;
  readonly hostHeap: readonly [start: number, end: number];
  readonly rendererHeap: readonly [start: number, end: number];
}

/** A real window on pools of which three are at work: first without the dashboard, then with all of them on it at 1 s. */
export async function watchInWindow(pools: number, minutes: number): Promise<WindowCost[]> {
  const mongo = await startSingle();
  await seedShop(mongo.uri, { scale: 0.1 });
  const workbench = await openWorkbench({
    files: join(root, 'examples'),
    nodeOptions: debuggable,
    env: { QLSQL_DEMO_URI: shopUri(mongo.uri) },
    settings: { 'qlsql.demo.load': true },
    pictures: join(root, 'out', 'pictures'),
  });
  try {
    await workbench.openFile('01-pools.qlsql');
    // Then the extension is at work: on a busy machine that takes its time.
    await workbench.page.locator('.editor-instance').getByText('▶ Run').first().waitFor({ timeout: 120_000 });
    const own = Array.from({ length: pools - 3 }, (_, index) => `pool_${index + 1}`);
    await workbench.runStatements(
      own
        .map((name) => `CREATE CONNECTION_POOL ${name} ON CONNECTION demo WITH (maxPoolSize = 5);`)
        .join('\n'),
    );
    const results = await workbench.frameOf('.tab');
    await results.locator(`.tab.state-done >> nth=${own.length - 1}`).waitFor({ timeout: 120_000 });
    await workbench.runCommand('View: Show QLSQL');
    await workbench.viewLine('Pools', 'pool_1').waitFor();
    const without = await costOf(workbench, 'without the dashboard', Math.min(1, minutes));
    await workbench.runCommand('View: Hide Panel');
    await workbench.runCommand('QLSQL: Show Dashboard');
    const frame = await workbench.frameOf('.tiles .tile');
    await frame.locator('.pool-choice').click();
    const list = workbench.page.locator('.quick-input-widget');
    await list.locator('.quick-input-header .monaco-custom-toggle').click();
    await list.getByText(`${pools} Selected`).waitFor();
    await workbench.page.keyboard.press('Enter');
    await frame.locator('.pool-name', { hasText: `${pools} pools` }).waitFor();
    const first = await costOf(workbench, 'with it, the first minute', Math.min(1, minutes));
    const rest = await costOf(workbench, 'with it, after that', minutes);
    await workbench.screenshot('endurance');
    return [without, first, rest];
  } finally {
    await workbench.close();
    await mongo.stop();
  }
}

async function costOf({ page }: Workbench, phase: string, minutes: number): Promise<WindowCost> {
  const started = descendants();
  const pidsOf = (mark: string) =>
    started.filter(({ command }) => command.includes(mark)).map(({ pid }) => pid);
  const hosts = pidsOf('--type=extensionHost');
  const renderers = pidsOf('--type=renderer');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const heaps = async (): Promise<[host: number, renderer: number]> => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const renderer = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
    return [(await heapOf(hosts[0] ?? 0)) / 1e6, renderer / 1e6];
  };
  const before = await heaps();
  const begun = {
    at: performance.now(),
    host: processorSeconds(hosts),
    renderer: processorSeconds(renderers),
  };
  await sleep(minutes * 60_000);
  const seconds = (performance.now() - begun.at) / 1000;
  const share = (end: number, start: number): number => ((end - start) / seconds) * 100;
  const [hostCpu, rendererCpu] = [
    share(processorSeconds(hosts), begun.host),
    share(processorSeconds(renderers), begun.renderer),
  ];
  const after = await heaps();
  await session.detach();
  return {
    phase,
    minutes,
    hostCpu,
    rendererCpu,
    hostHeap: [before[0], after[0]],
    rendererHeap: [before[1], after[1]],
  };
}
