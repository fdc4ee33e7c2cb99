import {
  NotebookCellData,
  NotebookCellKind,
  NotebookEdit,
  NotebookRange,
  WorkspaceEdit,
  commands,
  window,
  workspace,
  type NotebookDocument,
  type NotebookEditor,
} from 'vscode';
import { split } from '../../../dialect/src/text/split.ts';
import type { PlanRequest } from '../messages/notebook.ts';
import { redactUris } from '../pools/redact-uri.ts';

/** Does what a plan in the output of a cell asks for: the page that draws it cannot write cells, nor compile. */
export async function answerPlan(editor: NotebookEditor, message: PlanRequest): Promise<void> {
  const place = placeOf(editor.notebook, message.sql);
  if (message.type === 'write') return await writeCell(editor, message.statement, place?.index);
  if (!place)
    return void window.showInformationMessage(
      'The statement of this plan is another now: run its cell again.',
    );
  await commands.executeCommand(
    'qlsql.copyPipeline',
    { uri: place.uri, start: place.start },
    message.language,
  );
}

/** Where a statement stands now: the cell that has it, and its offset there. */
function placeOf(
  notebook: NotebookDocument,
  sql: string,
): { readonly index: number; readonly uri: string; readonly start: number } | undefined {
  for (const { index, document } of notebook.getCells()) {
    const slice = split(document.getText()).find(({ text }) => redactUris(text) === sql);
    if (slice) return { index, uri: String(document.uri), start: slice.start };
  }
  return undefined;
}

/** Writes a statement into a cell of its own before another, else at the end; it is not run. */
async function writeCell(editor: NotebookEditor, statement: string, before?: number): Promise<void> {
  const { notebook } = editor;
  const at = before ?? notebook.cellCount;
  const cell = new NotebookCellData(NotebookCellKind.Code, statement, 'qlsql');
  const edit = new WorkspaceEdit();
  edit.set(notebook.uri, [NotebookEdit.insertCells(at, [cell])]);
  await workspace.applyEdit(edit);
  const range = new NotebookRange(at, at + 1);
  editor.selection = range;
  editor.revealRange(range);
}
