import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { PoolError } from '../pools/pool-error.ts';
import type { Lane } from './lane.ts';
import type { Tally } from './tally.ts';

/** How often a pool is looked at for its connections in use. */
const lookMs = 25;

/** The load of one part of a benchmark. Times in milliseconds. */
export interface Load {
  readonly concurrency: number;
  /** Operations that begin in a second; undefined: each worker begins the next as soon as one ends. */
  readonly rate: number | undefined;
  readonly warmupMs: number;
  readonly durationMs: number;
  readonly graceMs: number;
}

/**
 * Puts load on a pool for warm-up and duration, waits up to the grace for what still runs then, and stops the rest. Counted as throughput
 * is what ends within the duration; timed is what was due within it, whenever it ends. Never rejects; after an abort it ends once nothing runs.
 */
export async function putUnderLoad(lane: Lane, tally: Tally, load: Load, signal: AbortSignal): Promise<void> {
  const begin = performance.now();
  const from = begin + load.warmupMs;
  const until = from + load.durationMs;
  const late = new AbortController();
  const stop = AbortSignal.any([signal, late.signal]);
  const run = new Part(lane, tally, { from, until, stop, signal });
  const cut = setTimeout(() => late.abort(), until + load.graceMs - begin);
  const watch = watchPool(lane, tally, from, until);
  try {
    if (load.rate === undefined) await closedLoop(run, load.concurrency);
    else await openLoop(run, load.concurrency, load.rate, begin);
  } finally {
    clearTimeout(cut);
    watch.end();
  }
}

interface Span {
  readonly from: number;
  readonly until: number;
  /** Ends what runs. */
  readonly stop: AbortSignal;
  /** Ends all: what it stops is counted nowhere. */
  readonly signal: AbortSignal;
}

/** One part: runs single operations and counts them. */
class Part {
  readonly until: number;
  readonly stop: AbortSignal;
  readonly #lane: Lane;
  readonly #tally: Tally;
  readonly #span: Span;

  constructor(lane: Lane, tally: Tally, span: Span) {
    this.until = span.until;
    this.stop = span.stop;
    this.#lane = lane;
    this.#tally = tally;
    this.#span = span;
  }

  /** Runs an operation that was due at some time. */
  async operation(due: number): Promise<void> {
    const { from, until } = this.#span;
    const tally = this.#tally;
    const begun = performance.now();
    const isTimed = this.#isTimed(due);
    try {
      await this.#lane.once(isTimed ? tally.checkedIn : ignore, this.stop);
      const end = performance.now();
      if (end >= from && end < until) tally.operations += 1;
      if (isTimed) tally.response.record(end - due);
    } catch (error) {
      if (this.stop.aborted) return this.unfinished(due);
      const end = performance.now();
      if (end >= from && end < until) tally.failed(error);
      // Who never got a connection did wait for it.
      if (isTimed && error instanceof PoolError && error.code === 'QL5008') tally.wait.record(end - begun);
      // What fails at once must not keep this process from everything else.
      await turn();
    }
  }

  /** An operation was stopped, or never begun for want of a worker: it has taken at least so long. */
  unfinished(due: number): void {
    if (this.#span.signal.aborted || !this.#isTimed(due)) return;
    this.#tally.unfinished += 1;
    this.#tally.response.record(performance.now() - due);
  }

  #isTimed(due: number): boolean {
    return due >= this.#span.from && due < this.#span.until;
  }
}

const ignore = (): void => undefined;

/** So many workers, each with the next operation as soon as one ends. */
async function closedLoop(part: Part, concurrency: number): Promise<void> {
  const worker = async () => {
    for (let now = performance.now(); now < part.until && !part.stop.aborted; now = performance.now())
      await part.operation(now);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/**
 * Operations begin at random with a rate, whether or not earlier ones have ended. Those that no worker is free for when they are due begin
 * late, and their time has run on meanwhile: no stall hides the operations that it held up.
 */
async function openLoop(part: Part, concurrency: number, rate: number, begin: number): Promise<void> {
  const gap = () => (-Math.log(1 - Math.random()) * 1000) / rate;
  let next = begin + gap();
  const worker = async () => {
    while (next < part.until && !part.stop.aborted) {
      const due = next;
      next += gap();
      const early = due - performance.now();
      if (early > 0) await sleep(early, undefined, { signal: part.stop }).catch(ignore);
      await part.operation(due);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  for (; next < part.until; next += gap()) part.unfinished(next);
}

/** Looks at the pool, and at how busy this process is, while the pool is measured. */
function watchPool(lane: Lane, tally: Tally, from: number, until: number): { end(): void } {
  let since:
    { readonly at: number; readonly busy: ReturnType<typeof performance.eventLoopUtilization> } | undefined;
  let isOver = false;
  const look = () => {
    const now = performance.now();
    if (now < from || isOver) return;
    tally.stands(lane.look());
    since ??= { at: now, busy: performance.eventLoopUtilization() };
    if (now < until) return;
    isOver = true;
    tally.busyMs += performance.eventLoopUtilization(since.busy).utilization * (until - from);
  };
  const timer = setInterval(look, lookMs);
  return {
    end: () => {
      clearInterval(timer);
      // What is not counted yet is told now.
      lane.look();
      tally.measuredMs += until - from;
      if (!isOver && since)
        tally.busyMs += performance.eventLoopUtilization(since.busy).utilization * (until - from);
    },
  };
}
