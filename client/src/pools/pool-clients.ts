import { ClientGeneration } from './client-generation.ts';
import type { FailureContext } from './driver-failure.ts';
import { numberOption } from './driver-options.ts';
import { Gate } from './gate.ts';
import type { EventSink } from './driver-events.ts';
import type { Journal } from './metrics/journal.ts';
import type { PoolMonitor } from './pool-monitor.ts';

/** A client that is ready to be used. */
export interface PoolClient {
  readonly generation: ClientGeneration;
  readonly sink: Sink;
}

/** Those who come later wait behind a queue only as long as it moves: it stands still after so many milliseconds. */
const stuckMs = 1000;

/**
 * The clients of one pool: the one in use, and those before it while what runs on them ends. Where the next is used `in turn`, who comes
 * from then on waits until those have their connections who waited at the client before: else a server that is at its limit would serve
 * the newcomers' many connections first, and those who have waited longest would wait many times as long.
 */
export class PoolClients {
  readonly #monitor: PoolMonitor;
  readonly #ended: () => void;
  readonly #draining = new Map<ClientGeneration, Promise<void>>();
  readonly #turnstile = new Gate();
  #current: PoolClient | undefined;
  #built = 0;

  /** `ended` is told whenever `uses` may have become fewer. */
  constructor(monitor: PoolMonitor, ended: () => void) {
    this.#monitor = monitor;
    this.#ended = ended;
  }

  get current(): ClientGeneration | undefined {
    return this.#current?.generation;
  }

  /** How many statements and transactions run on them, and wait to. */
  get uses(): number {
    return this.alive().reduce((sum, generation) => sum + generation.leases, this.#turnstile.waiting);
  }

  /** The one in use first. */
  alive(): readonly ClientGeneration[] {
    return [...(this.#current ? [this.#current.generation] : []), ...this.#draining.keys()];
  }

  /** How many wait for those before them. */
  get waiting(): number {
    return this.#turnstile.waiting;
  }

  /** When the first of them came, in milliseconds of a monotonic clock. */
  get oldest(): number | undefined {
    return this.#turnstile.oldest;
  }

  /** When each of them came. */
  waitingSince(): readonly number[] {
    return this.#turnstile.since();
  }

  /** The driver's number of a connection, by its number in the pool; undefined for one of a client that is being made or is gone. */
  driverNumber(connection: number): number | undefined {
    for (const generation of this.alive()) {
      const number = generation.driverNumber(connection);
      if (number !== undefined) return number;
    }
    return undefined;
  }

  /** Connects and warms the next client. Fails with a PoolError, or with the reason of the signal. */
  async build(context: FailureContext, signal?: AbortSignal): Promise<PoolClient> {
    const sink = new Sink(this.#monitor);
    const generation = new ClientGeneration(this.#built++, context, sink, this.#ended);
    await generation.open(() => sink.openConnections, signal);
    return { generation, sink };
  }

  /** Uses this client from now on; the one before ends when what runs on it has ended. */
  use(next: PoolClient, order: 'at once' | 'in turn' = 'at once'): void {
    const old = this.#current;
    next.sink.live = true;
    next.generation.takeOver();
    this.#current = next;
    if (!old) return;
    if (order === 'in turn') {
      old.generation.growTo(numberOption(next.generation.options, 'maxPoolSize'));
      void this.#letThoseBeforeGo();
    } else this.#turnstile.open();
    this.#retire(old, numberOption(old.generation.options, 'drainTimeoutMS'));
  }

  /** Waits for those who came before the newest client. Fails as `Gate.pass` does. */
  async inTurn(limitMs: number, late: () => Error, signal?: AbortSignal): Promise<void> {
    try {
      await this.#turnstile.pass(limitMs, late, signal);
    } catch (error) {
      this.#ended();
      throw error;
    }
  }

  /** Lets nobody pass until the next client is used, or `letGo` says that there will be none. */
  hold(): void {
    this.#turnstile.close();
  }

  letGo(): void {
    this.#turnstile.open();
  }

  /** Lets everybody who waits here go with a failure. */
  refuse(reason: Error): void {
    this.#turnstile.refuse(reason);
  }

  /** Lets what runs end, up to the limit in milliseconds, and closes all. */
  async close(limitMs: number): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    if (current) this.#retire(current, limitMs);
    await Promise.all(this.#draining.values());
  }

  async #letThoseBeforeGo(): Promise<void> {
    // Those held at the turnstile wait for the same already, or for less.
    if (this.#turnstile.closed) return;
    const switchedAt = performance.now();
    const theyWait = () => (this.#monitor.oldestWaiter ?? Infinity) < switchedAt;
    if (!theyWait()) return;
    this.#turnstile.close();
    while (theyWait() && (await this.#monitor.oldestWaiterGoes(stuckMs)));
    this.#turnstile.open();
  }

  #retire({ generation, sink }: PoolClient, limitMs: number): void {
    const done = generation
      .drainAndClose(limitMs, () => (sink.live = false))
      .catch(() => undefined)
      .finally(() => {
        this.#draining.delete(generation);
        this.#ended();
      });
    this.#draining.set(generation, done);
  }
}

/** Hands one client's events to the pool's monitor, and counts that client's own open connections. */
class Sink implements EventSink {
  live = false;
  openConnections = 0;
  readonly journal: Journal;
  readonly #monitor: PoolMonitor;
  readonly #ready = new Set<number>();

  constructor(monitor: PoolMonitor) {
    this.#monitor = monitor;
    this.journal = monitor.journal;
  }

  metric: EventSink['metric'] = (event) => {
    if (event.kind === 'connectionReady') {
      this.#ready.add(event.connection);
      this.openConnections = this.#ready.size;
    } else if (event.kind === 'connectionClosed') {
      this.#ready.delete(event.connection);
      this.openConnections = this.#ready.size;
    }
    this.#monitor.metric(event);
  };

  tell: EventSink['tell'] = (event) => this.#monitor.tell(event);
}
