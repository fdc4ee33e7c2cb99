import { Disposable, EventEmitter, Uri, workspace, type Event, type TextDocument } from 'vscode';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import type { RunningStatement } from '../results/result-run.ts';
import type { Prepared } from '../run/prepare-statement.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import { Session, type RunOptions, type SessionParts } from '../run/session.ts';
import { fileOf, notebookKey, sessionKey } from './document-unit.ts';

/**
 * A session for each document that has run a statement, and one for all cells of a notebook: its variables and its current pool end with the
 * document, or the notebook.
 */
export class DocumentSessions implements Disposable {
  /** A document's session has run a statement: its pool or its variables may be others now. */
  readonly onDidRun: Event<TextDocument>;
  readonly #ran = new EventEmitter<TextDocument>();
  readonly #parts: SessionParts;
  readonly #sessions = new Map<string, Session>();
  readonly #closing: Disposable;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.onDidRun = this.#ran.event;
    this.#closing = Disposable.from(
      workspace.onDidCloseTextDocument((document) => void this.#end(String(document.uri))),
      workspace.onDidCloseNotebookDocument((notebook) => void this.#end(notebookKey(notebook))),
    );
  }

  /** The pool that a document's statements run through; undefined where they use the default connection. */
  currentPool(document: TextDocument): string | undefined {
    return this.#sessions.get(sessionKey(document))?.currentPool;
  }

  /** The connection that the next statement of a document runs on; undefined where its pool has none by name. */
  connection(document: TextDocument): string | undefined {
    const session = this.#sessions.get(sessionKey(document));
    return session ? session.connection : this.#parts.connections.default()?.name;
  }

  variables(document: TextDocument): Readonly<Record<string, unknown>> {
    return this.#sessions.get(sessionKey(document))?.variables ?? {};
  }

  /** Gives a variable a value before a statement needs it. */
  setVariable(document: TextDocument, name: string, value: unknown): void {
    this.#of(document).setVariable(name, value);
  }

  /** Whether BEGIN was run and its end was not: a statement that is cancelled would take all back. */
  isInTransaction(document: TextDocument): boolean {
    return this.#sessions.get(sessionKey(document))?.transaction !== undefined;
  }

  /** Runs one statement of a document. Never rejects for what the statement does. */
  async run(
    document: TextDocument,
    slice: StatementSlice,
    sink: RowSink,
    options: Omit<RunOptions, 'source' | 'exactNumbers'>,
  ): Promise<StatementOutcome> {
    const source = { file: placeOf(document), line: slice.line };
    const outcome = await this.#of(document).run(slice.text, sink, { ...options, ...shown, source });
    this.#ran.fire(document);
    return outcome;
  }

  /** Runs a statement of a document once more, or another beside its result, for its rows alone: what writes is refused. Rejects as {@link documentOf} throws. */
  async readAgain(
    statement: RunningStatement,
    sink: RowSink,
    signal: AbortSignal,
  ): Promise<StatementOutcome> {
    const { text, line, parameters = {} } = statement;
    const document = this.documentOf(statement);
    const source = { file: placeOf(document), line };
    return await this.#of(document).run(text, sink, {
      ...shown,
      signal,
      source,
      parameters,
      readsOnly: true,
    });
  }

  /**
   * The document of a statement whose result is on show. Throws where it was closed, since its session ended with it, and where it uses another pool
   * now, which may be of another database.
   */
  documentOf({ uri, pool }: RunningStatement): TextDocument {
    const document = workspace.textDocuments.find((open) => String(open.uri) === uri);
    const session = document && this.#sessions.get(sessionKey(document));
    if (!session) throw new Error('The file of this result is closed: run its statement again.');
    if (session.currentPool !== pool) {
      const now = session.currentPool ?? 'the default connection';
      throw new Error(`The file of this result uses ${now} now: run its statement again.`);
    }
    return document;
  }

  /** What a statement of a document is compiled to now. */
  async compile(document: TextDocument, text: string): Promise<Prepared> {
    return await this.#of(document).compile(text);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((uri) => this.#end(uri)));
  }

  dispose(): void {
    this.#closing.dispose();
    this.#ran.dispose();
  }

  #of(document: TextDocument): Session {
    const key = sessionKey(document);
    let session = this.#sessions.get(key);
    if (!session) {
      session = new Session(this.#parts);
      // Nobody would end the session of a document that was closed meanwhile: what it is to run is cancelled, and not run where the default leads.
      if (document.isClosed) void session.close();
      else this.#sessions.set(key, session);
    }
    return session;
  }

  async #end(key: string): Promise<void> {
    const session = this.#sessions.get(key);
    this.#sessions.delete(key);
    await session?.close();
  }
}

/** Results tell an int from a double. */
const shown = { exactNumbers: true } as const;

/** The file that a statement stands in, as people name it. */
function placeOf(document: TextDocument): string {
  return workspace.asRelativePath(Uri.parse(fileOf(document)), false);
}
