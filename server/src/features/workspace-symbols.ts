import type { DocumentModel } from '../documents.ts';
import { documentSymbols } from './document-symbols.ts';
import type { DocumentSymbol, SymbolKind } from './document-symbols.ts';

/** A name that an open document makes. */
export interface WorkspaceSymbol extends DocumentSymbol {
  readonly uri: string;
}

const named: ReadonlySet<SymbolKind> = new Set<SymbolKind>(['pool', 'variable', 'object', 'cte']);

/** The pools, variables, collections and queries of WITH of the open documents whose names hold the letters asked for, in their order. */
export function workspaceSymbols(open: readonly DocumentModel[], query: string): readonly WorkspaceSymbol[] {
  return open.flatMap((document) =>
    documentSymbols(document)
      .flatMap((symbol) => [symbol, ...symbol.children])
      .filter(isMade)
      .filter(({ name }) => holds(name.toLowerCase(), query.toLowerCase()))
      .map((symbol) => ({ ...symbol, uri: document.uri })),
  );
}

/** Statements about a pool that exists already name it, too. */
const isMade = ({ kind, detail }: DocumentSymbol) =>
  named.has(kind) && (kind !== 'pool' || detail.startsWith('create'));

function holds(name: string, letters: string): boolean {
  let at = -1;
  return [...letters].every((letter) => (at = name.indexOf(letter, at + 1)) >= 0);
}
