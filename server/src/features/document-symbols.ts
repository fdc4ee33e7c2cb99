import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { shift } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { oncePerMeaning } from '../statements.ts';
import type { StatementModel } from '../statements.ts';

export type SymbolKind = 'pool' | 'query' | 'write' | 'variable' | 'object' | 'setting' | 'option' | 'cte';

/** A statement, or a part of one, for the outline. */
export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly span: Span;
  /** The name's own place. */
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

/** The outline: each statement by what it is about, pools with their options, queries with their CTEs. */
export function documentSymbols(document: DocumentModel): readonly DocumentSymbol[] {
  return document.statements.map(placedSymbol);
}

/** A statement in the outline of its document: what has no name goes by its first words. */
export function placedSymbol(statement: StatementModel): DocumentSymbol {
  const { text, start } = statement;
  const { name, ...outline } = outlineOf(statement);
  return moved({ ...outline, name: name || firstWords(text), span: { start: 0, end: text.length } }, start);
}

function moved(symbol: DocumentSymbol, by: number): DocumentSymbol {
  const { span, selection, children: inner } = symbol;
  const places = { span: shift(span, by), selection: shift(selection, by) };
  return { ...symbol, ...places, children: inner.map((child) => moved(child, by)) };
}

/** What the outline takes of a statement's tree, with places that count from its start. */
type Outline = Omit<DocumentSymbol, 'span'>;

export const outlineOf = oncePerMeaning(({ parsed: { statement } }): Outline => {
  if (!statement) return unread;
  const { name, kind, at } = heading(statement);
  const inner = children(statement);
  const plain = plainOutline(statement.kind, kind);
  if (name === '' && !at && inner.length === 0) return plain;
  const selection = at && at.end > at.start ? at : beginning;
  return { ...plain, name, selection, children: inner };
});

const beginning: Span = { start: 0, end: 0 };

const unread: Outline = { name: '', detail: '', kind: 'setting', selection: beginning, children: [] };

const plainOutlines = new Map<string, Outline>();

/** That of a statement with neither a name nor parts, as nearly all are: the same value each time. */
function plainOutline(statement: string, kind: SymbolKind): Outline {
  let outline = plainOutlines.get(statement);
  if (!outline) {
    const detail = statement.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
    outline = { ...unread, detail, kind };
    plainOutlines.set(statement, outline);
  }
  return outline;
}

function firstWords(text: string): string {
  const line = text.slice(0, 500).replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

interface Heading {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly at: Span | undefined;
}

function heading(statement: Statement): Heading {
  switch (statement.kind) {
    case 'CreatePool':
    case 'AlterPool':
    case 'DropPool':
    case 'ControlPool':
    case 'UsePool':
    case 'CreatePoolGroup':
    case 'AlterPoolGroup':
    case 'DropPoolGroup':
    case 'CreateAlert':
    case 'AlterAlert':
    case 'DropAlert':
      return { name: statement.name.text, kind: 'pool', at: statement.name.span };
    case 'SetPoolOptions':
      return { name: 'CONNECTION_POOL_OPTIONS', kind: 'setting', at: undefined };
    case 'SetVariable':
      return { name: `@${statement.variable.name}`, kind: 'variable', at: statement.variable.span };
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return { name: statement.target.parts.at(-1)?.text ?? '', kind: 'write', at: statement.target.span };
    case 'CreateCollection':
    case 'CreateView':
      return { name: statement.name.parts.at(-1)?.text ?? '', kind: 'object', at: statement.name.span };
    case 'Query':
      return { name: '', kind: 'query', at: undefined };
    default:
      return { name: '', kind: 'setting', at: undefined };
  }
}

function children(statement: Statement): readonly DocumentSymbol[] {
  const child = (
    name: string,
    detail: string,
    kind: SymbolKind,
    span: Span,
    selection: Span,
  ): DocumentSymbol => ({
    name: name || '…',
    detail,
    kind,
    span,
    selection,
    children: [],
  });
  switch (statement.kind) {
    case 'CreatePool':
    case 'AlterPool':
    case 'CreatePoolGroup':
    case 'AlterPoolGroup':
      return statement.options.map(({ name, span }) => child(name.text, 'option', 'option', span, name.span));
    case 'Query':
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return (statement.with?.ctes ?? []).map(({ name, span }) =>
        child(name.text, 'query of WITH', 'cte', span, name.span),
      );
    default:
      return [];
  }
}
