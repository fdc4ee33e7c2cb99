import { csvLine, rowDocument } from './copy-text.ts';
import { canonicalText, ejsonText } from './ejson-text.ts';
import type { Row } from './held-rows.ts';

export type ExportFormatId = 'csv' | 'ndjson' | 'json' | 'ejson';

/** How rows are written to a file: what stands before the first, each batch, and what stands behind the last. */
export interface ExportFormat {
  readonly id: ExportFormatId;
  readonly label: string;
  readonly detail: string;
  /** Of the file's name, without its dot. */
  readonly extension: string;
  begin(names: readonly string[]): string;
  /** `isFirst`: no row was written before these. */
  rows(names: readonly string[], batch: readonly Row[], isFirst: boolean): string;
  end(): string;
}

const array = (text: (value: unknown) => string): Pick<ExportFormat, 'begin' | 'rows' | 'end'> => ({
  begin: () => '[',
  rows: (names, batch, isFirst) =>
    batch
      .map((row, index) => `${isFirst && index === 0 ? '' : ','}\n${text(rowDocument(names, row))}`)
      .join(''),
  end: () => '\n]\n',
});

export const exportFormats: readonly ExportFormat[] = [
  {
    id: 'csv',
    label: 'CSV',
    detail: 'With a heading; documents and arrays as JSON in their cells',
    extension: 'csv',
    begin: (names) => `${csvLine(names)}\r\n`,
    rows: (_, batch) => batch.map((row) => `${csvLine(row)}\r\n`).join(''),
    end: () => '',
  },
  {
    id: 'ndjson',
    label: 'NDJSON',
    detail: 'A document on each line, as mongoimport takes it',
    extension: 'ndjson',
    begin: () => '',
    rows: (names, batch) => batch.map((row) => `${ejsonText(rowDocument(names, row))}\n`).join(''),
    end: () => '',
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
