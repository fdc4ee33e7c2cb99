import type { BenchmarkSettings } from '../../../dialect/src/options/index.ts';
import { heldTime } from './held-time.ts';
import { closedEstimate, openEstimate, type Estimate } from './queueing.ts';
import type { Tally } from './tally.ts';

/** A pool of another size under the same load, as the model has it. */
export interface SizeEstimate extends Estimate {
  /** Connections that may be open at once. */
  readonly size: number;
}

/** What was measured of a pool, and what follows from it. Rates a second, times in milliseconds. */
export interface Sizing {
  readonly checkouts: number;
  readonly heldMs: number;
  readonly waitMs: number;
  /** Connections in use at once by Little's law: checkouts × time held. */
  readonly inUse: number;
  /** The model at the size that was measured: how far it is to be trusted. */
  readonly measured: SizeEstimate;
  /** The smallest size that does nearly as well as any. */
  readonly enough: SizeEstimate;
  readonly others: readonly SizeEstimate[];
  /** Pools whose times held the model knows: with one alone, a server that gets slower is not in it. */
  readonly points: number;
}

/** A wait below this share of the time held is none that anybody would notice. */
const smallWait = 0.1;
/** A throughput above this share of the best is as good. */
const nearBest = 0.97;

/** What other sizes would have done for a pool; undefined where no connection was given back, or as many as one likes may be open. */
export function sizingOf(
  tally: Tally,
  all: readonly Tally[],
  { concurrency, rate }: Pick<BenchmarkSettings, 'concurrency' | 'rate'>,
): Sizing | undefined {
  const { held, wait, measuredMs, limit } = tally;
  if (held.count === 0 || measuredMs === 0 || limit === 0 || limit === Infinity) return undefined;
  const [heldMs, waitMs] = [held.averageMs, wait.averageMs];
  const checkouts = (held.count * 1000) / measuredMs;
  // A worker's round takes concurrency ÷ checkouts: what is neither wait nor held is spent in this process.
  const elsewhereMs = (concurrency * 1000) / checkouts - waitMs - heldMs;
  const { at: heldAt, points } = heldTime(tally, all);
  const at = (size: number): SizeEstimate => ({
    size,
    ...(rate === undefined
      ? closedEstimate(concurrency, size, heldAt, elsewhereMs)
      : // The rate that was asked for arrives, also where the pool could not follow.
        openEstimate(Math.max(checkouts, rate), size, heldAt)),
  });
  const known = Math.min(limit, concurrency);
  const enough = smallestEnough(candidates(concurrency).map(at), heldMs, rate !== undefined);
  const sizes = new Set([known / 4, known / 2, known * 2, known * 4, enough.size].map(Math.round));
  return {
    ...{ checkouts, heldMs, waitMs, enough, points },
    inUse: (checkouts * heldMs) / 1000,
    measured: at(known),
    others: [...sizes]
      .filter((size) => size >= 1 && size <= Math.max(concurrency, limit) && size !== limit)
      .sort((one, other) => one - other)
      .map(at),
  };
}

/** Sizes from 1 to `most`, each a little greater than the one before. */
function candidates(most: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = 1; size < most; size = Math.max(size + 1, Math.round(size * 1.05))) sizes.push(size);
  return [...sizes, most];
}

function smallestEnough(sizes: readonly SizeEstimate[], heldMs: number, isOpen: boolean): SizeEstimate {
  const best = Math.max(...sizes.map(({ throughput }) => throughput));
  const isQuick = ({ waitMs }: SizeEstimate) => waitMs <= heldMs * smallWait;
  const isFast = ({ throughput }: SizeEstimate) => throughput >= best * nearBest;
  // A rate that no size can serve: what comes nearest to it is as good as any.
  const quick = isOpen ? sizes.find(isQuick) : undefined;
  return quick ?? sizes.find(isFast) ?? (sizes.at(-1) as SizeEstimate);
}
