/** A connection that an operation gave back: how long it had waited for it, and how long it held it. In milliseconds. */
export interface Checkout {
  readonly waitMs: number;
  readonly heldMs: number;
}

/** How a pool stands while it is under load. */
export interface LaneStanding {
  /** Connections that are checked out. */
  readonly active: number;
  /** Connections that may be open at once to the servers that the load goes to; Infinity without a limit. */
  readonly limit: number;
  /** The addresses of those servers, in order. */
  readonly hosts: readonly string[];
}

/** One pool that a benchmark loads. */
export interface Lane {
  readonly name: string;
  /**
   * Runs the statement once. Rejects with what made it fail; once the signal aborts, as soon as nothing of it runs on a server. What it
   * tells of its connections may come later, at the latest when somebody looks.
   */
  once(told: (checkout: Checkout) => void, signal: AbortSignal): Promise<void>;
  look(): LaneStanding;
}
