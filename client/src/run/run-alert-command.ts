import type { AlertCommand } from '../../../dialect/src/index.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { loadConditions } from './alert-condition.ts';
import { describeAlert } from '../alerts/alert-rows.ts';

/** Carries out a statement about alerts. Gives what happened in a sentence. */
export async function runAlertCommand(command: AlertCommand, alerts: Alerts): Promise<string> {
  const { name } = command;
  switch (command.kind) {
    case 'createAlert': {
      const { alert } = command;
      await loadConditions();
      if (!alerts.create(name, alert, command)) return `Alert ${name} was there already.`;
      return `Alert ${name} watches ${describeAlert(alert)}.`;
    }
    case 'alterAlert':
      alerts.alter(name, command.changes);
      return command.changes.enabled === false ? `Alert ${name} is silent.` : `Alert ${name} was altered.`;
    case 'dropAlert':
      return alerts.drop(name, command.ifExists)
        ? `Alert ${name} was dropped.`
        : `There was no alert ${name}.`;
  }
}
