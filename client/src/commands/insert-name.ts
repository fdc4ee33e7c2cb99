import { window } from 'vscode';
import { nameInSql } from '../connections/name-in-sql.ts';
import type { CommandRow } from './command-row.ts';

/** Writes the name of a collection or field of the tree at the cursor of the file in front. */
export const insertName: CommandRow = {
  id: 'qlsql.connections.insertName',
  run: async (_, argument) => {
    const name = nameInSql(argument);
    const editor = window.activeTextEditor ?? window.visibleTextEditors[0];
    if (name === undefined || !editor) return;
    await editor.edit((edit) => {
      for (const selection of editor.selections) edit.replace(selection, name);
    });
    await window.showTextDocument(editor.document, editor.viewColumn);
  },
};
