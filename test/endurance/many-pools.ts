import { performance } from 'node:perf_hooks';
import { PoolForest } from '../../client/src/tree/pool-forest.ts';
import { launchChromium } from '../../scripts/parts/chromium.mjs';
import { openDashboard } from '../ui/dashboard/page.ts';
import { ManyBusyPools } from './many-busy-pools.ts';
import { someHost, somePool } from '../unit/client/tree/some-pool.ts';

/** Milliseconds, medians of several refreshes; the message from the extension host to the page in KB. */
export interface RefreshTimes {
  readonly tree: number;
  readonly snapshot: number;
  readonly message: number;
  readonly page: number;
}

/** One refresh with many pools of three hosts, all of them at work: of the pools view, and of a dashboard with all pools on it. */
export async function refreshMany(count: number, rounds = 9): Promise<RefreshTimes> {
  const poolsAt = (tick: number) =>
    Array.from({ length: count }, (_, index) => {
      const active = (tick * 7 + index) % 50;
      const hosts = ['a', 'b', 'c'].map((host) => someHost(`${host}:27017`, { active }));
      return somePool(`pool_${index}`, { active, hosts, operations: 1000 * tick + active });
    });
  const dashboard = new ManyBusyPools(count);
  dashboard.show();
  const forest = new PoolForest();
  forest.update(poolsAt(0), 0);
  const trees: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const pools = poolsAt(round);
    trees.push(timed(() => forest.update(pools, round * 5000)));
  }
  const snapshots = Array.from({ length: rounds }, () => {
    dashboard.pass();
    return timed(() => dashboard.show());
  });
  const snapshot = dashboard.show();
  const browser = await launchChromium();
  try {
    const { page } = await openDashboard(browser);
    const drawn = await page.evaluate(
      async ({ sent, times }) => {
        const all: number[] = [];
        for (let round = 0; round < times; round += 1) {
          const begun = performance.now();
          window.postMessage({ type: 'snapshot', snapshot: sent }, '*');
          // Two frames: the message is worked off before the first, drawn before the second.
          await new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve))));
          all.push(performance.now() - begun);
        }
        return all;
      },
      { sent: snapshot, times: rounds },
    );
    return {
      tree: median(trees),
      snapshot: median(snapshots),
      message: JSON.stringify(snapshot).length / 1000,
      page: median(drawn),
    };
  } finally {
    await browser.close();
  }
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[values.length >> 1] ?? 0;
