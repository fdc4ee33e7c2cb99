import { analyze } from '../../dialect/src/analysis/analyze.ts';
import type { Analysis } from '../../dialect/src/analysis/analyze.ts';
import type { LintSettings } from '../../dialect/src/analysis/lint/lint.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { parseStatement } from '../../dialect/src/syntax/parse.ts';
import type { ParsedText } from '../../dialect/src/syntax/parse.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { split } from '../../dialect/src/text/split.ts';
import type { StatementSlice } from '../../dialect/src/text/split.ts';
import { declarations, withDeclarations } from './declarations.ts';

/** One statement of a document. Spans of its tree, problems and analysis count from `start`. */
export interface StatementModel extends StatementSlice {
  readonly parsed: ParsedText;
  readonly analysis: Analysis;
  /** What the analysis threw, which only a mistake in it can make it do. The other statements have their features still. */
  readonly failure?: unknown;
}

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

/** The model of a document's text: only statements whose text, or whose catalogue, changed are looked at again. */
export function updateDocument(input: DocumentInput, previous?: DocumentModel): DocumentModel {
  const known = new Map(previous?.statements.map((statement) => [statement.text, statement]));
  const parsed = split(input.text).map((slice) => ({
    slice,
    parsed: known.get(slice.text)?.parsed ?? parseStatement(slice.text),
  }));
  const declared = declarations(parsed.map((each) => each.parsed.statement));
  const meaning = `${meaningOf(input.catalog)} ${JSON.stringify(declared)}`;
  const catalog = withDeclarations(input.catalog, declared);
  const statements = parsed.map(({ slice, parsed: own }): StatementModel => {
    const before = meaning === previous?.meaning ? known.get(slice.text) : undefined;
    return before ? { ...before, ...slice } : { ...slice, parsed: own, ...guarded(own, catalog) };
  });
  const { uri, text, currentPool, lint = {} } = input;
  return { uri, text, statements, catalog, meaning, currentPool, lint };
}

const nothing: Analysis = { problems: [], scopes: [], references: [] };

export function analysisOf({ statement }: ParsedText, catalog: Catalog): Analysis {
  return statement ? analyze(statement, catalog) : nothing;
}

function guarded(parsed: ParsedText, catalog: Catalog): Pick<StatementModel, 'analysis' | 'failure'> {
  try {
    return { analysis: analysisOf(parsed, catalog) };
  } catch (failure) {
    return { analysis: nothing, failure };
  }
}

const meanings = new WeakMap<Catalog, string>();

/** All of a catalogue that names depend on: live figures move every second and change no meaning. */
function meaningOf(catalog: Catalog): string {
  let meaning = meanings.get(catalog);
  if (meaning === undefined) {
    meaning = JSON.stringify(catalog, (key, value: unknown) =>
      key === 'live' || key === 'version' || key === 'estimatedCount' ? undefined : value,
    );
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
