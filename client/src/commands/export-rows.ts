import { ProgressLocation, Uri, commands, window, workspace } from 'vscode';
import { ExportFile } from '../results/export-file.ts';
import { exportFormats, type ExportFormat } from '../results/export-format.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';

const reportMs = 250;
const count = new Intl.NumberFormat('en');

/** Writes rows to a file that is there once all of them are in it. */
export type FillFile = (file: RowSink, signal: AbortSignal) => Promise<StatementOutcome | undefined>;

/** Asks for what is not given, a format by its id and a place, and writes rows there, with progress that can be cancelled. */
export async function exportRows(fill: FillFile, format: unknown, place: unknown): Promise<void> {
  const chosen = exportFormats.find(({ id }) => id === format) ?? (await pickFormat());
  const target = chosen && (place instanceof Uri ? place : await pickPlace(chosen));
  if (chosen && target) await write(fill, chosen, target);
}

async function pickFormat(): Promise<ExportFormat | undefined> {
  const items = exportFormats.map((format) => ({ label: format.label, detail: format.detail, format }));
  return (await window.showQuickPick(items, { placeHolder: 'Export the result as…' }))?.format;
}

async function pickPlace({ label, extension }: ExportFormat): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `result.${extension}`;
  return window.showSaveDialog({
    title: `Export as ${label}`,
    filters: { [label]: [extension] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
  });
}

async function write(fill: FillFile, format: ExportFormat, target: Uri): Promise<void> {
  if (target.scheme !== 'file') throw new Error('A result can be exported only to a folder of this machine.');
  const file = new ExportFile(target.fsPath, format);
  const abort = new AbortController();
  const options = {
    location: ProgressLocation.Notification,
    title: `Exporting as ${format.label}`,
    cancellable: true,
  };
  try {
    const outcome = await window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      const started = performance.now();
      const timer = setInterval(() => {
        const rate = (file.count * 1000) / (performance.now() - started);
        progress.report({
          message: `${count.format(file.count)} rows · ${count.format(Math.round(rate))} rows/s`,
        });
      }, reportMs);
      try {
        return await fill(file, abort.signal);
      } finally {
        clearInterval(timer);
      }
    });
    if (abort.signal.aborted || outcome?.cancelled) {
      await file.discard();
      window.setStatusBarMessage('$(circle-slash) The export was cancelled', 5000);
      return;
    }
    const failure = outcome?.problems.find(({ severity }) => severity === 'error');
    if (failure) throw new Error(`${failure.message} (${failure.code})`);
    await file.finish();
  } catch (error) {
    await file.discard();
    throw error;
  }
  void tell(target, file.count);
}

async function tell(target: Uri, rows: number): Promise<void> {
  const [open, reveal] = ['Open', 'Show in Folder'];
  const name = target.path.split('/').at(-1) ?? '';
  const message = `${count.format(rows)} ${rows === 1 ? 'row was' : 'rows were'} exported to ${name}.`;
  const answer = await window.showInformationMessage(message, open, reveal);
  if (answer === open) await commands.executeCommand('vscode.open', target);
  if (answer === reveal) await commands.executeCommand('revealFileInOS', target);
}
