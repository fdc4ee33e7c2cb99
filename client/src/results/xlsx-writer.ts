import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Row } from './row.ts';
import type { RowWriter, WriteBytes } from './row-writer.ts';
import { columnLetters, xlsxCell } from './xlsx-cell.ts';
import { sheetBegin, sheetEnd, sheetPlace, workbookParts } from './xlsx-parts.ts';

/** Rows of a sheet, its heading among them, and its columns, as Excel bounds them. */
const mostRows = 1_048_576;
const mostColumns = 16_384;

/**
 * Rows as a workbook, row by row: nothing but the batch at hand is in memory. Behind the last row of a sheet the next sheet begins. `rowsOfSheet` counts
 * the heading. Rejects where there are more columns than a sheet has.
 */
export class XlsxWriter implements RowWriter {
  readonly #zip = new ZipFile();
  readonly #written: Promise<void>;
  readonly #rowsOfSheet: number;
  #names: readonly string[] = [];
  #letters: readonly string[] = [];
  #sheet = new PassThrough();
  #sheets = 0;
  #rowsHere = 0;

  constructor(write: WriteBytes, rowsOfSheet = mostRows) {
    this.#rowsOfSheet = rowsOfSheet;
    this.#written = this.#pass(write);
    // The writer of rows hears of it; between two batches nobody listens.
    this.#written.catch(() => undefined);
  }

  async begin(names: readonly string[]): Promise<void> {
    if (names.length > mostColumns)
      throw new Error(
        `A sheet has ${mostColumns} columns at most, and the result ${names.length}: export it as CSV.`,
      );
    this.#names = names;
    this.#letters = names.map((_, column) => columnLetters(column));
    await this.#open();
  }

  async rows(batch: readonly Row[]): Promise<void> {
    for (let from = 0; from < batch.length;) {
      if (this.#rowsHere === this.#rowsOfSheet) {
        await this.#close();
        await this.#open();
      }
      const here = batch.slice(from, from + this.#rowsOfSheet - this.#rowsHere);
      await this.#put(here.map((row, index) => this.#row(this.#rowsHere + index + 1, row)).join(''));
      this.#rowsHere += here.length;
      from += here.length;
    }
  }

  async end(): Promise<void> {
    await this.#close();
    for (const [place, text] of Object.entries(workbookParts(this.#sheets)))
      this.#zip.addBuffer(Buffer.from(text), place);
    this.#zip.end();
    await this.#written;
  }

  async #open(): Promise<void> {
    this.#sheet = new PassThrough();
    this.#sheets += 1;
    this.#zip.addReadStream(this.#sheet, sheetPlace(this.#sheets), { compressionLevel: 1 });
    await this.#put(sheetBegin(this.#names));
    this.#rowsHere = 1;
  }

  async #close(): Promise<void> {
    await this.#put(sheetEnd);
    this.#sheet.end();
  }

  async #put(text: string): Promise<void> {
    if (!this.#sheet.write(text)) await Promise.race([once(this.#sheet, 'drain'), this.#written]);
  }

  /** What the archive gives goes to the file, no quicker than the file takes it. */
  async #pass(write: WriteBytes): Promise<void> {
    for await (const chunk of this.#zip.outputStream) await write(chunk as Uint8Array);
  }

  /** `place` is counted from 1, the heading being the first. */
  #row(place: number, row: Row): string {
    const cells = this.#letters.map((letters, column) => xlsxCell(`${letters}${place}`, row[column]));
    return `<row r="${place}">${cells.join('')}</row>`;
  }
}
