import type { AlertNews } from '../../../../client/src/alerts/alert-book.ts';
import type { Alert } from '../../../../client/src/alerts/alert-types.ts';
import { Alerts } from '../../../../client/src/alerts/alerts.ts';
import type { FoundHeld } from '../../../../client/src/pools/held-connections.ts';
import type { ServerRoom } from '../../../../client/src/pools/socket-budget.ts';
import type { PoolEvent, PoolSnapshot } from '../../../../client/src/pools/pool-types.ts';
import { alertCondition } from '../../../../client/src/run/alert-condition.ts';
import { someHost, somePool } from '../tree/some-pool.ts';

/** Pools whose figures a test writes down, under a clock that it moves by hand. */
export class Timeline {
  now = 0;
  readonly alerts: Alerts;
  room: ServerRoom | undefined;
  leaks: readonly FoundHeld[] = [];
  readonly notes: string[] = [];
  readonly #pools = new Map<string, PoolSnapshot>();
  readonly #events: PoolEvent[] = [];
  readonly #lines: string[] = [];
  #pulse = 0;

  constructor() {
    this.alerts = new Alerts({
      pools: {
        names: () => [...this.#pools.keys()],
        snapshot: (name) => this.#pools.get(name),
        pulse: () => this.#pulse,
        leaks: () => this.leaks,
        events: (name) => this.#events.filter(({ pool }) => pool === name),
        note: (name, { type, reason, detail }) =>
          void this.notes.push([name, type, reason, detail].filter(Boolean).join(' ')),
      },
      rows: () => [],
      condition: alertCondition,
      rooms: (pools) =>
        new Map(this.room ? pools.map(({ name }) => [name, this.room] as const) : []) as ReadonlyMap<
          string,
          ServerRoom
        >,
      now: () => this.now,
    });
    const subscription = this.alerts.onDidChange((news) => this.#write(news));
    // The clock is moved by hand.
    this.alerts.close();
    subscription.dispose = () => undefined;
    this.pool('p', {});
  }

  /** Figures of a pool from now on, in place of those that it had. */
  pool(name: string, differs: Partial<PoolSnapshot> & { readonly inUse?: number }): this {
    const { inUse, ...rest } = differs;
    const before = this.#pools.get(name) ?? somePool(name, { maxSize: 10, minSize: 2, active: 1, hosts: [] });
    const active = inUse ?? rest.active ?? before.active;
    const hosts = rest.hosts ?? [
      someHost('a:1', { role: 'standalone', active, waiting: rest.waiting ?? before.waiting }),
    ];
    this.#pools.set(name, { ...before, ...rest, active, hosts });
    this.#pulse++;
    return this;
  }

  drop(name: string): this {
    this.#pools.delete(name);
    return this;
  }

  event(type: string, more: Partial<PoolEvent> = {}): this {
    this.#events.push({ id: this.#events.length + 1, at: new Date(this.now), pool: 'p', type, ...more });
    return this;
  }

  /** Looks each second until so many seconds have gone by. */
  seconds(count: number): this {
    for (let second = 0; second < count; second++) {
      this.alerts.look();
      this.now += 1000;
    }
    return this;
  }

  /** Looks each so many seconds, for a long time. */
  minutes(count: number, everySeconds = 10): this {
    for (const end = this.now + count * 60_000; this.now < end; this.now += everySeconds * 1000)
      this.alerts.look();
    return this;
  }

  /** A remark in the lines. */
  say(text: string): this {
    this.#lines.push(`-- ${text}`);
    return this;
  }

  /** What was raised and ended, a line each: `12 s + WARNING queue_not_empty p: …`. */
  get text(): string {
    return this.#lines.join('\n');
  }

  #write({ raised, ended }: AlertNews): void {
    const line = (sign: string, { severity, name, pool, message }: Alert) =>
      this.#lines.push(`${this.now / 1000} s ${sign} ${severity} ${name} ${pool}: ${message}`);
    for (const alert of raised) line('+', alert);
    for (const alert of ended) line('-', alert);
  }
}
