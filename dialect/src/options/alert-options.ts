import { alertSeverities } from '../catalog/alerts-table.ts';
import type { PoolOption } from './option.ts';

const group = 'monitoring';

/** What ALTER ALERT … SET takes: rows as those of pool options, so that the same checker and completion read them. */
export const alertOptions: readonly PoolOption[] = [
  {
    name: 'severity',
    group,
    type: { kind: 'enum', values: alertSeverities },
    default: 'WARNING',
    documentation:
      'How much the alert asks for. Of a built-in alert with several limits, the severity of all of them.',
  },
  {
    name: 'for',
    group,
    type: { kind: 'string' },
    defaultNote: 'none',
    documentation:
      "How long the condition has to hold before the alert is raised, and to be gone before it ends: '10 seconds'.",
  },
  {
    name: 'every',
    group,
    type: { kind: 'string' },
    default: '1 second',
    documentation: "How often the condition is looked at: '30 seconds'.",
  },
  {
    name: 'message',
    group,
    type: { kind: 'string' },
    defaultNote: 'the condition in words',
    documentation: 'What the alert says. {{column}} stands for a value of the row that raised it.',
  },
  {
    name: 'limit',
    group,
    type: { kind: 'number', min: 0 },
    defaultNote: 'its own',
    documentation: 'What the figure of a built-in alert should not exceed; it has this one limit then.',
  },
  {
    name: 'enabled',
    group,
    type: { kind: 'boolean' },
    default: true,
    documentation: 'Whether the alert is raised at all.',
  },
];

export function findAlertOption(name: string): PoolOption | undefined {
  return alertOptions.find((option) => option.name === name.toLowerCase());
}
