import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

/** How much an alert asks for: the last is the most. */
export const alertSeverities = ['INFO', 'WARNING', 'CRITICAL'] as const;

const ms = { unit: 'ms' };

/** CONNECTION_POOL_ALERTS(): a row for each alert that is raised, is about to be, or ended lately; the newest last. */
export const alertsColumns = [
  column('alert_id', 'int', 'Number of the alert.'),
  column('alert_name', 'text', 'The alert that was raised, as SHOW ALERTS names it.'),
  column('pool_name', 'text', 'The pool that it is about.'),
  column('host', 'text', 'Address of the server that it is about, where it is about one.', {
    nullable: true,
  }),
  column('severity', 'text', 'INFO, WARNING or CRITICAL.', { values: alertSeverities }),
  column(
    'state',
    'text',
    'pending: the condition holds, but not for long enough yet; firing: raised; resolved: ended.',
    { values: ['pending', 'firing', 'resolved'] },
  ),
  column('message', 'text', 'What is the matter, in a sentence.'),
  column('value', 'double', 'The figure that raised it, as it was last.', { nullable: true }),
  column('limit_value', 'double', 'What the figure should not exceed.', { nullable: true }),
  column('unit', 'text', 'Unit of both.', { nullable: true }),
  column('since', 'timestamptz', 'Since when the condition has held.'),
  column('raised_at', 'timestamptz', 'When it was raised.', { nullable: true }),
  column('ended_at', 'timestamptz', 'When it ended.', { nullable: true }),
  column('lasted_ms', 'double', 'How long the condition has held, or did.', ms),
  column(
    'times_raised',
    'int',
    'How often it was raised: one that comes back soon after its end goes on as the same.',
  ),
  column('acknowledged_at', 'timestamptz', 'When somebody took note of it.', { nullable: true }),
  column('snoozed_until', 'timestamptz', 'Until when it is silent.', { nullable: true }),
  column('advice', 'text', 'What to do.', { nullable: true }),
  column('statement', 'text', 'The statement that does it.', { nullable: true }),
  column('source', 'text', 'Where the SQL stands that is at fault: file and line.', { nullable: true }),
  column(
    'event_ids',
    'long[]',
    'The events that raised it: event_id of CONNECTION_POOL_EVENTS(), the newest last.',
  ),
  column('events', 'text[]', 'The same events in words.'),
] as const;

/** CONNECTION_POOL_ALERT_RULES(): a row for each alert that may be raised. */
export const alertRulesColumns = [
  column('alert_name', 'text', 'Its name, for ALTER ALERT and DROP ALERT.'),
  column('origin', 'text', 'Where it comes from: built in, CREATE ALERT, or the setting qlsql.alerts.', {
    values: ['built in', 'sql', 'settings'],
  }),
  column('enabled', 'boolean', 'Whether it is raised at all.'),
  column('severity', 'text', 'INFO, WARNING or CRITICAL; the least, where it depends on the figure.', {
    values: alertSeverities,
  }),
  column('watches', 'text', 'What it looks at: a pool, or a table of pools.'),
  column('condition', 'text', 'What raises it.'),
  column('hold_ms', 'double', 'How long the condition has to hold.', ms),
  column('every_ms', 'double', 'How often the condition is looked at.', ms),
  column('message', 'text', 'The text of its message; NULL where it makes one itself.', { nullable: true }),
  column('firing', 'int', 'For how many pools it is raised now.'),
] as const;

export type AlertsColumn = ColumnName<typeof alertsColumns>;
export type AlertRulesColumn = ColumnName<typeof alertRulesColumns>;
