import type {
  Column,
  DashboardSnapshot,
  PoolFigures,
  PoolSeries,
} from '../../../../client/src/messages/dashboard.ts';

const times = { p50: 1, p95: 3, p99: 9, max: 20 };

export function someFigures(name: string, differs: Partial<PoolFigures> = {}): PoolFigures {
  return {
    capacity: differs.maxSize ?? 150,
    name,
    mood: 'healthy',
    active: 42,
    idle: 20,
    pending: 1,
    maxSize: 150,
    minSize: 5,
    waiting: 0,
    oldestWaitMs: 0,
    checkout: times,
    response: times,
    operationsPerSecond: 120,
    errorsPerSecond: 0,
    errorRate: 0,
    healthScore: 100,
    reasons: [],
    destroyedByReason: {},
    errorsByKind: {},
    ...differs,
  };
}

export function someSeries(pool: string, differs: Partial<PoolSeries> = {}): PoolSeries {
  const same = (value: number): Column => [value, value];
  return {
    pool,
    active: same(4),
    idle: same(2),
    pending: same(1),
    maxSize: same(10),
    waiting: same(0),
    checkoutP50: same(1),
    checkoutP95: same(3),
    checkoutP99: same(9),
    operations: same(120),
    errors: same(0),
    ...differs,
  };
}

export function someSnapshot(differs: Partial<DashboardSnapshot> = {}): DashboardSnapshot {
  return {
    count: differs.pools?.length ?? differs.series?.length ?? 1,
    at: 2000,
    times: [1000, 2000],
    stepMs: 1000,
    rangeMs: 60_000,
    pools: [someFigures('a')],
    series: [someSeries('a')],
    hosts: [],
    events: [],
    holders: [],
    operations: [],
    advice: [],
    ...differs,
  };
}
