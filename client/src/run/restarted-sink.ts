import type { OutputColumn } from '../../../dialect/src/index.ts';
import type { RowSink } from './run-types.ts';

/** A sink that takes the columns once, though the query begins anew elsewhere, and knows whether rows have come. */
export class RestartedSink implements RowSink {
  readonly #sink: RowSink;
  #hasColumns = false;
  hasRows = false;

  constructor(sink: RowSink) {
    this.#sink = sink;
  }

  columns(columns: readonly OutputColumn[]): void | Promise<void> {
    if (this.#hasColumns) return;
    this.#hasColumns = true;
    return this.#sink.columns(columns);
  }

  rows(batch: readonly (readonly unknown[])[]): void | Promise<void> {
    this.hasRows ||= batch.length > 0;
    return this.#sink.rows(batch);
  }
}
