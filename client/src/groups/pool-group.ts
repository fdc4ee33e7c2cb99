import type { OptionValues } from '../../../dialect/src/options/index.ts';
import { findOption, groupOptions, memberTable } from '../../../dialect/src/options/index.ts';
import type { PoolManager } from '../pools/manager.ts';
import { PoolError } from '../pools/pool-error.ts';
import { Batches } from './batches.ts';
import type { BatchLimits } from './batches.ts';
import type { CircuitLimits } from './circuit.ts';
import { GroupPause } from './group-pause.ts';
import type { RoutedLease } from './group-lease.ts';
import { speaksAgainst } from './group-lease.ts';
import type { GroupDefinition, GroupSnapshot, ResolveTarget, RouteRequest } from './group-types.ts';
import { Member } from './member.ts';
import { memberSettings, mergeOptions } from './member-settings.ts';
import type { MemberSettings } from './member-settings.ts';
import { Regions } from './regions.ts';
import { known, route } from './routing.ts';
import { TenantPools } from './tenant-pools.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A group of pools: sends each statement to a member, and to another where that does not answer. */
export class PoolGroup {
  readonly createdAt = new Date();
  readonly #manager: PoolManager;
  readonly #members = new Map<string, Member>();
  readonly hold: GroupPause;
  readonly #batches: Batches | undefined;
  readonly #regions: Regions;
  readonly #tenants: TenantPools | undefined;
  #definition: GroupDefinition;
  #dropped = false;
  /** Changes come one after another. */
  #turn: Promise<unknown> = Promise.resolve();

