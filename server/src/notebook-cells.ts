import type { Catalog } from '../../dialect/src/index.ts';
import { declarations, mayDeclare, withDeclarations } from './declarations.ts';
import type { DocumentModel } from './documents.ts';

interface Given {
  readonly from: Catalog;
  readonly declared: string;
  readonly catalog: Catalog;
}

/** What exists for a cell of a notebook: the catalogue, and what the other cells make. In any order they may run, so all of them count. */
export class NotebookCells {
  readonly #beside: (uri: string) => readonly DocumentModel[];
  readonly #given = new Map<string, Given>();

  /** `beside` gives the other cells of a cell's notebook; none for what is no cell. */
  constructor(beside: (uri: string) => readonly DocumentModel[]) {
    this.#beside = beside;
  }

  /** The same value as the last time, where nothing that it is made of has changed. */
  catalogFor(uri: string, from: Catalog): Catalog {
    const all = this.#beside(uri).map(declaredBy);
    if (all.length === 0) return from;
    const declared = JSON.stringify(all);
    const known = this.#given.get(uri);
    if (known?.from === from && known.declared === declared) return known.catalog;
    const catalog = all.reduce(withDeclarations, from);
    this.#given.set(uri, { from, declared, catalog });
    return catalog;
  }

  /** Whether a cell was given something else than it would be given now. */
  isOld(uri: string, from: Catalog): boolean {
    const before = this.#given.get(uri)?.catalog ?? from;
    return this.catalogFor(uri, from) !== before;
  }

  forget(uri: string): void {
    this.#given.delete(uri);
  }
}

/** What the cells of a notebook have in common in their addresses; of any other document, its address. */
export function notebookOf(uri: string): string {
  return uri.startsWith('vscode-notebook-cell:') ? (uri.split('#')[0] ?? uri) : uri;
}

function declaredBy({ statements }: DocumentModel): ReturnType<typeof declarations> {
  const may = statements.filter(({ text }) => mayDeclare.test(text));
  return declarations(may.flatMap(({ parsed }) => parsed.statement ?? []));
}
