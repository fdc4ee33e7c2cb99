import { Range, Selection, Uri, window, workspace } from 'vscode';
import type { RunningStatement } from './result-run.ts';

/** Shows a statement where it stands; where the text has changed since, where it now stands if it still does. */
export async function revealStatement(statement: RunningStatement): Promise<void> {
  const uri = Uri.parse(statement.uri);
  const open = workspace.textDocuments.find((document) => String(document.uri) === statement.uri);
  if (!open && uri.scheme === 'untitled') {
    void window.showInformationMessage(`${statement.fileName} was closed without being saved.`);
    return;
  }
  const document = open ?? (await workspace.openTextDocument(uri));
  const editor = await window.showTextDocument(document);
  const text = document.getText();
  const found = text.startsWith(statement.text, statement.start)
    ? statement.start
    : text.indexOf(statement.text);
  const at = document.positionAt(found < 0 ? statement.start : found);
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at));
}
