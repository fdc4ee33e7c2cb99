import type { OutputColumn } from '../../../dialect/src/index.ts';
import type { RowSink } from './run-types.ts';

/** A sink that keeps account of what goes through it to another. Times in milliseconds since it was made. */
export class Progress implements RowSink {
  readonly #sink: RowSink;
  readonly #start = performance.now();
  header: readonly OutputColumn[] = [];
  rowCount = 0;
  firstRowMs: number | undefined;

  constructor(sink: RowSink) {
    this.#sink = sink;
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
}
