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
  // Nobody reads the figures of a window that is not in front.
  let watching = pools.watch(show, { closely: window.state.focused });
  show();
  return Disposable.from(
    item,
    { dispose: () => watching.dispose() },
    window.onDidChangeActiveTextEditor(show),
    window.onDidChangeWindowState(({ focused }) => {
      watching.dispose();
      watching = pools.watch(show, { closely: focused });
    }),
  );
}
