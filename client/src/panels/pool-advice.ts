import type { TimedStep } from '../history/pool-history.ts';
import { sumOf } from '../history/log-counts.ts';
import type { Advice } from '../messages/dashboard.ts';
import { formatCount, formatDuration, formatRate, formatShare } from '../messages/format.ts';
import { alterStatement, grownSize } from '../pools/advice.ts';
import { worstKind } from '../pools/error-kinds.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { ServerRoom } from '../pools/socket-budget.ts';
import type { ChartSample } from './chart-sample.ts';

/** What is known of a pool in the time that is shown. */
export interface PoolPast {
  readonly samples: readonly ChartSample[];
  readonly timed: readonly TimedStep[];
  /** What its servers have room for, where they were asked. */
  readonly room?: ServerRoom | undefined;
}

/** What a pool was asked to carry in the time that is shown. */
interface Load {
  /** Connections in use or waited for, at the 99th percentile and at most. */
  readonly p99: number;
  readonly most: number;
  /** Operations that arrived × the time that each held its connection, for the time they arrived in: at the 99th percentile. */
  readonly atOnce: number;
}

/** Advice for one pool by its recommendation, with the figures it rests on; nothing where all is well. */
export function poolAdvice(pool: PoolSnapshot, past: () => PoolPast, rangeText: string): Advice[] {
  if (pool.recommendation === 'POOL_OPTIMALLY_CONFIGURED') return [];
  const { samples, timed, room } = past();
  const load = observedLoad(samples, timed);
  const { atOnce } = load;
  const share = busiestShare(pool);
  const limit = pool.hosts.length > 1 ? `${pool.maxSize} for each host` : String(pool.maxSize);
  const busy = `At the 99th percentile of the last ${rangeText} ${load.p99} connections were in use or waited for, at most ${load.most}, of ${limit}`;
  const little =
    atOnce < 0.05
      ? ''
      : `; operations that arrived × the time each held its connection are ${formatCount(Math.round(atOnce * 10) / 10)} at once at the 99th percentile`;
  const base = { pool: pool.name, kind: pool.recommendation };
  switch (pool.recommendation) {
    case 'INCREASE_POOL_SIZE': {
      const size = grownSize(pool, room, Math.max(load.p99, atOnce) * share);
      const wait = `checkouts wait ${formatDuration(pool.checkout.p95)} at the 95th percentile`;
      const errors = pool.errorRate > 0 ? `, ${formatShare(pool.errorRate)} of the operations fail` : '';
      const why = `${busy}; ${wait}${errors}${little}.`;
      if (size <= pool.maxSize)
        return [
          { ...base, what: 'Make the operations shorter, or fewer at once: the server has no room', why },
        ];
      return [
        {
          ...base,
          what: `Let the pool grow to ${size} connections`,
          why,
          statement: alterSize(pool, size),
        },
      ];
    }
    case 'DECREASE_POOL_SIZE': {
      const size = Math.max(Math.ceil(Math.max(load.most * 1.5, atOnce * 1.2) * share), 5);
      if (size >= pool.maxSize) return [];
      return [
        {
          ...base,
          what: `${size} connections would do`,
          why: `${busy}; ${formatRate(pool.operationsPerSecond)} now${little}.`,
          statement: alterSize(pool, size),
        },
      ];
    }
    case 'CHECK_CONNECTION_HEALTH':
      return [
        {
          ...base,
          what: 'See why connections are slow to come by',
          why: `A checkout takes ${formatDuration(pool.checkout.average)} on average while ${pool.active} connections of ${limit} are in use. Look at the hosts' ping and at connections closed by reason.`,
        },
      ];
    case 'INVESTIGATE_CONNECTION_ERRORS':
      return [
        {
          ...base,
          what: 'See why operations fail',
          why: `${formatShare(pool.errorRate)} of the operations failed in the last five minutes${worstKind(pool.errorsByKind)}.`,
        },
      ];
    default:
      return [];
  }
}

/** What to do where the server does not take all the sockets that its clients may open. */
export function roomAdvice(pool: PoolSnapshot, room: ServerRoom | undefined): Advice[] {
  if (!room || room.sockets <= room.limit) return [];
  const sockets = room.sockets === Infinity ? 'without limit' : formatCount(room.sockets);
  return [
    {
      pool: pool.name,
      kind: 'TOO_MANY_SOCKETS',
      what: 'Keep the pools within what the server takes',
      why: `Its clients together may open ${sockets}, and the server takes ${formatCount(room.limit)}: SHOW BUDGET tells which.`,
    },
  ];
}

/** The share of the load that the busiest host bears: the maximum is one for each host. */
function busiestShare({ hosts }: PoolSnapshot): number {
  const loads = hosts.map((host) => host.active + host.waiting);
  const all = loads.reduce((sum, load) => sum + load, 0);
  return all === 0 ? 1 : Math.max(...loads) / all;
}

function observedLoad(samples: readonly ChartSample[], timed: readonly TimedStep[]): Load {
  const loads = samples.map((sample) => sample.active + sample.waiting);
  const held = new Map(timed.map(({ at, response }) => [at, sumOf(response)]));
  const atOnce = samples.flatMap((sample, index) => {
    const before = samples[index - 1];
    return before && sample.at > before.at ? [(held.get(sample.at) ?? 0) / (sample.at - before.at)] : [];
  });
  return { p99: atP99(loads), most: Math.max(0, ...loads), atOnce: atP99(atOnce) };
}

function atP99(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
}

/** A minimum above the new maximum would be refused: it comes down with it. */
function alterSize(pool: PoolSnapshot, maxPoolSize: number): string {
  const minimum = pool.minSize > maxPoolSize ? { minPoolSize: maxPoolSize } : {};
  return alterStatement(pool.name, { maxPoolSize, ...minimum });
}
