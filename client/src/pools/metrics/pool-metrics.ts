import { isOfPool } from '../error-kinds.ts';
import type { ErrorKind } from '../pool-types.ts';
import type { RunningWork } from '../running-operation.ts';
import type { ConnectionMetrics, HostMetrics } from './host-metrics.ts';
import { checkoutPast, createHostMetrics, operationPast } from './host-metrics.ts';
import type { MetricEvent } from './metric-event.ts';
import { addHeartbeat } from './round-trip.ts';
import type { Rate } from './rate.ts';
import { countError, countOperation, createRate } from './rate.ts';
import { average, recordTiming } from './timings.ts';
import { join, leave, reserve } from './wait-queue.ts';

/** A pool's metrics: what its events add up to. Only `foldMetrics` writes it. */
export interface PoolMetrics {
  readonly hosts: Map<string, HostMetrics>;
  /** The numbers that the connections of the client in use have: from the first to before the second. */
  inUse: readonly [number, number];
  readonly destroyedByReason: Record<string, number>;
  readonly errorsByKind: Partial<Record<ErrorKind, number>>;
  /** Operations that no host saw, such as those that found no server. */
  unanswered: number;
  errors: number;
  /** NaN where nothing was timed. */
  checkoutAverage: number;
  responseAverage: number;
  readonly rate: Rate;
  /** When the first event came and the last checkout was, in milliseconds of a monotonic clock; NaN where none was. */
  readonly since: number;
  lastUsed: number;
}

export function createPoolMetrics(since: number): PoolMetrics {
  return {
    hosts: new Map(),
    inUse: [0, Infinity],
    destroyedByReason: {},
    errorsByKind: {},
    unanswered: 0,
    errors: 0,
    checkoutAverage: NaN,
    responseAverage: NaN,
    rate: createRate(),
    since,
    lastUsed: NaN,
  };
}

/**
 * Adds one event. A pure fold, but in place: it runs several times for each operation of the pool, so it makes no
 * copies. It reads no clock and knows no driver.
 */
export function foldMetrics(metrics: PoolMetrics, event: MetricEvent): void {
  switch (event.kind) {
    case 'connectionCreated': {
      const host = hostOf(metrics, event.host);
      const counts = isInUse(metrics, event.connection);
      const { serial, at: since } = event;
      host.connections.set(event.connection, {
        ...{ host: host.address, serial, state: 'pending', since, createdAt: since, counts },
        ...{ server: NaN, checkouts: 0, waitMs: NaN, heldMs: NaN, doubtful: false, work: undefined },
      });
      if (counts) {
        host.size++;
        host.pending++;
      }
      host.created++;
      if (event.forWaiter) reserve(host.queue, event.connection);
      return;
    }
    case 'connectionReady': {
      const host = hostOf(metrics, event.host);
      const connection = host.connections.get(event.connection);
      if (!connection) return;
      host.refused = undefined;
      recordTiming(host.creation, event.at, event.at - connection.since);
      move(host, connection, 'idle', event.at);
      return;
    }
    case 'connectionKnown': {
      const connection = hostOf(metrics, event.host).connections.get(event.connection);
      if (connection) connection.server = event.server;
      return;
    }
    case 'connectionClosed': {
      const host = hostOf(metrics, event.host);
      if (event.failure && host.connections.get(event.connection)?.state === 'pending') {
        host.refused = { ...event.failure, times: (host.refused?.times ?? 0) + 1 };
        host.refusedAt = event.at;
      }
      destroy(metrics, host, event.connection, event.reason);
      return;
    }
    case 'checkoutFailed': {
      const host = hostOf(metrics, event.host);
      leave(host.queue, event.at - event.waitMs);
      host.checkoutFailures++;
      return;
    }
    case 'checkoutCancelled':
      leave(hostOf(metrics, event.host).queue, event.startedAt);
      return;
    case 'poolCleared': {
      const host = hostOf(metrics, event.host);
      host.clears++;
      for (const connection of host.connections.values())
        if (connection.state === 'pending') connection.doubtful = true;
      return;
    }
    case 'operationFailed':
      fail(metrics, event);
      return;
    case 'hostChanged': {
      const host = hostOf(metrics, event.host);
      host.role = event.role;
      host.gone = false;
      if (event.role !== 'unknown') host.beats = true;
      const { newest } = host.roundTrip;
      if (event.roundTripMs === undefined) newest.length = 0;
      else if (newest.length === 0) addHeartbeat(host.roundTrip, event.roundTripMs);
      return;
    }
    case 'heartbeat': {
      // A host is there once it has a role.
      const host = metrics.hosts.get(event.host);
      if (!host) return;
      addHeartbeat(host.roundTrip, event.roundTripMs);
      host.beats = true;
      return;
    }
    case 'heartbeatFailed': {
      const host = metrics.hosts.get(event.host);
      if (host) host.beats = false;
      return;
    }
    case 'clientInUse':
      metrics.inUse = [event.from, event.to];
      for (const host of metrics.hosts.values()) countAnew(metrics, host);
      return;
    case 'clientClosed':
      for (const host of metrics.hosts.values())
        for (const id of host.connections.keys())
          if (id >= event.from && id < event.to) destroy(metrics, host, id, 'poolClosed');
      return;
    case 'hostGone':
      hostOf(metrics, event.host).gone = true;
      return;
  }
}

