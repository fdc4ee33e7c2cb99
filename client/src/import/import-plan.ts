import path from 'node:path';
import { parse } from 'csv-parse';
import { guessType, type ColumnType } from './column-types.ts';
import { readStart, type FileStart } from './file-text.ts';
import type { JsonLayout } from './json-texts.ts';

export type FileFormat = 'csv' | 'json';

/** A column of CSV and what becomes of it: dots in its field make documents within documents. */
export interface ImportColumn {
  readonly field: string;
  readonly type: ColumnType;
  /** Some of its texts that are not empty. */
  readonly examples: readonly string[];
}

export interface CsvPlan {
  readonly format: 'csv';
  readonly encoding: string;
  readonly delimiter: string;
  /** Whether the first line holds the names of the columns. */
  readonly header: boolean;
  readonly columns: readonly ImportColumn[];
}

export interface JsonPlan {
  readonly format: 'json';
  readonly encoding: string;
  readonly layout: JsonLayout;
}

/** How a file is read as documents. */
export type ImportPlan = CsvPlan | JsonPlan;

/** What somebody has decided; the rest is guessed. */
export interface GivenPlan {
  readonly format?: FileFormat;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly header?: boolean;
  /** By field. */
  readonly types?: ReadonlyMap<string, ColumnType>;
}

/** Bytes of the beginning that guesses go by. */
const sampleBytes = 2_000_000;
const shownExamples = 3;
export const delimiters = [',', ';', '\t', '|'] as const;

/** Looks at the beginning of a file. Rejects where it cannot be read, or what is given does not fit it. */
export async function planImport(file: string, given: GivenPlan = {}): Promise<ImportPlan> {
  const start = await readStart(file, sampleBytes, given.encoding);
  const format = given.format ?? formatOf(file, start.text);
  return format === 'json' ? jsonPlan(start) : await csvPlan(start, given);
}

/** By the file's name, else by how it begins. */
function formatOf(file: string, text: string): FileFormat {
  const extension = path.extname(file).toLowerCase();
  if (['.json', '.jsonl', '.ndjson', '.ejson'].includes(extension)) return 'json';
  if (['.csv', '.tsv', '.tab', '.psv'].includes(extension)) return 'csv';
  return /^\s*[[{]/.test(text) ? 'json' : 'csv';
}

/** Documents on lines of their own begin with one that ends on its line. */
function jsonPlan({ text, encoding }: FileStart): JsonPlan {
  const [first = ''] = text.trimStart().split('\n', 1);
  return { format: 'json', encoding, layout: isJson(first) && !first.startsWith('[') ? 'lines' : 'values' };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function csvPlan(start: FileStart, given: GivenPlan): Promise<CsvPlan> {
  const delimiter = given.delimiter ?? (await guessDelimiter(start));
  const records = await recordsOf(start, delimiter);
  const header = given.header ?? hasHeader(records);
  const names = fieldNames(header ? (records[0] ?? []) : [], records[0]?.length ?? 0);
  const rows = header ? records.slice(1) : records;
  const unknown = [...(given.types?.keys() ?? [])].find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Error(`The file has no column ${unknown}: it has ${names.join(', ')}.`);
  const columns = names.map((field, place) => {
    const texts = rows.map((row) => row[place] ?? '');
    const examples = texts.filter((text) => text !== '').slice(0, shownExamples);
    return { field, type: given.types?.get(field) ?? guessType(texts), examples };
  });
  return { format: 'csv', encoding: start.encoding, delimiter, header, columns };
}

/** The records of the beginning; one that is cut by its end is none. */
async function recordsOf({ text, isWhole }: FileStart, delimiter: string, to?: number): Promise<string[][]> {
  const lines = isWhole ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  const parser = parse(lines, { ...csvOptions(delimiter), ...(to === undefined ? {} : { to }) });
  return (await parser.toArray()) as string[][];
}

/** How each file is parsed; `delimiter` is the one thing that differs. */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  bom: true,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  skip_records_with_error: true,
});

/** The one that parts most lines into the same number of values. */
async function guessDelimiter(start: FileStart): Promise<string> {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = (await recordsOf(start, delimiter, 100)).map(({ length }) => length);
    const usual = counts[0] ?? 1;
    const alike = counts.filter((count) => count === usual).length / Math.max(counts.length, 1);
    const score = alike >= 0.8 ? usual - 1 : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Names are there for each column, once, and none of them is a number or a date. */
function hasHeader([first = []]: readonly (readonly string[])[]): boolean {
  const isName = (text: string) => text.trim() !== '' && ['string', 'bool'].includes(guessType([text]));
  return first.every(isName) && new Set(first).size === first.length;
}

/** A name for each column: those that have none, or one that was there, are named by their place. */
function fieldNames(header: readonly string[], count: number): string[] {
  const names: string[] = [];
  for (let place = 0; place < count; place++) {
    const name = header[place]?.trim() ?? '';
    names.push(name === '' || names.includes(name) ? `column_${place + 1}` : name);
  }
  return names;
}
