/** When a circuit opens, and when it is tried again. */
export interface CircuitLimits {
  readonly failureThreshold: number;
  readonly retryAfterMs: number;
}

export type CircuitState = 'closed' | 'open' | 'half-open';

/**
 * Whether something that fails is used. Closed: it is. Open: it failed so often in a row that it is left alone. Half-open: it is being
 * asked whether it answers again. Moments are in milliseconds of any monotonic clock.
 */
export class Circuit {
  #limits: CircuitLimits;
  #state: CircuitState = 'closed';
  #retryAt = 0;
  failures = 0;
  reason: string | undefined;

  constructor(limits: CircuitLimits) {
    this.#limits = limits;
  }

  get state(): CircuitState {
    return this.#state;
  }

  change(limits: CircuitLimits): void {
    this.#limits = limits;
  }

  succeeded(): void {
    this.#state = 'closed';
    this.failures = 0;
    this.reason = undefined;
  }

  /** `atOnce`: nothing can be hoped for, whatever the threshold. */
  failed(now: number, reason: string, atOnce = false): void {
    this.failures++;
    this.reason = reason;
    const { failureThreshold, retryAfterMs } = this.#limits;
    if (!atOnce && this.#state === 'closed' && this.failures < failureThreshold) return;
    this.#state = 'open';
    this.#retryAt = now + retryAfterMs;
  }

  /** Half-opens where it has been open for long enough: whoever gets true asks, and tells how that ended. */
  mayAsk(now: number): boolean {
    if (this.#state !== 'open' || now < this.#retryAt) return false;
    this.#state = 'half-open';
    return true;
  }

  /** Milliseconds until it is asked again; 0 where that is now. */
  retryInMs(now: number): number {
    return this.#state === 'open' ? Math.max(0, this.#retryAt - now) : 0;
  }
}
