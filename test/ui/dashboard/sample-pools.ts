import { countDuration, countedSince, createLogCounts } from '../../../client/src/history/log-counts.ts';
import type { TimedStep } from '../../../client/src/history/pool-history.ts';
import { dashboardSnapshot } from '../../../client/src/panels/dashboard-snapshot.ts';
import { MovingHeat, MovingSeries } from '../../../client/src/panels/moving-series.ts';
import { OperationLog } from '../../../client/src/panels/operation-log.ts';
import type { ChartSample } from '../../../client/src/panels/chart-sample.ts';
import type { DashboardSelection, DashboardSnapshot } from '../../../client/src/messages/dashboard.ts';
import type {
  HeldConnection,
  OperationRecord,
  Percentiles,
  PoolEvent,
  PoolSnapshot,
} from '../../../client/src/pools/pool-types.ts';

// Three pools with a past of an hour, the same in every run: one at ease, one exhausted, one at rest.

const sampleNow = Date.UTC(2026, 2, 14, 14, 2, 9);

/** A wave between 0 and 1 with a little roughness that is the same in every run. */
function wave(seconds: number, period: number, seed: number): number {
  const rough = Math.sin(seconds * 12.9898 + seed * 78.233) * 43_758.5453;
  return (
    0.5 +
    0.38 * Math.sin((seconds / period) * 2 * Math.PI + seed) +
    0.12 * ((rough - Math.floor(rough)) * 2 - 1)
  );
}

interface Character {
  readonly name: string;
  readonly maxSize: number;
  readonly busy: number;
  readonly rate: number;
  readonly errorEvery: number;
  readonly seed: number;
}

const characters: readonly Character[] = [
  { name: 'read_pool', maxSize: 150, busy: 62, rate: 1400, errorEvery: Infinity, seed: 1 },
  { name: 'write_pool', maxSize: 50, busy: 66, rate: 420, errorEvery: 23, seed: 2 },
  { name: 'batch_pool', maxSize: 200, busy: 9, rate: 12, errorEvery: Infinity, seed: 3 },
];

/** The exhausted pool has a statement that does not end. */
function heldOf(pool: string): HeldConnection[] {
  if (pool !== 'write_pool') return [];
  const since = new Date(sampleNow - 72_000);
  const place = { pool, host: 'b.example.net:27017', since, heldMs: 72_000 };
  const statement = "UPDATE orders SET status = 'late' WHERE due < NOW()";
  return [
    { ...place, id: 31, driverConnection: 4, serverConnection: 1207, statement, source: 'late.qlsql:12' },
  ];
}

function samplesOf(character: Character): ChartSample[] {
  let operations = 0;
  let errors = 0;
  return Array.from({ length: 3600 }, (_, second) => {
    const wanted = character.busy * wave(second, 190, character.seed);
    const active = Math.min(character.maxSize, Math.round(wanted));
    const waiting = Math.max(0, Math.round(wanted - character.maxSize) * 3);
    const rate = Math.round(character.rate * wave(second, 130, character.seed + 4));
    operations += rate;
    if (second % character.errorEvery < 4) errors += Math.ceil(rate / 90);
    const size = Math.min(character.maxSize, Math.round(character.busy * 0.9));
    return {
      at: sampleNow - (3599 - second) * 1000,
      active,
      idle: Math.max(0, size - active),
      pending: second % 41 < 3 && size < character.maxSize ? 2 : 0,
      maxSize: character.maxSize,
      waiting,
      checkoutP50: 0.4 + waiting * 2,
      checkoutP95: 2 + wave(second, 80, 3) * 2 + waiting * 30,
      checkoutP99: 6 + wave(second, 60, 7) * 5 + waiting * 44,
      operations,
      errors,
    };
  });
}

const percentiles = (p50: number, p95: number, p99: number): Percentiles => ({
  average: p50 * 1.2,
  p50,
  p95,
  p99,
  max: p99 * 1.5,
});

function snapshotOf(character: Character, samples: readonly ChartSample[]): PoolSnapshot {
  const last = samples.at(-1)!;
  const troubled = character.name === 'write_pool';
  const roles = ['secondary', 'primary', 'secondary'];
  return {
    name: character.name,
    connection: 'shop-prod',
    database: 'shop',
    state: 'ready',
    options: { maxPoolSize: character.maxSize },
    maxSize: character.maxSize,
    minSize: 5,
    size: last.active + last.idle + last.pending,
    idle: last.idle,
    active: last.active,
    pending: last.pending,
    waiting: last.waiting,
    oldestWaitMs: last.waiting * 60,
    created: 84,
    destroyed: 22,
    destroyedByReason: troubled ? { idle: 14, error: 5, stale: 3 } : { idle: 22 },
    checkouts: last.operations,
    checkoutFailures: 0,
    operations: last.operations,
    errors: last.errors,
    errorsByKind: troubled ? { timeout: 812, network: 40, write: 3 } : {},
    statementErrors: 0,
    operationsPerSecond: character.rate * 0.6,
    errorRate: troubled ? 0.062 : 0,
    recentErrors: troubled ? 310 : 0,
    checkout: percentiles(last.checkoutP50, last.checkoutP95, last.checkoutP99),
    response: percentiles(2.4, 11, 48),
    hosts: ['a', 'b', 'c'].map((host, index) => ({
      address: `${host}.shop.example:27017`,
      role: roles[index]!,
      roundTripMs: 0.8 + index * 0.4,
      size: Math.round(last.active / 3) + 4,
      idle: 4,
      // Writes all go to the primary.
      active: troubled ? (index === 1 ? last.active : 0) : Math.round(last.active / 3),
      pending: 0,
      waiting: 0,
      created: 28,
      destroyed: 7,
      operations: Math.round(last.operations / 3),
      errors: troubled && index === 1 ? 855 : 0,
      checkout: percentiles(0.4, 3, 9),
      response: percentiles(2 + index, 9 + index * 4, 40),
    })),
    createdAt: new Date(sampleNow - 3_600_000),
    lastUsedAt: new Date(sampleNow),
    health: troubled ? 'WARNING' : 'HEALTHY',
    healthScore: troubled ? 65 : 100,
    issues: troubled
      ? ['Elevated error rate: 6.20 %.', 'High pool utilization: 100.0 % of 50 connections.']
      : [],
    issuePoints: troubled ? [20, 15] : [],
    recommendation: troubled ? 'INCREASE_POOL_SIZE' : 'POOL_OPTIMALLY_CONFIGURED',
  };
}

