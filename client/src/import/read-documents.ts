import { Readable } from 'node:stream';
import { EJSON } from 'bson';
import { parse, type Parser } from 'csv-parse';
import { readAs } from './column-types.ts';
import { readText } from './file-text.ts';
import { csvOptions, type CsvPlan, type ImportPlan, type JsonPlan } from './import-plan.ts';
import { jsonTexts } from './json-texts.ts';

export type Document = Record<string, unknown>;

/** A document of a file, and the line that it begins on, from 1. */
export interface FileDocument {
  readonly line: number;
  readonly document: Document;
}

/** Something of a file that is no document, and why. */
export interface Unreadable {
  readonly line: number;
  readonly reason: string;
}

export interface Reading {
  /** Told of what is left out. */
  readonly unreadable: (what: Unreadable) => void;
  /** Told how many bytes of the file were read. */
  readonly read?: (bytes: number) => void;
}

/** Documents and characters that are held at once. */
const batchDocuments = 1000;
const batchCharacters = 4_000_000;
/** Characters of a record of CSV: one whose quotes do not close must not take the rest of the file. */
const longestRecord = 32_000_000;

/**
 * The documents of a file, in its order, some at a time: what is held does not grow with the file. What cannot be read as a document is
 * told of and left out. Rejects where the file as a whole cannot be read.
 */
export async function* readDocuments(
  file: string,
  plan: ImportPlan,
  { unreadable, read }: Reading,
): AsyncGenerator<readonly FileDocument[], undefined> {
  const text = readText(file, plan.encoding, read);
  const documents = plan.format === 'csv' ? csvDocuments(text, plan) : jsonDocuments(text, plan);
  let batch: FileDocument[] = [];
  let characters = 0;
  for await (const one of documents) {
    if ('reason' in one) {
      unreadable(one);
      continue;
    }
    batch.push(one);
    characters += one.length;
    if (batch.length < batchDocuments && characters < batchCharacters) continue;
    yield batch;
    [batch, characters] = [[], 0];
  }
  if (batch.length > 0) yield batch;
  return undefined;
}

/** `length` in characters of the file. */
type Read = (FileDocument & { readonly length: number }) | Unreadable;

async function* jsonDocuments(
  text: AsyncIterable<string>,
  { layout }: JsonPlan,
): AsyncGenerator<Read, undefined> {
  for await (const { text: one, line } of jsonTexts(text, layout)) yield jsonDocument(one, line);
  return undefined;
}

/** Types of Extended JSON are kept, whole numbers that JavaScript would round, and `3.0` as a double. */
function jsonDocument(text: string, line: number): Read {
  try {
    const exact = /\d{16}|\d\.0+\s*[,}\]]/.test(text) ? JSON.stringify(JSON.parse(text, exactNumber)) : text;
    const document: unknown = EJSON.parse(exact, { relaxed: false });
    if (isDocument(document)) return { line, document, length: text.length };
    return { line, reason: `A document was expected, not ${cut(text)}.` };
  } catch (error) {
    return { line, reason: jsonReason(error instanceof Error ? error.message : String(error), line) };
  }
}

/** The engine counts from where the document begins. */
const jsonReason = (message: string, line: number): string =>
  message.replace(/ in JSON at position \d+(?: \(line (\d+) column \d+\))?$/, (_, inner?: string) => {
    const at = line + Number(inner ?? 1) - 1;
    return at === line ? '.' : `, on line ${at}.`;
  });

/** For JSON.parse, which tells how a number is written. */
function exactNumber(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const source = context?.source ?? '';
  if (/^-?\d+\.0+$/.test(source)) return { $numberDouble: source };
  if (Number.isSafeInteger(value)) return value;
  if (!/^-?\d+$/.test(source) || BigInt.asIntN(64, BigInt(source)) !== BigInt(source)) return value;
  return { $numberLong: source };
}

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

interface CsvRecord {
  readonly record: readonly string[];
  /** Lines up to its end, and how many of them were empty. */
  readonly info: { readonly lines: number; readonly empty_lines: number };
}

async function* csvDocuments(text: AsyncIterable<string>, plan: CsvPlan): AsyncGenerator<Read, undefined> {
  const broken: string[] = [];
  const parser: Parser = parse({
    ...csvOptions(plan.delimiter),
    info: true,
    max_record_size: longestRecord,
    on_skip: (error) => {
      broken.push(error?.message ?? 'The record cannot be read.');
      return undefined;
    },
  });
  const source = Readable.from(text);
  source.once('error', (error) => parser.destroy(error));
  parser.once('close', () => source.destroy());
  source.pipe(parser);
  const make = documentMaker(plan);
  const lines = { ended: 0, empty: 0 };
  let isHeader = plan.header;
  const isBroken = (reason: string): Unreadable => ({ line: lines.ended + 1, reason });
  for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
    yield* broken.splice(0).map(isBroken);
    const line = lines.ended + info.empty_lines - lines.empty + 1;
    [lines.ended, lines.empty] = [info.lines, info.empty_lines];
    if (!isHeader) yield make(record, line);
    isHeader = false;
  }
  yield* broken.map(isBroken);
  return undefined;
}

/** Makes a record a document: an empty value leaves its field out. */
function documentMaker({ columns }: CsvPlan): (record: readonly string[], line: number) => Read {
  const meant = columns.map(({ field, type }) => ({ field, type, path: field.split('.') }));
  const fields = meant.filter(({ type }) => type !== 'skip').map(({ field }) => field);
  const inside = fields.find((field) => fields.some((other) => field.startsWith(`${other}.`)));
  if (inside !== undefined)
    throw new Error(
      `${inside} cannot lie within a field that has a value of its own: leave one of the two out.`,
    );
  return (record, line) => {
    if (record.length > columns.length)
      return { line, reason: `${record.length} values stand where there are ${columns.length} columns.` };
    const document: Document = {};
    let length = 0;
    for (const [place, { field, type, path }] of meant.entries()) {
      const text = record[place] ?? '';
      if (text === '' || type === 'skip') continue;
      const value = readAs(type, text);
      if (value === undefined) return { line, reason: `${field}: ${cut(text)} is no ${type}.` };
      put(document, path, value);
      length += text.length;
    }
    return { line, document, length };
  };
}

function put(document: Document, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  const given =
    rest.length === 0 ? value : { ...(Object.hasOwn(document, name) ? (document[name] as Document) : {}) };
  if (rest.length > 0) put(given as Document, rest, value);
  // A field may be called __proto__.
  Object.defineProperty(document, name, {
    value: given,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
