import { Resolution, type Keep, type KeptRow, type Laps, type Row } from './resolution.ts';

/** How fine the past is: each second for five minutes, each ten for an hour, each minute for a day. */
export const levels = [
  { stepMs: 1_000, spanMs: 300_000 },
  { stepMs: 10_000, spanMs: 3_600_000 },
  { stepMs: 60_000, spanMs: 86_400_000 },
] as const;

/** One step of a series. */
export interface Step extends Row {
  /** How much time it stands for. */
  readonly stepMs: number;
}

/** The names of a series' numbers, in their order, and what a step keeps of each. */
export type Fields<Field extends string> = Readonly<Record<Field, Keep>>;

/**
 * The past of one thing as numbers over time, the coarser the longer ago. Its size has a bound that does not depend on
 * how long it runs.
 */
export class Series<Field extends string> {
  readonly fields: readonly Field[];
  readonly #levels: readonly Resolution[];

  constructor(fields: Fields<Field>) {
    this.fields = Object.keys(fields) as Field[];
    const keep = this.fields.map((field) => fields[field]);
    this.#levels = levels.map(({ stepMs, spanMs }) => new Resolution(stepMs, spanMs, keep));
  }

  /** Adds a reading; `weight` tells how busy the moment was. */
  add(at: number, reading: Readonly<Record<Field, number>>, weight: number, laps?: Laps): void {
    const values = this.fields.map((field) => reading[field]);
    for (const level of this.#levels) level.add({ at, values, laps }, weight);
  }

  /** Oldest first, each stretch of time once and as fine as it is known; from the last step before `since` on. */
  steps(since = -Infinity): Step[] {
    const parts: Step[][] = [];
    let until = Infinity;
    for (const [index, level] of this.#levels.entries()) {
      const rows = level.rows(since).filter(({ at }) => at < until);
      const oldest = rows[0]?.at;
      if (oldest === undefined) continue;
      const reaches = oldest < since;
      until = reaches ? -Infinity : begin(oldest - level.stepMs, this.#levels.slice(index + 1));
      parts.unshift(rows.filter(({ at }) => at >= until).map((row) => ({ ...row, stepMs: level.stepMs })));
      if (reaches) break;
    }
    const steps = parts.flat();
    return steps.slice(
      Math.max(
        0,
        steps.findLastIndex(({ at }) => at < since),
      ),
    );
  }

  /** When the newest reading was, in epoch milliseconds; undefined where there is none. */
  get newest(): number | undefined {
    return this.#levels.at(-1)?.newest;
  }

  /** The kept rows of each level, for a file. */
  kept(): readonly (readonly KeptRow[])[] {
    return this.#levels.map((level) => level.kept());
  }

  /** Puts the rows of a file before those that come. */
  restore(kept: readonly (readonly KeptRow[])[], now: number): void {
    for (const [index, level] of this.#levels.entries()) level.restore(kept[index] ?? [], now);
  }
}

/**
 * Where steps begin that a coarser level goes on before: it must tell nothing again, so that they begin with a whole
 * step of it. Where none knows of anything older, they begin with the first.
 */
function begin(first: number, coarser: readonly Resolution[]): number {
  for (const { stepMs, oldest = Infinity } of coarser) {
    const whole = Math.ceil(first / stepMs) * stepMs;
    if (oldest < whole - stepMs) return whole;
  }
  return -Infinity;
}
