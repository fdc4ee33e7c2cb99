import type { AlertBody } from '../../../dialect/src/pipeline/alert-command.ts';
import type { AlertBook, AlertSubject, Held } from './alert-book.ts';
import type { UserAlert } from './alert-definitions.ts';
import type { Condition, Match, Row } from './user-watch.ts';
import { factsOf, UserWatch } from './user-watch.ts';

export interface OwnAlertsParts {
  readonly book: AlertBook;
  /** Makes the condition of an alert; throws where its text says nothing. */
  readonly condition: (body: AlertBody) => Condition;
  /** The rows of a table function of pools other than CONNECTION_POOLS. */
  readonly rows: (table: string, pool?: string) => readonly Row[];
  /** Raises an alert, or says how it goes on. */
  readonly fire: (held: Held, now: number, types: readonly string[]) => void;
}

interface Known {
  readonly watch: UserWatch;
  /** Once it was made. */
  find?: Condition;
  /** What the alert is about that tells that the condition cannot be computed. */
  failed?: AlertSubject;
}

/** What may have raised an alert whose condition we cannot read. */
const types = [
  ...['connectionCheckOutFailed', 'connectionLeakSuspected', 'connectionPoolCleared', 'connectionClosed'],
  ...['serverDescriptionChanged', 'serverHeartbeatFailed', 'poolAltered', 'poolPaused'],
];

/** The alerts of one's own from look to look: each is a condition over the rows of its table. */
export class OwnAlerts {
  readonly #parts: OwnAlertsParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: OwnAlertsParts) {
    this.#parts = parts;
  }

  /** Looks at one alert, where EVERY says that it is time. `poolRows` are those of CONNECTION_POOLS. */
  look(alert: UserAlert, poolRows: () => readonly Row[], now: number): void {
    const { name } = alert;
    if (!alert.enabled) {
      this.forget(name, now);
      return;
    }
    const known = this.#of(name);
    if (!known.watch.isDue(alert, now)) return;
    const rows = this.#find(known, alert, poolRows, now);
    for (const { match, latch } of rows ? known.watch.look(alert, rows, now) : []) {
      const subject = subjectOf(name, match);
      if (!latch.on && latch.since === undefined) this.#parts.book.end(subject, now);
      else {
        const since = this.#parts.book.current(subject)?.since.getTime() ?? latch.since ?? now;
        const held = { subject, severity: alert.severity, since, facts: factsOf(alert, match.row) };
        if (latch.on) this.#parts.fire(held, now, types);
        else this.#parts.book.pend(held);
      }
    }
  }

  /** Its condition is another one now, or none. */
  forget(name: string, now: number): void {
    const known = this.#known.get(name);
    if (known?.failed) this.#parts.book.end(known.failed, now);
    for (const match of known?.watch.matches ?? []) this.#parts.book.end(subjectOf(name, match), now);
    this.#known.delete(name);
  }

  #of(name: string): Known {
    const known = this.#known.get(name);
    if (known) return known;
    const fresh: Known = { watch: new UserWatch() };
    this.#known.set(name, fresh);
    return fresh;
  }

  /** The rows for which the condition holds; undefined where it cannot be computed, which is told of as an alert itself. */
  #find(
    known: Known,
    alert: UserAlert,
    poolRows: () => readonly Row[],
    now: number,
  ): readonly Row[] | undefined {
    const { book, rows, condition } = this.#parts;
    const { name, pool, severity } = alert;
    try {
      known.find ??= condition(alert);
      const found = known.find((table, of) =>
        table.toUpperCase() === 'CONNECTION_POOLS' ? poolRows() : rows(table, of),
      );
      if (known.failed) book.end(known.failed, now);
      delete known.failed;
      return found;
    } catch (error) {
      known.failed = { name, pool: pool ?? 'every pool' };
      const why = error instanceof Error ? error.message : String(error);
      const facts = { message: `The condition cannot be computed: ${why.replace(/\.$/, '')}.` };
      book.fire({ subject: known.failed, severity, since: now, facts }, now, []);
      return undefined;
    }
  }
}

function subjectOf(name: string, { pool, host }: Match): AlertSubject {
  return { name, pool, ...(host === undefined ? {} : { host }) };
}
