import type { AlertBody, AlertChanges } from '../../../dialect/src/pipeline/alert-command.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { poolRow } from '../pools/virtual-rows.ts';
import type { ServerRoom } from '../pools/socket-budget.ts';
import { AlertBook } from './alert-book.ts';
import type { AlertNews, Held } from './alert-book.ts';
import type { AlertRule, KeptAlerts } from './alert-definitions.ts';
import { AlertDefinitions } from './alert-definitions.ts';
import type { Alert } from './alert-types.ts';
import { evidence } from './evidence.ts';
import { OwnAlerts } from './own-alerts.ts';
import { PoolWatch } from './pool-watch.ts';
import { RuleWatch } from './rule-watch.ts';
import type { Condition, Row } from './user-watch.ts';

/** What the alerts need of the pool manager. */
export type WatchedPools = Pick<PoolManager, 'names' | 'snapshot' | 'pulse' | 'leaks' | 'events' | 'note'>;

export interface AlertsParts {
  readonly pools: WatchedPools;
  /** The rows of a table function of pools, for the conditions of alerts of one's own. */
  readonly rows: (table: string, pool?: string) => readonly Row[];
  /** Makes the condition of an alert of one's own; throws where its text says nothing. */
  readonly condition: (body: AlertBody) => Condition;
  /** Sockets that there may be at the fullest server of each pool, by the pool's name, where that is known. */
  readonly rooms?: (pools: readonly PoolSnapshot[]) => ReadonlyMap<string, ServerRoom>;
  /** How often all pools are looked at, in milliseconds. */
  readonly everyMs?: number;
  readonly now?: () => number;
}

export type AlertsListener = (news: AlertNews) => void;

interface Watched {
  snapshot: PoolSnapshot;
  pulse: number | undefined;
  takenAt: number;
  readonly watch: PoolWatch;
  readonly rules: Map<string, RuleWatch>;
}

/** Pools that are looked at in one tick; where there are more, they take turns. */
const inOneTick = 100;
/** A snapshot of a pool at rest is good for so long. */
const restMs = 15_000;
/** Events are gathered again for an alert that goes on no more often than this. */
const gatherMs = 5000;

/**
 * Every alert there is and was. All pools are looked at on one timer, which keeps no process alive, while somebody
 * listens: each second, or in turns where there are very many. `look` looks at all of them at once. Failures of `create`, `alter` and `drop` are PoolErrors.
 */
export class Alerts {
  readonly #parts: AlertsParts;
  readonly #source: WatchedPools;
  readonly #now: () => number;
  readonly #book = new AlertBook();
  readonly #definitions = new AlertDefinitions();
  readonly #pools = new Map<string, Watched>();
  readonly #own: OwnAlerts;
  readonly #gatheredAt = new Map<number, number>();
  readonly #listeners = new Set<AlertsListener>();
  readonly #redefined = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;
  #rooms: ReadonlyMap<string, ServerRoom> | undefined;

