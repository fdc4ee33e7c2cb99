import type { PoolManager } from '../pools/manager.ts';
import type { Member } from './member.ts';
import { rank, regionScore } from './region-score.ts';
import type { RegionScore } from './region-score.ts';

/** How long scores hold, in milliseconds: to look at a pool costs more than to choose it. */
const freshMs = 500;

/** Which region statements go to: the one in use until another is clearly better. */
export class Regions {
  readonly #manager: PoolManager;
  readonly #members: () => readonly Member[];
  #scores: ReadonlyMap<string, RegionScore> = new Map();
  #scoredAt = -Infinity;
  #current: string | undefined;

  constructor(manager: PoolManager, members: () => readonly Member[]) {
    this.#manager = manager;
    this.#members = members;
  }

  /** By name, from the first choice on: as they are listed, or from the best on. */
  ranked(listed: boolean, margin: number): readonly string[] {
    const names = this.#members().map(({ name }) => name);
    if (listed) return names;
    const scores = new Map(names.map((name) => [name, this.scores().get(name)?.score ?? 0]));
    return rank(scores, this.#current, margin);
  }

  /** A statement went there. */
  used(region: string): void {
    this.#current = region;
  }

  scores(): ReadonlyMap<string, RegionScore> {
    const now = performance.now();
    if (now - this.#scoredAt < freshMs) return this.#scores;
    this.#scoredAt = now;
    this.#scores = new Map(
      this.#members().flatMap(({ name, pool }) => {
        const snapshot = this.#manager.snapshot(pool);
        return snapshot ? [[name, regionScore(snapshot)] as const] : [];
      }),
    );
    return this.#scores;
  }
}
