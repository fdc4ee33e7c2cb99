import { RowStore } from './row-store.ts';
import type { Row } from './row.ts';

/**
 * The rows of one result as they come from a cursor. It takes rows only a little ahead of what somebody looks at, and never more
 * than its bound: a batch beyond that is held, and with it the cursor, until more is wanted.
 */
export class HeldRows {
  readonly #rows = new RowStore();
  readonly #ahead: number;
  readonly #step: number;
  readonly #changed: () => void;
  #bound: number;
  #wanted: number;
  #resume: (() => void) | undefined;
  #closed = false;
  #revision = 0;

  /** `ahead`: rows taken before anybody asks. `bound`: rows kept until {@link raiseBound}. `changed`: called as either moves. */
  constructor({ ahead, bound, changed }: { ahead: number; bound: number; changed: () => void }) {
    this.#ahead = ahead;
    this.#step = bound;
    this.#bound = bound;
    this.#wanted = Math.min(ahead, bound);
    this.#changed = changed;
  }

  get length(): number {
    return this.#rows.length;
  }

  /** Whether a cursor waits here for somebody to want more. */
  get isHeld(): boolean {
    return this.#resume !== undefined;
  }

  /** Whether the bound, not the reader, is what holds the cursor. */
  get isFull(): boolean {
    return this.isHeld && this.#rows.length >= this.#bound;
  }

  slice(from: number, to: number): readonly Row[] {
    return this.#rows.slice(from, to);
  }

  row(index: number): Row | undefined {
    return this.#rows.row(index);
  }

  /** Whether all rows are in memory: those of a long result are in a file. */
  get isInMemory(): boolean {
    return this.#rows.isInMemory;
  }

  /** Another once a row was replaced. */
  get revision(): number {
    return this.#revision;
  }

  /** Puts a row in the place of another: it was read again. */
  replace(index: number, row: Row): void {
    this.#rows.replace(index, row);
    this.#revision += 1;
    this.#changed();
  }

  /** Where this very row is, or -1 where it is in no memory. */
  indexOf(row: Row): number {
    return this.#rows.indexOf(row);
  }

  /** Takes a batch; the promise, where there is one, settles when the next batch is wanted. Closed, it takes nothing. */
  push(batch: readonly Row[]): Promise<void> | undefined {
    if (this.#closed) return undefined;
    for (const row of batch) this.#rows.push(row);
    const held =
      this.#rows.length >= this.#wanted ? new Promise<void>((go) => (this.#resume = go)) : undefined;
    this.#changed();
    return held;
  }

  /** Somebody is about to look at rows up to this one. */
  want(upTo: number): void {
    this.#wanted = Math.max(this.#wanted, Math.min(upTo + this.#ahead, this.#bound));
    if (this.#rows.length < this.#wanted) this.#release();
  }

  /** Lets as many rows in again as the bound first allowed. */
  raiseBound(): void {
    this.#bound += this.#step;
    this.want(this.#rows.length);
  }

  /** Takes no more rows and holds no cursor: what is here stays. */
  close(): void {
    this.#closed = true;
    this.#release();
  }

  /** Nobody looks at the rows any more. */
  dispose(): void {
    this.close();
    this.#rows.close();
  }

  #release(): void {
    const resume = this.#resume;
    this.#resume = undefined;
    if (!resume) return;
    resume();
    this.#changed();
  }
}
