import {
  EventEmitter,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  notebooks,
  type Disposable,
  type NotebookCell,
  type NotebookCellStatusBarItemProvider,
} from 'vscode';
import { split } from '../../../dialect/src/text/split.ts';
import { editParameters } from '../parameters/parameter-commands.ts';
import { parameterWords } from '../parameters/parameter-lens.ts';
import type { Parameters } from '../parameters/parameters.ts';
import { notebookTypes } from './notebook-types.ts';

/** Below a cell with parameters an item that tells their values; a click, or Enter on it, changes them. */
export class CellParameters implements NotebookCellStatusBarItemProvider, Disposable {
  readonly #parameters: Parameters;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCellStatusBarItems = this.#changed.event;
  readonly #unlisten: () => void;
  readonly #providers: readonly Disposable[];

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
    this.#unlisten = parameters.memory.listen(() => this.#changed.fire());
    this.#providers = Object.values(notebookTypes).map((type) =>
      notebooks.registerNotebookCellStatusBarItemProvider(type, this),
    );
  }

  provideCellStatusBarItems({ document }: NotebookCell): NotebookCellStatusBarItem[] {
    if (document.languageId !== 'qlsql') return [];
    const shown = this.#parameters.shown(
      document,
      split(document.getText()).map(({ text }) => text),
    );
    if (shown.length === 0) return [];
    const item = new NotebookCellStatusBarItem(parameterWords(shown), NotebookCellStatusBarAlignment.Left);
    item.tooltip = 'Edit Parameters';
    item.command = {
      command: editParameters,
      title: 'Edit Parameters',
      arguments: [{ uri: String(document.uri) }],
    };
    return [item];
  }

  dispose(): void {
    this.#unlisten();
    for (const provider of this.#providers) provider.dispose();
    this.#changed.dispose();
  }
}
