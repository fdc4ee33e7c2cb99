import { sqlValue } from '../../../dialect/src/options/index.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { PoolSnapshot } from './pool-types.ts';
import { spareConnections, type ServerRoom } from './socket-budget.ts';
import { lately, shutOut } from './health.ts';
import { Hysteresis } from './hysteresis.ts';
import { utilization } from './utilization.ts';

export type Recommendation =
  | 'INCREASE_POOL_SIZE'
  | 'DECREASE_POOL_SIZE'
  | 'CHECK_CONNECTION_HEALTH'
  | 'INVESTIGATE_CONNECTION_ERRORS'
  | 'POOL_OPTIMALLY_CONFIGURED';

type Advised = Pick<
  PoolSnapshot,
  'state' | 'size' | 'maxSize' | 'hosts' | 'waiting' | 'errorRate' | 'operations' | 'checkout' | 'response'
>;

/** What to do about a pool, by the first rule that fits; `standing` remembers how it stood before. */
export function recommend(pool: Advised, standing = new Hysteresis()): Recommendation {
  const full = utilization(pool);
  const over = {
    full: standing.over('full', full, 0.9),
    used: standing.over('used', full, 0.2),
    failing: standing.over('some errors', pool.errorRate, 0.02),
    slow: standing.over('checkouts', lately(pool.checkout), 1000),
    wrong: standing.over('errors', pool.errorRate, 0.05),
  };
  if (pool.state === 'failed' || shutOut(pool).length > 0) return 'INVESTIGATE_CONNECTION_ERRORS';
  if (pool.hosts.some(({ role }) => role === 'unknown')) return 'CHECK_CONNECTION_HEALTH';
  if (over.full && (over.failing || pool.waiting > 0)) return 'INCREASE_POOL_SIZE';
  if (!over.used && full < 0.2 && pool.operations < 100) return 'DECREASE_POOL_SIZE';
  if (over.slow) return 'CHECK_CONNECTION_HEALTH';
  if (over.wrong) return 'INVESTIGATE_CONNECTION_ERRORS';
  return 'POOL_OPTIMALLY_CONFIGURED';
}

/** `ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 60);` */
export function alterStatement(pool: string, options: Readonly<Record<string, unknown>>): string {
  const list = Object.entries(options).map(([name, value]) => `${name} = ${sqlValue(value)}`);
  return `ALTER CONNECTION_POOL ${writtenName(pool)} SET (${list.join(', ')});`;
}

/**
 * How many connections to each server a pool that is too small should be allowed: a fifth more than its busiest server is asked
 * for now, or was `before`, at least a quarter more than it has, and no more than that server has room for in all programs.
 */
export function grownSize(
  pool: Pick<PoolSnapshot, 'maxSize' | 'hosts' | 'waiting'>,
  room?: ServerRoom,
  before = 0,
): number {
  const asked = Math.max(before, ...pool.hosts.map((host) => host.active + host.waiting));
  const wanted = Math.max(Math.ceil(asked * 1.2), Math.ceil(pool.maxSize * 1.25), pool.maxSize + 1);
  const spare = room ? spareConnections(room) : Infinity;
  return Math.max(pool.maxSize, Math.min(wanted, pool.maxSize + spare));
}
