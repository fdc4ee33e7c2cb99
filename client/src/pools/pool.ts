import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Db, MongoClient } from 'mongodb';
import type { OptionValues } from '../../../dialect/src/options/index.ts';
import type { PoolHistory } from '../history/pool-history.ts';
import { recommend } from './advice.ts';
import { attempts, pauseMs } from './back-off.ts';
import type { ClientGeneration } from './client-generation.ts';
import type { FailureContext } from './driver-failure.ts';
import { poolFailure } from './driver-failure.ts';
import { effectiveOptions, numberOption } from './driver-options.ts';
import { Gate } from './gate.ts';
import { assessHealth } from './health.ts';
import type { FoundHeld } from './held-connections.ts';
import { killWork } from './kill-work.ts';
import { holderText, LeakWatch } from './leak-watch.ts';
import type { PoolLease } from './lease.ts';
import { createLease, namedDatabase } from './lease.ts';
import { PoolClients, type PoolClient } from './pool-clients.ts';
import { PoolError } from './pool-error.ts';
import { PoolMonitor } from './pool-monitor.ts';
import { Hysteresis } from './hysteresis.ts';
import { redactUris } from './redact-uri.ts';
import type {
  HeldConnection,
  OpenConnection,
  PoolDefinition,
  PoolDescription,
  PoolIdentity,
  PoolSnapshot,
  PoolState,
  WaitingOperation,
} from './pool-types.ts';

export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** Asked once the pool is about to be open. */
  readonly paused?: () => boolean;
}

/** How long PAUSE waits for what runs. */
export interface RestLimits {
  /** In milliseconds; drainTimeoutMS where nothing is said. */
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
  /** Told how many statements and transactions are left, each time that this changes. */
  readonly told?: (left: number) => void;
}

/** What looks at a pool's servers beside its work. */
export interface Aside {
  readonly client: MongoClient;
  /** Undefined where nobody named a database. */
  readonly db: Db | undefined;
  /** A driver's error as a numbered problem. */
  readonly failure: (error: unknown) => PoolError;
}

/** One named pool through all its clients. Its lifecycle operations run one after the other. */
export class Pool {
  readonly createdAt = new Date();
  readonly monitor: PoolMonitor;
  readonly #changed: (change: 'state' | 'options') => void;
  readonly #gate = new Gate();
  readonly #clients: PoolClients;
  readonly #leaks = new LeakWatch();
  /** Tells `move` where the pool may have come to rest, or goes on. */
  readonly #rest = new EventEmitter();
  readonly #standing = { health: new Hysteresis(), advice: new Hysteresis() };
  #definition: PoolDefinition;
  #options: OptionValues;
  #defaults: OptionValues;
  #state: 'connecting' | 'open' | 'draining' | 'closed' = 'connecting';
  #turn: Promise<unknown> = Promise.resolve();
  /** Who holds back new work: the pool itself since PAUSE, and each that waits for it to come to rest. */
  readonly #holders = new Set<object>();
  /** Whether it was dropped, while it still connected as well. */
  #ends = false;

  constructor(
    definition: PoolDefinition,
    defaults: OptionValues,
    history: PoolHistory,
    changed: (change: 'state' | 'options') => void,
  ) {
    this.#definition = definition;
    this.#defaults = defaults;
    this.#options = effectiveOptions(definition.uri, defaults, definition.options);
    this.monitor = new PoolMonitor(history);
    this.monitor.recording = this.#options['enableMonitoring'] !== false;
    this.#changed = changed;
    this.#clients = new PoolClients(this.monitor, () => this.#rest.emit('move'));
  }

  get name(): string {
    return this.#definition.name;
  }

  get options(): OptionValues {
    return this.#options;
  }

