import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';
import { placedSymbol } from './document-symbols.ts';
import type { DocumentSymbol, SymbolKind } from './document-symbols.ts';

/** A name that a document makes. */
export interface WorkspaceSymbol extends DocumentSymbol {
  readonly uri: string;
}

const named: ReadonlySet<SymbolKind> = new Set<SymbolKind>(['pool', 'variable', 'object', 'cte']);

/** The pools, variables, collections and queries of WITH of documents whose names hold the letters asked for, in their order. */
export function workspaceSymbols(
  documents: readonly DocumentModel[],
  query: string,
): readonly WorkspaceSymbol[] {
  return documents.flatMap((document) =>
    document.statements
      .filter(mayMake)
      .map(placedSymbol)
      .flatMap((symbol) => [symbol, ...symbol.children])
      .filter(isMade)
      .filter(({ name }) => holds(name, query))
      .map((symbol) => ({ ...symbol, uri: document.uri })),
  );
}

/** Whether a statement may make a name, as its text looks: of many that make none, few are to be parsed. */
export const mayMake = ({ text }: StatementModel): boolean => /\b(create|with)\b|@/iu.test(text);

/** Statements about a pool that exists already name it, too. */
const isMade = ({ kind, detail }: DocumentSymbol) =>
  named.has(kind) && (kind !== 'pool' || detail.startsWith('create'));

/** Whether the letters of a query stand in a name, in their order. */
export function holds(name: string, query: string): boolean {
  const [text, letters] = [name.toLowerCase(), query.toLowerCase()];
  let at = -1;
  return [...letters].every((letter) => (at = text.indexOf(letter, at + 1)) >= 0);
}
