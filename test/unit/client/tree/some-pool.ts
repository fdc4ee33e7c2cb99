import type { HostSnapshot, Percentiles, PoolSnapshot } from '../../../../client/src/pools/pool-types.ts';

export const times = (p50: number, p95 = p50, p99 = p95): Percentiles => ({
  average: p50,
  p50,
  p95,
  p99,
  max: p99,
});

/** A host as the pool manager tells of it, at ease where nothing else is said. */
export function someHost(address: string, differs: Partial<HostSnapshot> = {}): HostSnapshot {
  return {
    address,
    role: 'secondary',
    size: 30,
    idle: 9,
    active: 21,
    pending: 0,
    waiting: 0,
    created: 30,
    destroyed: 0,
    operations: 1000,
    errors: 0,
    checkout: times(1, 3),
    response: times(2, 4),
    ...differs,
  };
}

/** A pool as the pool manager tells of it, at ease where nothing else is said. */
export function somePool(name: string, differs: Partial<PoolSnapshot> = {}): PoolSnapshot {
  return {
    name,
    state: 'ready',
    options: {},
    maxSize: 150,
    minSize: 10,
    size: 62,
    idle: 20,
    active: 42,
    pending: 0,
    waiting: 0,
    oldestWaitMs: 0,
    created: 84,
    destroyed: 22,
    destroyedByReason: { idle: 22 },
    checkouts: 12_345,
    checkoutFailures: 0,
    operations: 12_345,
    errors: 0,
    errorsByKind: {},
    statementErrors: 0,
    operationsPerSecond: 120,
    errorRate: 0,
    recentErrors: 0,
    checkout: times(1, 3, 9),
    response: times(2, 11, 48),
    hosts: [],
    createdAt: new Date(0),
    health: 'HEALTHY',
    healthScore: 100,
    issues: [],
    recommendation: 'POOL_OPTIMALLY_CONFIGURED',
    ...differs,
  };
}
