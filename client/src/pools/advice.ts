import type { PoolSnapshot } from './pool-types.ts';
import { utilization } from './utilization.ts';

export type Recommendation =
  | 'INCREASE_POOL_SIZE'
  | 'DECREASE_POOL_SIZE'
  | 'CHECK_CONNECTION_HEALTH'
  | 'INVESTIGATE_CONNECTION_ERRORS'
  | 'POOL_OPTIMALLY_CONFIGURED';

type Advised = Pick<
  PoolSnapshot,
  'size' | 'maxSize' | 'hosts' | 'waiting' | 'errorRate' | 'operations' | 'checkout' | 'response'
>;

/** What to do about a pool, by the first rule that fits. */
export function recommend(pool: Advised): Recommendation {
  const full = utilization(pool);
  if (full > 0.9 && (pool.errorRate > 0.02 || pool.waiting > 0)) return 'INCREASE_POOL_SIZE';
  if (full < 0.2 && pool.operations < 100) return 'DECREASE_POOL_SIZE';
  if (pool.checkout.average > 1000) return 'CHECK_CONNECTION_HEALTH';
  if (pool.errorRate > 0.05) return 'INVESTIGATE_CONNECTION_ERRORS';
  return 'POOL_OPTIMALLY_CONFIGURED';
}