function eventsOf(pool: string): PoolEvent[] {
  const ago = (seconds: number, rest: Omit<PoolEvent, 'at' | 'pool'>): PoolEvent => ({
    at: new Date(sampleNow - seconds * 1000),
    pool,
    ...rest,
  });
  const host = 'b.shop.example:27017';
  const opened = Array.from({ length: 14 }, (_, index) =>
    ago(575 - index * 33 - (index % 3) * 9, {
      type: 'connectionReady',
      host,
      connectionId: 40 + index,
      durationMs: 3 + index,
    }),
  );
  const closed = Array.from({ length: 9 }, (_, index) =>
    ago(500 - index * 47, {
      type: 'connectionClosed',
      host,
      connectionId: index,
      reason: index % 4 === 0 ? 'error' : 'idle',
    }),
  );
  return [
    ...opened,
    ...closed,
    ago(431, { type: 'poolAltered', detail: 'maxPoolSize 40 → 50' }),
    ago(262, { type: 'serverDescriptionChanged', host, detail: 'secondary → primary' }),
    ago(261, { type: 'connectionPoolCleared', host }),
    ago(120, { type: 'connectionCheckOutFailed', host, reason: 'timeout', durationMs: 10_000 }),
    ago(119, { type: 'connectionCheckOutFailed', host, reason: 'timeout', durationMs: 10_002 }),
  ].sort((left, right) => left.at.getTime() - right.at.getTime());
}

function operationsOf(pool: string): OperationRecord[] {
  const commands = ['find', 'aggregate', 'update', 'insert'] as const;
  const collections = ['orders', 'customers', 'products'];
  return Array.from({ length: 9000 }, (_, index) => ({
    at: new Date(sampleNow - (9000 - index) * 66),
    pool,
    host: `${'abc'[index % 3]}.shop.example:27017`,
    command: commands[index % commands.length]!,
    database: 'shop',
    collection: collections[index % collections.length]!,
    durationMs:
      10 ** (wave(index, 2900, 5) * 0.7 + wave(index * 7.1, 3, 8) * 1.6 - 0.6) * (index % 997 === 0 ? 90 : 1),
    waitMs: index % 5 === 0 ? 12.4 : 0.2,
    ...(index % 997 === 0 && { error: 'operation exceeded time limit' }),
  }));
}

/** The operations' times, each by itself. */
function timedOf(pool: string): TimedStep[] {
  return operationsOf(pool).map(({ at, durationMs }) => {
    const counts = createLogCounts();
    countDuration(counts, durationMs * 1000);
    const response = countedSince(createLogCounts(), counts);
    return { at: at.getTime(), stepMs: 1000, checkout: new Uint32Array(0), response };
  });
}

const samples = new Map(characters.map((character) => [character.name, samplesOf(character)]));

/** What the dashboard shows of these pools. */
export function sampleSnapshot({
  pools,
  rangeMs,
}: Pick<DashboardSelection, 'pools' | 'rangeMs'>): DashboardSnapshot {
  const stories = characters
    .filter(({ name }) => pools.includes(name))
    .map((character) => {
      const past = samples.get(character.name)!;
      const operations = new OperationLog();
      operations.take(operationsOf(character.name));
      return {
        snapshot: snapshotOf(character, past),
        series: new MovingSeries(),
        samples: () => past,
        events: eventsOf(character.name),
        operations,
        timed: () => timedOf(character.name),
        held: heldOf(character.name),
      };
    });
  return dashboardSnapshot({ stories, heat: new MovingHeat(), rangeMs, now: sampleNow });
}

/** What the dashboard shows of many pools, all like the first. */
export function manyPools(count: number): DashboardSnapshot {
  const [first] = characters;
  const past = samples.get(first!.name)!;
  const stories = Array.from({ length: count }, (_, index) => {
    const active = past.map((sample) => ({ ...sample, active: Math.max(0, sample.active - index) }));
    return {
      snapshot: { ...snapshotOf(first!, active), name: `pool_${index}` },
      series: new MovingSeries(),
      samples: () => active,
      events: [],
      operations: new OperationLog(),
      timed: () => [],
      held: [],
    };
  });
  return dashboardSnapshot({ stories, heat: new MovingHeat(), rangeMs: 600_000, now: sampleNow });
}
