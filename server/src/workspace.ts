import { emptyCatalog } from '../../dialect/src/index.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { NotebookCells, notebookOf } from './notebook-cells.ts';
import { meansTheSame } from './document-names.ts';
import { updateDocument } from './documents.ts';
import type { DocumentModel } from './documents.ts';
import type { InlayHintSettings } from './features/inlay-hints/inlay-hint.ts';
import type { Settings } from './protocol.ts';
import type { Meaning } from './statements.ts';
import type { Stretch } from './stretches.ts';
import type { TextInPieces } from './text/text-in-pieces.ts';

/** A document in both its forms: as positions for the protocol, as a model for features. */
export interface PlacedDocument {
  readonly lines: TextInPieces;
  readonly model: DocumentModel;
}

export interface OpenDocument extends PlacedDocument {
  /** What its client was told since it was opened. */
  readonly told: { allProblems: boolean };
}

/** The open documents, and what is known of the world around them. */
export class Workspace {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #cells = new NotebookCells((uri) => this.#cellsBeside(uri).map(({ model }) => model));
  readonly #pools = new Map<string, string | undefined>();
  #catalog: Catalog = emptyCatalog;
  readonly #told = new WeakSet<Meaning | Stretch>();
  #settings: Settings = {};

  /** Takes in a document's text as it is now; tells whether names in other cells of its notebook may mean something else. */
  update(lines: TextInPieces): boolean {
    this.#remodel(lines);
    return this.#tellCells(lines.uri);
  }

  /** What statements of a document that is read through threw while they were analysed, each told once. */
  newFailures(uri: string): readonly unknown[] {
    const failures: unknown[] = [];
    for (const { stretch } of this.#documents.get(uri)?.model.stretches ?? []) {
      if (this.#told.has(stretch)) continue;
      this.#told.add(stretch);
      for (const { meaning } of stretch.statements) {
        if (meaning.knownFailure === undefined || this.#told.has(meaning)) continue;
        this.#told.add(meaning);
        failures.push(meaning.knownFailure);
      }
    }
    return failures;
  }

  /** Tells whether names in other cells of its notebook may mean something else. */
  close(uri: string): boolean {
    this.#documents.delete(uri);
    this.#cells.forget(uri);
    return this.#tellCells(uri);
  }

  /** Takes in what exists now; tells whether names may mean something else than before. */
  setCatalog(catalog: Catalog): boolean {
    this.#catalog = catalog;
    const before = this.models();
    for (const { lines } of this.all()) this.#remodel(lines);
    return before.some(({ uri, names }) => {
      const now = this.get(uri)?.model.names;
      return now !== undefined && !meansTheSame(names, now);
    });
  }

  setCurrentPool(uri: string, pool: string | undefined): void {
    this.#pools.set(notebookOf(uri), pool);
    const open = this.#documents.get(uri);
    for (const { lines } of [...(open ? [open] : []), ...this.#cellsBeside(uri)]) this.#remodel(lines);
  }

  configure(settings: Settings): void {
    this.#settings = settings;
    for (const { lines } of this.all()) this.#remodel(lines);
  }

  /** Which inlay hints are wanted, where somebody said so. */
  get inlayHints(): Partial<InlayHintSettings> {
    return this.#settings.inlayHints ?? {};
  }

  get(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  all(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }

  uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  models(): readonly DocumentModel[] {
    return this.all().map(({ model }) => model);
  }

  #remodel(lines: TextInPieces): void {
    const { uri } = lines;
    const catalog = this.#cells.catalogFor(uri, this.#catalog);
    const lint = this.#settings.lint?.rules;
    const input = {
      uri,
      text: lines,
      catalog,
      lint,
      currentPool: this.#pools.get(notebookOf(uri)),
    };
    const before = this.#documents.get(uri);
    const told = before?.told ?? { allProblems: false };
    this.#documents.set(uri, { lines, model: updateDocument(input, before?.model), told });
  }

  #cellsBeside(uri: string): readonly OpenDocument[] {
    const notebook = notebookOf(uri);
    if (notebook === uri) return [];
    return this.all().filter(({ lines }) => lines.uri !== uri && notebookOf(lines.uri) === notebook);
  }

  /** Reads the other cells of a notebook anew where one of them makes something else now. */
  #tellCells(uri: string): boolean {
    const meant = this.#cellsBeside(uri).filter(({ lines }) => this.#cells.isOld(lines.uri, this.#catalog));
    for (const { lines } of meant) this.#remodel(lines);
    return meant.length > 0;
  }
}
