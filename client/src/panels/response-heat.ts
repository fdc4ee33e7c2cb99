import { slotStart } from '../history/log-counts.ts';
import type { TimedStep } from '../history/pool-history.ts';
import type { ResponseHeat } from '../messages/dashboard.ts';
import type { TimeFrame } from './series.ts';

/** Lower edges of the rows in milliseconds: four to each power of ten, from 0.1 ms to ten seconds. */
const edges: readonly number[] = [0, ...Array.from({ length: 21 }, (_, index) => 0.1 * 10 ** (index / 4))];

/** How many operations of all the pools took how long in each step of the frame. */
export function responseHeat(timed: readonly TimedStep[], frame: TimeFrame): ResponseHeat {
  const counts = frame.times.map(() => edges.map(() => 0));
  const start = (frame.times[0] ?? 0) - frame.stepMs;
  for (const { at, response } of timed) {
    if (at <= start) continue;
    // The last instant is not at a whole step: what came after the one before it belongs to it.
    const cells = counts[Math.min(frame.times.length - 1, Math.ceil((at - start) / frame.stepMs) - 1)];
    for (let index = 0; cells && index < response.length; index += 2) {
      const row = rowOf(response[index] ?? 0);
      cells[row] = (cells[row] ?? 0) + (response[index + 1] ?? 0);
    }
  }
  return { edges, counts };
}

/** Whether any operation ended in the time of a heat map. */
export const hasHeat = ({ counts }: ResponseHeat): boolean =>
  counts.some((cells) => cells.some((count) => count > 0));

function rowOf(slot: number): number {
  const middleMs = (slotStart(slot) + slotStart(slot + 1)) / 2000;
  const row = middleMs < 0.1 ? 0 : 1 + Math.floor(Math.log10(middleMs / 0.1) * 4);
  return Math.min(edges.length - 1, row);
}
