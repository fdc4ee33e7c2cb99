import { statementErrors } from './error-kinds.ts';
import type { HostSnapshot, PoolSnapshot, Refusal } from './pool-types.ts';
import type { HostMetrics } from './metrics/host-metrics.ts';
import type { PoolMetrics } from './metrics/pool-metrics.ts';
import { recent } from './metrics/rate.ts';
import { roundTripMs } from './metrics/round-trip.ts';
import { percentiles } from './metrics/timings.ts';
import { oldestStart, waiting } from './metrics/wait-queue.ts';

/** What a pool's metrics say at one instant: the part of its snapshot that comes from events. */
export type Figures = Pick<
  PoolSnapshot,
  | 'size'
  | 'idle'
  | 'active'
  | 'pending'
  | 'waiting'
  | 'oldestWaitMs'
  | 'created'
  | 'destroyed'
  | 'destroyedByReason'
  | 'checkouts'
  | 'checkoutFailures'
  | 'clears'
  | 'operations'
  | 'errors'
  | 'errorsByKind'
  | 'statementErrors'
  | 'operationsPerSecond'
  | 'errorRate'
  | 'checkout'
  | 'response'
  | 'hosts'
> & { readonly recentErrors: number };

/** `now` in milliseconds of the clock that the events bear. */
export function figures(metrics: PoolMetrics, now: number): Figures {
  const hosts = [...metrics.hosts.values()];
  const sum = (of: (host: HostMetrics) => number) => hosts.reduce((total, host) => total + of(host), 0);
  const starts = hosts.map((host) => oldestStart(host.queue)).filter((start) => start !== undefined);
  const lately = recent(metrics.rate, now, metrics.since);
  return {
    size: sum((host) => host.size),
    idle: sum((host) => host.idle),
    active: sum((host) => host.active),
    pending: sum((host) => host.pending),
    waiting: sum((host) => waiting(host.queue)),
    oldestWaitMs: starts.length === 0 ? 0 : Math.max(0, now - Math.min(...starts)),
    created: sum((host) => host.created),
    destroyed: sum((host) => host.destroyed),
    destroyedByReason: { ...metrics.destroyedByReason },
    checkouts: sum((host) => host.checkouts),
    checkoutFailures: sum((host) => host.checkoutFailures),
    clears: sum((host) => host.clears),
    operations: metrics.unanswered + sum((host) => host.operations),
    errors: metrics.errors,
    errorsByKind: { ...metrics.errorsByKind },
    statementErrors: statementErrors(metrics.errorsByKind),
    operationsPerSecond: lately.perSecond,
    errorRate: lately.operations === 0 ? 0 : Math.min(1, lately.errors / lately.operations),
    recentErrors: lately.errors,
    checkout: percentiles(
      hosts.map((host) => host.checkout),
      metrics.checkoutAverage,
      now,
    ),
    response: percentiles(
      hosts.map((host) => host.response),
      metrics.responseAverage,
      now,
    ),
    hosts: hosts.filter(isThere).map((host) => ofHost(host, now)),
  };
}

/** Where nobody tries to open a connection any more, nobody knows whether it could be opened now. In milliseconds. */
const refusedLately = 60_000;
/** So many connections in a row that could not be opened are no accident. */
const refusalsInARow = 3;

/** Whether a host is still one of the pool's. */
const isThere = (host: HostMetrics): boolean => !host.gone || host.connections.size > 0;

/** Why a host lets no connection in: a login that was refused once would be again, all else may be chance, or that it does not answer at all. */
function refusal({ refused, refusedAt, beats }: HostMetrics, now: number): Refusal | undefined {
  if (!refused || now - refusedAt >= refusedLately) return undefined;
  const isCertain = refused.kind === 'authentication' || (beats && refused.times >= refusalsInARow);
  return isCertain ? refused : undefined;
}

/**
 * Whether some server can be worked with, or none was asked yet. One that answers heartbeats, which need no login, and lets no connection
 * in is of no more use than one that does not answer.
 */
export function answers({ hosts }: PoolMetrics, now: number): boolean {
  const there = [...hosts.values()].filter(isThere);
  const isShut = (host: HostMetrics) => host.idle + host.active === 0 && refusal(host, now) !== undefined;
  return there.length === 0 || there.some((host) => host.role !== 'unknown' && !isShut(host));
}

function ofHost(host: HostMetrics, now: number): HostSnapshot {
  const refused = refusal(host, now);
  const tripMs = roundTripMs(host.roundTrip);
  return {
    address: host.address,
    role: host.role,
    ...(tripMs === undefined ? {} : { roundTripMs: tripMs, usualRoundTripMs: host.roundTrip.usual }),
    ...(refused ? { refused } : {}),
    size: host.size,
    idle: host.idle,
    active: host.active,
    pending: host.pending,
    waiting: waiting(host.queue),
    created: host.created,
    destroyed: host.destroyed,
    operations: host.operations,
    errors: host.errors,
    checkout: percentiles([host.checkout], host.checkout.average, now),
    response: percentiles([host.response], host.response.average, now),
  };
}
