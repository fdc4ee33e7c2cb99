import { setImmediate } from 'node:timers/promises';
import { matcher } from '../messages/find-text.ts';
import type { CellPlace, Wanted } from '../messages/results.ts';
import { foundText } from './bson-text.ts';
import type { Row } from './row.ts';

/** Rows of a result, of which there may come more. */
export interface SearchedRows {
  readonly length: number;
  /** Another once a row got other values. */
  readonly revision: number;
  slice(from: number, to: number): readonly Row[];
}

/** Rows that are searched and counted together. */
const blockRows = 500;
/** So long one piece of the search holds up the extension host, in milliseconds. */
const sliceMs = 10;

/**
 * A text within the rows of a result. Rows are searched in blocks, whose matches are counted once: what is kept of five million rows are ten thousand numbers.
 * The search gives way to other work every few milliseconds, and ends with its signal.
 */
export class RowSearch {
  readonly wanted: Wanted;
  readonly #rows: SearchedRows;
  readonly #isMatch: (text: string) => boolean;
  readonly #revision: number;
  /** What each block that was searched has, and how many rows it had then: into the last one more may come. */
  readonly #blocks = new Map<number, { readonly matches: number; readonly rows: number }>();
  #matches = 0;
  #searched = 0;

  constructor(rows: SearchedRows, wanted: Wanted) {
    this.#rows = rows;
    this.wanted = wanted;
    this.#revision = rows.revision;
    this.#isMatch = matcher(wanted);
  }

  /** Whether this is the search for that, in these rows as they are. */
  isFor(rows: SearchedRows, wanted: Wanted): boolean {
    return (
      rows === this.#rows &&
      rows.revision === this.#revision &&
      JSON.stringify(wanted) === JSON.stringify(this.wanted)
    );
  }

  /** Matches that were counted so far. */
  get matches(): number {
    return this.#matches;
  }

  /** Rows that were searched so far. */
  get searched(): number {
    return this.#searched;
  }

  /** Counts all matches in the rows that are here; `told` is called between its pieces. */
  async count(signal: AbortSignal, told: () => void): Promise<void> {
    const pace = new Pace(signal);
    for (let block = 0; !signal.aborted && block * blockRows < this.#rows.length; block += 1) {
      this.#matchesIn(block);
      if (await pace.rest()) told();
    }
  }

  /**
   * The match next to a place in a direction, beyond the last one the first again; `inclusive` where it may be at the place. Undefined where there is none,
   * and where the signal came first.
   */
  async next(
    from: CellPlace,
    step: 1 | -1,
    inclusive: boolean,
    signal: AbortSignal,
  ): Promise<CellPlace | undefined> {
    const blocks = Math.ceil(this.#rows.length / blockRows);
    const start = Math.floor(from.row / blockRows);
    const at = this.#ordinal(from);
    const isBehind = (place: CellPlace): boolean => {
      const distance = step * (this.#ordinal(place) - at);
      return distance > 0 || (inclusive && distance === 0);
    };
    const pace = new Pace(signal);
    // Once around, so that the block it began in comes twice: what is behind the place first, what is before it last.
    for (let turn = 0; !signal.aborted && blocks > 0 && turn <= blocks; turn += 1) {
      const block = (((start + step * turn) % blocks) + blocks) % blocks;
      const places = this.#matchesIn(block) === 0 ? [] : this.#placesIn(block);
      const found = turn === 0 ? places.filter(isBehind) : places;
      const place = step > 0 ? found[0] : found.at(-1);
      if (place) return place;
      await pace.rest();
    }
    return undefined;
  }

  /** Which one of all matches is at a place, counted from 1; undefined until all before it are counted. */
  indexOf(place: CellPlace): number | undefined {
    const block = Math.floor(place.row / blockRows);
    let before = 0;
    for (let each = 0; each < block; each += 1) {
      const counted = this.#blocks.get(each);
      if (!counted) return undefined;
      before += counted.matches;
    }
    const at = this.#placesIn(block).findIndex(
      ({ row, column }) => row === place.row && column === place.column,
    );
    return at < 0 ? undefined : before + at + 1;
  }

  #matchesIn(block: number): number {
    const before = this.#blocks.get(block);
    const rows = Math.min(blockRows, this.#rows.length - block * blockRows);
    if (before?.rows === rows) return before.matches;
    const matches = this.#placesIn(block).length;
    this.#blocks.set(block, { matches, rows });
    this.#matches += matches - (before?.matches ?? 0);
    this.#searched += rows - (before?.rows ?? 0);
    return matches;
  }

  #placesIn(block: number): readonly CellPlace[] {
    const first = block * blockRows;
    return this.#rows
      .slice(first, first + blockRows)
      .flatMap((values, index) =>
        this.wanted.columns.flatMap((column) =>
          this.#isMatch(foundText(values[column])) ? [{ row: first + index, column }] : [],
        ),
      );
  }

  #ordinal({ row, column }: CellPlace): number {
    return row * (this.wanted.columns.length + 1) + this.wanted.columns.indexOf(column);
  }
}

/** Gives way to other work when it is time. */
class Pace {
  readonly #signal: AbortSignal;
  #since = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Whether it rested. */
  async rest(): Promise<boolean> {
    if (this.#signal.aborted || performance.now() - this.#since < sliceMs) return false;
    await setImmediate();
    this.#since = performance.now();
    return true;
  }
}
