import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import type { OptionValues } from '../../../dialect/src/options/index.ts';
import type { MongoClient } from 'mongodb';
import { HistoryStore } from '../history/history-store.ts';
import type { PoolHistory, TimedStep } from '../history/pool-history.ts';
import type { PoolListener } from './changes.ts';
import { Changes } from './changes.ts';
import { numberOption } from './driver-options.ts';
import type { FoundHeld } from './held-connections.ts';
import type { PoolLease } from './lease.ts';
import type { ToldEvent } from './driver-events.ts';
import { PoolError } from './pool-error.ts';
import type {
  HeldConnection,
  HostTotals,
  OpenConnection,
  OperationRecord,
  PoolDefinition,
  PoolDescription,
  PoolEvent,
  PoolSample,
  PoolIdentity,
  PoolSnapshot,
  PoolState,
  WaitingOperation,
} from './pool-types.ts';
import { Pool, type Aside, type OpenOptions, type RestLimits } from './pool.ts';
import { SleepWatch } from './sleep-watch.ts';
import { SocketBudget, type ServerRoom } from './socket-budget.ts';

export interface CreateOptions extends OpenOptions {
  readonly orReplace?: boolean;
  readonly ifNotExists?: boolean;
}

export interface ManagerOptions {
  /** How often the housekeeper looks while somebody listens, in milliseconds; 1000 where nothing is said. */
  readonly watchedIntervalMs?: number;
  /** What is known of pools from before; what happens from now on is added to it. */
  readonly history?: HistoryStore;
  /** The clock of the day, in milliseconds since 1970, which tells that the machine slept. */
  readonly clock?: () => number;
}

/** Every pool by name. Failures are PoolErrors: numbered, and without credentials. */
export class PoolManager {
  readonly #pools = new Map<string, Pool>();
  readonly #closing = new Set<Promise<void>>();
  readonly #changes = new Changes();
  readonly #watchedIntervalMs: number;
  readonly #history: HistoryStore;
  readonly #sleep: SleepWatch;
  /** How many sockets the pools may open, against what their servers have room for. */
  readonly budget = new SocketBudget(this);
  #defaults: OptionValues = {};
  #housekeeper: NodeJS.Timeout | undefined;
  #intervalMs = 0;
  #sleeps = 0;

  constructor({
    watchedIntervalMs = 1000,
    history = new HistoryStore(),
    clock = Date.now,
  }: ManagerOptions = {}) {
    this.#watchedIntervalMs = watchedIntervalMs;
    this.#history = history;
    this.#sleep = new SleepWatch(clock);
  }

