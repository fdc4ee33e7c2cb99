/** Holds those who come while it is closed, in order, until it opens. */
export class Gate {
  readonly #held = new Set<Held>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** How many are held. */
  get waiting(): number {
    return this.#held.size;
  }

  /** When the first of those held came, in milliseconds of a monotonic clock. */
  get oldest(): number | undefined {
    for (const { since } of this.#held) return since;
    return undefined;
  }

  /** When each of those held came, in milliseconds of a monotonic clock, the first first. */
  since(): readonly number[] {
    return [...this.#held].map(({ since }) => since);
  }

  close(): void {
    this.#closed = true;
  }

  open(): void {
    this.#closed = false;
    for (const held of [...this.#held]) held.go();
  }

  /** Lets everybody go with a failure. */
  refuse(reason: Error): void {
    for (const held of [...this.#held]) held.fail(reason);
  }

  /** Passes at once where open. Fails with the reason of the signal, or with `late()` after the limit; 0 is none. */
  async pass(limitMs: number, late: () => Error, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (!this.#closed) return;
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        this.#held.delete(held);
      };
      const held: Held = {
        since: performance.now(),
        go: () => (leave(), resolve()),
        fail: (reason) => (leave(), reject(reason)),
      };
      const aborted = () => held.fail(signal?.reason as Error);
      const timer = limitMs > 0 ? setTimeout(() => held.fail(late()), limitMs) : undefined;
      signal?.addEventListener('abort', aborted, { once: true });
      this.#held.add(held);
    });
  }
}

interface Held {
  readonly since: number;
  go(): void;
  fail(reason: Error): void;
}
