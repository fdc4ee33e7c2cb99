import {
  notebooks,
  workspace,
  type Disposable,
  type NotebookCell,
  type NotebookCellExecution,
  type NotebookController,
  type NotebookDocument,
  type TextDocument,
} from 'vscode';
import { split, type StatementSlice } from '../../../dialect/src/text/split.ts';
import type { ShownAs } from '../messages/shown-as.ts';
import { planProblems } from '../results/plan-problems.ts';
import type { RunProblems } from '../results/run-problems.ts';
import { titleOf } from '../results/result-run.ts';
import type { StatementRunnerParts } from '../results/statement-runner.ts';
import { progressText } from '../run/progress.ts';
import type { StatementOutcome } from '../run/run-types.ts';
import { notebookKey } from '../sessions/document-unit.ts';
import { InterimOutput } from './interim-output.ts';
import { KeptRows } from './kept-rows.ts';
import { notebookTypes } from './notebook-types.ts';
import { shownOf } from './shown-outputs.ts';
import { statementOutputs } from './statement-outputs.ts';

export interface NotebookRunnerParts extends Pick<StatementRunnerParts, 'run' | 'ask'> {
  readonly problems: RunProblems;
  /** Whether statements may run in this workspace; asks for trust where it has none. */
  readonly mayRun: () => Promise<boolean>;
  /** Whether a statement that is cancelled would take back what was written before it. */
  readonly isInTransaction: (document: TextDocument) => boolean;
}

/** What the statements of a cell share while it runs. */
interface CellRun {
  readonly document: TextDocument;
  readonly text: string;
  readonly execution: NotebookCellExecution;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** How rows are shown that the next statements give, in order. */
  readonly shown: (ShownAs | null)[];
}

/** Runs cells as the editor runs statements: the same sessions, roles, questions and parameters; what they give stays in the cell. */
export class NotebookRunner implements Disposable {
  readonly #parts: NotebookRunnerParts;
  readonly #controllers: readonly NotebookController[];
  readonly #queues = new Map<string, Promise<void>>();
  #order = 0;

  constructor(parts: NotebookRunnerParts) {
    this.#parts = parts;
    this.#controllers = Object.values(notebookTypes).map((type) => {
      const controller = notebooks.createNotebookController(
        `${type}-pools`,
        type,
        'QLSQL',
        (cells, notebook) => this.#enqueue(cells, notebook, controller),
      );
      controller.supportedLanguages = ['qlsql'];
      controller.supportsExecutionOrder = true;
      controller.description = 'Through the notebook’s pool';
      return controller;
    });
  }

  dispose(): void {
    for (const controller of this.#controllers) controller.dispose();
  }

  /** In order within a notebook, side by side between notebooks. */
  async #enqueue(
    cells: readonly NotebookCell[],
    notebook: NotebookDocument,
    controller: NotebookController,
  ): Promise<void> {
    const key = notebookKey(notebook);
    const before = this.#queues.get(key) ?? Promise.resolve();
    const next = () => this.#runCells(cells, controller);
    const mine = before.then(next, next);
    this.#queues.set(key, mine);
    try {
      await mine;
    } finally {
      if (this.#queues.get(key) === mine) this.#queues.delete(key);
    }
  }

  /** Until one fails: those behind it may need what it did. */
  async #runCells(cells: readonly NotebookCell[], controller: NotebookController): Promise<void> {
    const [first] = cells;
    if (!first || !(await this.#parts.mayRun())) return;
    const slices = cells.flatMap((cell) => split(cell.document.getText()));
    const parameters = await this.#parts.ask(first.document, slices);
    if (!parameters) return;
    for (const cell of cells) {
      const execution = controller.createNotebookCellExecution(cell);
      execution.executionOrder = ++this.#order;
      execution.start(Date.now());
      let isDone = false;
      try {
        isDone = await this.#runCell(cell, execution, parameters);
      } finally {
        // A cell whose run was not ended would turn for ever.
        execution.end(isDone, Date.now());
      }
      if (!isDone) return;
    }
  }

  async #runCell(
    cell: NotebookCell,
    execution: NotebookCellExecution,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    await execution.clearOutput();
    const { document } = cell;
    const text = document.getText();
    const run = { document, text, execution, parameters, shown: [...shownOf(cell)] };
    for (const slice of split(text)) {
      const isDone = await this.#runStatement(run, slice);
      if (!isDone || execution.token.isCancellationRequested) return false;
    }
    return true;
  }

  async #runStatement(
    { document, text, execution, parameters, shown }: CellRun,
    slice: StatementSlice,
  ): Promise<boolean> {
    const { version } = document;
    const shownAs = shown[0] ?? undefined;
    const abort = new AbortController();
    const interrupted = execution.token.onCancellationRequested(() => abort.abort());
    const kept = new KeptRows(limits(this.#parts.isInTransaction(document)), () => abort.abort());
    this.#parts.problems.set(document, slice, []);
    const interim = new InterimOutput(execution);
    // The first rows are shown while those behind them are counted.
    void kept.full.then(() => {
      const rows = { ...kept.output(titleOf(slice.text)), ...(shownAs ? { shown: shownAs } : {}) };
      interim.show({ kind: 'rows', rows });
    });
    let outcome: StatementOutcome;
    try {
      outcome = await this.#parts.run(document, slice, kept, {
        ...{ signal: abort.signal, parameters },
        onProgress: (written, total) => interim.tell(progressText(written, total)),
        onStep: (_, words) => interim.tell(words),
      });
    } finally {
      interrupted.dispose();
    }
    const outputs = statementOutputs(text, slice, kept, outcome, shownAs);
    if (outputs.some(({ kind }) => kind === 'rows')) shown.shift();
    await interim.end(outputs);
    if (document.version === version)
      this.#parts.problems.set(document, slice, [...outcome.problems, ...planProblems(outcome.plan)]);
    return outcome.ok || kept.isCut;
  }
}

/** Rows behind those of a cell are counted up to here. */
const mostCounted = 100_000;

function limits(isInTransaction: boolean): { kept: number; read: number | undefined } {
  const settings = workspace.getConfiguration('qlsql');
  return {
    kept: settings.get('notebook.maxRows', 1000),
    read: isInTransaction ? undefined : Math.min(mostCounted, settings.get('results.maxRows', mostCounted)),
  };
}
