import type { PoolSnapshot } from '../pools/pool-types.ts';

/** `10 of 100 connections`; the limit is one for each host. */
export function poolSizes({ size, maxSize, hosts }: PoolSnapshot): string {
  const connections = size === 1 ? 'connection' : 'connections';
  if (maxSize === 0) return `${size} ${connections}, no limit`;
  const serving = hosts.filter(({ role }) => role !== 'arbiter').length;
  return serving > 1
    ? `${size} ${connections}, at most ${maxSize} for each host`
    : `${size} of ${maxSize} connections`;
}
