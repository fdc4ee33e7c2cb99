import type { ConnectionMetrics, HostMetrics } from './metrics/host-metrics.ts';
import type { PoolMetrics } from './metrics/pool-metrics.ts';
import type { HeldConnection, OpenConnection, OperationWork, WaitingOperation } from './pool-types.ts';
import type { RunningWork, WorkInfo } from './running-operation.ts';

/** A connection that is checked out, by the number that it has in the pool and host. */
export type FoundHeld = Omit<HeldConnection, 'pool' | 'driverConnection'> & { readonly connection: number };

/** A connection that is there, by the same number. */
export type FoundConnection = Omit<OpenConnection, 'pool' | 'driverConnection'> & {
  readonly connection: number;
};

/** Every connection that has been checked out for as long. `now` in milliseconds of the clock that the events bear. */
export function heldConnections(metrics: PoolMetrics, now: number, longerMs = 0): readonly FoundHeld[] {
  return [...metrics.hosts.values()].flatMap((host) =>
    [...host.connections]
      .filter(([, { state, since }]) => state === 'active' && now - since >= longerMs)
      .map(([connection, known]) => ({
        ...{ connection, ...identity(host, known), heldMs: Math.max(0, now - known.since) },
        ...workOf(known.work?.info),
      })),
  );
}

/** What a connection is checked out for, while it is. */
export function workOn(
  metrics: PoolMetrics,
  { id, host, since }: Pick<HeldConnection, 'id' | 'host' | 'since'>,
): RunningWork | undefined {
  for (const known of metrics.hosts.get(host)?.connections.values() ?? [])
    if (known.serial === id && known.state === 'active' && +dateOf(known.since) === +since) return known.work;
  return undefined;
}

/** Every connection there is, of clients that are being replaced and made too. */
export function openConnections(metrics: PoolMetrics): readonly FoundConnection[] {
  return [...metrics.hosts.values()].flatMap((host) =>
    [...host.connections].map(([connection, known]) => ({
      ...{ connection, ...identity(host, known), ...workOf(known.work?.info) },
      ...{ state: known.state, checkouts: known.checkouts, draining: !known.counts },
      createdAt: dateOf(known.createdAt),
    })),
  );
}

/** Every operation that waits for a connection to come free, those of each host in their order. */
export function waitingOperations(
  metrics: PoolMetrics,
  now: number,
): readonly Omit<WaitingOperation, 'pool'>[] {
  return [...metrics.hosts.values()].flatMap(({ address, queue }) =>
    queue.starts.slice(queue.head, queue.end).map((since, index) => ({
      ...{
        host: address,
        since: dateOf(since),
        waitedMs: Math.max(0, now - since),
        waitsFor: 'connection' as const,
      },
      ...workOf(queue.works[queue.head + index]?.info),
    })),
  );
}

/** What an operation says of itself. */
export function workOf(info: WorkInfo | undefined): OperationWork {
  if (!info) return {};
  const { command, database, collection, statement, text, source } = info;
  return {
    command,
    ...(database === undefined ? {} : { database }),
    ...(collection === undefined ? {} : { collection }),
    ...(statement === undefined ? {} : { comment: statement }),
    ...(text === undefined ? {} : { statement: text }),
    ...(source === undefined ? {} : { source }),
  };
}

function identity({ address }: HostMetrics, { serial, since, server }: ConnectionMetrics) {
  return {
    ...{ id: serial, host: address, since: dateOf(since) },
    ...(Number.isNaN(server) ? {} : { serverConnection: server }),
  };
}

/** A time of the monotonic clock as a date. */
function dateOf(at: number): Date {
  return new Date(performance.timeOrigin + at);
}
