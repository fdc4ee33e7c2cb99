import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintSettings } from '../../dialect/src/analysis/lint/lint.ts';
import { emptyCatalog } from '../../dialect/src/index.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { updateDocument } from './documents.ts';
import type { DocumentModel } from './documents.ts';
import type { Meaning } from './statements.ts';

/** A document in both its forms: as positions for the protocol, as a model for features. */
export interface OpenDocument {
  readonly lines: TextDocument;
  readonly model: DocumentModel;
}

/** The open documents, and what is known of the world around them. */
export class Workspace {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #pools = new Map<string, string | undefined>();
  #catalog: Catalog = emptyCatalog;
  readonly #told = new WeakSet<Meaning>();
  #lint: LintSettings = {};

  /** Takes in a document's text as it is now. */
  update(lines: TextDocument): void {
    this.#remodel(lines);
  }

  /** What statements of a document threw while they were analysed, each told once. */
  newFailures(uri: string): readonly unknown[] {
    const fresh = (this.#documents.get(uri)?.model.statements ?? [])
      .map(({ meaning }) => meaning)
      .filter((meaning) => meaning.knownFailure !== undefined && !this.#told.has(meaning));
    for (const meaning of fresh) this.#told.add(meaning);
    return fresh.map(({ knownFailure }) => knownFailure);
  }

  close(uri: string): void {
    this.#documents.delete(uri);
  }

  /** Takes in what exists now; tells whether names may mean something else than before. */
  setCatalog(catalog: Catalog): boolean {
    this.#catalog = catalog;
    const before = this.all().map(({ model }) => model.meaning);
    for (const { lines } of this.all()) this.#remodel(lines);
    return this.all().some(({ model }, index) => model.meaning !== before[index]);
  }

  setCurrentPool(uri: string, pool: string | undefined): void {
    this.#pools.set(uri, pool);
    const open = this.#documents.get(uri);
    if (open) this.#remodel(open.lines);
  }

  setLint(settings: LintSettings): void {
    this.#lint = settings;
    for (const { lines } of this.all()) this.#remodel(lines);
  }

  get(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  all(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }

  models(): readonly DocumentModel[] {
    return this.all().map(({ model }) => model);
  }

  #remodel(lines: TextDocument): void {
    const { uri } = lines;
    const [catalog, lint] = [this.#catalog, this.#lint];
    const input = { uri, text: lines.getText(), catalog, lint, currentPool: this.#pools.get(uri) };
    this.#documents.set(uri, { lines, model: updateDocument(input, this.#documents.get(uri)?.model) });
  }
}
