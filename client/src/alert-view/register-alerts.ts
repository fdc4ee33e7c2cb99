import { Disposable, window, workspace } from 'vscode';
import type { KeptAlerts } from '../alerts/alert-definitions.ts';
import { readAlertSetting } from '../run/alert-setting.ts';
import type { Services } from '../services.ts';
import { AlertProblems } from './alert-problems.ts';
import { registerAlertNotices } from './alert-notices.ts';
import { registerAlertStatus } from './alert-status.ts';
import { registerAlertsTree } from './alerts-tree.ts';

const keptKey = 'qlsql.alerts';

/** Alerts as people see them, what statements defined kept with the workspace, and those of the settings. */
export function registerAlerts({ alerts, context, output }: Services): Disposable {
  const kept = context.workspaceState.get<KeptAlerts>(keptKey);
  if (kept) alerts.restore(kept);
  const fromSettings = (): void => {
    const setting = workspace.getConfiguration('qlsql').get<Record<string, unknown>>('alerts', {});
    const { alerts: read, problems } = readAlertSetting(setting);
    const taken = alerts.fromSettings(read).map((name) => `Alert ${name}: the name is taken.`);
    for (const problem of [...problems, ...taken]) {
      output.warn(`qlsql.alerts: ${problem}`);
      void window.showWarningMessage(`The setting qlsql.alerts: ${problem}`);
    }
  };
  fromSettings();
  return Disposable.from(
    registerAlertsTree(alerts),
    registerAlertNotices(alerts),
    registerAlertStatus(alerts),
    new AlertProblems(alerts),
    alerts.onDidDefine(() => void context.workspaceState.update(keptKey, alerts.definitions.kept())),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('qlsql.alerts')) fromSettings();
    }),
  );
}
