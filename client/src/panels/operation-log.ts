import type { ResponseHeat } from '../messages/dashboard.ts';
import type { OperationRecord } from '../pools/pool-types.ts';
import type { TimeFrame } from './series.ts';

/** Lower edges of the heat map's rows in milliseconds: four to each power of ten, from 0.1 ms to ten seconds. */
const edges: readonly number[] = [0, ...Array.from({ length: 21 }, (_, index) => 0.1 * 10 ** (index / 4))];

// Counts for a day in steps of five seconds would be 17 280 rows: minutes are enough beyond the last hour.
const fineMs = 1_000;
const coarseMs = 60_000;
const fineKept = 3_600;
const coarseKept = 1_440;
const slowestKept = 400;

/**
 * What is remembered of a pool's operations while its dashboard is open: how many took how long, and the slowest.
 * The manager itself keeps only the newest; on a busy pool those are gone within a second.
 */
export class OperationLog {
  /** When the newest operation taken in ended, and how many ended in that same millisecond. */
  #newest = { at: -Infinity, count: 0 };
  #slowest: OperationRecord[] = [];
  readonly #fine = new Map<number, Uint32Array>();
  readonly #coarse = new Map<number, Uint32Array>();

  /** Takes in the operations that came since the last call. `operations` are the newest ones, oldest first. */
  take(operations: readonly OperationRecord[]): void {
    for (const operation of this.#unseen(operations)) {
      const time = operation.at.getTime();
      count(this.#fine, Math.floor(time / fineMs), operation.durationMs);
      count(this.#coarse, Math.floor(time / coarseMs), operation.durationMs);
      this.#slowest.push(operation);
    }
    forget(this.#fine, fineKept);
    forget(this.#coarse, coarseKept);
    if (this.#slowest.length > slowestKept) {
      this.#slowest = this.#slowest.sort(slowestFirst).slice(0, slowestKept / 2);
    }
  }

  /** Records are told apart by their moment and their place within it: each call makes them anew. */
  #unseen(operations: readonly OperationRecord[]): readonly OperationRecord[] {
    const { at, count: taken } = this.#newest;
    const first = operations.findIndex((operation) => operation.at.getTime() >= at);
    if (first === -1) return [];
    const same = operations.slice(first).filter((operation) => operation.at.getTime() === at).length;
    const unseen = operations.slice(first + Math.min(taken, same));
    const newest = operations.at(-1)?.at.getTime() ?? at;
    const together = operations.filter((operation) => operation.at.getTime() === newest).length;
    this.#newest = { at: newest, count: together };
    return unseen;
  }

  /** The slowest operations that ended since then, the slowest first. */
  slowest(since: number, most: number): readonly OperationRecord[] {
    return this.#slowest
      .filter((operation) => operation.at.getTime() >= since)
      .sort(slowestFirst)
      .slice(0, most);
  }

  /** Adds this pool's counts to the cells of a heat map over the frame. Tells whether there were any. */
  addHeat(heat: ResponseHeat, frame: TimeFrame): boolean {
    const [counts, width] = frame.stepMs >= coarseMs ? [this.#coarse, coarseMs] : [this.#fine, fineMs];
    const start = (frame.times[0] ?? 0) - frame.stepMs;
    let any = false;
    for (const [number, cells] of counts) {
      const middle = (number + 0.5) * width;
      if (middle <= start) continue;
      // The last instant is not at a whole step: what came after the one before it belongs to it.
      const column = Math.min(frame.times.length - 1, Math.ceil((middle - start) / frame.stepMs) - 1);
      const into = heat.counts[column];
      if (!into) continue;
      cells.forEach((cell, row) => (into[row] = (into[row] ?? 0) + cell));
      any = true;
    }
    return any;
  }
}

/** A heat map without a count. */
export function emptyHeat(frame: TimeFrame): ResponseHeat & { readonly counts: number[][] } {
  return { edges, counts: frame.times.map(() => edges.map(() => 0)) };
}

const slowestFirst = (left: OperationRecord, right: OperationRecord): number =>
  right.durationMs - left.durationMs;

function count(counts: Map<number, Uint32Array>, number: number, durationMs: number): void {
  let cells = counts.get(number);
  if (!cells) {
    cells = new Uint32Array(edges.length);
    counts.set(number, cells);
  }
  const row = durationMs < 0.1 ? 0 : 1 + Math.floor(Math.log10(durationMs / 0.1) * 4);
  const last = Math.min(edges.length - 1, row);
  cells[last] = (cells[last] ?? 0) + 1;
}

/** Maps keep the order of insertion, and time goes on: the oldest come first. */
function forget(counts: Map<number, Uint32Array>, kept: number): void {
  for (const number of counts.keys()) {
    if (counts.size <= kept) return;
    counts.delete(number);
  }
}
