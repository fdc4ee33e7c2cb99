import { Disposable, window, workspace, type TextDocument } from 'vscode';
import type { Catalog } from '../../../dialect/src/index.ts';
import { variableTypes } from '../run/variable-types.ts';
import type { Services } from '../services.ts';
import type { DocumentSessions } from '../sessions/document-sessions.ts';
import { NamedCollections } from './named-collections.ts';

const quietMs = 500;

/**
 * What exists for the .qlsql file in front. The collections that it names are looked into as they are written, so that their fields are
 * known before anything runs; the others when somebody asks for them.
 */
export class FrontCatalog implements Disposable {
  readonly #services: Pick<Services, 'catalog' | 'connections' | 'output'>;
  readonly #sessions: DocumentSessions;
  readonly #named = new NamedCollections();
  readonly #disposable: Disposable;
  #front: TextDocument | undefined;
  #missed = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `moved` is called when another file is in front. */
  constructor(
    services: Pick<Services, 'catalog' | 'connections' | 'output'>,
    sessions: DocumentSessions,
    moved: () => void,
  ) {
    this.#services = services;
    this.#sessions = sessions;
    const look = (): void => {
      const document = window.activeTextEditor?.document;
      if (document?.languageId !== 'qlsql' || document === this.#front) return;
      this.#front = document;
      moved();
      this.#loadSoon();
    };
    this.#disposable = Disposable.from(
      window.onDidChangeActiveTextEditor(look),
      workspace.onDidChangeTextDocument(({ document }) => document === this.#front && this.#loadSoon()),
      workspace.onDidCloseTextDocument((document) => {
        if (document === this.#front) this.#front = undefined;
      }),
      services.connections.onDidChange(() => this.#loadSoon()),
      sessions.onDidRun(() => this.#loadSoon()),
    );
    look();
  }

  read(): Catalog {
    const { catalog } = this.#services;
    if (!this.#front) return catalog.catalog({ live: true });
    const pool = this.#sessions.currentPool(this.#front);
    const variables = variableTypes(this.#sessions.variables(this.#front));
    return catalog.catalog({ pool, variables, live: true });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposable.dispose();
  }

  #loadSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#load(), quietMs);
  }

  async #load(): Promise<void> {
    const { catalog, connections, output } = this.#services;
    const front = this.#front;
    if (!front) return;
    const pool = this.#sessions.currentPool(front);
    if (pool === undefined && !connections.default()) return;
    try {
      await catalog.ensure([], pool);
      const there = new Set(catalog.catalog({ pool }).collections.map(({ name }) => name));
      const named = [...this.#named.in(front.getText())];
      const missing = named.filter((name) => !there.has(name)).join('\n');
      // A name that is not there may be a collection that was made since, and is looked for once; or one half written, or a CTE.
      const wanted = missing === this.#missed ? named.filter((name) => there.has(name)) : named;
      this.#missed = missing;
      await catalog.ensure(wanted, pool);
    } catch (error) {
      output.warn(
        `The catalogue could not be read. ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
