import type { LintSettings } from '../../dialect/src/analysis/lint/lint.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { firstWhere, resplit } from '../../dialect/src/text/resplit.ts';
import { declarations, withDeclarations } from './declarations.ts';
import { Meaning, Reading, StatementModel } from './statements.ts';

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
  const { uri, text, currentPool, lint = {} } = input;
  const old = previous?.statements ?? [];
  const { before, changed, after, by, byLines } = resplit(previous?.text ?? '', old, text);
  const known = new Map(old.slice(before, after).map((each) => [each.text, each.meaning]));
  const anew = changed.map((slice) => ({
    slice,
    reading: known.get(slice.text)?.reading ?? new Reading(previous ? copied(slice.text) : slice.text),
  }));
  const [first, last] = [old.slice(0, before), old.slice(after).map((each) => each.moved(by, byLines))];
  const readings = [...first.map(readingOf), ...anew.map(({ reading }) => reading), ...last.map(readingOf)];
  const declared = declarations(readings.flatMap(({ declaring }) => declaring ?? []));
  const meaning = `${meaningOf(input.catalog)} ${JSON.stringify(declared)}`;
  const catalog = withDeclarations(input.catalog, declared);
  const same = meaning === previous?.meaning;
  const current = (model: StatementModel) =>
    same ? model : new StatementModel(model, new Meaning(readingOf(model), catalog));
  const statements = [
    ...first.map(current),
    ...anew.map(({ slice, reading }) => {
      const unchanged = same ? known.get(slice.text) : undefined;
      return new StatementModel(slice, unchanged ?? new Meaning(reading, catalog));
    }),
    ...last.map(current),
  ];
  return { uri, text, statements, catalog, meaning, currentPool, lint };
}

const readingOf = ({ meaning: { reading } }: StatementModel): Reading => reading;

/** A text that keeps no other alive: a part of a long text, as the engine has it, keeps the whole. */
function copied(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le');
}

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
export function statementAt({ statements }: DocumentModel, offset: number): StatementModel | undefined {
  const last = statements[firstWhere(statements, ({ start }) => start > offset) - 1];
  if (!last) return undefined;
  return offset <= last.end || !last.text.endsWith(';') ? last : undefined;
}
