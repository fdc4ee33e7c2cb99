import type { NotebookCellExecution, NotebookCellOutput } from 'vscode';
import { cellOutput, outputItems } from './cell-outputs.ts';
import type { KeptOutput } from './notebook-text.ts';

/** How often the words of what goes on may change. */
const betweenWordsMs = 500;

/** What a cell shows of a statement while it runs: one output that changes in its place, and becomes the first of those that it ends with. */
export class InterimOutput {
  readonly #execution: NotebookCellExecution;
  readonly #begun = Date.now();
  #output: NotebookCellOutput | undefined;
  #toldAt = 0;
  #shown: PromiseLike<void> = Promise.resolve();

  constructor(execution: NotebookCellExecution) {
    this.#execution = execution;
  }

  /** How far it has come; nothing where it is over quickly. */
  tell(words: string): void {
    const now = Date.now();
    if (now - Math.max(this.#begun, this.#toldAt) < betweenWordsMs) return;
    this.#toldAt = now;
    this.show({ kind: 'text', text: words });
  }

  show(output: KeptOutput): void {
    this.#shown = this.#shown.then(() => this.#put(output));
  }

  /** Settles when the cell shows what the statement ends with. */
  async end([first, ...rest]: readonly KeptOutput[]): Promise<void> {
    if (first) this.show(first);
    await this.#shown;
    if (rest.length > 0) await this.#execution.appendOutput(rest.map(cellOutput));
  }

  async #put(output: KeptOutput): Promise<void> {
    if (this.#output) return await this.#execution.replaceOutputItems(outputItems(output), this.#output);
    this.#output = cellOutput(output);
    await this.#execution.appendOutput(this.#output);
  }
}
