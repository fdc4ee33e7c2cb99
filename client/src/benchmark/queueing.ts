/** What a model says of a pool. Rates a second, times in milliseconds. */
export interface Estimate {
  readonly throughput: number;
  /** The average wait for a connection; Infinity where the queue would grow without end. */
  readonly waitMs: number;
}

/** How long an operation holds its connection on average, in milliseconds, while so many are in use. */
export type HeldTime = (inUse: number) => number;

/**
 * M/M/c//N, the machine-repair model: so many workers, each of which asks for one of `servers` connections, holds it, and asks again
 * `elsewhereMs` after it gave it back. Exact for exponential times.
 */
export function closedEstimate(
  workers: number,
  servers: number,
  held: HeldTime,
  elsewhereMs: number,
): Estimate {
  // Workers that are never elsewhere all ask at once.
  const away = Math.max(elsewhereMs, 1e-6);
  const states = new States();
  for (let there = 1; there <= workers; there++) {
    const inUse = Math.min(there, servers);
    states.next((workers - there + 1) / away, inUse / held(inUse), inUse);
  }
  return states.estimate();
}

/** M/M/c: connections are asked for at random, `arrivals` times a second, whatever became of those before. */
export function openEstimate(arrivals: number, servers: number, held: HeldTime): Estimate {
  const [arrival, mostServed] = [arrivals / 1000, servers / held(servers)];
  if (mostServed <= arrival) return { throughput: mostServed * 1000, waitMs: Infinity };
  const states = new States();
  for (let there = 1; there <= servers; there++) states.next(arrival, there / held(there), there);
  states.endless(arrival / mostServed, servers);
  return states.estimate();
}

/** The states of a birth-death process, by how many operations have a connection or wait for one, each with its weight. */
class States {
  #count = 0;
  /** Of the newest state; the sums are over all. */
  #weight = 1;
  #total = 1;
  #served = 0;
  #waiting = 0;
  #rate = 0;

  /** One operation more: how often one comes in the state before, and how often one leaves this state, a millisecond. */
  next(arrival: number, service: number, inUse: number): void {
    this.#count += 1;
    this.#weight *= arrival / service;
    // The weights of large numbers leave what a double holds: all are made smaller alike.
    if (this.#weight > 1e200) this.#shrink(1e-200);
    this.#rate = service;
    this.#total += this.#weight;
    this.#served += this.#weight * service;
    this.#waiting += this.#weight * (this.#count - inUse);
  }

  /** All states beyond, each with the weight of the one before times `ratio`, which is below 1. */
  endless(ratio: number, inUse: number): void {
    const beyond = (this.#weight * ratio) / (1 - ratio);
    this.#total += beyond;
    this.#served += beyond * this.#rate;
    this.#waiting += beyond * (this.#count - inUse) + beyond / (1 - ratio);
  }

  estimate(): Estimate {
    const perMs = this.#served / this.#total;
    return { throughput: perMs * 1000, waitMs: perMs === 0 ? 0 : this.#waiting / this.#total / perMs };
  }

  #shrink(by: number): void {
    this.#weight *= by;
    this.#total *= by;
    this.#served *= by;
    this.#waiting *= by;
  }
}
