import type { HostSnapshot, PoolSnapshot } from './pool-types.ts';

type Counted = 'size' | 'active';
type Sized<Count extends Counted = 'size'> = Pick<PoolSnapshot, Count | 'maxSize'> & {
  readonly hosts: readonly Pick<HostSnapshot, Count>[];
};

/**
 * How full a pool is, 0 to 1: the driver's limit is one for each host, so the fullest host says it. 0 where there is
 * no limit.
 */
export function utilization(pool: Sized): number {
  return shareOf(pool, 'size');
}

/**
 * How near a pool's load has come to its limit, 0 to 1. Connections are opened when they are asked for, so that open ones tell it; where
 * minPoolSize opens nearly all of them anyway, those in use do.
 */
export function loadShare(pool: Sized<Counted>, minPoolSize: number): number {
  return shareOf(pool, minPoolSize > pool.maxSize * 0.9 ? 'active' : 'size');
}

function shareOf<Count extends Counted>(pool: Sized<Count>, count: Count): number {
  const { maxSize, hosts } = pool;
  if (maxSize === 0) return 0;
  return (hosts.length === 0 ? pool[count] : Math.max(...hosts.map((host) => host[count]))) / maxSize;
}
