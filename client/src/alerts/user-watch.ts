import type { AlertFacts } from './alert-types.ts';
import type { UserAlert } from './alert-definitions.ts';
import type { Latch } from './latch.ts';
import { off, turn } from './latch.ts';

/** A row of a table function, by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** Gives the rows of the alert's table for which its condition holds. `rows` gives those of a table function of pools. */
export type Condition = (rows: (table: string, pool?: string) => readonly Row[]) => readonly Row[];

/** What an alert of one's own is about: the row's pool, and its host where it has one. */
export interface Match {
  readonly pool: string;
  readonly host?: string;
  readonly row: Row;
}

/** Conditions that come and go must not end an alert at once, however short its FOR is. */
const leastClearMs = 10_000;

/** One alert of one's own from look to look. */
export class UserWatch {
  readonly #latches = new Map<string, { readonly match: Match; latch: Latch }>();
  #lookedAt = -Infinity;

  /** Whether EVERY says that it is time. A tick may come a little early. */
  isDue({ everyMs }: UserAlert, now: number): boolean {
    return now - this.#lookedAt >= everyMs * 0.95;
  }

  /** What each match, or what was one before, has come to; `since` is there while its condition holds. */
  look(
    { holdMs }: UserAlert,
    rows: readonly Row[],
    now: number,
  ): readonly { readonly match: Match; readonly latch: Latch }[] {
    this.#lookedAt = now;
    const present = new Map(rows.map((row) => [keyOf(row), matchOf(row)]));
    for (const [key, match] of present)
      this.#latches.set(key, { match, latch: this.#latches.get(key)?.latch ?? off });
    const patience = { holdMs, clearMs: Math.max(holdMs, leastClearMs) };
    const seen = [...this.#latches];
    return seen.map(([key, known]) => {
      const above = present.has(key);
      const latch = turn(known.latch, { above, below: !above }, now, patience);
      if (!latch.on && !above) this.#latches.delete(key);
      else known.latch = latch;
      return { match: known.match, latch };
    });
  }

  /** What it was about, when it is dropped. */
  get matches(): readonly Match[] {
    return [...this.#latches.values()].map(({ match }) => match);
  }
}

function keyOf(row: Row): string {
  return `${textAt(row, 'pool_name') ?? ''}\n${textAt(row, 'host') ?? ''}`;
}

function matchOf(row: Row): Match {
  const host = textAt(row, 'host');
  return { pool: textAt(row, 'pool_name') ?? '', ...(host === undefined ? {} : { host }), row };
}

function textAt(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a row says of the alert that it raises. */
export function factsOf({ when, message, figure, name }: UserAlert, row: Row): AlertFacts {
  const value = figure && Number(row[figure.column]);
  const shown = value !== undefined && Number.isFinite(value) ? { value, limit: figure?.limit ?? 0 } : {};
  const now = 'value' in shown ? ` ${figure?.column ?? ''} is ${valueText(shown.value)}.` : '';
  const bare = `${name}: ${when}.${now}`;
  if (message === undefined) return { message: bare, ...shown };
  const filled = message.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, column: string) =>
    valueText(row[column.toLowerCase()]),
  );
  return { message: filled, bare, ...shown };
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (value instanceof Date) return value.toISOString();
  return value === null || value === undefined
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value as string);
}
