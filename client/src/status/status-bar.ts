import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Services } from '../services.ts';
import { poolStatus } from './pool-status.ts';

/** The item `Connection Pools` of the status bar, there while there are pools. A click opens the dashboard. */
export function registerStatusBar(services: Services): Disposable {
  const pools = services.livePools;
  const item = window.createStatusBarItem('qlsql.pools', StatusBarAlignment.Left, 10);
  item.name = 'Connection Pools';
  item.command = { command: 'qlsql.pools.showDashboard', title: 'Show Dashboard' };
  let shown = '';
  const show = (): void => {
    const document = window.activeTextEditor?.document;
    const current = document?.languageId === 'qlsql' ? services.currentPool(document) : undefined;
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
    item.backgroundColor = status.alarm ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  show();
  return Disposable.from(item, pools.watch(show), window.onDidChangeActiveTextEditor(show));
}
