import { addSparse, packCounts, type SparseCounts } from './log-counts.ts';

/** What a step keeps of its readings: those of the busiest moment, the most, the least, or the newest. */
export type Keep = 'busiest' | 'most' | 'least' | 'newest';

/** Durations of a stretch of time. */
export interface Laps {
  readonly checkout: SparseCounts;
  readonly response: SparseCounts;
}

/** The same, packed. */
export interface PackedLaps {
  readonly checkout: string;
  readonly response: string;
}

/** What one moment says. `at` is in epoch milliseconds, `values` are in the order of the fields. */
export interface Moment {
  readonly at: number;
  readonly values: readonly number[];
  readonly laps?: Laps | undefined;
}

/** What one step says. */
export interface Row {
  /** Epoch milliseconds of its newest moment. */
  readonly at: number;
  readonly values: readonly number[];
  readonly laps?: PackedLaps;
}

/** Rows that say the same one after the other are kept once, with the times of the first and the last. */
export interface KeptRow extends Row {
  readonly until: number;
  readonly count: number;
}

interface Open {
  readonly number: number;
  at: number;
  readonly values: number[];
  weight: number;
  readonly laps: Laps[];
}

/** Where more than this lies between two rows, nothing was measured between them. */
const gapMs = 150_000;

/** One resolution of a history: a row for each step of time, for as long as the span. The oldest rows go first. */
export class Resolution {
  readonly stepMs: number;
  readonly spanMs: number;
  /** The places of the values, by what is kept of them. */
  readonly #places: Readonly<Record<Keep, readonly number[]>>;
  #rows: KeptRow[] = [];
  /** Rows before this one are past the span. */
  #first = 0;
  #open: Open | undefined;

  constructor(stepMs: number, spanMs: number, keep: readonly Keep[]) {
    this.stepMs = stepMs;
    this.spanMs = spanMs;
    const places = (of: Keep) => keep.flatMap((each, place) => (each === of ? [place] : []));
    this.#places = {
      ...{ busiest: places('busiest'), most: places('most') },
      ...{ least: places('least'), newest: places('newest') },
    };
  }

  /** Adds a reading. `weight` tells how busy the moment was. */
  add({ at, values, laps }: Moment, weight: number): void {
    const number = Math.floor(at / this.stepMs);
    if (this.#open && this.#open.number !== number) {
      this.#push(closed(this.#open));
      this.#open = undefined;
    }
    this.#open ??= { number, at, values: values.slice(), weight: -Infinity, laps: [] };
    const open = this.#open;
    const [known, { newest, most, least, busiest }] = [open.values, this.#places];
    for (const place of newest) known[place] = values[place] ?? 0;
    for (const place of most) known[place] = Math.max(known[place] ?? 0, values[place] ?? 0);
    for (const place of least) known[place] = Math.min(known[place] ?? 0, values[place] ?? 0);
    if (weight >= open.weight) {
      for (const place of busiest) known[place] = values[place] ?? 0;
      open.weight = weight;
    }
    open.at = at;
    if (laps) open.laps.push(laps);
  }

  /** Oldest first, one for each step that was looked at, the step that goes on included: from the last one before `since` on, or some more. */
  rows(since = -Infinity): Row[] {
    const kept = this.kept();
    const before = kept.findLastIndex(({ at }) => at < since);
    return kept.slice(Math.max(0, before)).flatMap(spread);
  }

  /** When the oldest row was, in epoch milliseconds. */
  get oldest(): number | undefined {
    return (this.#rows[this.#first] ?? this.#open)?.at;
  }

  get newest(): number | undefined {
    return this.#open?.at ?? this.#rows.at(-1)?.until;
  }

  /** As they are kept, for a file. */
  kept(): readonly KeptRow[] {
    return [...this.#rows.slice(this.#first), ...(this.#open ? [closed(this.#open)] : [])];
  }

  /** Puts rows of an earlier life before those that are here. Rows that are older than the span are left out. */
  restore(rows: readonly KeptRow[], now: number): void {
    const oldest = this.oldest ?? now + 1;
    const before = rows.filter(({ until }) => until > now - this.spanMs && until < oldest);
    this.#rows = [...before, ...this.#rows.slice(this.#first)];
    this.#first = 0;
  }

  #push(row: KeptRow): void {
    const last = this.#rows.at(-1);
    if (last && this.#rows.length > this.#first && sameAs(last, row))
      this.#rows[this.#rows.length - 1] = { ...last, until: row.at, count: last.count + 1 };
    else this.#rows.push(row);
    const past = row.at - this.spanMs;
    while ((this.#rows[this.#first]?.until ?? Infinity) <= past) this.#first++;
    const oldest = this.#rows[this.#first];
    if (oldest && oldest.at <= past) this.#rows[this.#first] = shortened(oldest, past);
    // Moving the rest at each step would cost more than what is kept a little longer.
    if (this.#first > 64 && this.#first * 4 > this.#rows.length) {
      this.#rows = this.#rows.slice(this.#first);
      this.#first = 0;
    }
  }
}

function closed({ at, values, laps }: Open): KeptRow {
  const checkout = addSparse(laps.map((lap) => lap.checkout));
  const response = addSparse(laps.map((lap) => lap.response));
  const row = { at, until: at, count: 1, values: values.slice() };
  if (checkout.length === 0 && response.length === 0) return row;
  return { ...row, laps: { checkout: packCounts(checkout), response: packCounts(response) } };
}

function sameAs(one: KeptRow, other: KeptRow): boolean {
  return (
    !one.laps &&
    !other.laps &&
    other.at - one.until <= gapMs &&
    one.values.every((value, index) => value === other.values[index])
  );
}

/** A row that stands for several, without those up to a time. */
function shortened(row: KeptRow, past: number): KeptRow {
  const { at, until, count } = row;
  const each = (until - at) / (count - 1);
  const gone = Math.min(count - 1, Math.floor((past - at) / each) + 1);
  return { ...row, at: at + gone * each, count: count - gone };
}

/** A kept row as the rows that it stands for. */
function spread({ at, until, count, values, laps }: KeptRow): Row[] {
  if (count === 1) return [{ at, values, ...(laps ? { laps } : {}) }];
  return Array.from({ length: count }, (_, index) => ({
    at: Math.round(at + ((until - at) * index) / (count - 1)),
    values,
  }));
}
