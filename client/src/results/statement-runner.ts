import { ProgressLocation, commands, window, type TextDocument } from 'vscode';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import type { ConnectionRole } from '../run/connections.ts';
import { progressText } from '../run/progress.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import { planProblems } from './plan-problems.ts';
import type { ResultRun } from './result-run.ts';
import type { ResultTabs } from './result-tabs.ts';
import type { ResultsView } from './results-view.ts';
import type { RanPlace, RunProblems } from './run-problems.ts';

/** A statement to run: a slice of its document, but for the words that were put before it. */
export type RunSlice = StatementSlice & Pick<RanPlace, 'lead'>;

export interface StatementRunnerParts {
  readonly tabs: ResultTabs;
  readonly view: ResultsView;
  readonly problems: RunProblems;
  /** Runs one statement in the document's session. Never rejects for what a statement does. */
  readonly run: (
    document: TextDocument,
    slice: StatementSlice,
    sink: RowSink,
    options: {
      readonly signal: AbortSignal;
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly onProgress?: (written: number, total: number) => void;
      readonly onStep?: (share: number, words: string) => void;
    },
  ) => Promise<StatementOutcome>;
  /** What statements of a document may do where they run now. */
  readonly role: (document: TextDocument) => ConnectionRole;
  /** The pool that they run through now; undefined for that of the default connection. */
  readonly pool: (document: TextDocument) => string | undefined;
  /** Values for the parameters of some statements; undefined where the person thought better of it. */
  readonly ask: (
    document: TextDocument,
    slices: readonly StatementSlice[],
  ) => Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** A statement that is over quickly needs no progress notice. */
const patienceMs = 1500;

/** Runs statements of documents into the results panel: in order within a document, side by side between documents. */
export class StatementRunner {
  readonly #parts: StatementRunnerParts;
  readonly #queues = new Map<string, Promise<unknown>>();
  #running = 0;

  constructor(parts: StatementRunnerParts) {
    this.#parts = parts;
  }

  /**
   * Runs statements one after the other until one fails. A statement whose rows wait for a reader does not hold up the next. Gives
   * the runs once each has ended or waits; none where the person let go of a parameter.
   */
  async run(document: TextDocument, slices: readonly RunSlice[]): Promise<readonly ResultRun[]> {
    const uri = String(document.uri);
    const parameters = await this.#parts.ask(document, slices);
    if (!parameters) return [];
    const before = this.#queues.get(uri) ?? Promise.resolve();
    const mine = before.then(() => this.#runInTurn(document, slices, parameters));
    this.#queues.set(uri, mine);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(uri) === mine) this.#queues.delete(uri);
    }
  }

  /** Cancels what runs in a document, or everywhere. */
  cancel(uri?: string): void {
    for (const run of this.#parts.tabs.open(uri)) run.cancel();
  }

  /** Ends what runs in a document that is closed. Its results stay. */
  stop(uri: string): void {
    for (const run of this.#parts.tabs.open(uri)) run.stop();
  }

  async #runInTurn(
    document: TextDocument,
    slices: readonly RunSlice[],
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<readonly ResultRun[]> {
    this.#parts.tabs.clear(String(document.uri));
    await this.#parts.view.show();
    const runs: ResultRun[] = [];
    await this.#count(1);
    try {
      for (const slice of slices) {
        const run = await this.#runOne(document, slice, parameters);
        runs.push(run);
        if (run.outcome && !run.outcome.ok) break;
      }
    } finally {
      await this.#count(-1);
    }
    const left = slices.length - runs.length;
    if (left > 0)
      window.setStatusBarMessage(
        `$(warning) ${left === 1 ? '1 statement was' : `${left} statements were`} not run`,
        8000,
      );
    return runs;
  }

  async #runOne(
    document: TextDocument,
    slice: RunSlice,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<ResultRun> {
    const { version } = document;
    const pool = this.#parts.pool(document);
    this.#parts.problems.set(document, slice, []);
    const run = this.#parts.tabs.begin({
      uri: String(document.uri),
      fileName: document.uri.path.split('/').at(-1) ?? '',
      version,
      text: slice.text,
      start: slice.start,
      line: slice.line,
      parameters,
      role: this.#parts.role(document),
      ...(pool === undefined ? {} : { pool }),
    });
    const advance = new Advance();
    const ended = this.#parts
      .run(document, slice, run, {
        ...{ signal: run.signal, parameters },
        onProgress: (written, total) =>
          advance.told(total > 0 ? written / total : 0, progressText(written, total)),
        onStep: (share, words) => advance.told(share, words),
      })
      .then((outcome) => {
        run.finish(outcome);
        if (document.version === version)
          this.#parts.problems.set(document, slice, [...outcome.problems, ...planProblems(outcome.plan)]);
      });
    showProgress(run, advance, Promise.race([ended, run.held]));
    await Promise.race([ended, run.held]);
    return run;
  }

  /** Keeps the `qlsql.isRunning` context, by which Escape cancels, and the progress in the panel. */
  async #count(by: 1 | -1): Promise<void> {
    this.#running += by;
    await commands.executeCommand('setContext', 'qlsql.isRunning', this.#running > 0);
  }
}

/** How far a statement has come, for the notice that may be shown later. */
class Advance {
  #share = 0;
  #words = '';
  #show: (part: number, text: string) => void = () => undefined;

  /** `share` goes from 0 to 1. */
  told(share: number, words: string): void {
    const part = 100 * (share - this.#share);
    [this.#share, this.#words] = [share, words];
    this.#show(part, words);
  }

  /** From now on `show` gets the hundredths that are added, and the whole as text. */
  showIn(show: (part: number, text: string) => void): void {
    this.#show = show;
    if (this.#words !== '') show(100 * this.#share, this.#words);
  }
}

function showProgress(run: ResultRun, advance: Advance, until: Promise<unknown>): void {
  const timer = setTimeout(() => {
    const options = {
      location: ProgressLocation.Notification,
      title: `QLSQL: ${run.snapshot().title}`,
      cancellable: true,
    };
    void window.withProgress(options, async (notice, token) => {
      advance.showIn((increment, message) => notice.report({ increment, message }));
      token.onCancellationRequested(() => run.cancel());
      await until;
    });
  }, patienceMs);
  void until.finally(() => clearTimeout(timer));
}
