import { Disposable } from 'vscode';
import type { Alerts } from '../alerts/alerts.ts';
import { StatusItem } from '../status/status-item.ts';
import { alertStatus } from './alert-lines.ts';

/** The item `Pool Alerts` of the status bar, there while an alert asks for somebody. A click shows the alerts. */
export function registerAlertStatus(alerts: Alerts): Disposable {
  const command = { command: 'qlsql.alerts.focus', title: 'Show Alerts' };
  const item = new StatusItem('qlsql.alerts', 'Pool Alerts', 8, command);
  const show = (): void => {
    const status = alertStatus(alerts.all());
    item.show(status && { ...status, background: status.critical ? 'error' : 'warning' });
  };
  show();
  return Disposable.from(item, alerts.onDidChange(show));
}
