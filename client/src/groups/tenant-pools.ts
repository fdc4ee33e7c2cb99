import type { PoolManager } from '../pools/manager.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { RoutedLease } from './group-lease.ts';
import type { Member } from './member.ts';

export interface TenantLimits {
  readonly members: () => readonly Member[];
  /** What the sizes of all open pools may come to; 0 is no limit. */
  readonly limit: () => number;
  /** After how many milliseconds an unused pool closes; 0 is never. */
  readonly unusedMs: () => number;
}

/** Opens the pools of tenants when they are first used, and closes those that are long unused, or in the way of another. */
export class TenantPools {
  readonly #manager: PoolManager;
  readonly #limits: TenantLimits;
  #turn: Promise<unknown> = Promise.resolve();
  #sweep: NodeJS.Timeout | undefined;
  readonly #closing = new Set<Member>();
  /** Members about to be used, which must not close meanwhile. */
  readonly #expected = new Map<Member, number>();

  constructor(manager: PoolManager, limits: TenantLimits) {
    this.#manager = manager;
    this.#limits = limits;
  }

  /** A statement is about to use the pool, which does not close until the returned function is called. */
  expect(member: Member): () => void {
    this.#expected.set(member, (this.#expected.get(member) ?? 0) + 1);
    return () => {
      const left = (this.#expected.get(member) ?? 1) - 1;
      if (left > 0) this.#expected.set(member, left);
      else this.#expected.delete(member);
    };
  }

  /** Fails with QL5107 where every other open pool is in use and there is no room left. */
  async open(member: Member, signal?: AbortSignal): Promise<void> {
    if (member.isOpen && !this.#closing.has(member)) return;
    await this.#inTurn(async () => {
      if (member.isOpen) return;
      await this.#makeRoom(member);
      await member.open(signal);
      member.lastUsed = performance.now();
      this.#scheduleSweep();
    });
  }

  /** The same lease; when it ends, the pool's time of rest begins. */
  watched(lease: RoutedLease): RoutedLease {
    const release = () => {
      lease.release();
      this.#scheduleSweep();
    };
    return { ...lease, release };
  }

  stop(): void {
    clearTimeout(this.#sweep);
  }

  async #makeRoom(member: Member): Promise<void> {
    const limit = this.#limits.limit();
    if (limit === 0) return;
    const others = () => this.#limits.members().filter((other) => other !== member && other.isOpen);
    const held = () => others().reduce((sum, other) => sum + Math.min(other.maxSize, limit), 0);
    const wanted = Math.min(member.maxSize, limit);
    while (held() + wanted > limit) {
      const [oldest] = others()
        .filter((other) => this.#rests(other))
        .sort((one, other) => one.lastUsed - other.lastUsed);
      if (!oldest) throw new PoolError('QL5107', [member.pool, wanted, held(), limit]);
      await this.#close(oldest);
    }
  }

  #rests(member: Member): boolean {
    return member.lane.running === 0 && member.lane.waiting === 0 && !this.#expected.has(member);
  }

  async #close(member: Member): Promise<void> {
    this.#closing.add(member);
    try {
      await this.#manager.drop(member.pool, { ifExists: true });
    } finally {
      this.#closing.delete(member);
    }
  }

  /** One timer for all, which keeps no process alive. */
  #scheduleSweep(): void {
    const unusedMs = this.#limits.unusedMs();
    if (unusedMs === 0 || this.#sweep) return;
    const open = this.#limits.members().filter((member) => member.isOpen);
    if (open.length === 0) return;
    const oldest = Math.min(...open.map(({ lastUsed }) => lastUsed));
    const dueMs = Math.max(10, oldest + unusedMs - performance.now());
    this.#sweep = setTimeout(() => {
      this.#sweep = undefined;
      void this.#inTurn(() => this.#closeUnused(unusedMs)).finally(() => this.#scheduleSweep());
    }, dueMs);
    this.#sweep.unref();
  }

  async #closeUnused(unusedMs: number): Promise<void> {
    const since = performance.now() - unusedMs;
    const unused = this.#limits
      .members()
      .filter((member) => member.isOpen && this.#rests(member) && member.lastUsed <= since);
    await Promise.all(unused.map((member) => this.#close(member)));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
