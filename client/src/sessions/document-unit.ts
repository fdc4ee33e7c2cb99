import { workspace, type NotebookDocument, type TextDocument } from 'vscode';

/** The notebook that a document is a cell of. */
export function notebookOf(document: TextDocument): NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

/** The address of the file that a document's text is saved in: of a cell, its notebook's. */
export function fileOf(document: TextDocument): string {
  return String((notebookOf(document) ?? document).uri);
}

/** What shares a session: the cells of a notebook, or a document alone, though both may show one file. */
export function sessionKey(document: TextDocument): string {
  const notebook = notebookOf(document);
  return notebook ? notebookKey(notebook) : String(document.uri);
}

export function notebookKey(notebook: NotebookDocument): string {
  return `notebook:${String(notebook.uri)}`;
}

/** The texts of all that shares a file with a document, in order. */
export function textsOf(document: TextDocument): readonly string[] {
  const notebook = notebookOf(document);
  if (!notebook) return [document.getText()];
  return notebook
    .getCells()
    .filter((cell) => cell.document.languageId === 'qlsql')
    .map((cell) => cell.document.getText());
}
