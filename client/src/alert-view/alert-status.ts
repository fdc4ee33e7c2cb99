import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Alerts } from '../alerts/alerts.ts';
import { alertStatus } from './alert-lines.ts';

/** The item `Pool Alerts` of the status bar, there while an alert asks for somebody. A click shows the alerts. */
export function registerAlertStatus(alerts: Alerts): Disposable {
  const item = window.createStatusBarItem('qlsql.alerts', StatusBarAlignment.Left, 8);
  item.name = 'Pool Alerts';
  item.command = { command: 'qlsql.alerts.focus', title: 'Show Alerts' };
  let shown = '';
  const show = (): void => {
    const status = alertStatus(alerts.all());
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
    item.backgroundColor = new ThemeColor(
      status.critical ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground',
    );
    item.show();
  };
  show();
  return Disposable.from(item, alerts.onDidChange(show));
}
