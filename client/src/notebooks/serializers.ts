import {
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  type NotebookCellOutput,
  type NotebookSerializer,
} from 'vscode';
import { cellOutput, keptOutput } from './cell-outputs.ts';
import { readNotebook, writeNotebook, type KeptOutput, type NotebookCell } from './notebook-text.ts';
import {
  newFrame,
  readScript,
  writeScript,
  type CellSource,
  type ScriptCell,
  type ScriptFrame,
} from './script-cells.ts';
import { shownOf, type CellShown } from './shown-outputs.ts';

/** Notebooks of their own: `.qlsqlnb`. */
export const notebookSerializer: NotebookSerializer = {
  deserializeNotebook: (content) =>
    new NotebookData(
      readNotebook(decoded(content)).map((cell) => {
        const data = cellData(cell.kind, cell.text, cell.language);
        data.outputs = cell.outputs.map(cellOutput);
        const shown = cell.outputs.flatMap((each) => (each.kind === 'rows' ? (each.rows.shown ?? null) : []));
        if (shown.some((each) => each !== null)) data.metadata = { shown } satisfies CellShown;
        return data;
      }),
    ),
  serializeNotebook: ({ cells }) =>
    encoded(
      writeNotebook(
        cells.map((cell): NotebookCell => ({
          kind: kindOf(cell),
          text: cell.value,
          ...(kindOf(cell) === 'code' && cell.languageId !== 'qlsql' ? { language: cell.languageId } : {}),
          outputs: keptOutputs(cell),
        })),
      ),
    ),
};

/** A `.qlsql` file as a notebook: what is not edited keeps its bytes. */
export const scriptSerializer: NotebookSerializer = {
  deserializeNotebook: (content) => {
    const { cells, frame } = readScript(decoded(content));
    const data = new NotebookData(
      cells.map(({ kind, text, source }) => {
        const cell = cellData(kind, text);
        cell.metadata = { source };
        return cell;
      }),
    );
    data.metadata = { frame };
    return data;
  },
  serializeNotebook: ({ cells, metadata }) => {
    const frame = (metadata?.['frame'] as ScriptFrame | undefined) ?? newFrame;
    return encoded(
      writeScript(
        cells.map((cell): ScriptCell => {
          const source = cell.metadata?.['source'] as CellSource | undefined;
          return { kind: kindOf(cell), text: cell.value, ...(source ? { source } : {}) };
        }),
        frame,
      ),
    );
  },
};

/** The outputs of a cell as a file keeps them, each with how it is shown. */
function keptOutputs({ outputs = [], metadata }: NotebookCellData): readonly KeptOutput[] {
  const shown = [...shownOf({ metadata: metadata ?? {} })];
  return outputs.flatMap((output: NotebookCellOutput) => {
    const kept = keptOutput(output);
    if (kept?.kind !== 'rows') return kept ?? [];
    const own = shown.shift();
    return { kind: 'rows' as const, rows: { ...kept.rows, ...(own ? { shown: own } : {}) } };
  });
}

function cellData(kind: NotebookCell['kind'], text: string, language = 'qlsql'): NotebookCellData {
  return kind === 'markdown'
    ? new NotebookCellData(NotebookCellKind.Markup, text, 'markdown')
    : new NotebookCellData(NotebookCellKind.Code, text, language);
}

const kindOf = ({ kind }: NotebookCellData): NotebookCell['kind'] =>
  kind === NotebookCellKind.Markup ? 'markdown' : 'code';

/** Bytes that are no UTF-8 would be lost when the notebook is saved. */
function decoded(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new Error('This file is not encoded as UTF-8: open it as text and save it with that encoding.');
  }
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
