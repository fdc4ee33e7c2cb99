import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { OutputColumn } from '../../../dialect/src/index.ts';
import type { RowSink } from '../run/run-types.ts';
import type { ExportFormat } from './export-format.ts';
import type { Row } from './row.ts';
import type { RowWriter } from './row-writer.ts';

/**
 * A file that rows are written to as they come: never more than a batch of them is here, and the cursor waits while the disk is busy.
 * It lies beside its place under another name until {@link finish} puts it there, so that nobody ever reads half of it.
 */
export class ExportFile implements RowSink {
  readonly #target: string;
  readonly #partial: string;
  readonly #writer: RowWriter;
  readonly #stream: WriteStream;
  readonly #failed: Promise<never>;
  #hasColumns = false;
  #rows = 0;

  /** `target` is the path of the file that there will be; it is replaced if there is one. */
  constructor(target: string, format: ExportFormat) {
    this.#target = target;
    this.#partial = `${target}.${process.pid}-${Date.now()}.part`;
    this.#writer = format.writer((bytes) => this.#write(bytes));
    this.#stream = createWriteStream(this.#partial, { flags: 'wx' });
    this.#failed = once(this.#stream, 'error').then(([error]) => {
      throw error;
    });
    // The writer hears of it; between two batches nobody listens.
    this.#failed.catch(() => undefined);
  }

  /** Rows written so far. */
  get count(): number {
    return this.#rows;
  }

  async columns(columns: readonly Pick<OutputColumn, 'name'>[]): Promise<void> {
    this.#hasColumns = true;
    await this.#writer.begin(columns.map(({ name }) => name));
  }

  async rows(batch: readonly Row[]): Promise<void> {
    await this.#writer.rows(batch);
    this.#rows += batch.length;
  }

  /** Puts the file in its place. Rejects with what the file system says. */
  async finish(): Promise<void> {
    if (!this.#hasColumns) await this.columns([]);
    await this.#writer.end();
    this.#stream.end();
    await Promise.race([finished(this.#stream), this.#failed]);
    await rename(this.#partial, this.#target);
  }

  /** Leaves nothing behind; what was at the target stays. */
  async discard(): Promise<void> {
    this.#stream.destroy();
    if (!this.#stream.closed) await once(this.#stream, 'close').catch(() => undefined);
    await rm(this.#partial, { force: true });
  }

  async #write(bytes: string | Uint8Array): Promise<void> {
    if (this.#stream.errored) throw this.#stream.errored;
    if (bytes.length === 0 || this.#stream.write(bytes)) return;
    await Promise.race([once(this.#stream, 'drain'), this.#failed]);
  }
}
