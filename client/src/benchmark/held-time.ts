import type { HeldTime } from './queueing.ts';
import type { Tally } from './tally.ts';

interface Point {
  readonly inUse: number;
  readonly heldMs: number;
}

/**
 * How long operations would hold their connections with more or fewer in use: as long as was measured, and between and beyond two pools of
 * the benchmark that led to the same servers, along the line through both. A server that is busy answers the later the more it is asked at once.
 */
export function heldTime(
  own: Tally,
  all: readonly Tally[],
): { readonly at: HeldTime; readonly points: number } {
  const alike = all.filter((tally) => tally === own || sameHosts(tally, own));
  const points = distinct(
    alike.map((tally) => ({ inUse: tally.inUseAverage, heldMs: tally.held.averageMs })),
  );
  const [first] = points;
  if (!first || points.length < 2) {
    const heldMs = own.held.averageMs;
    return { at: () => heldMs, points: 1 };
  }
  return { at: (inUse) => onLine(points, Math.max(inUse, first.inUse)), points: points.length };
}

const sameHosts = (one: Tally, other: Tally): boolean =>
  one.held.count > 0 && one.hosts.join() === other.hosts.join();

/** By connections in use; of pools that had nearly as many, one. */
function distinct(points: readonly Point[]): readonly Point[] {
  const found: Point[] = [];
  for (const point of [...points].sort((one, other) => one.inUse - other.inUse)) {
    const before = found.at(-1);
    if (!before || point.inUse > before.inUse * 1.25) found.push(point);
  }
  return found;
}

function onLine(points: readonly Point[], inUse: number): number {
  const index = Math.max(
    1,
    Math.min(
      points.length - 1,
      points.findIndex((point) => point.inUse >= inUse),
    ),
  );
  const from = points[inUse > (points.at(-1)?.inUse ?? 0) ? points.length - 2 : index - 1];
  const to = points[inUse > (points.at(-1)?.inUse ?? 0) ? points.length - 1 : index];
  if (!from || !to) return 0;
  // More at once never makes a server quicker: where it looks so, it is chance.
  const slope = Math.max(0, (to.heldMs - from.heldMs) / (to.inUse - from.inUse));
  return from.heldMs + slope * (inUse - from.inUse);
}
