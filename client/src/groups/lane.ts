/** How much runs at once, and how much may wait for it. Undefined is no limit; the wait in milliseconds, 0 for ever. */
export interface LaneLimits {
  readonly atOnce: number | undefined;
  readonly queued: number | undefined;
  readonly waitMs: number;
}

/** What a lane says to those it does not let in. */
export interface Refusals {
  readonly full: () => Error;
  readonly late: () => Error;
}

interface Waiting {
  readonly enter: () => void;
}

/** Lets so many in at once, the others in the order in which they came. Limits may change while it is in use. */
export class Lane {
  #limits: LaneLimits;
  readonly #queue = new Set<Waiting>();
  running = 0;
  refused = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  get limits(): LaneLimits {
    return this.#limits;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** What runs goes on; who waits may enter at once. */
  change(limits: LaneLimits): void {
    this.#limits = limits;
    this.#admit();
  }

  /** Settles when it is one's turn; `leave` must follow. Fails with the reason of the signal where that comes first. */
  async enter(refusals: Refusals, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { atOnce, queued, waitMs } = this.#limits;
    if (atOnce === undefined || (this.running < atOnce && this.#queue.size === 0)) {
      this.running++;
      return;
    }
    if (queued !== undefined && this.#queue.size >= queued) {
      this.refused++;
      throw refusals.full();
    }
    await new Promise<void>((resolve, reject) => {
      const leaveQueue = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.#queue.delete(waiting);
      };
      const fail = (reason: Error) => (leaveQueue(), reject(reason));
      const aborted = () => fail(signal?.reason as Error);
      const waiting: Waiting = { enter: () => (leaveQueue(), this.running++, resolve()) };
      const timer =
        waitMs > 0 ? setTimeout(() => (this.refused++, fail(refusals.late())), waitMs) : undefined;
      signal?.addEventListener('abort', aborted, { once: true });
      this.#queue.add(waiting);
    });
  }

  leave(): void {
    this.running--;
    this.#admit();
  }

  #admit(): void {
    for (const waiting of [...this.#queue]) {
      if (this.running >= (this.#limits.atOnce ?? Infinity)) return;
      waiting.enter();
    }
  }
}
