import type { PoolSnapshot } from '../pools/pool-types.ts';

/** How well a region does: the round trip to its nearest server in milliseconds, and its score. */
export interface RegionScore {
  readonly latencyMs: number;
  /** 100 is the best; below 0 is possible. */
  readonly score: number;
}

type Scored = Pick<PoolSnapshot, 'hosts' | 'response' | 'errorRate' | 'health'>;

/**
 * 100, less a tenth of a point for each millisecond of latency (50 at most), a point for each per cent of errors, and 30 or 15
 * for bad health. The latency is that of the driver's heartbeats: it is known of a region that nothing runs on, and the same kind of
 * figure for one that has much to do.
 */
export function regionScore({ hosts, response, errorRate, health }: Scored): RegionScore {
  const trips = hosts.map(({ roundTripMs }) => roundTripMs).filter((trip) => trip !== undefined);
  const latencyMs = trips.length > 0 ? Math.min(...trips) : response.average;
  const illness = health === 'UNHEALTHY' ? 30 : health === 'WARNING' ? 15 : 0;
  return { latencyMs, score: 100 - Math.min(latencyMs / 10, 50) - errorRate * 100 - illness };
}

/** The regions from the best on; the one in use stays first until another is better by the margin. */
export function rank(
  scores: ReadonlyMap<string, number>,
  current: string | undefined,
  margin: number,
): readonly string[] {
  const best = [...scores].sort((one, other) => other[1] - one[1]).map(([region]) => region);
  const now = current === undefined ? undefined : scores.get(current);
  const top = best[0] === undefined ? undefined : scores.get(best[0]);
  if (
    current === undefined ||
    now === undefined ||
    top === undefined ||
    top - now >= Math.max(margin, Number.MIN_VALUE)
  )
    return best;
  return [current, ...best.filter((region) => region !== current)];
}
