import { window } from 'vscode';
import { nameInSql } from '../connections/name-in-sql.ts';
import type { CommandRow } from './command-row.ts';
import { writeStatement } from './write-statement.ts';

/** Writes the name of a collection or field of the tree at the cursor of the file in front, or into a new one. */
export const insertName: CommandRow = {
  id: 'qlsql.connections.insertName',
  run: async (_, argument) => {
    const name = nameInSql(argument);
    if (name === undefined) return;
    const editor = window.activeTextEditor ?? window.visibleTextEditors[0];
    if (!editor) return await writeStatement(name);
    await editor.edit((edit) => {
      for (const selection of editor.selections) edit.replace(selection, name);
    });
    await window.showTextDocument(editor.document, editor.viewColumn);
  },
};
