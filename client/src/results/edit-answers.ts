import type { FromResultsView, ToResultsView } from '../messages/results.ts';
import { cellOf } from './bson-text.ts';
import type { CellEdits, Told, ValuePlace } from './cell-edits.ts';
import type { ResultRun } from './result-run.ts';
import { columnAt, linesTo } from './result-tree.ts';

export type EditMessage = Extract<
  FromResultsView,
  { readonly type: 'edit' | 'editPath' | 'editPreview' | 'editWrite' | 'editUndo' }
>;

/** What the view is told of an edit: that it began, what it would write, what became of it. */
export async function answerEdit(
  edits: CellEdits,
  run: ResultRun,
  message: EditMessage,
): Promise<ToResultsView | undefined> {
  const { tab } = message;
  switch (message.type) {
    case 'edit':
      return await begin(edits, run, { row: message.row, column: message.column, members: [] });
    case 'editPath': {
      const [row = -1] = message.path;
      const values = run.rowsHeld.row(row);
      const at = values && columnAt(run.columnNames, values, message.path);
      return at && (await begin(edits, run, { row, ...at }));
    }
    case 'editPreview': {
      const found = edits.preview(run, message.text);
      if (!found) return undefined;
      const { reading, statement } = found;
      const note = reading.ok ? reading.note : reading.message;
      return { type: 'editPreview', tab, text: message.text, ok: reading.ok, statement, note };
    }
    case 'editWrite':
      return edited(run, await edits.write(run, message.text));
    case 'editUndo':
      return edited(run, await edits.undo(run));
  }
}

async function begin(edits: CellEdits, run: ResultRun, place: ValuePlace): Promise<ToResultsView> {
  const begun = await edits.begin(run, place);
  if ('note' in begun) return edited(run, begun);
  const { label, text, type } = begun;
  return { type: 'editing', tab: run.id, label, text, valueType: type };
}

function edited(run: ResultRun, { note, changed, canUndo = false }: Told): ToResultsView {
  const row = changed && run.rowsHeld.row(changed.row);
  const told = { type: 'edited', tab: run.id, note, canUndo } as const;
  if (!changed || !row) return told;
  const value = row[changed.column];
  return {
    ...told,
    changed: {
      row: changed.row,
      column: changed.column,
      cell: cellOf(value),
      // A field that was missing, or is now, is another member of the row.
      ...(changed.wasMissing || value === undefined ? {} : { lines: linesTo(run.columnNames, row, changed) }),
    },
  };
}
