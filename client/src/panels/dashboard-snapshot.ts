import {
  dashboardRanges,
  type Column,
  type DashboardSnapshot,
  type HolderFigures,
  type HostFigures,
  type OperationFigures,
  type PoolFigures,
  type Times,
} from '../messages/dashboard.ts';
import type { TimedStep } from '../history/pool-history.ts';
import { moodOf } from '../messages/health.ts';
import type {
  HeldConnection,
  HostSnapshot,
  OperationRecord,
  Percentiles,
  PoolEvent,
  PoolSnapshot,
} from '../pools/pool-types.ts';
import type { ServerRoom } from '../pools/socket-budget.ts';
import type { ChartSample } from './chart-sample.ts';
import { eventMarks } from './event-marks.ts';
import type { OperationLog } from './operation-log.ts';
import { poolAdvice, roomAdvice } from './pool-advice.ts';
import { responseHeat } from './response-heat.ts';
import { poolSeries, timeFrame } from './series.ts';

/** What is known of one chosen pool. Lists are oldest first. */
export interface PoolStory {
  readonly snapshot: PoolSnapshot;
  /** The newest is of this instant. */
  readonly samples: readonly ChartSample[];
  readonly events: readonly PoolEvent[];
  readonly operations: OperationLog;
  /** What was timed. */
  readonly timed: readonly TimedStep[];
  /** The connections that are checked out, the longest held first. */
  readonly held: readonly HeldConnection[];
  /** Sockets that its servers' clients may open; nothing where no server was asked. */
  readonly room?: ServerRoom | undefined;
}

const mostOperations = 12;
const mostHolders = 12;

/** Everything that the dashboard shows of the chosen pools. */
export function dashboardSnapshot(
  stories: readonly PoolStory[],
  rangeMs: number,
  now: number,
): DashboardSnapshot {
  const frame = timeFrame(now, rangeMs);
  const since = now - rangeMs;
  const rangeText = dashboardRanges.find((range) => range.milliseconds === rangeMs)?.label ?? 'range';
  const series = stories.map(({ snapshot, samples }) => poolSeries(snapshot.name, samples, frame));
  const heat = responseHeat(
    stories.flatMap(({ timed }) => timed),
    frame,
  );
  return {
    at: now,
    times: frame.times,
    stepMs: frame.stepMs,
    rangeMs,
    pools: stories.map(({ snapshot }, index) => poolFigures(snapshot, lately(series[index]?.errors ?? []))),
    series,
    hosts: stories.flatMap(({ snapshot }) => snapshot.hosts.map((host) => hostFigures(snapshot.name, host))),
    events: eventMarks(
      stories.flatMap(({ events }) => events),
      since,
      frame.stepMs,
    ),
    holders: stories
      .flatMap(({ held }) => held)
      .sort((left, right) => right.heldMs - left.heldMs)
      .slice(0, mostHolders)
      .map(holderFigures),
    operations: stories
      .flatMap(({ operations }) => operations.slowest(since, mostOperations))
      .sort((left, right) => right.durationMs - left.durationMs)
      .slice(0, mostOperations)
      .map(operationFigures),
    ...(heat && { heat }),
    advice: stories.flatMap(({ snapshot, samples, room }) => [
      ...poolAdvice(
        snapshot,
        samples.filter((sample) => sample.at >= since),
        rangeText,
      ),
      ...roomAdvice(snapshot, room),
    ]),
  };
}

/** The newest value of a column; nought where nothing was measured yet. */
function lately(column: Column): number {
  return column.findLast((value) => value !== null) ?? 0;
}

function poolFigures(pool: PoolSnapshot, errorsPerSecond: number): PoolFigures {
  return {
    name: pool.name,
    mood: moodOf(pool),
    ...(pool.connection !== undefined && { connection: pool.connection }),
    ...(pool.database !== undefined && { database: pool.database }),
    active: pool.active,
    idle: pool.idle,
    pending: pool.pending,
    maxSize: pool.maxSize,
    minSize: pool.minSize,
    waiting: pool.waiting,
    oldestWaitMs: pool.oldestWaitMs,
    checkout: times(pool.checkout),
    response: times(pool.response),
    operationsPerSecond: pool.operationsPerSecond,
    errorsPerSecond,
    errorRate: pool.errorRate,
    healthScore: pool.healthScore,
    issues: pool.issues,
    destroyedByReason: pool.destroyedByReason,
    errorsByKind: pool.errorsByKind,
  };
}

function hostFigures(pool: string, host: HostSnapshot): HostFigures {
  return {
    pool,
    address: host.address,
    role: host.role,
    ...(host.roundTripMs !== undefined && { roundTripMs: host.roundTripMs }),
    active: host.active,
    idle: host.idle,
    pending: host.pending,
    waiting: host.waiting,
    operations: host.operations,
    errors: host.errors,
    response: times(host.response),
  };
}

function holderFigures(held: HeldConnection): HolderFigures {
  const { id, pool, host, statement, command, collection, source, heldMs, serverConnection } = held;
  const operation = [command ?? 'operation', collection].filter((part) => part !== undefined).join(' ');
  return {
    ...{ id, pool, host, heldMs },
    what: statement ?? operation,
    ...(source !== undefined && { source }),
    ...(serverConnection !== undefined && { serverConnection }),
  };
}

function times({ p50, p95, p99, max }: Percentiles): Times {
  return { p50, p95, p99, max };
}

function operationFigures(operation: OperationRecord): OperationFigures {
  const { at, pool, host, command, database, collection, durationMs, waitMs, error } = operation;
  return {
    at: at.getTime(),
    pool,
    host,
    command,
    target: [database, collection].filter((part) => part).join('.'),
    durationMs,
    ...(waitMs !== undefined && { waitMs }),
    ...(error !== undefined && { error }),
  };
}
