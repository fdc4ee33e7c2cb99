import type { HostSnapshot, PoolSnapshot } from './pool-types.ts';

type Sized = Pick<PoolSnapshot, 'size' | 'maxSize'> & {
  readonly hosts: readonly Pick<HostSnapshot, 'size'>[];
};

/**
 * How full a pool is, 0 to 1: the driver's limit is one for each host, so the fullest host says it. 0 where there is
 * no limit.
 */
export function utilization({ size, maxSize, hosts }: Sized): number {
  if (maxSize === 0) return 0;
  return (hosts.length === 0 ? size : Math.max(...hosts.map((host) => host.size))) / maxSize;
}
