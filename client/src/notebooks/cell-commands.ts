import { NotebookCellKind, commands, window, type NotebookCell } from 'vscode';
import { split, type StatementSlice } from '../../../dialect/src/text/split.ts';
import type { CommandRow } from '../commands/command-row.ts';
import { exportRows } from '../commands/export-rows.ts';
import { statementAt } from '../run/script.ts';

/** What can be done with the statement of a cell: the one at the cursor where somebody writes in it, else its last. A menu names the cell; else it is the one that is selected. */
export const cellCommands: readonly CommandRow[] = [
  {
    id: 'qlsql.notebook.exportCell',
    run: async ({ exportRun, currentPool, parameters }, argument, format, place) => {
      const found = statementOf(argument);
      if (!found)
        return void window.showInformationMessage('Select a cell with a statement to export its rows.');
      const { document, slice } = found;
      const values = await parameters.ask(document, [slice]);
      if (!values) return;
      const pool = currentPool(document);
      const { text, start, line } = slice;
      const statement = {
        ...{ uri: String(document.uri), fileName: '', version: document.version },
        ...{ text, start, line, parameters: values },
        ...(pool === undefined ? {} : { pool }),
      };
      // All rows, not only those that the cell keeps: the statement runs again, and may only read.
      await exportRows((file, signal) => exportRun(statement, file, signal), format, place);
    },
  },
  {
    id: 'qlsql.notebook.copyPipeline',
    run: async (_, argument, language) => {
      const found = statementOf(argument);
      if (!found)
        return void window.showInformationMessage('Select a cell with a statement to copy its pipeline.');
      const { document, slice } = found;
      await commands.executeCommand(
        'qlsql.copyPipeline',
        { uri: String(document.uri), start: slice.start },
        language,
      );
    },
  },
];

function statementOf(
  argument: unknown,
): { readonly document: NotebookCell['document']; readonly slice: StatementSlice } | undefined {
  const cell = isCell(argument) ? argument : selectedCell();
  if (cell?.kind !== NotebookCellKind.Code || cell.document.languageId !== 'qlsql') return undefined;
  const { document } = cell;
  const text = document.getText();
  const editor = window.activeTextEditor;
  const atCursor =
    editor?.document === document ? statementAt(text, document.offsetAt(editor.selection.active)) : undefined;
  const slice = atCursor ?? split(text).at(-1);
  return slice && { document, slice };
}

function selectedCell(): NotebookCell | undefined {
  const editor = window.activeNotebookEditor;
  return editor?.notebook.getCells(editor.selection)[0];
}

function isCell(argument: unknown): argument is NotebookCell {
  return (
    typeof argument === 'object' && argument !== null && 'notebook' in argument && 'document' in argument
  );
}
