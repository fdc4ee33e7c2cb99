import type { Cell } from '../../client/src/messages/results.ts';

/** Rows of a page: what the grid asks for at once. */
export const pageSize = 100;
const kept = 60;

/** The pages of one result that the view has, the least lately shown forgotten first. Rows change by an edit alone. */
export class PageCache {
  readonly #pages = new Map<number, readonly (readonly Cell[])[]>();
  readonly #asked = new Set<number>();
  readonly #ask: (from: number, count: number) => void;

  constructor(ask: (from: number, count: number) => void) {
    this.#ask = ask;
  }

  put(from: number, rows: readonly (readonly Cell[])[]): void {
    const page = Math.floor(from / pageSize);
    this.#asked.delete(page);
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= kept) break;
      this.#pages.delete(oldest);
    }
  }

  /** The rows are others. */
  clear(): void {
    this.#pages.clear();
    this.#asked.clear();
  }

  /** A cell's value is another now. */
  change(index: number, column: number, cell: Cell): void {
    const page = Math.floor(index / pageSize);
    const rows = this.#pages.get(page);
    if (rows)
      this.#pages.set(
        page,
        rows.map((row, at) => (at === index % pageSize ? row.with(column, cell) : row)),
      );
  }

  row(index: number): readonly Cell[] | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Asks for the pages of these rows that are not here, or were cut off by the end of what was held then. */
  need(fromRow: number, toRow: number, rows: number): void {
    const last = Math.min(toRow, rows - 1);
    if (last < fromRow) return;
    for (let page = Math.floor(fromRow / pageSize); page <= Math.floor(last / pageSize); page++) {
      const from = page * pageSize;
      const complete = Math.min(pageSize, rows - from);
      const here = this.#pages.get(page);
      if (here && here.length >= complete) this.put(from, here);
      else if (!this.#asked.has(page)) {
        this.#asked.add(page);
        this.#ask(from, pageSize);
      }
    }
  }
}
