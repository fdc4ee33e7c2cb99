import type { PoolSnapshot } from '../pools/pool-types.ts';
import { formatCount, formatPlural } from './format.ts';

type Limited = Pick<PoolSnapshot, 'maxSize'> & { readonly hosts: readonly { readonly role: string }[] };

/** How many hosts a pool holds connections to: the driver's limit is one for each. */
function servingHosts({ hosts }: Limited): number {
  return Math.max(1, hosts.filter(({ role }) => role !== 'arbiter').length);
}

/** The most connections that a pool may hold to all its hosts together; 0 where there is no limit. */
export function capacity(pool: Limited): number {
  return pool.maxSize * servingHosts(pool);
}

/** `42/150`, or `42/3×150` with three hosts, or `42/∞`. */
export function shortUse(pool: Limited & Pick<PoolSnapshot, 'active'>): string {
  const hosts = servingHosts(pool);
  const limit = pool.maxSize === 0 ? '∞' : formatCount(pool.maxSize);
  return `${formatCount(pool.active)}/${hosts > 1 && pool.maxSize > 0 ? `${hosts}×` : ''}${limit}`;
}

/** `42 of 150 connections in use`, or `42 connections in use, at most 150 for each host`. */
export function spokenUse(pool: Limited & Pick<PoolSnapshot, 'active'>): string {
  const { active, maxSize } = pool;
  if (maxSize === 0) return `${formatPlural(active, 'connection')} in use`;
  if (servingHosts(pool) > 1)
    return `${formatPlural(active, 'connection')} in use, at most ${formatCount(maxSize)} for each host`;
  return `${formatCount(active)} of ${formatPlural(maxSize, 'connection')} in use`;
}
