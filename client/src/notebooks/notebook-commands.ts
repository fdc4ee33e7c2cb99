import { NotebookCellData, NotebookCellKind, NotebookData, Uri, commands, window, workspace } from 'vscode';
import type { CommandRow } from '../commands/command-row.ts';
import { notebookTypes } from './notebook-types.ts';

export const notebookCommands: readonly CommandRow[] = [
  { id: 'qlsql.notebook.new', run: newNotebook },
  { id: 'qlsql.notebook.open', run: (_, argument) => openNotebook(argument) },
  { id: 'qlsql.notebook.openText', run: openText },
];

async function newNotebook(): Promise<void> {
  const cell = new NotebookCellData(NotebookCellKind.Code, '', 'qlsql');
  const notebook = await workspace.openNotebookDocument(notebookTypes.notebook, new NotebookData([cell]));
  await window.showNotebookDocument(notebook);
}

/** Opens the `.qlsql` file in front, or the one that a menu names, as a notebook. */
async function openNotebook(argument: unknown): Promise<void> {
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  if (!uri?.path.endsWith('.qlsql') || uri.scheme === 'untitled') {
    void window.showInformationMessage('Open a .qlsql file that is saved to see it as a notebook.');
    return;
  }
  // The notebook reads the file, not the editor.
  await workspace.textDocuments.find((document) => String(document.uri) === String(uri))?.save();
  await commands.executeCommand('vscode.openWith', uri, notebookTypes.script);
}

async function openText(): Promise<void> {
  const notebook = window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType !== notebookTypes.script) {
    void window.showInformationMessage(
      'Only a .qlsql file that is open as a notebook can be opened as text.',
    );
    return;
  }
  await notebook.save();
  await commands.executeCommand('vscode.openWith', notebook.uri, 'default');
}
