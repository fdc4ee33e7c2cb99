import { csvLine, rowDocument } from './copy-text.ts';
import { canonicalText, ejsonText } from './ejson-text.ts';
import type { Row } from './row.ts';
import type { RowWriter, WriteBytes } from './row-writer.ts';
import { XlsxWriter } from './xlsx-writer.ts';

export type ExportFormatId = 'csv' | 'ndjson' | 'json' | 'ejson' | 'xlsx';

/** How rows are written to a file. */
export interface ExportFormat {
  readonly id: ExportFormatId;
  readonly label: string;
  readonly detail: string;
  /** Of the file's name, without its dot. */
  readonly extension: string;
  writer(write: WriteBytes): RowWriter;
}

/** What stands before the first row, each batch, and what stands behind the last. */
interface TextFormat {
  begin(names: readonly string[]): string;
  /** `isFirst`: no row was written before these. */
  rows(names: readonly string[], batch: readonly Row[], isFirst: boolean): string;
  readonly end: string;
}

/** Writes a format that is text from its first row to its last. */
class TextWriter implements RowWriter {
  readonly #format: TextFormat;
  readonly #write: WriteBytes;
  #names: readonly string[] = [];
  #isFirst = true;

  constructor(format: TextFormat, write: WriteBytes) {
    this.#format = format;
    this.#write = write;
  }

  async begin(names: readonly string[]): Promise<void> {
    this.#names = names;
    await this.#write(this.#format.begin(names));
  }

  async rows(batch: readonly Row[]): Promise<void> {
    if (batch.length === 0) return;
    await this.#write(this.#format.rows(this.#names, batch, this.#isFirst));
    this.#isFirst = false;
  }

  async end(): Promise<void> {
    await this.#write(this.#format.end);
  }
}

const text = (format: TextFormat): Pick<ExportFormat, 'writer'> => ({
  writer: (write) => new TextWriter(format, write),
});

const array = (valueText: (value: unknown) => string): Pick<ExportFormat, 'writer'> =>
  text({
    begin: () => '[',
    rows: (names, batch, isFirst) =>
      batch
        .map((row, index) => `${isFirst && index === 0 ? '' : ','}\n${valueText(rowDocument(names, row))}`)
        .join(''),
    end: '\n]\n',
  });

export const exportFormats: readonly ExportFormat[] = [
  {
    id: 'csv',
    label: 'CSV',
    detail: 'With a heading; documents and arrays as JSON in their cells',
    extension: 'csv',
    ...text({
      begin: (names) => `${csvLine(names)}\r\n`,
      rows: (_, batch) => batch.map((row) => `${csvLine(row)}\r\n`).join(''),
      end: '',
    }),
  },
  {
    id: 'xlsx',
    label: 'Excel (XLSX)',
    detail: 'Numbers, dates in UTC and booleans as such, all else as text; a sheet for each 1,048,575 rows',
    extension: 'xlsx',
    writer: (write) => new XlsxWriter(write),
  },
  {
    id: 'ndjson',
    label: 'NDJSON',
    detail: 'A document on each line, as mongoimport takes it',
    extension: 'ndjson',
    ...text({
      begin: () => '',
      rows: (names, batch) => batch.map((row) => `${ejsonText(rowDocument(names, row))}\n`).join(''),
      end: '',
    }),
  },
  {
    id: 'json',
    label: 'JSON',
    detail: 'An array of documents, as relaxed Extended JSON',
    extension: 'json',
    ...array((value) => ejsonText(value)),
  },
  {
    id: 'ejson',
    label: 'EJSON',
    detail: 'An array of documents, as canonical Extended JSON: every BSON type is written out',
    extension: 'json',
    ...array(canonicalText),
  },
];
