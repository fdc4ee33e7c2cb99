import type { ColumnId } from './bound.ts';

/** Columns that are put in and asked for, and nothing else: a bit for each number, which costs far less than a Set. */
export class ColumnBits {
  readonly #words: number[] = [];

  constructor(ids: Iterable<ColumnId> = []) {
    for (const id of ids) this.add(id);
  }

  add(id: ColumnId): this {
    const at = id >> 5;
    while (this.#words.length <= at) this.#words.push(0);
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (id & 31));
    return this;
  }

  has(id: ColumnId): boolean {
    return ((this.#words[id >> 5] ?? 0) & (1 << (id & 31))) !== 0;
  }
}
