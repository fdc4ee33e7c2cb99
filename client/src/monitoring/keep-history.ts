import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { HistoryKeeper } from '../history/history-keeper.ts';
import { historyPlace } from '../history/history-place.ts';
import type { PoolManager } from '../pools/manager.ts';

/** Keeps the pools' history in a file of the extension, unless the setting says not to. */
export function keepHistory(
  { globalStorageUri, storageUri }: ExtensionContext,
  manager: PoolManager,
  output: LogOutputChannel,
): HistoryKeeper | undefined {
  if (!workspace.getConfiguration('qlsql.history').get('keep', true)) return undefined;
  return new HistoryKeeper(manager.histories, {
    file: historyPlace(globalStorageUri.fsPath, storageUri?.toString() ?? 'no folder'),
    inUse: () => manager.names(),
    failed: (message) => output.warn(message),
  });
}
