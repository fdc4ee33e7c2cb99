import { SnippetString, commands, window } from 'vscode';
import type { Alert } from '../alerts/alert-types.ts';
import type { CommandRow } from '../commands/command-row.ts';
import { sqlName, writeStatement } from '../commands/write-statement.ts';
import { formatPlural } from '../messages/format.ts';
import { openSource } from '../panels/holder-actions.ts';
import type { Services } from '../services.ts';
import { alertLine, endedFirst, raisedFirst } from './alert-lines.ts';

const spans = [
  { label: '10 minutes', ms: 600_000 },
  { label: '1 hour', ms: 3_600_000 },
  { label: '1 day', ms: 86_400_000 },
] as const;

export const alertCommands: readonly CommandRow[] = [
  { id: 'qlsql.alerts.show', run: () => commands.executeCommand('qlsql.alerts.focus') },
  { id: 'qlsql.alerts.create', run: (_, pool) => writeStatement(createSnippet(pool)) },
  {
    id: 'qlsql.alerts.acknowledge',
    run: async (services, argument) => {
      const alert = await alertOf(services, argument);
      if (alert) services.alerts.acknowledge(alert.id);
    },
  },
  {
    id: 'qlsql.alerts.snooze',
    run: async (services, argument, ms) => {
      const alert = await alertOf(services, argument);
      if (!alert) return;
      const forMs =
        typeof ms === 'number'
          ? ms
          : (await window.showQuickPick(spans, { placeHolder: `Silence ${alertLine(alert).label} for` }))?.ms;
      if (forMs !== undefined) services.alerts.snooze(alert.id, forMs);
    },
  },
  {
    id: 'qlsql.alerts.writeStatement',
    run: async (services, argument) => {
      const alert = await alertOf(services, argument, {
        has: (each) => each.statement !== undefined,
        none: 'No alert that is raised advises a statement.',
      });
      const statement = alert?.statement;
      if (statement !== undefined) await writeStatement(`${statement}\n`);
    },
  },
  {
    id: 'qlsql.alerts.openSource',
    run: async (services, argument) => {
      const alert = await alertOf(services, argument, {
        has: (each) => each.source !== undefined,
        none: 'Of no alert that is raised a statement is known to be at fault.',
      });
      const source = alert?.source;
      if (source !== undefined) await openSource(source);
    },
  },
  {
    id: 'qlsql.alerts.forgetEnded',
    run: ({ alerts }) => {
      const { length } = endedFirst(alerts.all());
      alerts.forgetPast();
      const told = length === 0 ? 'No alert has ended' : `${formatPlural(length, 'ended alert')} forgotten`;
      window.setStatusBarMessage(told, 4000);
    },
  },
];

/** What an alert needs for a command, and what to say where no alert has it. */
interface Wanted {
  has(alert: Alert): boolean;
  readonly none: string;
}

const anyAlert: Wanted = { has: () => true, none: 'No alert is raised.' };

/** The alert that a menu or a number names, or that somebody picks of those that are raised. */
async function alertOf(
  { alerts }: Services,
  argument: unknown,
  wanted = anyAlert,
): Promise<Alert | undefined> {
  const id =
    typeof argument === 'object' && argument !== null && 'alert' in argument
      ? (argument.alert as Alert).id
      : argument;
  if (typeof id === 'number') return alerts.all().find((alert) => alert.id === id);
  const raised = raisedFirst(alerts.all());
  const items = raised.filter(wanted.has).map((alert) => {
    const { label, description } = alertLine(alert);
    return { label, description, alert };
  });
  if (items.length === 0) {
    void window.showInformationMessage(raised.length === 0 ? anyAlert.none : wanted.none);
    return undefined;
  }
  return (await window.showQuickPick(items, { placeHolder: 'Which alert?' }))?.alert;
}

function createSnippet(argument: unknown): SnippetString {
  const pool =
    typeof argument === 'object' &&
    argument !== null &&
    'pool' in argument &&
    typeof argument.pool === 'string'
      ? sqlName(argument.pool)
      : 'CONNECTION_POOLS()';
  return new SnippetString('CREATE ALERT ')
    .appendPlaceholder('busy')
    .appendText(' ON ')
    .appendPlaceholder(pool)
    .appendText('\nWHEN (')
    .appendPlaceholder('waiting_operations > 10')
    .appendText(')\nSEVERITY ')
    .appendChoice(['WARNING', 'CRITICAL', 'INFO'])
    .appendText(" FOR '")
    .appendPlaceholder('10 seconds')
    .appendText("'\nMESSAGE '")
    .appendPlaceholder('{{pool_name}}: {{waiting_operations}} operations wait')
    .appendText("';\n");
}
