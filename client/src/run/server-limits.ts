import type { ServerLimit } from '../../../dialect/src/index.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';

/** For each connection that pools lead to, the server that takes the fewest connections of those that told. */
export function serverLimits(
  pools: readonly Pick<PoolSnapshot, 'connection' | 'hosts'>[],
  limits: ReadonlyMap<string, number>,
): readonly ServerLimit[] {
  const found = new Map<string, ServerLimit>();
  for (const { connection, hosts } of pools) {
    if (connection === undefined) continue;
    for (const { address: host } of hosts) {
      const limit = limits.get(host) ?? Infinity;
      if (limit < (found.get(connection)?.limit ?? Infinity))
        found.set(connection, { connection, host, limit });
    }
  }
  return [...found.values()];
}
