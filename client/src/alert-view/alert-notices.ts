import { commands, window, workspace, type Disposable } from 'vscode';
import { isWorse } from '../alerts/alert-book.ts';
import type { Alert, AlertSeverity } from '../alerts/alert-types.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { ruleWords } from './alert-lines.ts';

/** More that are raised at once are told of in one sentence. */
const mostApart = 2;
const hourMs = 3_600_000;

/** Tells of alerts as they are raised, as severe ones as the setting says. */
export function registerAlertNotices(alerts: Alerts): Disposable {
  return alerts.onDidChange(({ raised }) => {
    const told = raised.filter(({ severity }) => isWanted(severity));
    if (told.length > mostApart) void tellMany(told);
    else for (const alert of told) void tell(alert, alerts);
  });
}

function isWanted(severity: AlertSeverity): boolean {
  const least = workspace
    .getConfiguration('qlsql')
    .get<string>('alertNotifications', 'critical')
    .toUpperCase();
  if (least === 'OFF') return false;
  return !isWorse(least === 'ALL' ? 'INFO' : (least as AlertSeverity), severity);
}

async function tell(alert: Alert, alerts: Alerts): Promise<void> {
  const { pool, message, severity, statement, id } = alert;
  const [show, write, snooze] = ['Show', 'Write Statement', 'Snooze 1 h'];
  const say = severity === 'CRITICAL' ? window.showErrorMessage : window.showWarningMessage;
  const text = `Pool ${pool}: ${message}`;
  const answer = await say(text, show, ...(statement === undefined ? [] : [write]), snooze);
  if (answer === show) await commands.executeCommand('qlsql.alerts.focus');
  else if (answer === write) await commands.executeCommand('qlsql.alerts.writeStatement', id);
  else if (answer === snooze) alerts.snooze(id, hourMs);
}

async function tellMany(raised: readonly Alert[]): Promise<void> {
  const pools = [...new Set(raised.map(({ pool }) => pool))];
  const rules = [...new Set(raised.map(ruleWords))];
  const where = pools.length > 3 ? `${pools.length} pools` : pools.join(', ');
  const answer = await window.showWarningMessage(
    `${raised.length} alerts for ${where}: ${rules.join(', ')}.`,
    'Show',
  );
  if (answer !== undefined) await commands.executeCommand('qlsql.alerts.focus');
}
