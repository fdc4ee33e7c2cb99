// What one tick of the alerts costs with 500 pools of three hosts, in milliseconds of processor time: the pools that take turns
// beside all of them at once, at work and at rest, with and without alerts of one's own.
import { Alerts } from '../client/src/alerts/alerts.ts';
import { figures } from '../client/src/pools/snapshot-figures.ts';
import {
  createPoolMetrics,
  foldAsked,
  foldGiven,
  foldMetrics,
  foldReturned,
} from '../client/src/pools/metrics/pool-metrics.ts';
import type { PoolMetrics } from '../client/src/pools/metrics/pool-metrics.ts';
import { alertCondition, loadConditions } from '../client/src/run/alert-condition.ts';
import { somePool } from '../test/unit/client/tree/some-pool.ts';

const poolCount = 500;
const rounds = 40;
const perHost = 10;

/** Five minutes of work on three hosts. */
function worked(): PoolMetrics {
  const metrics = createPoolMetrics(0);
  for (const host of ['a:1', 'b:1', 'c:1']) {
    foldMetrics(metrics, { kind: 'hostChanged', at: 0, host, role: 'secondary' });
    for (let connection = 0; connection < perHost; connection++) {
      foldMetrics(metrics, { kind: 'connectionCreated', at: 1, host, connection, serial: connection });
      foldMetrics(metrics, { kind: 'connectionReady', at: 1, host, connection });
    }
    for (let second = 0; second < 300; second++) {
      const [at, connection] = [second * 1000, second % perHost];
      foldAsked(metrics, at, host);
      foldGiven(metrics, at + 1, host, connection, 1, false);
      foldReturned(metrics, at + 5, host, connection, false);
    }
  }
  return metrics;
}

const pools = new Map(Array.from({ length: poolCount }, (_, index) => [`pool_${index}`, worked()]));
const names = [...pools.keys()];
let now = 300_000;
let pulse = 0;

function make(atWork: boolean, own: number): Alerts {
  const alerts = new Alerts({
    pools: {
      names: () => names,
      snapshot: (name) => ({ ...somePool(name), ...figures(pools.get(name) ?? worked(), now) }),
      pulse: () => (atWork ? ++pulse : 0),
      leaks: () => [],
      events: () => [],
      note: () => undefined,
    },
    rows: () => [],
    condition: alertCondition,
    now: () => now,
  });
  for (let index = 0; index < own; index++) {
    const when = `p95_checkout_time_ms > ${100 + index} AND waiting_operations > 3`;
    const body = { table: 'CONNECTION_POOLS', when, severity: 'INFO', holdMs: 0, everyMs: 1000 } as const;
    alerts.create(`own_${index}`, body, { orReplace: false, ifNotExists: false });
  }
  return alerts;
}

await loadConditions();
console.log(`${poolCount} pools of 3 hosts, ${rounds} ticks, median and worst in ms of processor time`);
for (const [title, atWork, own, most] of [
  ['at rest', false, 0, 100],
  ['at work, in turns', true, 0, 100],
  ['at work, all at once', true, 0, Infinity],
  ['at work, in turns, 10 alerts of one’s own', true, 10, 100],
] as const) {
  const alerts = make(atWork, own);
  const costs = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    alerts.look(most);
    const { user, system } = process.cpuUsage(before);
    now += 1000;
    return (user + system) / 1000;
  }).sort((one, other) => one - other);
  const [median = 0, worst = 0] = [costs[rounds >> 1], costs.at(-1)];
  console.log(`${title.padEnd(44)} ${median.toFixed(1).padStart(7)} ${worst.toFixed(1).padStart(7)}`);
}
