import { Range, Selection, Uri, window, workspace, type TextDocument } from 'vscode';
import { PoolError } from '../pools/pool-error.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { Services } from '../services.ts';

/** Asks, then stops on the server what a connection runs; as KILL CONNECTION, it does nothing on a read-only connection. */
export async function killHolder(
  { manager, connections }: Pick<Services, 'manager' | 'connections'>,
  id: number,
): Promise<void> {
  const held = manager.held().find((one) => one.id === id);
  if (!held) {
    void window.showInformationMessage('The connection has been given back meanwhile.');
    return;
  }
  const connection = manager.description(held.pool)?.connection;
  if (connection !== undefined && connections.role(connection) === 'read-only') {
    void window.showErrorMessage(new PoolError('QL5060', [connection, `KILL of connection ${id}`]).message);
    return;
  }
  const kill = 'Kill';
  const what = held.statement ?? held.command ?? 'an operation';
  const detail = `${what}\n\nThe server stops it and the statement fails; pool ${held.pool} keeps the connection.`;
  const question = `Stop what connection ${id} to ${held.host} runs?`;
  const answer = await window.showWarningMessage(question, { modal: true, detail }, kill);
  if (answer !== kill) return;
  try {
    await manager.kill(id);
  } catch (error) {
    void window.showErrorMessage(redactUris(error instanceof Error ? error.message : String(error)));
  }
}

/** Shows a place such as `orders.qlsql:12`, the file's path being as the workspace shortens it. */
export async function openSource(source: string): Promise<void> {
  const [, file = source, line = '1'] = /^(.*):(\d+)$/s.exec(source) ?? [];
  const document = await find(file);
  if (!document) {
    void window.showInformationMessage(`${file} is not there any more.`);
    return;
  }
  const editor = await window.showTextDocument(document);
  const at = document.lineAt(Math.min(document.lineCount, Number(line)) - 1).range.start;
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at));
}

async function find(file: string): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.find(({ uri }) => workspace.asRelativePath(uri, false) === file);
  if (open) return open;
  for (const uri of [
    ...(workspace.workspaceFolders ?? []).map((folder) => Uri.joinPath(folder.uri, file)),
    Uri.file(file),
  ])
    try {
      return await workspace.openTextDocument(uri);
    } catch {
      // Not in this folder.
    }
  return undefined;
}
