import {
  dashboardRanges,
  type Advice,
  type Column,
  type DashboardSnapshot,
  type EventMark,
  type HolderFigures,
  type HostFigures,
  type OperationFigures,
  type PoolFigures,
  type PoolRank,
  type Times,
} from '../messages/dashboard.ts';
import type { TimedStep } from '../history/pool-history.ts';
import { capacity } from '../messages/capacity.ts';
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
import { byRank, folded, foldFigures, foldSeries, mostLines, mostRows, thinned } from './many-pools.ts';
import type { MovingHeat, MovingSeries } from './moving-series.ts';
import type { OperationLog } from './operation-log.ts';
import { poolAdvice, roomAdvice } from './pool-advice.ts';
import { hasHeat } from './response-heat.ts';
import { timeFrame } from './series.ts';

/** What is known of one chosen pool. Lists are oldest first. */
export interface PoolStory {
  readonly snapshot: PoolSnapshot;
  readonly series: MovingSeries;
  /** From the last one before an instant on; the newest is of this instant. */
  readonly samples: (since: number) => readonly ChartSample[];
  readonly events: readonly PoolEvent[];
  readonly operations: OperationLog;
  /** What was timed since an instant. */
  readonly timed: (since: number) => readonly TimedStep[];
  /** The connections that are checked out, the longest held first. */
  readonly held: readonly HeldConnection[];
  /** Sockets that its servers' clients may open; nothing where no server was asked. */
  readonly room?: ServerRoom | undefined;
}

/** The chosen pools, and how one looks at them. */
export interface DashboardView {
  readonly stories: readonly PoolStory[];
  readonly heat: MovingHeat;
  readonly rangeMs: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** By what pools come first where there are too many to show each. */
  readonly rank?: PoolRank;
}

const most = { operations: 12, holders: 12, hosts: 24, advice: 12, marks: 600 };
const trendPoints = 40;
/** Events that are looked at, of all pools together. */
const mostEvents = 4000;

/** Everything that the dashboard shows of the chosen pools. */
export function dashboardSnapshot(view: DashboardView): DashboardSnapshot {
  const { rangeMs, now, rank = 'use' } = view;
  const frame = timeFrame(now, rangeMs);
  const since = now - rangeMs;
  const shown = view.stories.map((story) => {
    const { snapshot, samples } = story;
    const series = story.series.at(snapshot.name, frame, samples);
    const trend = view.stories.length > 1 ? { trend: thinned(series.active, trendPoints) } : {};
    return { story, series, figures: { ...poolFigures(snapshot, lately(series.errors)), ...trend } };
  });
  const ranked = shown.length <= mostLines ? shown : byRank(shown, rank);
  const stories = ranked.map(({ story }) => story);
  const heat = view.heat.at(
    view.stories.map(({ snapshot }) => snapshot.name),
    frame,
    (from) => stories.flatMap(({ timed }) => timed(from)),
  );
  return {
    at: now,
    times: frame.times,
    stepMs: frame.stepMs,
    rangeMs,
    count: stories.length,
    pools: folded(
      ranked.map(({ figures }) => figures),
      mostRows,
      foldFigures,
    ),
    series: folded(
      ranked.map(({ series }) => series),
      mostLines,
      foldSeries,
    ),
    hosts: hostsOf(stories),
    events: marksOf(stories, since, frame.stepMs),
    holders: stories
      .flatMap(({ held }) => held)
      .sort((left, right) => right.heldMs - left.heldMs)
      .slice(0, most.holders)
      .map(holderFigures),
    operations: stories
      .flatMap(({ operations }) => operations.slowest(since, most.operations))
      .sort((left, right) => right.durationMs - left.durationMs)
      .slice(0, most.operations)
      .map(operationFigures),
    ...(hasHeat(heat) && { heat }),
    advice: adviceOn(stories, since, rangeMs),
  };
}

/** The past of each of the chosen pools, however many. */
export function wholeSeries({
  stories,
  rangeMs,
  now,
}: DashboardView): Pick<DashboardSnapshot, 'times' | 'series'> {
  const frame = timeFrame(now, rangeMs);
  const series = stories.map(({ snapshot, series: moving, samples }) =>
    moving.at(snapshot.name, frame, samples),
  );
  return { times: frame.times, series };
}

/** The hosts of the pools in their order; of many the busiest. */
function hostsOf(stories: readonly PoolStory[]): readonly HostFigures[] {
  const hosts = stories.flatMap(({ snapshot }) =>
    snapshot.hosts.map((host) => ({ pool: snapshot.name, host })),
  );
  const load = ({ host }: (typeof hosts)[number]): number => host.active + host.waiting;
  const shown =
    hosts.length <= most.hosts
      ? hosts
      : hosts.sort((left, right) => load(right) - load(left)).slice(0, most.hosts);
  return shown.map(({ pool, host }) => hostFigures(pool, host));
}

/** Of many pools each tells its newest events alone. */
function marksOf(stories: readonly PoolStory[], since: number, stepMs: number): readonly EventMark[] {
  const each = Math.ceil(mostEvents / Math.max(1, stories.length));
  const events = stories.flatMap(({ events: all }) => (all.length > each ? all.slice(-each) : all));
  const marks = eventMarks(events, since, stepMs);
  return stories.length > mostLines ? marks.slice(-most.marks) : marks;
}

/** What to do, for the pools that come first as long as there is room. */
function adviceOn(stories: readonly PoolStory[], since: number, rangeMs: number): readonly Advice[] {
  const rangeText = dashboardRanges.find((range) => range.milliseconds === rangeMs)?.label ?? 'range';
  const advice: Advice[] = [];
  for (const { snapshot, samples, timed, room } of stories) {
    if (advice.length >= most.advice) break;
    const past = () => ({
      samples: samples(since).filter((sample) => sample.at >= since),
      timed: timed(since),
      room,
    });
    advice.push(...poolAdvice(snapshot, past, rangeText), ...roomAdvice(snapshot, room));
  }
  return advice;
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
    capacity: capacity(pool),
    minSize: pool.minSize,
    waiting: pool.waiting,
    oldestWaitMs: pool.oldestWaitMs,
    checkout: times(pool.checkout),
    response: times(pool.response),
    operationsPerSecond: pool.operationsPerSecond,
    errorsPerSecond,
    errorRate: pool.errorRate,
    healthScore: pool.healthScore,
    reasons: pool.issues.map((issue, index) => ({ issue, points: pool.issuePoints?.[index] ?? 0 })),
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
