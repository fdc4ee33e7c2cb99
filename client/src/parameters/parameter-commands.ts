import { Uri, window, workspace, type QuickPickItem, type TextDocument } from 'vscode';
import type { CommandRow } from '../commands/command-row.ts';
import { statementAt } from '../run/script.ts';
import type { Services } from '../services.ts';

export const editParameters = 'qlsql.parameters.edit';

export const parameterCommands: readonly CommandRow[] = [
  { id: editParameters, run: (services, argument) => edit(services, argument) },
  {
    id: 'qlsql.parameters.clear',
    run: async ({ parameters }, argument) => {
      const document = await documentOf(argument);
      if (!document) return noFile();
      await parameters.clear(document);
      window.setStatusBarMessage('The values of this file’s parameters are forgotten', 4000);
    },
  },
];

/** Shows the parameters of a statement, or of the file in front, and asks for those that somebody picks, until Escape. */
async function edit({ parameters }: Services, argument: unknown): Promise<void> {
  const document = await documentOf(argument);
  if (!document) return noFile();
  const statement = isPlace(argument) ? statementAt(document.getText(), argument.start)?.text : undefined;
  for (;;) {
    const shown = parameters.shown(document, ...(statement === undefined ? [] : [[statement]]));
    const [only, second] = shown;
    if (!only) {
      const message = 'There are no parameters here. Write $1, :name or @name where a value belongs.';
      void window.showInformationMessage(message);
      return;
    }
    if (!second) return void (await parameters.edit(document, only.name));
    const items = shown.map(({ name, shown: value }): QuickPickItem => ({
      label: name,
      description: value ?? 'not set',
    }));
    const picked = await window.showQuickPick(items, { placeHolder: 'Change the value of which parameter?' });
    if (!picked || !(await parameters.edit(document, picked.label))) return;
  }
}

function noFile(): void {
  void window.showInformationMessage('Open a .qlsql file or a notebook to see its parameters.');
}

/** The document that a lens or a cell names, else the one in front. */
async function documentOf(argument: unknown): Promise<TextDocument | undefined> {
  if (isNamed(argument)) return await workspace.openTextDocument(Uri.parse(argument.uri));
  const document = window.activeTextEditor?.document;
  if (document?.languageId === 'qlsql') return document;
  const cells = window.activeNotebookEditor?.notebook.getCells() ?? [];
  return cells.find((cell) => cell.document.languageId === 'qlsql')?.document;
}

function isNamed(argument: unknown): argument is { readonly uri: string } {
  return (
    typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string'
  );
}

function isPlace(argument: unknown): argument is { readonly uri: string; readonly start: number } {
  return isNamed(argument) && 'start' in argument && typeof argument.start === 'number';
}
