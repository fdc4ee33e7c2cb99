import type { PoolManager } from '../pools/manager.ts';
import type { RestLimits } from '../pools/pool.ts';

/** PAUSE of a whole group: of the pools that are open, and of those that open while it lasts. */
export class GroupPause {
  readonly #manager: PoolManager;
  readonly #pools: () => readonly string[];
  readonly #changed: () => void;
  #paused = false;

  /** `pools` are those of the group, open or not; `changed` is told of each pause and its end. */
  constructor(manager: PoolManager, pools: () => readonly string[], changed: () => void) {
    this.#manager = manager;
    this.#pools = pools;
    this.#changed = changed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#set(true);
    for (const pool of this.#those('ready', 'failed')) this.#manager.pause(pool);
  }

  resume(): void {
    this.#set(false);
    for (const pool of this.#those('paused')) this.#manager.resume(pool);
  }

  /** Pauses, and waits until what runs has ended; where it does not, or somebody cancels, all of it goes on as before. */
  async pauseAtRest(limits: RestLimits): Promise<void> {
    const before = { paused: this.#paused, pools: new Set(this.#those('paused')) };
    this.#set(true);
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
    this.#set(before.paused);
    if (!before.paused)
      for (const pool of this.#those('paused')) if (!before.pools.has(pool)) this.#manager.resume(pool);
    throw failed.reason;
  }

  #set(paused: boolean): void {
    this.#paused = paused;
    this.#changed();
  }

  #those(...states: readonly string[]): readonly string[] {
    return this.#pools().filter((pool) => states.includes(this.#manager.state(pool) ?? ''));
  }
}
