import type { OutputColumn } from '../../../dialect/src/index.ts';
import type { RowsOutput } from '../messages/notebook.ts';
import { packed } from '../results/packed-values.ts';
import { columnsOf } from '../results/result-run.ts';
import type { RowSink } from '../run/run-types.ts';

export interface KeptRowsLimits {
  /** Rows that are kept. */
  readonly kept: number;
  /** Rows that are read, to count them; undefined for all. */
  readonly read: number | undefined;
}

/** The first rows of a result, and the count of those behind them. */
export class KeptRows implements RowSink {
  /** Settles when as many rows are kept as may be, while more are counted. */
  readonly full: Promise<void>;
  readonly #limits: KeptRowsLimits;
  readonly #enough: () => void;
  #columns: readonly OutputColumn[] = [];
  #rows: (readonly unknown[])[] = [];
  #total = 0;
  #tellFull: () => void = () => undefined;

  /** `enough` is called once as many rows are read as may be: the cursor can be closed. */
  constructor(limits: KeptRowsLimits, enough: () => void) {
    this.#limits = limits;
    this.#enough = enough;
    this.full = new Promise((resolve) => (this.#tellFull = resolve));
  }

  columns(columns: readonly OutputColumn[]): void {
    this.#columns = columns;
  }

  rows(batch: readonly (readonly unknown[])[]): void {
    const room = this.#limits.kept - this.#rows.length;
    this.#rows.push(...batch.slice(0, room));
    this.#total += batch.length;
    if (batch.length > room) this.#tellFull();
    if (this.isCut) this.#enough();
  }

  /** Whether more rows came than may be read. */
  get isCut(): boolean {
    return this.#limits.read !== undefined && this.#total > this.#limits.read;
  }

  /** The rows as they are, in values. */
  get values(): readonly (readonly unknown[])[] {
    return this.#rows;
  }

  output(title: string, columns = this.#columns): RowsOutput {
    return {
      title,
      columns: columnsOf(columns),
      rows: this.#rows.map((row) => columns.map((_, index) => packed(row[index]))),
      total: this.isCut ? (this.#limits.read ?? this.#total) : this.#total,
      isCut: this.isCut,
    };
  }
}
