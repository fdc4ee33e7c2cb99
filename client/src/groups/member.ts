import type { PoolManager } from '../pools/manager.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { Batches } from './batches.ts';
import { Circuit } from './circuit.ts';
import type { CircuitLimits } from './circuit.ts';
import type { RoutedLease, Route } from './group-lease.ts';
import { speaksAgainst } from './group-lease.ts';
import type { MemberSnapshot, Target } from './group-types.ts';
import { Lane } from './lane.ts';
import type { MemberSettings } from './member-settings.ts';

/** How long a server may take to say that it answers again. */
const askLimitMs = 2000;

/** One member of a group: its pool, its queue, and whether it is in use. */
export class Member {
  readonly name: string;
  readonly pool: string;
  readonly lane: Lane;
  readonly circuit: Circuit;
  readonly batches: Batches | undefined;
  readonly #manager: PoolManager;
  readonly #group: string;
  readonly #paused: () => boolean;
  settings: MemberSettings;
  target: Target;
  routed = 0;
  completed = 0;
  failed = 0;
  failoversTo = 0;
  /** Its newest use, in milliseconds of a monotonic clock. */
  lastUsed = -Infinity;
  #asking: Promise<boolean> | undefined;

  constructor(
    place: {
      readonly group: string;
      readonly manager: PoolManager;
      readonly target: Target;
      /** Whether its pool is to hold those who come once it is open. */
      readonly paused: () => boolean;
    },
    settings: MemberSettings,
    limits: CircuitLimits,
    batches: Batches | undefined,
  ) {
    this.name = settings.name;
    this.pool = `${place.group}.${settings.name}`;
    this.settings = settings;
    this.target = place.target;
    this.lane = new Lane(settings.lane);
    this.circuit = new Circuit(limits);
    this.batches = batches;
    this.#group = place.group;
    this.#manager = place.manager;
    this.#paused = place.paused;
  }

  get isOpen(): boolean {
    return this.#manager.has(this.pool);
  }

  /** The most connections that its pool may hold to a server; Infinity without a limit. */
  get maxSize(): number {
    return Number(this.settings.options['maxPoolSize']) || Infinity;
  }

  async open(signal?: AbortSignal, replaces = false): Promise<void> {
    const { options, database } = this.settings;
    const named = database ?? this.target.database;
    const place = { ...this.target, ...(named === undefined ? {} : { database: named }) };
    const definition = { ...place, name: this.pool, group: this.#group, options };
    try {
      const how = { ...(replaces ? { orReplace: true } : { ifNotExists: true }), paused: this.#paused };
      await this.#manager.create(definition, { ...how, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (error instanceof PoolError) this.#told(error);
      throw error;
    }
  }

  /** Whether statements may be sent to it. */
  get isUp(): boolean {
    const { circuit } = this;
    if (circuit.state === 'closed' && this.#manager.state(this.pool) === 'failed')
      circuit.failed(performance.now(), 'none of its servers answers', true);
    return circuit.state === 'closed';
  }

  /** Whether it answers again; false at once while it is left alone. */
  ask(): Promise<boolean> {
    if (this.#asking) return this.#asking;
    if (!this.circuit.mayAsk(performance.now())) return Promise.resolve(false);
    this.#asking = this.#answers().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #answers(): Promise<boolean> {
    // A pool that is not open is asked by opening it.
    if (!this.isOpen) return true;
    try {
      // While the driver's own watch finds no server, there is nobody to ask.
      if (this.#manager.state(this.pool) === 'failed') throw new Error('none of its servers answers');
      const lease = await this.#manager.use(this.pool);
      try {
        await lease.client.db('admin').command({ ping: 1 }, { timeoutMS: askLimitMs });
      } catch (error) {
        throw lease.failure(error);
      } finally {
        lease.release();
      }
      this.circuit.succeeded();
      return true;
    } catch (error) {
      this.circuit.failed(performance.now(), error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  /** Its turn, and the right to run through its pool. `instead`: in the place of another member. */
  async lease(
    route: Omit<Route, 'batches'>,
    { instead, writes }: { readonly instead: boolean; readonly writes: boolean },
    signal?: AbortSignal,
  ): Promise<RoutedLease> {
    const { lane } = this;
    await lane.enter(this.#refusals, signal);
    try {
      const lease = await this.#manager.use(this.pool, signal ? { signal } : {});
      this.routed++;
      if (instead) this.failoversTo++;
      return this.#tracked(lease, { ...route, ...(this.batches && writes ? { batches: this.batches } : {}) });
    } catch (error) {
      lane.leave();
      if (error instanceof PoolError) this.#told(error);
      throw error;
    }
  }

  #tracked(lease: RoutedLease, route: Route): RoutedLease {
    this.lastUsed = performance.now();
    let failure: PoolError | undefined;
    let held = true;
    return {
      ...lease,
      route,
      failure: (error) => {
        const told = lease.failure(error);
        if (!failure) this.#told(told);
        failure = told;
        return told;
      },
      release: () => {
        if (!held) return;
        held = false;
        this.lastUsed = performance.now();
        if (failure) this.failed++;
        else this.completed++;
        if (!failure || !speaksAgainst(failure)) this.circuit.succeeded();
        lease.release();
        this.lane.leave();
      },
    };
  }

  #told(failure: PoolError): void {
    if (!speaksAgainst(failure)) return;
    const gone = this.#manager.state(this.pool) === 'failed';
    this.circuit.failed(performance.now(), failure.message, gone);
  }

  get #refusals() {
    const { lane, pool } = this;
    return {
      full: () => new PoolError('QL5104', [pool, lane.running, lane.waiting]),
      late: () => new PoolError('QL5105', [pool, lane.limits.waitMs, lane.limits.atOnce ?? 0]),
    };
  }

  snapshot(): MemberSnapshot {
    const { name, pool, circuit, lane, settings, target, batches } = this;
    const { connection } = target;
    const database = settings.database ?? target.database;
    const used = this.lastUsed === -Infinity ? undefined : new Date(performance.timeOrigin + this.lastUsed);
    return {
      ...{ name, pool, state: this.#manager.state(pool) ?? 'not open', circuit: circuit.state },
      ...(connection === undefined ? {} : { connection }),
      ...(database === undefined ? {} : { database }),
      consecutiveFailures: circuit.failures,
      ...(circuit.reason === undefined ? {} : { lastFailure: circuit.reason }),
      ...{ running: lane.running, queued: lane.waiting, refused: lane.refused },
      ...(lane.limits.atOnce === undefined ? {} : { maxConcurrent: lane.limits.atOnce }),
      ...(lane.limits.queued === undefined ? {} : { maxQueued: lane.limits.queued }),
      ...{ routed: this.routed, completed: this.completed, failed: this.failed },
      failoversTo: this.failoversTo,
      ...(batches ? { batch: batches.figures() } : {}),
      ...(used ? { lastUsedAt: used } : {}),
    };
  }
}
