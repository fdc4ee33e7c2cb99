import type { OutputColumn } from '../../../dialect/src/index.ts';
import type { RowSink } from './run-types.ts';
import type { RejectedRow, WriteAccount } from './write-account.ts';

/** Rows that were not written are listed up to so many. */
const mostRejected = 1000;

const rejectedColumns: readonly OutputColumn[] = [
  { name: 'row', field: 'row', type: { name: 'int' } },
  { name: 'not_written', field: 'not_written', type: { name: 'text' } },
  { name: 'reason', field: 'reason', type: { name: 'text' } },
];

/** A sink that keeps account of what goes through it to another, and of what is written. Times in milliseconds since it was made. */
export class Progress implements RowSink, WriteAccount {
  readonly #sink: RowSink;
  readonly #told: (written: number, total: number) => void;
  readonly #start = performance.now();
  readonly #rejected: RejectedRow[] = [];
  #isCut = false;
  #total = 0;
  header: readonly OutputColumn[] = [];
  rowCount = 0;
  firstRowMs: number | undefined;
  /** Documents that were written for certain. */
  written = 0;

  constructor(sink: RowSink, told: (written: number, total: number) => void = () => undefined) {
    this.#sink = sink;
    this.#told = told;
  }

  elapsed(): number {
    return performance.now() - this.#start;
  }

  columns(columns: readonly OutputColumn[]): void | Promise<void> {
    this.header = columns;
    return this.#sink.columns(columns);
  }

  rows(batch: readonly (readonly unknown[])[]): void | Promise<void> {
    if (batch.length > 0) this.firstRowMs ??= this.elapsed();
    this.rowCount += batch.length;
    return this.#sink.rows(batch);
  }

  wrote(written: number, total: number): void {
    this.written = written;
    this.#total = total;
    this.#told(written, total);
  }

  cut(): void {
    this.#isCut = true;
  }

  rejected(row: RejectedRow): void {
    if (this.#rejected.length < mostRejected) this.#rejected.push(row);
  }

  /** Whether anything was written, or may have been. */
  get hasWritten(): boolean {
    return this.written > 0 || this.#isCut || this.#rejected.length > 0;
  }

  /** What was written before the statement ended early, in a sentence; undefined where nothing was. */
  get writtenSoFar(): string | undefined {
    if (this.written === 0 && !this.#isCut) return undefined;
    if (this.written === 0) return 'Some documents may have been written.';
    const least = this.#isCut ? 'At least ' : '';
    const of = this.#total > 0 ? ` of ${number.format(this.#total)}` : '';
    return `${least}${number.format(this.written)}${of} document${of === '' && this.written === 1 ? ' was' : 's were'} written.`;
  }

  /** Lists what was not written, where the statement has no rows of its own. */
  async showRejected(): Promise<void> {
    if (this.#rejected.length === 0 || this.header.length > 0) return;
    await this.columns(rejectedColumns);
    await this.rows(this.#rejected.map(({ at, operation, reason }) => [at, operation, reason]));
  }
}

const number = new Intl.NumberFormat('en');

/** `3,000 of 200,000 documents written`. */
export const progressText = (written: number, total: number): string =>
  `${number.format(written)} of ${number.format(total)} documents written`;
