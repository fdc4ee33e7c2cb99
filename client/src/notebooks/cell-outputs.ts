import { randomUUID } from 'node:crypto';
import { NotebookCellOutput, NotebookCellOutputItem } from 'vscode';
import { keptWords, rowsMime, type OutputName, type RowsOutput } from '../messages/notebook.ts';
import { copyText, rowDocument } from '../results/copy-text.ts';
import { ejsonText } from '../results/ejson-text.ts';
import { unpacked } from '../results/packed-values.ts';
import type { KeptOutput } from './notebook-text.ts';

const errorMime = NotebookCellOutputItem.error(new Error()).mime;
const textMime = 'text/plain';

/** What a cell keeps, as the editor shows it: rows in the renderer, and as text or JSON where there is none. */
export function cellOutput(output: KeptOutput): NotebookCellOutput {
  return new NotebookCellOutput(outputItems(output), { output: randomUUID() } satisfies OutputName);
}

export function outputItems(output: KeptOutput): NotebookCellOutputItem[] {
  switch (output.kind) {
    case 'rows':
      return rowsItems(output.rows);
    case 'text':
      return [NotebookCellOutputItem.text(output.text)];
    case 'error': {
      const { code, message, place } = output;
      const stack = `${code}: ${message}\n    at ${place}`;
      return [NotebookCellOutputItem.error({ name: code, message, stack })];
    }
  }
}

function rowsItems(output: RowsOutput): NotebookCellOutputItem[] {
  const names = output.columns.map(({ name }) => name);
  const rows = output.rows.map((row) => row.map(unpacked));
  const lines = copyText([...names, ''], rows, 'text').replace(/\t$/gm, '');
  const text = output.plan ? [lines] : [copyText(names, [names], 'text'), lines];
  const words = keptWords(output);
  const documents = rows.map((row) => rowDocument(names, row));
  return [
    NotebookCellOutputItem.json(output, rowsMime),
    NotebookCellOutputItem.text([...text, ...(words === undefined ? [] : [words])].join('\n')),
    NotebookCellOutputItem.text(ejsonText(documents, 2), 'application/json'),
  ];
}

/** What a notebook is saved with of an output; undefined for one of another program. */
export function keptOutput({
  items,
}: {
  readonly items: readonly NotebookCellOutputItem[];
}): KeptOutput | undefined {
  const read = (mime: string): string | undefined => {
    const item = items.find((each) => each.mime === mime);
    return item && new TextDecoder().decode(item.data);
  };
  const rows = read(rowsMime);
  if (rows !== undefined) return { kind: 'rows', rows: lasting(JSON.parse(rows) as RowsOutput) };
  const error = read(errorMime);
  if (error !== undefined) {
    const { name, message, stack } = JSON.parse(error) as Readonly<Record<string, string | undefined>>;
    const place = /\n {4}at (.*)$/.exec(stack ?? '')?.[1] ?? '';
    return { kind: 'error', code: name ?? '', message: message ?? '', place };
  }
  const text = read(textMime);
  return text === undefined ? undefined : { kind: 'text', text };
}

/** Whether an output holds rows. */
export function hasRows({ items }: Pick<NotebookCellOutput, 'items'>): boolean {
  return items.some(({ mime }) => mime === rowsMime);
}

/** Times and hosts are others at each run: without them a file changes only where its rows do. How they are shown is the cell's to say. */
function lasting(output: RowsOutput): RowsOutput {
  const { title, columns, rows, total, isCut, affected, notes, pool, plan } = output;
  return {
    title,
    columns,
    rows,
    total,
    isCut,
    ...(affected === undefined ? {} : { affected }),
    ...(notes === undefined ? {} : { notes }),
    ...(pool === undefined ? {} : { pool }),
    ...(plan === undefined ? {} : { plan }),
  };
}
