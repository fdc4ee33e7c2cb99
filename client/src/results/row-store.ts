import { RowFile } from './row-file.ts';
import type { Row } from './row.ts';

export interface RowStoreSizes {
  /** So many rows stay in memory for good. */
  readonly memory: number;
  /** So many of those behind them are written to the file at once. */
  readonly block: number;
}

/** The rows of one result in their order: the first of them in memory, where they are many the others in a file. */
export class RowStore {
  readonly #sizes: RowStoreSizes;
  readonly #head: Row[] = [];
  #file: RowFile | undefined;
  /** Behind those of the file: not yet a block, or all of them where no file can be written. */
  #tail: Row[] = [];
  /** Rows of the file that are others now. */
  readonly #changed = new Map<number, Row>();
  #hasNoFile = false;

  constructor(sizes: RowStoreSizes = { memory: 20_000, block: 1000 }) {
    this.#sizes = sizes;
  }

  get length(): number {
    return this.#head.length + (this.#file?.length ?? 0) + this.#tail.length;
  }

  /** Whether all rows are the very ones that were put in. */
  get isInMemory(): boolean {
    return this.#file === undefined;
  }

  push(row: Row): void {
    if (this.#head.length < this.#sizes.memory) {
      this.#head.push(row);
      return;
    }
    this.#tail.push(row);
    if (this.#tail.length === this.#sizes.block && !this.#hasNoFile) this.#spill();
  }

  row(index: number): Row | undefined {
    const behindHead = index - this.#head.length;
    if (behindHead < 0) return this.#head[index];
    const inFile = this.#file?.length ?? 0;
    if (behindHead >= inFile) return this.#tail[behindHead - inFile];
    return this.#changed.get(index) ?? this.#file?.row(behindHead);
  }

  slice(from: number, to: number): readonly Row[] {
    const [first, end] = [Math.max(from, 0), Math.min(to, this.length)];
    if (end <= this.#head.length) return this.#head.slice(first, Math.max(first, end));
    return Array.from({ length: Math.max(end - first, 0) }, (_, index) => this.row(first + index) ?? []);
  }

  replace(index: number, row: Row): void {
    const behindHead = index - this.#head.length;
    const inFile = this.#file?.length ?? 0;
    if (behindHead < 0) this.#head[index] = row;
    else if (behindHead < inFile) this.#changed.set(index, row);
    else this.#tail[behindHead - inFile] = row;
  }

  /** Where this very row is in memory, or -1. */
  indexOf(row: Row): number {
    const inHead = this.#head.indexOf(row);
    if (inHead >= 0) return inHead;
    const inTail = this.#tail.indexOf(row);
    return inTail < 0 ? -1 : this.length - this.#tail.length + inTail;
  }

  /** Gives the file back; its rows cannot be read any more. */
  close(): void {
    this.#file?.close();
  }

  /** A disk that is full, or a row that BSON cannot hold, loses no row: they stay in memory from then on. */
  #spill(): void {
    try {
      const file = (this.#file ??= new RowFile());
      file.append(this.#tail);
      this.#tail = [];
    } catch {
      this.#hasNoFile = true;
    }
  }
}
