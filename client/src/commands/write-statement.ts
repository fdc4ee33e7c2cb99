import { SnippetString, window, workspace } from 'vscode';

export { writtenName as sqlName } from '../../../dialect/src/text/written-name.ts';

/** Writes a statement behind the last one of the file in front, or into a new file where none is open, ready to be changed and run. */
export async function writeStatement(statement: SnippetString | string): Promise<void> {
  const snippet = typeof statement === 'string' ? new SnippetString().appendText(statement) : statement;
  const open =
    window.activeTextEditor?.document.languageId === 'qlsql'
      ? window.activeTextEditor
      : window.visibleTextEditors.find(({ document }) => document.languageId === 'qlsql');
  const document = open?.document ?? (await workspace.openTextDocument({ language: 'qlsql' }));
  const editor = await window.showTextDocument(document, open?.viewColumn);
  const text = document.getText();
  const end = document.positionAt(text.length);
  const gap = text.trim() === '' ? '' : text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  await editor.insertSnippet(new SnippetString(gap + snippet.value), end);
}
