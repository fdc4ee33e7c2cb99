import type { Advice } from '../messages/dashboard.ts';
import { formatCount, formatDuration, formatRate, formatShare } from '../messages/format.ts';
import { alterStatement } from '../pools/advice.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { ServerRoom } from '../pools/socket-budget.ts';
import type { ChartSample } from './chart-sample.ts';

/** What a pool was asked to carry in the time that is shown. */
interface Load {
  /** Connections in use or waited for, at the 99th percentile and at most. */
  readonly p99: number;
  readonly most: number;
}

/** Advice for one pool by its recommendation, with the figures it rests on; nothing where all is well. */
export function poolAdvice(pool: PoolSnapshot, samples: readonly ChartSample[], rangeText: string): Advice[] {
  const load = observedLoad(samples);
  const share = busiestShare(pool);
  const limit = pool.hosts.length > 1 ? `${pool.maxSize} for each host` : String(pool.maxSize);
  const busy = `At the 99th percentile of the last ${rangeText} ${load.p99} connections were in use or waited for, at most ${load.most}, of ${limit}`;
  const base = { pool: pool.name, kind: pool.recommendation };
  switch (pool.recommendation) {
    case 'INCREASE_POOL_SIZE': {
      const size = Math.max(
        Math.ceil(load.p99 * share * 1.2),
        Math.ceil(pool.maxSize * 1.25),
        pool.maxSize + 1,
      );
      const wait = `checkouts wait ${formatDuration(pool.checkout.p95)} at the 95th percentile`;
      const errors = pool.errorRate > 0 ? `, ${formatShare(pool.errorRate)} of the operations fail` : '';
      return [
        {
          ...base,
          what: `Let the pool grow to ${size} connections`,
          why: `${busy}; ${wait}${errors}.`,
          statement: alterSize(pool, size),
        },
      ];
    }
    case 'DECREASE_POOL_SIZE': {
      const size = Math.max(Math.ceil(load.most * share * 1.5), 5);
      if (size >= pool.maxSize) return [];
      return [
        {
          ...base,
          what: `${size} connections would do`,
          why: `${busy}; ${formatRate(pool.operationsPerSecond)} now.`,
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
          why: `${formatShare(pool.errorRate)} of the operations failed in the last five minutes${worstKind(pool)}.`,
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

function worstKind(pool: PoolSnapshot): string {
  const [worst] = Object.entries(pool.errorsByKind).sort(([, left], [, right]) => right - left);
  return worst === undefined ? '' : `, most of them by ${worst[0]} errors`;
}

function observedLoad(samples: readonly ChartSample[]): Load {
  const loads = samples.map((sample) => sample.active + sample.waiting).sort((left, right) => left - right);
  return { p99: loads[Math.ceil(loads.length * 0.99) - 1] ?? 0, most: loads.at(-1) ?? 0 };
}

/** A minimum above the new maximum would be refused: it comes down with it. */
function alterSize(pool: PoolSnapshot, maxPoolSize: number): string {
  const minimum = pool.minSize > maxPoolSize ? { minPoolSize: maxPoolSize } : {};
  return alterStatement(pool.name, { maxPoolSize, ...minimum });
}
