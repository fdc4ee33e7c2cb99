import type { PoolManager } from '../pools/manager.ts';
import type { RestLimits } from '../pools/pool.ts';

/** PAUSE of a whole group: of the pools that are open, and of those that open while it lasts. */
export class GroupPause {
  readonly #manager: PoolManager;
  readonly #pools: () => readonly string[];
  readonly #changed: () => void;
  /** Who holds the group: it itself since PAUSE, and each that waits for it to come to rest. */
  readonly #holders = new Set<object>();
  /** The pools that were paused before anybody held the group. */
  #before: ReadonlySet<string> = new Set();

  /** `pools` are those of the group, open or not; `changed` is told of each pause and its end. */
  constructor(manager: PoolManager, pools: () => readonly string[], changed: () => void) {
    this.#manager = manager;
    this.#pools = pools;
    this.#changed = changed;
  }

  get paused(): boolean {
    return this.#holders.size > 0;
  }

  pause(): void {
    this.#hold(this);
    for (const pool of this.#those('ready', 'failed', 'paused')) this.#manager.pause(pool);
  }

  resume(): void {
    this.#holders.clear();
    this.#changed();
    for (const pool of this.#those('paused')) this.#manager.resume(pool);
  }

  /** Pauses, and waits until what runs has ended; where it does not, or somebody cancels, all of it goes on, unless others hold it. */
  async pauseAtRest(limits: RestLimits): Promise<void> {
    const mine = {};
    this.#hold(mine);
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
    // RESUME let all go: their waits have failed too.
    if (!failed && this.#holders.has(mine)) this.#holders.add(this);
    this.#holders.delete(mine);
    if (!failed) return;
    this.#changed();
    if (!this.paused)
      for (const pool of this.#those('paused')) if (!this.#before.has(pool)) this.#manager.resume(pool);
    throw failed.reason;
  }

  #hold(holder: object): void {
    if (!this.paused) this.#before = new Set(this.#those('paused'));
    this.#holders.add(holder);
    this.#changed();
  }

  #those(...states: readonly string[]): readonly string[] {
    return this.#pools().filter((pool) => states.includes(this.#manager.state(pool) ?? ''));
  }
}