  get state(): PoolState {
    if (this.#state !== 'open') return this.#state;
    if (this.#gate.closed) return 'paused';
    return this.monitor.answers ? 'ready' : 'failed';
  }

  /** How the pool was made, with the defaults that held then and without credentials. */
  get description(): PoolDescription {
    const { uri, database, namesDatabase, ...definition } = this.#definition;
    return {
      ...definition,
      ...(namesDatabase && database !== undefined ? { database } : {}),
      address: redactUris(uri),
      options: { ...this.#defaults, ...definition.options },
    };
  }

  /** Connects and warms; holds those who come where it is to be `paused` then. After a failure the pool is of no use. */
  open({ signal, paused }: OpenOptions = {}): Promise<void> {
    return this.#inTurn(async () => {
      try {
        this.#clients.use(await this.#build(this.#options, signal));
        if (paused?.()) this.#hold(this);
        this.#state = this.#ends ? 'draining' : 'open';
        this.#changed('state');
      } catch (error) {
        this.#state = 'closed';
        throw error;
      }
    });
  }

  /** Changes options: builds the next client beside the one in use, then switches. */
  alter(options: OptionValues): Promise<void> {
    return this.#change(async () => {
      const own = { ...this.#definition.options, ...options };
      const next = effectiveOptions(this.#definition.uri, this.#defaults, own);
      this.#clients.use(await this.#build(next), 'in turn');
      this.#definition = { ...this.#definition, options: own };
      this.#options = next;
      this.monitor.recording = next['enableMonitoring'] !== false;
      this.monitor.tell({ type: 'poolAltered', detail: Object.keys(options).join(', ') });
      this.#changed('options');
    });
  }

  /** Drops the idle connections: a fresh client takes over, and the old one closes when its operations have ended. */
  clear(): Promise<void> {
    return this.#change(async () => {
      this.#clients.use(await this.#build(this.#options), 'in turn');
      this.monitor.tell({ type: 'poolClearedByUser' });
      this.#changed('state');
    });
  }

  /** Replaces the client after a failure; tries several times with growing, jittered pauses. */
  reconnect(): Promise<void> {
    return this.#change(async () => {
      this.#clients.use(await this.#buildWithBackOff());
      this.monitor.tell({ type: 'poolReconnected' });
      this.#changed('state');
    });
  }

  /** The machine slept: connections may lead nowhere, and say nothing of it. Whoever comes now waits for a new client; where none can be had, the old one goes on. */
  renew(): void {
    if (this.#state !== 'open') return;
    this.#clients.hold();
    void this.reconnect().catch(() => this.#clients.letGo());
  }

  pause(): void {
    this.#hold(this);
  }

  /** Pauses for somebody, until they or RESUME let go. */
  #hold(holder: object): void {
    if (this.#state !== 'connecting') this.#mustBeOpen();
    this.#holders.add(holder);
    this.#gate.close();
    this.monitor.tell({ type: 'poolPaused' });
    this.#changed('state');
  }

  /** Pauses, and waits until what runs has ended. Where it does not in time, or somebody cancels or resumes, the pool is as the others left it. */
  async pauseAtRest({
    limitMs = numberOption(this.#options, 'drainTimeoutMS'),
    signal,
    told,
  }: RestLimits = {}): Promise<void> {
    const mine = {};
    this.#hold(mine);
    const late = AbortSignal.timeout(Math.ceil(limitMs));
    const stop = signal ? AbortSignal.any([signal, late]) : late;
    const failure = (why: string) => new PoolError('QL5072', [this.name, why], { kind: 'timeout' });
    try {
      // Whoever passed the gate just before has a lease by then.
      await nextTurn();
      let before = 0;
      for (let left = this.#clients.uses; left > 0; left = this.#clients.uses) {
        if (left !== before) told?.((before = left));
        signal?.throwIfAborted();
        if (!this.#holders.has(mine)) break;
        if (late.aborted) throw failure(`${left} in use after ${limitMs} ms`);
        await once(this.#rest, 'move', { signal: stop }).catch(() => undefined);
      }
      this.#mustBeOpen();
      if (!this.#holders.has(mine)) throw failure('it was resumed meanwhile');
      this.#holders.add(this);
    } catch (error) {
      this.#holders.delete(mine);
      if (this.#holders.size === 0 && this.state === 'paused') this.resume();
      throw error;
    }
    this.#holders.delete(mine);
  }

  resume(): void {
    this.#mustBeOpen();
    this.#holders.clear();
    this.#gate.open();
    this.#rest.emit('move');
    this.monitor.tell({ type: 'poolResumed' });
    this.#changed('state');
  }

  /** Waits while the pool is paused, and while those wait who came before its client was replaced. Counts as in use until released. */
  async lease(signal?: AbortSignal): Promise<PoolLease> {
    if (this.#state === 'connecting') await this.#turn.catch(() => undefined);
    this.#mustBeOpen();
    const limit = numberOption(this.#options, 'waitQueueTimeoutMS');
    await this.#gate.pass(
      limit,
      () => new PoolError('QL5014', [this.name, limit], { kind: 'timeout' }),
      signal,
    );
    await this.#clients.inTurn(limit, () => this.#late(), signal);
    this.#mustBeOpen();
    return createLease(this.#client, this.monitor, this.#context(this.#options), this.#definition.database);
  }

  /** A client outside the pool and its counts. */
  async aside(): Promise<Aside> {
    if (this.#state === 'connecting') await this.#turn.catch(() => undefined);
    this.#mustBeOpen();
    await this.#clients.inTurn(numberOption(this.#options, 'waitQueueTimeoutMS'), () => this.#late());
    this.#mustBeOpen();
    const client = await this.#client.aside();
    const database = namedDatabase(this.#definition.uri, this.#definition.database);
    return {
      client,
      db: database === undefined ? undefined : client.db(database),
      failure: (error) => poolFailure(error, this.#context(this.#options)),
    };
  }

  /** A client of one connection to one server, outside the pool and its counts. */
  async control(host: string): Promise<MongoClient> {
    return await this.#client.control(host);
  }

  /** Refuses new work, lets what runs end (up to drainTimeoutMS, or not at all with `now`), and closes. */
  drop(now = false): Promise<void> {
    this.#ends = true;
    if (this.#state === 'open') this.#state = 'draining';
    const refusal = new PoolError('QL5007', [this.name]);
    this.#gate.refuse(refusal);
    this.#clients.refuse(refusal);
    this.#changed('state');
    return this.#inTurn(async () => {
      await this.#clients.close(now ? 0 : numberOption(this.#options, 'drainTimeoutMS'));
      this.#state = 'closed';
    });
  }

  /** The connections that are checked out, of the clients that are being replaced too; the longest held first. */
  held(): readonly HeldConnection[] {
    return this.#own(this.monitor.held()).sort((one, other) => other.heldMs - one.heldMs);
  }

  /** Every connection there is, in the order in which they were opened. */
  connections(): readonly OpenConnection[] {
    return this.#own(this.monitor.connections()).sort((one, other) => one.id - other.id);
  }

  /** Who waits, the longest first: for a connection, while the pool is paused, and behind those who came before its client was replaced. */
  waiting(): readonly WaitingOperation[] {
    const now = performance.now();
    const held = (waitsFor: 'resume' | 'turn', since: readonly number[]) =>
      since.map((at) => ({ since: new Date(performance.timeOrigin + at), waitedMs: now - at, waitsFor }));
    const all = [
      ...this.monitor.waiting(),
      ...held('resume', this.#gate.since()),
      ...held('turn', this.#clients.waitingSince()),
    ];
    return all
      .map((waiting) => ({ ...waiting, pool: this.name }))
      .sort((one, other) => other.waitedMs - one.waitedMs);
  }

  /** Stops on the server what a connection runs; it stays in the pool. Fails with a PoolError. */
  async kill(held: HeldConnection): Promise<void> {
    const client = this.#client;
    const work = this.monitor.workOn(held);
    const holds = () =>
      this.monitor.held().some((now) => now.id === held.id && now.since.getTime() === held.since.getTime());
    try {
      await killWork(await client.control(held.host), held, holds, work);
    } catch (error) {
      throw poolFailure(error, this.#context(this.#options));
    }
  }

  identity(): PoolIdentity {
    const { name, group, connection, uri } = this.#definition;
    const database = namedDatabase(uri, this.#definition.database);
    return {
      name,
      ...(group === undefined ? {} : { group }),
      ...(connection === undefined ? {} : { connection }),
      ...(database === undefined ? {} : { database }),
      state: this.state,
      options: this.#options,
      maxSize: numberOption(this.#options, 'maxPoolSize'),
      minSize: numberOption(this.#options, 'minPoolSize'),
      createdAt: this.createdAt,
    };
  }

  snapshot(): PoolSnapshot {
    const figures = this.monitor.figures();
    const { lastUsedAt } = this.monitor;
    const now = { date: Date.now(), clock: performance.now() };
    const held = Math.min(this.#gate.oldest ?? now.clock, this.#clients.oldest ?? now.clock);
    const base = {
      ...figures,
      ...this.identity(),
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
      waiting: figures.waiting + this.#gate.waiting + this.#clients.waiting,
      oldestWaitMs: Math.max(figures.oldestWaitMs, now.clock - held),
    };
    const unusedMs = now.date - (lastUsedAt ?? this.createdAt).getTime();
    const health = assessHealth(base, unusedMs, this.#heldTooLong(), this.#standing.health);
    return { ...base, ...health, recommendation: recommend(base, this.#standing.advice) };
  }

  /** The connections that are out for longer than leakDetectionThresholdMS, the longest first. Each is told of once, as an event. */
  leaks(): readonly FoundHeld[] {
    const tooLong = this.#heldTooLong();
    for (const held of this.#leaks.news(tooLong))
      this.monitor.tell({
        type: 'connectionLeakSuspected',
        host: held.host,
        connectionId: held.id,
        durationMs: held.heldMs,
        detail: holderText(held),
      });
    return [...tooLong].sort((one, other) => other.heldMs - one.heldMs);
  }

  /** Called by the housekeeper. */
  sample(watched: boolean): void {
    this.leaks();
    this.monitor.sample(
      this.snapshot(),
      numberOption(this.#options, 'monitoringInterval'),
      watched,
      numberOption(this.#options, 'connectTimeoutMS'),
    );
  }

  /** Those of clients that work for callers, with the driver's number in place of the pool's. */
  #own<Found extends { readonly connection: number }>(found: readonly Found[]) {
    return found.flatMap(({ connection, ...rest }) => {
      const driverConnection = this.#clients.driverNumber(connection);
      return driverConnection === undefined ? [] : [{ ...rest, driverConnection, pool: this.name }];
    });
  }

  #heldTooLong(): readonly FoundHeld[] {
    const limit = numberOption(this.#options, 'leakDetectionThresholdMS');
    return limit === 0 ? [] : this.monitor.held(limit);
  }

  get #client(): ClientGeneration {
    const client = this.#clients.current;
    if (!client) throw new PoolError('QL5007', [this.name]);
    return client;
  }

  #mustBeOpen(): void {
    if (this.#state !== 'open') throw new PoolError('QL5007', [this.name]);
  }

  #context(options: OptionValues): FailureContext {
    return { pool: this.name, uri: this.#definition.uri, options };
  }

  #late(): PoolError {
    const { waitQueueTimeoutMS, maxPoolSize } = this.#options;
    return new PoolError('QL5008', [this.name, Number(waitQueueTimeoutMS), Number(maxPoolSize)], {
      kind: 'timeout',
    });
  }

  async #build(options: OptionValues, signal?: AbortSignal): Promise<PoolClient> {
    return await this.#clients.build(this.#context(options), signal);
  }

  async #buildWithBackOff(): Promise<PoolClient> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#build(this.#options);
      } catch (error) {
        if (attempt === attempts) throw error;
        this.monitor.tell({ type: 'reconnectFailed', detail: (error as Error).message });
        await sleep(pauseMs(attempt));
      }
    }
  }

  /** What changes an open pool. Behind DROP it is refused at once: that may wait for long until what runs has ended. */
  async #change(work: () => Promise<void>): Promise<void> {
    if (this.#state !== 'connecting') this.#mustBeOpen();
    await this.#inTurn(async () => {
      this.#mustBeOpen();
      await work();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
