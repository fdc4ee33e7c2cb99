import { Ring } from '../pools/ring.ts';
import type { Alert, AlertEvent, AlertFacts, AlertSeverity } from './alert-types.ts';

/** What an alert is about: there is one of each kind and pool at a time. */
export interface AlertSubject {
  readonly name: string;
  readonly pool: string;
  readonly host?: string;
}

/** A condition that holds, as it stands. Moments in milliseconds since 1970. */
export interface Held {
  readonly subject: AlertSubject;
  readonly severity: AlertSeverity;
  readonly since: number;
  readonly facts: AlertFacts;
}

/** What somebody should be told of since the last time. */
export interface AlertNews {
  /** Raised, or become more severe, or no longer silent. */
  readonly raised: readonly Alert[];
  readonly ended: readonly Alert[];
}

/** An alert that comes back so soon after its end goes on as the same, and nobody is told again. */
const coolDownMs = 300_000;
/** Ended alerts that are remembered. */
const remembered = 500;

const ranks: Readonly<Record<AlertSeverity, number>> = { INFO: 0, WARNING: 1, CRITICAL: 2 };

/** Whether one severity asks for more than another. */
export function isWorse(severity: AlertSeverity, than: AlertSeverity): boolean {
  return ranks[severity] > ranks[than];
}

/** Every alert from its first moment to its end, and for a while after that. */
export class AlertBook {
  readonly #open = new Map<string, Alert>();
  readonly #snoozed = new Map<string, number>();
  #past = new Ring<Alert>(remembered);
  #ids = 0;
  #raised: Alert[] = [];
  #ended: Alert[] = [];
  #changed = false;

  /** Those that ended, the oldest first, and behind them those that have not. */
  all(): readonly Alert[] {
    return [...this.#past.toArray(), ...this.#open.values()];
  }

  current(subject: AlertSubject): Alert | undefined {
    return this.#open.get(keyOf(subject));
  }

  /** The condition holds, not yet for long enough. */
  pend({ subject, severity, since, facts }: Held): void {
    const key = keyOf(subject);
    const known = this.#open.get(key);
    if (known?.state === 'firing') return;
    this.#put(key, {
      ...facts,
      id: known?.id ?? ++this.#ids,
      ...subject,
      severity,
      state: 'pending',
      since: new Date(since),
      times: 0,
      events: [],
    });
  }

  /** The condition has held for long enough; `events` are what raised it, left as they were where absent. */
  fire({ subject, severity, since, facts }: Held, now: number, events?: readonly AlertEvent[]): void {
    const key = keyOf(subject);
    const known = this.#open.get(key);
    const before = known?.state === 'firing' ? known : this.#revived(key, now);
    const worse = before !== undefined && isWorse(severity, before.severity);
    const until = this.#snoozed.get(key);
    const acknowledgedAt = worse ? undefined : before?.acknowledgedAt;
    const alert: Alert = {
      ...facts,
      ...subject,
      id: before?.id ?? known?.id ?? ++this.#ids,
      severity,
      state: 'firing',
      since: before?.since ?? new Date(since),
      raisedAt: before?.raisedAt ?? new Date(now),
      times: before === undefined ? 1 : before.times + (before === known ? 0 : 1),
      ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
      ...(until === undefined ? {} : { snoozedUntil: new Date(until) }),
      events: events ?? before?.events ?? [],
    };
    this.#put(key, alert);
    if ((before === undefined || worse) && until === undefined) this.#raised.push(alert);
  }

  /** The condition no longer holds, and has not for long enough to believe it. */
  end(subject: AlertSubject, now: number): void {
    const key = keyOf(subject);
    const known = this.#open.get(key);
    if (!known) return;
    this.#open.delete(key);
    this.#changed = true;
    if (known.state !== 'firing') return;
    const ended: Alert = { ...known, state: 'resolved', endedAt: new Date(now) };
    this.#past.push(ended);
    this.#ended.push(ended);
  }

  /** Somebody took note: nobody is told of it again until it gets worse. */
  acknowledge(id: number, now: number): boolean {
    return this.#mark(id, (alert) => ({ ...alert, acknowledgedAt: new Date(now) }));
  }

  /** Silences what an alert is about until a moment; it may end and be raised meanwhile. */
  snooze(id: number, until: number): boolean {
    return this.#mark(id, (alert, key) => {
      this.#snoozed.set(key, until);
      return { ...alert, snoozedUntil: new Date(until) };
    });
  }

  /** Puts alerts that ended in an earlier life before those that have ended since. */
  restore(ended: readonly Alert[]): void {
    const since = this.#past.toArray();
    this.#past = new Ring<Alert>(remembered);
    for (const alert of ended) this.#past.push({ ...alert, id: ++this.#ids });
    for (const alert of since) this.#past.push(alert);
    this.#changed = true;
  }

  forgetPast(): void {
    this.#past = new Ring<Alert>(remembered);
    this.#changed = true;
  }

  /** What came since the last call. `changed` tells whether anything looks different. */
  takeNews(now: number): AlertNews & { readonly changed: boolean } {
    for (const [key, until] of this.#snoozed) if (until <= now) this.#wake(key);
    const news = { raised: this.#raised, ended: this.#ended, changed: this.#changed };
    this.#raised = [];
    this.#ended = [];
    this.#changed = false;
    return news;
  }

  #wake(key: string): void {
    this.#snoozed.delete(key);
    const alert = this.#open.get(key);
    if (!alert) return;
    const awake = withoutSnooze(alert);
    this.#put(key, awake);
    if (awake.state === 'firing' && awake.acknowledgedAt === undefined) this.#raised.push(awake);
  }

  #mark(id: number, change: (alert: Alert, key: string) => Alert): boolean {
    for (const [key, alert] of this.#open)
      if (alert.id === id) {
        this.#put(key, change(alert, key));
        return true;
      }
    return false;
  }

  #revived(key: string, now: number): Alert | undefined {
    const past = this.#past.toArray();
    const found = past.findLast((alert) => keyOf(alert) === key);
    if (!found?.endedAt || now - found.endedAt.getTime() > coolDownMs) return undefined;
    this.#past = new Ring<Alert>(remembered);
    for (const alert of past) if (alert !== found) this.#past.push(alert);
    return found;
  }

  #put(key: string, alert: Alert): void {
    this.#changed ||= !looksTheSame(this.#open.get(key), alert);
    this.#open.set(key, alert);
  }
}

function withoutSnooze(alert: Alert): Alert {
  const entries = Object.entries(alert).filter(([name]) => name !== 'snoozedUntil');
  return Object.fromEntries(entries) as unknown as Alert;
}

function keyOf({ name, pool, host }: AlertSubject): string {
  return `${name}\n${pool}\n${host ?? ''}`;
}

function looksTheSame(before: Alert | undefined, now: Alert): boolean {
  return (
    before?.message === now.message &&
    before.state === now.state &&
    before.severity === now.severity &&
    before.acknowledgedAt === now.acknowledgedAt &&
    before.snoozedUntil?.getTime() === now.snoozedUntil?.getTime() &&
    before.events === now.events
  );
}