  constructor(parts: AlertsParts) {
    this.#parts = parts;
    this.#source = parts.pools;
    this.#now = parts.now ?? Date.now;
    this.#own = new OwnAlerts({
      book: this.#book,
      condition: parts.condition,
      rows: parts.rows,
      fire: (...held) => this.#fire(...held),
    });
  }

  get definitions(): Pick<AlertDefinitions, 'rules' | 'own' | 'names' | 'kept'> {
    return this.#definitions;
  }

  /** Those that ended, the oldest first, and behind them those that have not. */
  all(): readonly Alert[] {
    return this.#book.all();
  }

  /** Told of what was raised and ended, and with nothing in it when something else looks different. */
  onDidChange(listener: AlertsListener): { dispose(): void } {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.look(inOneTick), this.#parts.everyMs ?? 1000).unref();
    return {
      dispose: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size === 0) this.close();
      },
    };
  }

  /** Told when alerts were defined, changed or dropped. */
  onDidDefine(listener: () => void): { dispose(): void } {
    this.#redefined.add(listener);
    return { dispose: () => void this.#redefined.delete(listener) };
  }

  /** Whether it was made: false where it is there already and that is fine. */
  create(
    name: string,
    body: AlertBody,
    how: { readonly orReplace: boolean; readonly ifNotExists: boolean },
  ): boolean {
    const made = this.#definitions.create(name, body, how);
    if (made) {
      this.#own.forget(name, this.#now());
      this.#tellDefined();
    }
    return made;
  }

  alter(name: string, changes: AlertChanges): void {
    this.#definitions.alter(name, changes);
    this.#tellDefined();
  }

  /** Whether it was there. */
  drop(name: string, ifExists: boolean): boolean {
    const there = this.#definitions.drop(name, ifExists);
    if (there) {
      this.#own.forget(name, this.#now());
      this.#tellDefined();
    }
    return there;
  }

  /** Takes what a setting says in place of what it said before. Gives the names that are taken already. */
  fromSettings(alerts: readonly (AlertBody & { readonly name: string })[]): readonly string[] {
    for (const { name, origin } of this.#definitions.own)
      if (origin === 'settings') this.#own.forget(name, this.#now());
    const taken = this.#definitions.fromSettings(alerts);
    this.#tellDefined();
    return taken;
  }

  /** Takes up what `definitions.kept()` gave at an earlier start; what this version does not understand is left out. */
  restore({ alerts, builtIn }: KeptAlerts): void {
    this.#definitions.restore({ alerts: alerts.filter((alert) => this.#isSound(alert)), builtIn });
    this.#tellDefined();
  }

  acknowledge(id: number): boolean {
    return this.#marked(this.#book.acknowledge(id, this.#now()));
  }

  /** Silences what an alert is about for so many milliseconds. */
  snooze(id: number, forMs: number): boolean {
    return this.#marked(this.#book.snooze(id, this.#now() + forMs));
  }

  /** Takes up alerts that ended before this start, oldest first. */
  restorePast(ended: readonly Alert[]): void {
    if (ended.length === 0) return;
    this.#book.restore(ended);
    this.#tell(this.#now());
  }

  forgetPast(): void {
    this.#book.forgetPast();
    this.#tell(this.#now());
  }

  /** Looks at all pools now, or at so many of them whose turn it is. */
  look(most = Infinity): void {
    const now = this.#now();
    const names = this.#source.names();
    this.#forgetGone(new Set(names), now);
    this.#rooms = this.#parts.rooms?.([...this.#pools.values()].map(({ snapshot }) => snapshot));
    const count = Math.min(most, names.length);
    for (let index = 0; index < count; index++)
      this.#lookAtPool(names[(this.#turn + index) % names.length] ?? '', now);
    this.#turn = names.length === 0 ? 0 : (this.#turn + count) % names.length;
    const rows = this.#poolRows();
    for (const alert of this.#definitions.own) this.#own.look(alert, rows, now);
    this.#tell(now);
  }

  /** Ends the timer. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #forgetGone(names: ReadonlySet<string>, now: number): void {
    for (const [name, known] of this.#pools) {
      if (names.has(name)) continue;
      this.#pools.delete(name);
      for (const rule of known.rules.keys()) this.#book.end({ name: rule, pool: name }, now);
    }
  }

  #lookAtPool(name: string, now: number): void {
    const leaks = this.#source.leaks(name);
    const known = this.#takeSnapshot(name, now);
    if (!known) return;
    const { snapshot, watch, rules } = known;
    const view = watch.view(now, snapshot, leaks, this.#rooms?.get(name));
    for (const rule of this.#definitions.rules) {
      const reading = rule.enabled && !this.#isTold(rule, name) ? rule.measure(view) : undefined;
      let own = rules.get(rule.name);
      if (!own && reading === undefined) continue;
      if (!own) rules.set(rule.name, (own = new RuleWatch()));
      const subject = { name: rule.name, pool: name };
      const found = reading && own.look(rule, reading, now);
      if (!found) {
        // Where nothing can be said, what was held before is forgotten.
        if (!reading) rules.delete(rule.name);
        this.#book.end(subject, now);
        continue;
      }
      const { value, limit = found.level.limit } = reading;
      // On its way to the end an alert goes on saying what raised it.
      if (value <= limit && this.#book.current(subject)?.state === 'firing') continue;
      const facts = { ...rule.tell(view, reading), value, limit };
      const held = { subject, severity: found.level.severity, since: found.since, facts };
      if (!found.raised) this.#book.pend(held);
      else this.#fire(held, now, rule.events);
    }
  }

  /** Raises an alert, or says how it goes on; `types` are those of the events that have a part in it. */
  #fire(held: Held, now: number, types: readonly string[]): void {
    const { subject, since } = held;
    const before = this.#book.current(subject);
    const isNew = before?.state !== 'firing' || before.severity !== held.severity;
    const gathered = before === undefined ? undefined : this.#gatheredAt.get(before.id);
    const again = before?.value !== held.facts.value && now - (gathered ?? -Infinity) >= gatherMs;
    const gathers = isNew || again;
    const events = gathers ? evidence(this.#source.events(subject.pool), types, since) : undefined;
    this.#book.fire(held, now, events);
    const alert = this.#book.current(subject);
    if (alert && gathers) this.#gatheredAt.set(alert.id, now);
  }

  /** Whether another alert tells the same more plainly. */
  #isTold({ unless = [] }: AlertRule, pool: string): boolean {
    return unless.some((name) => this.#book.current({ name, pool })?.state === 'firing');
  }

  /** A pool at rest looks as it did, but for what moves with the clock alone. */
  #takeSnapshot(name: string, now: number): Watched | undefined {
    const pulse = this.#source.pulse(name);
    const known = this.#pools.get(name);
    const isAtRest =
      known?.pulse === pulse &&
      known?.snapshot.waiting === 0 &&
      known.snapshot.active === 0 &&
      now - known.takenAt < restMs;
    if (isAtRest) return known;
    const snapshot = this.#source.snapshot(name);
    if (!snapshot) return undefined;
    if (known?.snapshot.createdAt.getTime() === snapshot.createdAt.getTime())
      return Object.assign(known, { snapshot, pulse, takenAt: now });
    const fresh: Watched = { snapshot, pulse, takenAt: now, watch: new PoolWatch(), rules: new Map() };
    this.#pools.set(name, fresh);
    return fresh;
  }

  /** The rows of pools, made once for all conditions of the snapshots that were taken for the built-in alerts. */
  #poolRows(): () => readonly Row[] {
    let rows: readonly Row[] | undefined;
    return () => (rows ??= [...this.#pools.values()].map(({ snapshot }) => poolRow(snapshot)));
  }

  #isSound(alert: AlertBody): boolean {
    try {
      this.#parts.condition(alert);
      return true;
    } catch {
      return false;
    }
  }

  #marked(found: boolean): boolean {
    this.#tell(this.#now());
    return found;
  }

  #tellDefined(): void {
    for (const listener of [...this.#redefined]) listener();
  }

  #tell(now: number): void {
    const { changed, ...news } = this.#book.takeNews(now);
    // Events go into files, which hold no text of a statement.
    for (const { pool, severity, message, bare = message } of news.raised)
      this.#source.note(pool, { type: 'alertRaised', reason: severity, detail: bare });
    for (const { id, pool, message, bare = message } of news.ended) {
      this.#gatheredAt.delete(id);
      this.#source.note(pool, { type: 'alertEnded', detail: bare });
    }
    if (changed) for (const listener of [...this.#listeners]) listener(news);
  }
}
