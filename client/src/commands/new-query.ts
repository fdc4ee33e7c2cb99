import { window, workspace } from 'vscode';
import type { CommandRow } from './command-row.ts';
import { sqlName } from './write-statement.ts';

/** Opens an empty file; from a collection of the tree, with a SELECT on it. */
export const newQuery: CommandRow = {
  id: 'qlsql.newQuery',
  run: async (_, argument) => {
    const collection = collectionOf(argument);
    const content = collection === undefined ? '' : `SELECT *\nFROM ${sqlName(collection)}\nLIMIT 100;\n`;
    await window.showTextDocument(await workspace.openTextDocument({ language: 'qlsql', content }));
  },
};

function collectionOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('collection' in argument)) return undefined;
  return typeof argument.collection === 'string' ? argument.collection : undefined;
}
