import { NotebookRange, Range, Uri, window, workspace, type TextDocument } from 'vscode';
import { split, type StatementSlice } from '../../../dialect/src/text/split.ts';
import { notebookOf } from '../sessions/document-unit.ts';
import type { HistoryEntry } from './query-history.ts';

export interface StatementPlace {
  readonly document: TextDocument;
  readonly slice: StatementSlice;
}

/** Where an entry's statement stands now: in its document, nearest to its line; undefined where it is not there any more. */
export async function findStatement({ uri, text, line }: HistoryEntry): Promise<StatementPlace | undefined> {
  const document = await documentAt(uri);
  if (!document) return undefined;
  const [slice] = split(document.getText())
    .filter((each) => each.text === text)
    .sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line));
  return slice && { document, slice };
}

/** Brings a statement to the front and selects it. */
export async function showStatement({ document, slice }: StatementPlace): Promise<void> {
  const selection = new Range(document.positionAt(slice.start), document.positionAt(slice.end));
  const notebook = notebookOf(document);
  const cell = notebook?.getCells().find((each) => each.document === document);
  if (notebook && cell) {
    await window.showNotebookDocument(notebook, {
      selections: [new NotebookRange(cell.index, cell.index + 1)],
    });
  } else await window.showTextDocument(document, { selection });
}

async function documentAt(uri: string): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.find((document) => String(document.uri) === uri);
  if (open || !uri.startsWith('file:')) return open;
  try {
    return await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    return undefined; // The file is gone: the history has its text.
  }
}
