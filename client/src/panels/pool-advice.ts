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
  /** Operations a second, at the 99th percentile. */
  readonly rate: number;
}

/** Advice for one pool by its recommendation, with the figures it rests on; nothing where all is well. */
export function poolAdvice(
  pool: PoolSnapshot,
  samples: () => readonly ChartSample[],
  rangeText: string,
): Advice[] {
  if (pool.recommendation === 'POOL_OPTIMALLY_CONFIGURED') return [];
  const load = observedLoad(samples());
  const needed = neededAtOnce(load, pool);
  const share = busiestShare(pool);
  const limit = pool.hosts.length > 1 ? `${pool.maxSize} for each host` : String(pool.maxSize);
  const busy = `At the 99th percentile of the last ${rangeText} ${load.p99} connections were in use or waited for, at most ${load.most}, of ${limit}`;
  const little = needed < 0.05 ? '' : `; ${littleText(load, pool, needed)}`;
  const base = { pool: pool.name, kind: pool.recommendation };
  switch (pool.recommendation) {
    case 'INCREASE_POOL_SIZE': {
      const size = Math.max(
        Math.ceil(Math.max(load.p99, needed) * share * 1.2),
        Math.ceil(pool.maxSize * 1.25),
        pool.maxSize + 1,
      );
      const wait = `checkouts wait ${formatDuration(pool.checkout.p95)} at the 95th percentile`;
      const errors = pool.errorRate > 0 ? `, ${formatShare(pool.errorRate)} of the operations fail` : '';
      return [
        {
          ...base,
          what: `Let the pool grow to ${size} connections`,
          why: `${busy}; ${wait}${errors}${little}.`,
          statement: alterSize(pool, size),
        },
      ];
    }
    case 'DECREASE_POOL_SIZE': {
      const size = Math.max(Math.ceil(Math.max(load.most * 1.5, needed * 1.2) * share), 5);
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
  const rates = samples.flatMap((sample, index) => rateUpTo(sample, samples[index - 1]));
  return {
    p99: atP99(loads),
    most: loads.at(-1) ?? 0,
    rate: atP99(rates.sort((left, right) => left - right)),
  };
}

/** Operations a second since the sample before; nothing where a pool was made anew between, whose counters begin at 0. */
function rateUpTo(sample: ChartSample, before: ChartSample | undefined): number[] {
  if (!before || sample.at <= before.at || sample.operations < before.operations) return [];
  return [((sample.operations - before.operations) * 1000) / (sample.at - before.at)];
}

function atP99(sorted: readonly number[]): number {
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
}

/** How many connections are out at once by Little's law: arrivals a second × the time that each holds one. */
function neededAtOnce({ rate }: Load, { response }: PoolSnapshot): number {
  return (rate * response.average) / 1000;
}

/** `420/s at the 99th percentile × 25 ms held are 10.5 at once` */
function littleText({ rate }: Load, { response }: PoolSnapshot, needed: number): string {
  const held = formatDuration(response.average);
  return `${formatRate(rate)} at the 99th percentile × ${held} held are ${formatCount(Math.round(needed * 10) / 10)} at once`;
}

/** A minimum above the new maximum would be refused: it comes down with it. */
function alterSize(pool: PoolSnapshot, maxPoolSize: number): string {
  const minimum = pool.minSize > maxPoolSize ? { minPoolSize: maxPoolSize } : {};
  return alterStatement(pool.name, { maxPoolSize, ...minimum });
}
