import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  ThemeColor,
  window,
  type TextDocument,
} from 'vscode';
import type { Services } from '../services.ts';
import { livePools } from '../tree/live-pools.ts';
import { poolStatus } from './pool-status.ts';

/** The item `Connection Pools` of the status bar, there while there are pools. A click opens the dashboard. `currentPool` tells the pool of a document's session. */
export function registerStatusBar(
  services: Services,
  currentPool: (document: TextDocument) => string | undefined = () => undefined,
): Disposable {
  const pools = livePools(services.manager);
  const item = window.createStatusBarItem('qlsql.pools', StatusBarAlignment.Left, 10);
  item.name = 'Connection Pools';
  item.command = { command: 'qlsql.pools.showDashboard', title: 'Show Dashboard' };
  let shown = '';
  const show = (): void => {
    const document = window.activeTextEditor?.document;
    const current = document?.languageId === 'qlsql' ? currentPool(document) : undefined;
    const status = poolStatus(pools.snapshots(), current);
    // An item that is set to what it is already is sent to the window all the same.
    const next = JSON.stringify(status ?? null);
    if (next === shown) return;
    shown = next;
    if (!status) {
      item.hide();
      return;
    }
    item.text = status.text;
    item.tooltip = new MarkdownString(status.tooltip, true);
    item.accessibilityInformation = { label: status.spoken, role: 'button' };
    item.backgroundColor =
      status.alarm === 'none' ? undefined : new ThemeColor(`statusBarItem.${status.alarm}Background`);
    item.show();
  };
  show();
  return Disposable.from(item, pools.watch(show), window.onDidChangeActiveTextEditor(show));
}