  /** `held` is told when PAUSE begins to hold it, and when that ends. */
  constructor(definition: GroupDefinition, manager: PoolManager, held: () => void) {
    this.#definition = definition;
    this.#manager = manager;
    this.hold = new GroupPause(manager, () => [...this.#members.values()].map(({ pool }) => pool), held);
    const { type } = definition;
    this.#batches = type === 'BATCH' ? new Batches(this.#batchLimits) : undefined;
    this.#regions = new Regions(manager, () => [...this.#members.values()]);
    this.#tenants =
      type === 'TENANT'
        ? new TenantPools(manager, {
            members: () => [...this.#members.values()],
            limit: () => this.#number('maxConnections'),
            unusedMs: () => this.#number('closeUnusedAfterMS'),
          })
        : undefined;
  }

  get name(): string {
    return this.#definition.name;
  }

  get definition(): GroupDefinition {
    return this.#definition;
  }

  get memberNames(): readonly string[] {
    return [...this.#members.keys()];
  }

  /**
   * Opens the pools, but for those of tenants, which open when they are first used. A failure leaves nothing behind. Pools of the group that
   * it replaces are replaced one by one, each once its successor is ready; where one fails, those before it are new already.
   */
  open(
    resolve: ResolveTarget,
    { replaces = false, signal }: { readonly replaces?: boolean; readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    return this.#inTurn(async () => {
      const { type, options } = this.#definition;
      const before = new Set(this.#manager.names());
      try {
        for (const settings of memberSettings(type, options)) await this.#add(settings, resolve);
        const opening = this.#tenants
          ? []
          : [...this.#members.values()].map((member) =>
              member.open(signal, replaces).catch((error: unknown) => this.#named(member, error)),
            );
        for (const done of await Promise.allSettled(opening))
          if (done.status === 'rejected') throw done.reason;
      } catch (error) {
        await this.#closeAll((pool) => !before.has(pool));
        throw error;
      }
    });
  }

  /** Changes options of the group and its members, adds members and takes them away. What runs goes on. */
  alter(change: OptionValues, resolve: ResolveTarget): Promise<void> {
    return this.#inTurn(async () => {
      const { type, options } = this.#definition;
      const next = mergeOptions(type, options, change);
      const wanted = memberSettings(type, next);
      for (const settings of wanted) {
        const member = this.#members.get(settings.name);
        if (member) await this.#alterMember(member, settings, resolve);
        else {
          const added = await this.#add(settings, resolve);
          if (!this.#tenants) await added.open().catch((error: unknown) => this.#forget(added, error));
        }
      }
      const gone = [...this.#members.values()].filter(
        ({ name }) => !wanted.some((each) => each.name === name),
      );
      this.#definition = { ...this.#definition, options: next };
      for (const member of gone) this.#members.delete(member.name);
      for (const member of this.#members.values()) member.circuit.change(this.#circuitLimits);
      this.#batches?.change(this.#batchLimits);
      await Promise.all(gone.map((member) => this.#manager.drop(member.pool, { ifExists: true })));
    });
  }

  /** Gives each open pool new connections; fails with the first failure once all are done. */
  renew(how: 'clear' | 'reconnect'): Promise<void> {
    return this.#inTurn(async () => {
      const open = [...this.#members.values()].filter((member) => member.isOpen);
      const ends = await Promise.allSettled(open.map(({ pool }) => this.#manager[how](pool)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    });
  }

  /** Refuses new work, lets running work end, and closes every pool. */
  drop(): Promise<void> {
    this.#dropped = true;
    return this.#inTurn(() => this.#closeAll());
  }

  /** Another group has the name now: what only this one had is closed once it is at rest. */
  giveWayTo(successor: PoolGroup): Promise<void> {
    this.#dropped = true;
    return this.#inTurn(async () => {
      this.#tenants?.stop();
      const taken = successor.#tenants ? [] : successor.memberNames;
      const left = [...this.#members.values()].filter(({ name }) => !taken.includes(name));
      this.#members.clear();
      await Promise.all(left.map(({ pool }) => this.#manager.drop(pool, { ifExists: true })));
    });
  }

  /** The pools that a statement may run on, the first choice first, whether they answer or not. */
  candidates(request: Omit<RouteRequest, 'avoid' | 'signal'>): readonly Member[] {
    const { name: group, type, options } = this.#definition;
    const ranked = () =>
      this.#regions.ranked(this.#text('routing') === 'listed', this.#number('switchMargin'));
    const names = route({ group, type, options, members: this.memberNames, ranked }, request);
    return names.flatMap((name) => this.#members.get(name) ?? []);
  }

  /** The member that a statement would run on now. */
  choice(request: Omit<RouteRequest, 'avoid' | 'signal'>): Member | undefined {
    const all = this.candidates(request);
    return all.find((member) => member.isUp) ?? all[0];
  }

  /** Options of one member as ALTER of the group says them. */
  changeOf(member: string, options: OptionValues): OptionValues {
    const { type } = this.#definition;
    const table = memberTable(type);
    if (type === 'BATCH') return options;
    return table === undefined ? { [member]: options } : { [table]: { [member]: options } };
  }

  /** Fails with a PoolError where there is no such member. */
  checkMember(name: string): void {
    known({ group: this.name, type: this.#definition.type, members: this.memberNames }, name);
  }

  /** The right to run through a pool of the group: the first choice, or who can take its place. */
  async lease(request: RouteRequest): Promise<RoutedLease> {
    const { avoid, signal, writes } = request;
    const all = this.candidates(request);
    const left = all.filter(({ pool }) => !avoid?.has(pool));
    const [first] = all;
    const attempt = async (member: Member): Promise<RoutedLease> => {
      if (this.#dropped) throw new PoolError('QL5007', [this.name]);
      const elsewhere = (failure: PoolError): boolean =>
        speaksAgainst(failure) && left.some((other) => other !== member && other.circuit.state === 'closed');
      const route = { group: this.name, elsewhere };
      const expected = this.#tenants?.expect(member);
      try {
        await this.#ensureOpen(member, signal);
        const lease = await member.lease(route, { instead: member !== first, writes }, signal);
        if (this.#definition.type === 'REGION') this.#regions.used(member.name);
        return this.#tenants ? this.#tenants.watched(lease) : lease;
      } finally {
        expected?.();
      }
    };
    // Who was left alone is asked by the way whether it answers again, also while others do its work.
    for (const member of left) if (!member.isUp) void member.ask();
    let reason: unknown;
    for (const member of left) {
      if (!member.isUp) continue;
      try {
        return await attempt(member);
      } catch (error) {
        if (!(error instanceof PoolError) || !speaksAgainst(error)) throw error;
        reason = error;
      }
    }
    // Nobody else can take it: whether one that was left alone answers again is worth the wait.
    for (const member of left) if (await member.ask()) return await attempt(member);
    throw reason ?? this.#allOut(left.length > 0 ? left : all);
  }

  snapshot(): GroupSnapshot {
    const { name, type, connection, database, options } = this.#definition;
    const scores = this.#definition.type === 'REGION' ? this.#regions.scores() : undefined;
    const members = [...this.#members.values()].map((member) => ({
      ...member.snapshot(),
      ...scores?.get(member.name),
    }));
    return {
      ...{ name, type, members, createdAt: this.createdAt, paused: this.hold.paused },
      ...(connection === undefined ? {} : { connection }),
      ...(database === undefined ? {} : { database }),
      options: withoutSecrets(options),
      pools: members.flatMap(({ pool }) => this.#manager.snapshot(pool) ?? []),
    };
  }

  async #ensureOpen(member: Member, signal: AbortSignal | undefined): Promise<void> {
    if (this.#tenants) await this.#tenants.open(member, signal);
    else if (!member.isOpen) await member.open(signal);
  }

  /** Opens the pool of a member that a statement is about to be looked at for; undefined where it is not told which. */
  async openFor(request: Omit<RouteRequest, 'avoid'>): Promise<string> {
    const member = this.choice(request);
    if (!member) throw this.#allOut([]);
    await this.#ensureOpen(member, request.signal);
    return member.pool;
  }

  async #add(settings: MemberSettings, resolve: ResolveTarget): Promise<Member> {
    const target = await resolve(settings.connection);
    const place = { group: this.name, manager: this.#manager, target, paused: () => this.hold.paused };
    const member = new Member(place, settings, this.#circuitLimits, this.#batches);
    this.#members.set(member.name, member);
    return member;
  }

  #forget(member: Member, error: unknown): never {
    this.#members.delete(member.name);
    return this.#named(member, error);
  }

  /** What keeps a member from being opened names a server, which may be that of several. */
  #named({ name }: Member, error: unknown): never {
    if (!(error instanceof PoolError)) throw error;
    const { message, kind } = error;
    throw new PoolError('QL5113', [this.name, name, message], { kind, cause: error });
  }

  async #alterMember(member: Member, settings: MemberSettings, resolve: ResolveTarget): Promise<void> {
    const { settings: before } = member;
    const moved = settings.connection !== before.connection || settings.database !== before.database;
    const target =
      settings.connection === before.connection ? member.target : await resolve(settings.connection);
    const changed = Object.fromEntries(
      Object.entries(settings.options).filter(
        ([name, value]) => JSON.stringify(value) !== JSON.stringify(before.options[name]),
      ),
    );
    if (member.isOpen && moved) {
      const { pool: name } = member;
      const database = settings.database ?? target.database;
      const place = { ...target, ...(database === undefined ? {} : { database }) };
      await this.#manager.create(
        { ...place, name, group: this.name, options: settings.options },
        { orReplace: true, paused: () => this.#manager.state(name) === 'paused' },
      );
    } else if (member.isOpen && Object.keys(changed).length > 0)
      await this.#manager.alter(member.pool, changed);
    member.settings = settings;
    member.target = target;
    member.lane.change(settings.lane);
  }

  async #closeAll(which: (pool: string) => boolean = () => true): Promise<void> {
    this.#tenants?.stop();
    const pools = [...this.#members.values()].map(({ pool }) => pool).filter(which);
    await Promise.all(pools.map((pool) => this.#manager.drop(pool, { ifExists: true })));
    this.#members.clear();
  }

  #allOut(members: readonly Member[]): PoolError {
    const names = members.map(({ pool }) => pool).join(', ');
    const reasons = [...new Set(members.map(({ circuit }) => circuit.reason ?? 'it does not answer'))];
    const now = performance.now();
    const soonest = Math.min(...members.map(({ circuit }) => circuit.retryInMs(now)));
    const when =
      soonest > 0 && soonest < Infinity ? `in ${Math.ceil(soonest)} ms` : 'with the next statement';
    return new PoolError('QL5106', [names || this.name, reasons.join('; ').replace(/\.$/, ''), when]);
  }

  get #circuitLimits(): CircuitLimits {
    return { failureThreshold: this.#number('failureThreshold'), retryAfterMs: this.#number('retryAfterMS') };
  }

  get #batchLimits(): BatchLimits {
    return {
      size: this.#number('batchSize'),
      concurrency: this.#number('concurrency'),
      bypassDocumentValidation: this.#option('bypassDocumentValidation') === true,
    };
  }

  #option(name: string): unknown {
    const { type, options } = this.#definition;
    return (
      options[name] ??
      (groupOptions(type).find((option) => option.name === name) ?? findOption(name))?.default
    );
  }

  #number(name: string): number {
    return Number(this.#option(name));
  }

  #text(name: string): string {
    return String(this.#option(name));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