  /** Connects, warms to minPoolSize and pings; a failure leaves nothing behind. */
  async create(definition: PoolDefinition, options: CreateOptions = {}): Promise<PoolSnapshot> {
    const { name } = definition;
    const existing = this.#pools.get(name);
    if (existing && options.ifNotExists) return existing.snapshot();
    if (existing && !options.orReplace) throw new PoolError('QL5005', [name]);
    const pool = new Pool(definition, this.#defaults, this.#history.of(name), (change) => {
      if (this.#pools.get(name) === pool) this.#changes.add(change, name);
    });
    // A pool that is being replaced serves until its successor is ready; a new one is shown while it connects.
    if (!existing) this.#put(pool);
    try {
      await pool.open(options);
    } catch (error) {
      if (this.#pools.get(name) === pool) this.#remove(name);
      throw error;
    }
    const replaced = this.#pools.get(name);
    // Another CREATE OR REPLACE was quicker, or a DROP came, while this one connected.
    if (!existing && (replaced !== pool || pool.state === 'draining')) throw new PoolError('QL5007', [name]);
    if (replaced !== pool) {
      this.#put(pool);
      if (replaced) this.#retire(replaced);
    }
    return pool.snapshot();
  }

  async alter(name: string, options: OptionValues): Promise<PoolSnapshot> {
    const pool = this.#find(name);
    await pool.alter(options);
    return pool.snapshot();
  }

  /** Refuses new work, waits for what runs, closes. */
  async drop(name: string, { ifExists = false }: { ifExists?: boolean } = {}): Promise<void> {
    if (ifExists && !this.#pools.has(name)) return;
    const pool = this.#find(name);
    await pool.drop();
    if (this.#pools.get(name) === pool) this.#remove(name);
  }

  pause(name: string): PoolSnapshot {
    const pool = this.#find(name);
    pool.pause();
    return pool.snapshot();
  }

  /** Pauses, and waits until what runs has ended: for drainTimeoutMS where no limit is said. Fails with QL5072, and the pool goes on. */
  async pauseAtRest(name: string, limits?: RestLimits): Promise<PoolSnapshot> {
    const pool = this.#find(name);
    await pool.pauseAtRest(limits);
    return pool.snapshot();
  }

  resume(name: string): PoolSnapshot {
    const pool = this.#find(name);
    pool.resume();
    return pool.snapshot();
  }

  async clear(name: string): Promise<PoolSnapshot> {
    const pool = this.#find(name);
    await pool.clear();
    return pool.snapshot();
  }

  async reconnect(name: string): Promise<PoolSnapshot> {
    const pool = this.#find(name);
    await pool.reconnect();
    return pool.snapshot();
  }

  /** The options of pools that are created from now on, where their own statement says nothing. */
  setDefaults(options: OptionValues): void {
    this.#defaults = { ...options };
    this.#changes.add('defaults');
  }

  get defaults(): OptionValues {
    return this.#defaults;
  }

  has(name: string): boolean {
    return this.#pools.has(name);
  }

  /** The failure of a statement that names a pool which does not exist. */
  unknown(name: string): PoolError {
    return new PoolError('QL5006', [name, didYouMean(closest(name, this.names()))]);
  }

  /** In the order in which they were made. */
  names(): string[] {
    return [...this.#pools.keys()];
  }

  /** The state alone costs far less than a snapshot. */
  state(name: string): PoolState | undefined {
    return this.#pools.get(name)?.state;
  }

  description(name: string): PoolDescription | undefined {
    return this.#pools.get(name)?.description;
  }

  /** Like the state, to be had for far less than a snapshot. */
  identity(name: string): PoolIdentity | undefined {
    return this.#pools.get(name)?.identity();
  }

  identities(): PoolIdentity[] {
    return [...this.#pools.values()].map((pool) => pool.identity());
  }

  snapshot(name: string): PoolSnapshot | undefined {
    return this.#pools.get(name)?.snapshot();
  }

  snapshots(): PoolSnapshot[] {
    return [...this.#pools.values()].map((pool) => pool.snapshot());
  }

  /** Moves with each event of the pool; a snapshot of a pool at rest holds while it stands still. */
  pulse(name: string): number | undefined {
    return this.#pools.get(name)?.monitor.pulse;
  }

  /** The connections of a pool that are out for longer than leakDetectionThresholdMS, the longest first. */
  leaks(name: string): readonly FoundHeld[] {
    return this.#pools.get(name)?.leaks() ?? [];
  }

  /** Adds a line from elsewhere to a pool's list of events. */
  note(name: string, event: ToldEvent): void {
    this.#pools.get(name)?.monitor.tell(event);
  }

  /** Recent events of one pool or all, oldest first; of pools that are no more too. */
  events(name?: string): readonly PoolEvent[] {
    const events = this.#histories(name).flatMap((history) => history.events());
    return name === undefined ? events.sort((one, other) => +one.at - +other.at) : events;
  }

  /** Recently finished operations of one pool or all, oldest first. */
  operations(name?: string): readonly OperationRecord[] {
    return this.#gather(name, (pool) => pool.monitor.operations());
  }

  /** The connections of one pool or all that are checked out, the longest held first. */
  held(name?: string): readonly HeldConnection[] {
    return this.#each(name, (pool) => pool.held()).sort((one, other) => other.heldMs - one.heldMs);
  }

  /** The connections of one pool or all, in the order in which they were opened. */
  connections(name?: string): readonly OpenConnection[] {
    return this.#each(name, (pool) => pool.connections()).sort((one, other) => one.id - other.id);
  }

  /** The operations of one pool or all that wait, the longest first. */
  waiting(name?: string): readonly WaitingOperation[] {
    return this.#each(name, (pool) => pool.waiting()).sort((one, other) => other.waitedMs - one.waitedMs);
  }

  /** Stops on the server what a connection runs, by its `id`; the pool keeps the connection. Gives what it was. */
  async kill(id: number | string): Promise<HeldConnection> {
    const held = this.held().find((one) => one.id === id);
    if (!held) throw new PoolError('QL5070', [String(id)]);
    await this.#find(held.pool).kill(held);
    return held;
  }

  /** Samples of a pool's last day, oldest first. */
  history(name: string): readonly PoolSample[] {
    return this.#history.find(name)?.samples() ?? [];
  }

  /** What was timed in a pool since then, in epoch milliseconds and for a day at most; oldest first. */
  timed(name: string, since?: number): readonly TimedStep[] {
    return this.#history.find(name)?.timed(since) ?? [];
  }

  /** Takes this moment of every pool into its history. */
  look(): void {
    for (const pool of this.#pools.values()) pool.sample(true);
  }

  /** What each host of a pool was timed with since the pool was made. */
  totals(name: string): readonly HostTotals[] {
    return this.#pools.get(name)?.monitor.totals() ?? [];
  }

  /** The histories of all pools, of those that are no more too. */
  get histories(): HistoryStore {
    return this.#history;
  }

  /** Waits while the pool connects or is paused. The lease keeps ALTER and DROP from closing what it uses. */
  async use(name: string, options: { signal?: AbortSignal } = {}): Promise<PoolLease> {
    this.#renewAfterSleep();
    return await this.#find(name).lease(options.signal);
  }

  /** How often the machine has slept: connections that were made before may lead nowhere. */
  get sleeps(): number {
    this.#renewAfterSleep();
    return this.#sleeps;
  }

  /** A small client to the pool's servers outside the pool and its counts, for looking at what is there. */
  async aside(name: string): Promise<Aside> {
    this.#renewAfterSleep();
    return await this.#find(name).aside();
  }

  /** Sockets that there may be at the fullest server of a pool; undefined where no server was asked for its budget. */
  room(pool: Pick<PoolSnapshot, 'name' | 'hosts'>): ServerRoom | undefined {
    return this.budget.room(pool);
  }

  /** A client of one connection to one server of a pool, outside the pool and its counts. */
  async control(name: string, host: string): Promise<MongoClient> {
    return await this.#find(name).control(host);
  }

  /** Tells what changed, gathered over a tick. Figures come each second; with `watch: false` only when others ask. */
  onDidChange(listener: PoolListener, { watch = true }: { watch?: boolean } = {}): { dispose(): void } {
    const subscription = this.#changes.listen(listener, watch);
    this.#schedule();
    return {
      dispose: () => {
        subscription.dispose();
        this.#schedule();
      },
    };
  }

  /** Closes every pool. What runs has no time left. */
  async close(): Promise<void> {
    clearTimeout(this.#housekeeper);
    const pools = [...this.#pools.values()];
    await Promise.allSettled([...pools.map((pool) => pool.drop(true)), ...this.#closing]);
    for (const name of this.names()) this.#remove(name);
    clearTimeout(this.#housekeeper);
  }

  #find(name: string): Pool {
    const pool = this.#pools.get(name);
    if (!pool) throw this.unknown(name);
    return pool;
  }

  #put(pool: Pool): void {
    this.#renewAfterSleep();
    this.#pools.set(pool.name, pool);
    this.#changes.add('created', pool.name);
    this.#schedule();
  }

  #remove(name: string): void {
    this.#pools.delete(name);
    this.#changes.add('dropped', name);
    this.#schedule();
  }

  #retire(pool: Pool): void {
    const done = pool.drop().finally(() => this.#closing.delete(done));
    this.#closing.add(done);
  }

  #histories(name: string | undefined): readonly PoolHistory[] {
    if (name === undefined) return this.#history.all();
    const history = this.#history.find(name);
    return history ? [history] : [];
  }

  #each<T>(name: string | undefined, of: (pool: Pool) => readonly T[]): T[] {
    const asked = name === undefined ? [...this.#pools.values()] : [this.#pools.get(name)];
    return asked.flatMap((pool) => (pool ? of(pool) : []));
  }

  #gather<T extends { readonly at: Date }>(
    name: string | undefined,
    of: (pool: Pool) => readonly T[],
  ): readonly T[] {
    const all = this.#each(name, of);
    return name === undefined ? all.sort((a, b) => +a.at - +b.at) : all;
  }

  /** One timer for all pools. It keeps no process alive. */
  #schedule(): void {
    clearTimeout(this.#housekeeper);
    this.#housekeeper = undefined;
    if (this.#pools.size === 0) return;
    const intervals = [...this.#pools.values()].map((pool) =>
      numberOption(pool.options, 'monitoringInterval'),
    );
    this.#intervalMs = this.#changes.watched ? this.#watchedIntervalMs : Math.min(...intervals);
    this.#housekeeper = setTimeout(() => this.#tick(), this.#intervalMs);
    this.#housekeeper.unref();
  }

  /** Whoever works first after a sleep finds new connections. */
  #renewAfterSleep(): void {
    if (!this.#sleep.hasSlept(this.#intervalMs)) return;
    this.#sleeps++;
    for (const pool of this.#pools.values()) pool.renew();
  }

  #tick(): void {
    this.#renewAfterSleep();
    for (const [name, pool] of this.#pools) {
      pool.sample(this.#changes.watched);
      if (pool.monitor.takeDirty()) this.#changes.add('figures', name);
    }
    this.#schedule();
  }
}
