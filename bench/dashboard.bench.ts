// How long one tick of the views takes with 500 pools: the pools view that compares rows beside one that is built
// anew, and the dashboard of one pool with an hour of samples beside one that reckons with all of them.
import { performance } from 'node:perf_hooks';
import type { ChartSample } from '../client/src/panels/chart-sample.ts';
import {
  dashboardSnapshot,
  type DashboardView,
  type PoolStory,
} from '../client/src/panels/dashboard-snapshot.ts';
import { PoolHistory } from '../client/src/history/pool-history.ts';
import { PoolMonitor } from '../client/src/pools/pool-monitor.ts';
import { MovingHeat, MovingSeries } from '../client/src/panels/moving-series.ts';
import { OperationLog } from '../client/src/panels/operation-log.ts';
import type { PoolSnapshot } from '../client/src/pools/pool-types.ts';
import { PoolForest } from '../client/src/tree/pool-forest.ts';
import { hostRow, poolRow } from '../client/src/tree/pool-rows.ts';
import { hostTooltip, poolTooltip } from '../client/src/tree/pool-tooltips.ts';
import { chartModels } from '../media/dashboard/chart-model.ts';
import { chartSample } from '../client/src/panels/chart-sample.ts';
import { ManyBusyPools } from '../test/endurance/many-busy-pools.ts';
import { someHost, somePool } from '../test/unit/client/tree/some-pool.ts';

const poolCount = 500;
const rounds = 40;
const now = Date.UTC(2026, 0, 1);

/** 500 pools of three hosts each. One in ten is at work; of the others there is no new snapshot, as in LivePools. */
function poolsAt(tick: number, before: readonly PoolSnapshot[] = []): PoolSnapshot[] {
  return Array.from({ length: poolCount }, (_, index) => {
    const atWork = index % 10 === 0;
    const same = before[index];
    if (same && !atWork) return same;
    const active = atWork ? (tick * 7 + index) % 50 : 0;
    const hosts = ['a', 'b', 'c'].map((host) => someHost(`${host}:27017`, { active }));
    return somePool(`pool_${index}`, { active, hosts, operations: 1000 * tick + active });
  });
}

const hour: ChartSample[] = Array.from({ length: 3600 }, (_, second) => ({
  ...chartSample(
    somePool('p', { active: second % 50, operations: second * 100 }),
    now - (3600 - second) * 1000,
  ),
}));
const stories: PoolStory[] = poolsAt(0).map((snapshot) => ({
  snapshot,
  series: new MovingSeries(),
  samples: () => hour,
  events: [],
  operations: new OperationLog(),
  timed: () => [],
  held: [],
}));
/** The same with nothing kept from one tick to the next. */
const anew = (story: PoolStory): DashboardView => ({
  stories: [{ ...story, series: new MovingSeries() }],
  ...{ heat: new MovingHeat(), rangeMs: 3_600_000, now },
});

const first = poolsAt(-1);
const ticks = Array.from({ length: rounds }, (_, tick) => poolsAt(tick, first));
const forest = new PoolForest();
forest.update(first, 0);
for (const pool of forest.children().slice(0, 20)) forest.children(pool);
let redrawn = 0;

const contests = [
  {
    what: 'pools view',
    ours: (round: number) => {
      const redraw = forest.update(ticks[round] ?? [], (round + 1) * 5000);
      redrawn = redraw === 'all' ? poolCount : redraw.length;
      return redraw;
    },
    naive: (round: number) =>
      (ticks[round] ?? []).map((pool) => ({
        ...poolRow(pool),
        tooltip: poolTooltip(pool),
        hosts: pool.hosts.map((host) => ({ ...hostRow(pool.name, host), tooltip: hostTooltip(host) })),
      })),
  },
  {
    what: 'dashboard of one pool, 1 h',
    ours: () => stories.slice(0, 1).map((story) => chartModels(dashboardSnapshot(anew(story)))),
    naive: () => stories.map((story) => chartModels(dashboardSnapshot(anew(story)))),
  },
];

for (const { what, ours, naive } of contests) {
  const times = { ours: [] as number[], naive: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(timed(() => ours(round)));
    if (round % 4 === 0) times.naive.push(timed(() => naive(round)));
  }
  const [mine, whole] = [median(times.ours), median(times.naive)];
  console.log(
    `${what}: ${mine.toFixed(2)} ms, everything anew ${whole.toFixed(1)} ms, ratio ${(whole / mine).toFixed(1)}`,
  );
}
const busy = new ManyBusyPools(poolCount);
const whole = processorMs(() => busy.anew());
busy.show();
const seconds = Array.from({ length: rounds }, () => {
  busy.pass();
  return processorMs(() => busy.show());
});
const message = JSON.stringify(busy.show()).length / 1000;
console.log(
  `dashboard of ${poolCount} busy pools, 10 min: ${median(seconds).toFixed(0)} ms of processor time each second, ${whole.toFixed(0)} ms at first; message ${message.toFixed(0)} KB`,
);
const monitors = first.map((pool) => monitorOf(pool));
const looks = Array.from({ length: rounds }, () =>
  timed(() => {
    for (const [index, monitor] of monitors.entries()) {
      // One in ten is at work.
      if (index % 10 === 0) work(monitor, 200);
      const snapshot = somePool(`pool_${index}`, monitor.figures());
      monitor.sample(snapshot, 30_000, true, 10_000);
    }
  }),
);
console.log(`housekeeper's look at ${poolCount} pools with their history: ${median(looks).toFixed(1)} ms`);
console.log(`rows drawn again in the last tick: ${redrawn} of ${poolCount}`);

/** A monitor of the same three hosts, each with connections. */
function monitorOf({ name, hosts }: PoolSnapshot): PoolMonitor {
  const monitor = new PoolMonitor(new PoolHistory(name));
  for (const { address: host } of hosts)
    for (let connection = 1; connection <= 10; connection++) {
      const at = performance.now();
      monitor.metric({ kind: 'connectionCreated', at, host, connection, serial: connection });
      monitor.metric({ kind: 'connectionReady', at, host, connection });
    }
  return monitor;
}

function work(monitor: PoolMonitor, operations: number): void {
  const host = 'a:27017';
  for (let number = 0; number < operations; number++) {
    const [at, connection] = [performance.now(), 1 + (number % 10)];
    monitor.journal.asked(at, host, undefined);
    monitor.journal.given(at, host, connection, number % 5, false);
    monitor.journal.returned(at + (number % 50), host, connection, false, undefined);
  }
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** What the process itself was given: beside other work a long stretch takes many times as long by the clock. */
function processorMs(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
