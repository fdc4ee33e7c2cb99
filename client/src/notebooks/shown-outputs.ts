import { NotebookEdit, WorkspaceEdit, workspace, type NotebookCell, type NotebookDocument } from 'vscode';
import type { OutputName } from '../messages/notebook.ts';
import type { ShownAs } from '../messages/shown-as.ts';
import { hasRows } from './cell-outputs.ts';

// How rows are shown is kept with their cell, by their place among its outputs with rows: it holds when the cell runs again.

/** In the metadata of a cell. */
export interface CellShown {
  readonly shown?: readonly (ShownAs | null)[];
}

export function shownOf({ metadata }: Pick<NotebookCell, 'metadata'>): readonly (ShownAs | null)[] {
  return (metadata as CellShown).shown ?? [];
}

/** Keeps how the output of that name is shown from now on. */
export async function keepShown(notebook: NotebookDocument, output: string, shown: ShownAs): Promise<void> {
  for (const cell of notebook.getCells()) {
    const at = cell.outputs
      .filter(hasRows)
      .findIndex(({ metadata }) => (metadata as Partial<OutputName> | undefined)?.output === output);
    if (at < 0) continue;
    const before = shownOf(cell);
    const all = Array.from({ length: Math.max(before.length, at + 1) }, (_, n) =>
      n === at ? shown : (before[n] ?? null),
    );
    const edit = new WorkspaceEdit();
    const metadata = { ...cell.metadata, shown: all } satisfies CellShown;
    edit.set(notebook.uri, [NotebookEdit.updateCellMetadata(cell.index, metadata)]);
    await workspace.applyEdit(edit);
    return;
  }
}
