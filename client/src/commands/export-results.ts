import { window } from 'vscode';
import type { ResultRun } from '../results/result-run.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';
import { exportRows } from './export-rows.ts';

const rowBatch = 500;

/** Writes the result that is looked at to a file. The arguments may give the format's id and the file's place. */
export const exportResults: CommandRow = {
  id: 'qlsql.results.export',
  run: async (services, format: unknown, place: unknown) => {
    const run = services.tabs.active;
    if (!run || run.columnNames.length === 0) {
      void window.showInformationMessage('There are no rows to export: run a query first.');
      return;
    }
    const columns = format === undefined ? await pickColumns(services, run) : 'all';
    if (columns === undefined) return;
    const into = (file: RowSink): RowSink => (columns === 'all' ? file : withColumns(file, columns));
    await exportRows((file, signal) => fill(services, run, into(file), signal), format, place);
  },
};

/** All columns, or those that are shown where these are others and somebody says so. */
async function pickColumns(
  { tabs }: Services,
  run: ResultRun,
): Promise<'all' | readonly number[] | undefined> {
  const shown = tabs.shownColumns(run);
  if (!shown) return 'all';
  const all = { label: `All ${run.columnNames.length} columns, as queried`, columns: 'all' as const };
  const some = { label: `The ${shown.length} columns shown, in their order`, columns: shown };
  return (await window.showQuickPick([all, some], { placeHolder: 'Export the result with…' }))?.columns;
}

/** Writes these columns alone, in this order. */
function withColumns(file: RowSink, chosen: readonly number[]): RowSink {
  return {
    columns: (columns) => file.columns(chosen.flatMap((column) => columns[column] ?? [])),
    rows: (batch) => file.rows(batch.map((row) => chosen.map((column) => row[column]))),
  };
}

/** Rows that are all here are written as they are; else the statement runs again with a cursor of its own, and may only read. */
async function fill(
  { exportRun }: Services,
  run: ResultRun,
  file: RowSink,
  signal: AbortSignal,
): Promise<StatementOutcome | undefined> {
  if (run.state !== 'done') return exportRun(run.source, file, signal);
  await file.columns(run.columnNames.map((name) => ({ name, field: name, type: { name: 'unknown' } })));
  for (let from = 0; from < run.rowsHeld.length && !signal.aborted; from += rowBatch)
    await file.rows(run.rowsHeld.slice(from, from + rowBatch));
  return undefined;
}
