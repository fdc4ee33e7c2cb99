import type { PoolManager } from '../pools/manager.ts';
import type { RestLimits } from '../pools/pool.ts';

/** PAUSE of a whole group: of the pools that are open, and of those that open while it lasts. */
export class GroupPause {
  readonly #manager: PoolManager;
  readonly #pools: () => readonly string[];
  #paused = false;

  /** `pools` are those of the group, open or not. */
  constructor(manager: PoolManager, pools: () => readonly string[]) {
    this.#manager = manager;
    this.#pools = pools;
  }

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#paused = true;
    for (const pool of this.#those('ready', 'failed')) this.#manager.pause(pool);
  }

  resume(): void {
    this.#paused = false;
    for (const pool of this.#those('paused')) this.#manager.resume(pool);
  }

  /** Pauses, and waits until what runs has ended; where it does not, or somebody cancels, all of it goes on as before. */
  async pauseAtRest(limits: RestLimits): Promise<void> {
    const before = { paused: this.#paused, pools: new Set(this.#those('paused')) };
    this.#paused = true;
    const open = this.#those('ready', 'failed', 'paused');
    const left = new Map<string, number>();
    const told = (pool: string) => (count: number) => {
      left.set(pool, count);
      limits.told?.([...left.values()].reduce((sum, each) => sum + each));
    };
    const ends = await Promise.allSettled(
      open.map((pool) => this.#manager.pauseAtRest(pool, { ...limits, told: told(pool) })),
    );
    const failed = ends.find((end) => end.status === 'rejected');
    if (!failed) return;
    this.#paused = before.paused;
    if (!before.paused)
      for (const pool of this.#those('paused')) if (!before.pools.has(pool)) this.#manager.resume(pool);
    throw failed.reason;
  }

  #those(...states: readonly string[]): readonly string[] {
    return this.#pools().filter((pool) => states.includes(this.#manager.state(pool) ?? ''));
  }
}
