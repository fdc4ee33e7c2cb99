import type { LintSettings } from '../../dialect/src/analysis/lint/lint.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { split } from '../../dialect/src/text/split.ts';
import { declarations, withDeclarations } from './declarations.ts';
import { Meaning, Reading, statementModel } from './statements.ts';
import type { StatementModel } from './statements.ts';

/** A document as features see it: one immutable value; an edit makes a new one that shares what did not change. */
export interface DocumentModel {
  readonly uri: string;
  readonly text: string;
  readonly statements: readonly StatementModel[];
  /** What exists: the catalogue, and what the document itself creates. */
  readonly catalog: Catalog;
  /** What the analyses were made with; equal where names mean the same, whatever live figures say. */
  readonly meaning: string;
  /** The session's current pool, where one was chosen. */
  readonly currentPool: string | undefined;
  /** How severe lint rules are to its author. */
  readonly lint: LintSettings;
}

export interface DocumentInput {
  readonly uri: string;
  readonly text: string;
  readonly catalog: Catalog;
  readonly currentPool?: string | undefined;
  readonly lint?: LintSettings | undefined;
}

/**
 * The model of a document's text. Nothing is parsed or analysed before it is asked for, except what may declare something; what was known of
 * a statement stays known while its text, and what its names mean, are the same.
 */
export function updateDocument(input: DocumentInput, previous?: DocumentModel): DocumentModel {
  const known = new Map(previous?.statements.map(({ text, meaning: before }) => [text, before]));
  const slices = split(input.text).map((slice) => ({
    slice,
    reading: known.get(slice.text)?.reading ?? new Reading(slice.text),
  }));
  const declaring = slices.filter(({ slice }) => mayDeclare.test(slice.text));
  const declared = declarations(declaring.map(({ reading }) => reading.parsed.statement));
  const meaning = `${meaningOf(input.catalog)} ${JSON.stringify(declared)}`;
  const catalog = withDeclarations(input.catalog, declared);
  const same = meaning === previous?.meaning;
  const statements = slices.map(({ slice, reading }) =>
    statementModel(slice, (same ? known.get(slice.text) : undefined) ?? new Meaning(reading, catalog)),
  );
  const { uri, text, currentPool, lint = {} } = input;
  return { uri, text, statements, catalog, meaning, currentPool, lint };
}

/** What the text of a statement holds that creates a pool or an alert, or sets a variable. */
const mayDeclare = /connection_pool|alert|@/i;

/** Keys of figures that change all the time. */
const live: ReadonlySet<string> = new Set(['live', 'version', 'estimatedCount', 'estimatedSize']);

const meanings = new WeakMap<Catalog, string>();

/** All of a catalogue that names depend on: live figures move every second and change no meaning. */
function meaningOf(catalog: Catalog): string {
  let meaning = meanings.get(catalog);
  if (meaning === undefined) {
    meaning = JSON.stringify(catalog, (key, value: unknown) => (live.has(key) ? undefined : value));
    meanings.set(catalog, meaning);
  }
  return meaning;
}

/** A span of a statement as one of the document. */
export function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

/** The statement that holds the offset; the last one also while it has no `;` and the offset is behind it. */
export function statementAt(document: DocumentModel, offset: number): StatementModel | undefined {
  const last = document.statements.findLast(({ start }) => start <= offset);
  if (!last) return undefined;
  return offset <= last.end || !last.text.endsWith(';') ? last : undefined;
}
