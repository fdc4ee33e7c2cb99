import type { ConnectionMetrics, HostMetrics } from './metrics/host-metrics.ts';
import type { PoolMetrics } from './metrics/pool-metrics.ts';
import type { HeldConnection } from './pool-types.ts';

/** A connection that is checked out, by the number that it has in the pool and host. */
export type FoundHeld = Omit<HeldConnection, 'pool' | 'driverConnection' | 'serverConnection'> & {
  readonly connection: number;
};

/** Every connection that has been checked out for as long. `now` in milliseconds of the clock that the events bear. */
export function heldConnections(metrics: PoolMetrics, now: number, longerMs = 0): readonly FoundHeld[] {
  return [...metrics.hosts.values()].flatMap((host) =>
    [...host.connections]
      .filter(([, { state, since }]) => state === 'active' && now - since >= longerMs)
      .map(([connection, known]) => ({ connection, ...heldBy(host, known, now) })),
  );
}

function heldBy(
  host: HostMetrics,
  { serial, since, work }: ConnectionMetrics,
  now: number,
): Omit<FoundHeld, 'connection'> {
  const { command, database, collection, statement, text, source } = work?.info ?? {};
  return {
    id: serial,
    host: host.address,
    since: new Date(performance.timeOrigin + since),
    heldMs: Math.max(0, now - since),
    ...(command === undefined ? {} : { command }),
    ...(database === undefined ? {} : { database }),
    ...(collection === undefined ? {} : { collection }),
    ...(statement === undefined ? {} : { comment: statement }),
    ...(text === undefined ? {} : { statement: text }),
    ...(source === undefined ? {} : { source }),
  };
}
