import type { HistoryEntry } from './query-history.ts';

/** A line of the view: the same object as long as its statement is there. */
export interface HistoryRow {
  readonly id: number;
  entry: HistoryEntry;
}

/** The lines of the view from one moment to the next. */
export class HistoryRows {
  #rows: readonly HistoryRow[] = [];

  get all(): readonly HistoryRow[] {
    return this.#rows;
  }

  /** Takes the entries to show; tells which lines look different: all where one came, went or moved. */
  update(entries: readonly HistoryEntry[]): 'all' | readonly HistoryRow[] {
    const known = new Map(this.#rows.map((row) => [row.id, row]));
    const before = this.#rows;
    const changed: HistoryRow[] = [];
    this.#rows = entries.map((entry) => {
      const row = known.get(entry.id);
      if (!row) return { id: entry.id, entry };
      if (row.entry !== entry) changed.push(row);
      row.entry = entry;
      return row;
    });
    const moved =
      before.length !== this.#rows.length || before.some((row, index) => row !== this.#rows[index]);
    return moved ? 'all' : changed;
  }
}
