import type { CopyFormat } from '../messages/results.ts';
import { isNested, plainText } from './bson-text.ts';
import { ejsonText } from './ejson-text.ts';
import type { Row } from './row.ts';

/** Rows as text for the clipboard. `text` is one value as it is, or tab-separated values that spreadsheets take. */
export function copyText(
  names: readonly string[],
  rows: readonly Row[],
  format: Exclude<CopyFormat, 'insert'>,
): string {
  switch (format) {
    case 'text':
      return rows.length === 1 && names.length === 1
        ? plainText(rows[0]?.[0])
        : rows.map((row) => names.map((_, column) => tabbed(plainText(row[column]))).join('\t')).join('\n');
    case 'csv':
      return [csvLine(names), ...rows.map(csvLine)].join('\r\n').concat('\r\n');
    case 'json':
      return ejsonText(
        rows.map((row) => rowDocument(names, row)),
        2,
      );
    case 'markdown':
      return [names, names.map(() => '---'), ...rows]
        .map((cells) => `| ${names.map((_, column) => markdownCell(cells[column])).join(' | ')} |\n`)
        .join('');
  }
}

const markdownCell = (value: unknown): string =>
  csvText(value)
    .replaceAll(/[\\|]/g, String.raw`\$&`)
    .replaceAll(/\r\n|\r|\n/g, '<br>');

/** A row as a document. Missing fields stay away; a name that comes twice gets a number. */
export function rowDocument(names: readonly string[], row: Row): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  names.forEach((name, column) => {
    if (row[column] === undefined) return;
    let unique = name;
    for (let n = 2; Object.hasOwn(result, unique); n++) unique = `${name}_${n}`;
    // Assigned, this one name would be no field.
    if (unique === '__proto__')
      Object.defineProperty(result, unique, { value: row[column], enumerable: true, configurable: true });
    else result[unique] = row[column];
  });
  return result;
}

/** Values as a line of CSV without its end. */
export function csvLine(values: readonly unknown[]): string {
  return values.map((value) => comma(csvText(value))).join(',');
}

/** A value as a cell of CSV has it: documents and arrays as Extended JSON, all else as plain text. */
export function csvText(value: unknown): string {
  return isNested(value) ? ejsonText(value) : plainText(value);
}

function comma(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function tabbed(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
