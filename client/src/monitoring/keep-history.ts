import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { HistoryKeeper } from '../history/history-keeper.ts';
import { historyPlace } from '../history/history-place.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { PoolManager } from '../pools/manager.ts';

/** Keeps the pools' history, and the alerts that have ended, in a file of the extension, unless the setting says not to. */
export function keepHistory(
  { globalStorageUri, storageUri }: ExtensionContext,
  manager: PoolManager,
  alerts: Alerts,
  output: LogOutputChannel,
): HistoryKeeper | undefined {
  if (!workspace.getConfiguration('qlsql.history').get('keep', true)) return undefined;
  return new HistoryKeeper(manager.histories, {
    file: historyPlace(globalStorageUri.fsPath, storageUri?.toString() ?? 'no folder'),
    alerts,
    inUse: () => manager.names(),
    failed: (message) => output.warn(message),
  });
}
