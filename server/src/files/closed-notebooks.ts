import path from 'node:path';
import type { CancellationToken, TextDocumentPositionParams } from 'vscode-languageserver/node';
import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { references } from '../features/navigation.ts';
import type { Host } from '../host.ts';
import { namedElsewhere } from '../names/same-name.ts';
import { placed } from './across-documents.ts';
import type { WorkspaceFile } from './workspace-files.ts';

/**
 * Says which notebooks that are not open name what is being renamed: a notebook on the disk is JSON, whose cells only an editor of notebooks
 * changes without harm.
 */
export async function tellOfClosedNotebooks(
  { connection, workspace, files }: Host,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  token: CancellationToken,
): Promise<void> {
  const asked = workspace.get(uri);
  const offset = asked?.lines.offsetAt(position) ?? 0;
  const pattern = asked && namedElsewhere(asked.model, offset);
  if (!asked || !pattern) return;
  const names: string[] = [];
  for await (const file of files.notebooksBeside(workspace.uris(), token)) {
    const code = await codeOf(file);
    if (!pattern.test(code)) continue;
    const { model } = placed(file.uri, code);
    const found = references(asked.model, offset, true, [asked.model, model]) ?? [];
    if (found.some((place) => place.uri === file.uri)) names.push(path.posix.basename(file.uri));
  }
  if (names.length > 0 && !token.isCancellationRequested)
    await connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message: `The old name stays in notebooks that are not open: ${names.map(decodeURIComponent).join(', ')}. Open them first, or replace it there.`,
    });
}

/** The statements of a notebook; none of a file that is no notebook. */
async function codeOf(file: WorkspaceFile): Promise<string> {
  try {
    const { cells } = JSON.parse((await file.read()) ?? '') as { cells: readonly { code?: unknown }[] };
    return cells.flatMap(({ code }) => (Array.isArray(code) ? [...code, ';'] : [])).join('\n');
  } catch {
    return '';
  }
}
