import { window } from 'vscode';
import type { CommandRow } from './command-row.ts';
import { sqlName } from './write-statement.ts';

/** Writes the name of a collection or field of the tree at the cursor of the file in front. */
export const insertName: CommandRow = {
  id: 'qlsql.connections.insertName',
  run: async (_, argument) => {
    const name = nameOf(argument);
    const editor = window.activeTextEditor ?? window.visibleTextEditors[0];
    if (name === undefined || !editor) return;
    await editor.edit((edit) => {
      for (const selection of editor.selections) edit.replace(selection, name);
    });
    await window.showTextDocument(editor.document, editor.viewColumn);
  },
};

function nameOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('path' in argument && typeof argument.path === 'string')
    return argument.path.split('.').map(sqlName).join('.');
  if ('collection' in argument && typeof argument.collection === 'string')
    return sqlName(argument.collection);
  return undefined;
}