/** Somebody asked for a connection. */
export function foldAsked(metrics: PoolMetrics, at: number, host: string, work?: RunningWork): void {
  join(hostOf(metrics, host).queue, at, work);
}

/** Somebody was given a connection, having waited as long. */
export function foldGiven(
  metrics: PoolMetrics,
  at: number,
  address: string,
  number: number,
  waitMs: number,
  quiet: boolean,
): void {
  const host = hostOf(metrics, address);
  const work = leave(host.queue, at - waitMs, number);
  const connection = host.connections.get(number);
  if (connection) {
    move(host, connection, 'active', at);
    connection.waitMs = waitMs;
    connection.work = work;
    if (!quiet) connection.checkouts++;
  }
  if (quiet) return;
  host.checkouts++;
  metrics.lastUsed = at;
  recordTiming(host.checkout, at, waitMs);
  metrics.checkoutAverage = average(metrics.checkoutAverage, waitMs, checkoutPast);
}

/** A connection was returned. Gives it, for the record of operations, where that ended one. */
export function foldReturned(
  metrics: PoolMetrics,
  at: number,
  address: string,
  number: number,
  quiet: boolean,
  work?: RunningWork,
): ConnectionMetrics | undefined {
  const host = hostOf(metrics, address);
  const connection = host.connections.get(number);
  if (!connection || connection.state !== 'active') return undefined;
  const heldMs = at - connection.since;
  connection.heldMs = heldMs;
  if (connection.work !== work) exchange(host, connection, work);
  connection.work = undefined;
  move(host, connection, 'idle', at);
  if (quiet) return undefined;
  host.operations++;
  countOperation(metrics.rate, at);
  recordTiming(host.response, at, heldMs);
  metrics.responseAverage = average(metrics.responseAverage, heldMs, operationPast);
  return connection;
}

/**
 * Who waits is known by when it began, so that two that began in the same millisecond may be taken for each other. The
 * check-in tells who it was: the other one holds the other's connection.
 */
function exchange(host: HostMetrics, connection: ConnectionMetrics, work: RunningWork | undefined): void {
  if (!work) return;
  for (const other of host.connections.values())
    if (other.work === work) {
      other.work = connection.work;
      return;
    }
}

function fail(metrics: PoolMetrics, event: MetricEvent & { kind: 'operationFailed' }): void {
  if (event.unanswered) {
    metrics.unanswered++;
    countOperation(metrics.rate, event.at);
  }
  metrics.errors++;
  metrics.errorsByKind[event.error] = (metrics.errorsByKind[event.error] ?? 0) + 1;
  if (isOfPool(event.error)) countError(metrics.rate, event.at);
  if (event.host !== undefined) hostOf(metrics, event.host).errors++;
}

function hostOf(metrics: PoolMetrics, address: string): HostMetrics {
  let host = metrics.hosts.get(address);
  if (!host) {
    host = createHostMetrics(address);
    metrics.hosts.set(address, host);
  }
  return host;
}

function isInUse({ inUse: [from, to] }: PoolMetrics, connection: number): boolean {
  return connection >= from && connection < to;
}

function countAnew(metrics: PoolMetrics, host: HostMetrics): void {
  host.size = host.idle = host.active = host.pending = 0;
  for (const [id, connection] of host.connections) {
    connection.counts = isInUse(metrics, id);
    if (!connection.counts) continue;
    host.size++;
    count(host, connection.state, 1);
  }
}

function move(
  host: HostMetrics,
  connection: ConnectionMetrics,
  state: ConnectionMetrics['state'],
  at: number,
): void {
  if (connection.counts) {
    count(host, connection.state, -1);
    count(host, state, 1);
  }
  connection.state = state;
  connection.since = at;
  connection.doubtful = false;
}

/** The names written out: to look a field up by a name that varies costs more than all else here. */
function count(host: HostMetrics, state: ConnectionMetrics['state'], by: 1 | -1): void {
  if (state === 'idle') host.idle += by;
  else if (state === 'active') host.active += by;
  else host.pending += by;
}

function destroy(metrics: PoolMetrics, host: HostMetrics, id: number, reason: string): void {
  const connection = host.connections.get(id);
  if (!connection) return;
  host.connections.delete(id);
  if (connection.counts) {
    host.size--;
    count(host, connection.state, -1);
  }
  host.destroyed++;
  metrics.destroyedByReason[reason] = (metrics.destroyedByReason[reason] ?? 0) + 1;
}

/**
 * Connections that were being opened when the driver emptied the pool end without an event when their handshake
 * succeeds after all. Those past the time that opening may take are gone.
 */
export function dropDoubtful(metrics: PoolMetrics, now: number, connectTimeoutMs: number): void {
  for (const host of metrics.hosts.values())
    for (const [id, connection] of host.connections)
      if (connection.doubtful && now - connection.since > connectTimeoutMs)
        destroy(metrics, host, id, 'stale');
}
