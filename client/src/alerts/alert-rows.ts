import type { AlertRulesColumn, AlertsColumn } from '../../../dialect/src/catalog/alerts-table.ts';
import type { AlertInfo } from '../../../dialect/src/catalog/catalog.ts';
import type { AlertBody } from '../../../dialect/src/pipeline/alert-command.ts';
import { formatDuration } from '../messages/format.ts';
import type { Alert } from './alert-types.ts';
import type { Alerts } from './alerts.ts';

type Row<Column extends string> = Readonly<Record<Column, unknown>>;

/** The rows of the table functions that alerts give, keyed by column name; undefined for any other table. */
export function alertTable(
  alerts: Alerts,
  table: string,
  pool?: string,
  now = Date.now(),
): readonly Record<string, unknown>[] | undefined {
  switch (table.toUpperCase()) {
    case 'CONNECTION_POOL_ALERTS':
      alerts.look();
      return alerts
        .all()
        .filter((alert) => pool === undefined || alert.pool === pool)
        .map((alert) => alertRow(alert, now));
    case 'CONNECTION_POOL_ALERT_RULES':
      alerts.look();
      return ruleRows(alerts);
    default:
      return undefined;
  }
}

function alertRow(alert: Alert, now: number): Row<AlertsColumn> {
  return {
    alert_id: alert.id,
    alert_name: alert.name,
    pool_name: alert.pool,
    host: alert.host ?? null,
    severity: alert.severity,
    state: alert.state,
    message: alert.message,
    value: alert.value ?? null,
    limit_value: alert.limit ?? null,
    unit: alert.unit ?? null,
    since: alert.since,
    raised_at: alert.raisedAt ?? null,
    ended_at: alert.endedAt ?? null,
    lasted_ms: (alert.endedAt?.getTime() ?? now) - alert.since.getTime(),
    times_raised: alert.times,
    acknowledged_at: alert.acknowledgedAt ?? null,
    snoozed_until: alert.snoozedUntil ?? null,
    advice: alert.advice ?? null,
    statement: alert.statement ?? null,
    source: alert.source ?? null,
    event_ids: alert.events.map(({ id }) => id),
    events: alert.events.map(({ at, text }) => `${at.toISOString()} ${text}`),
  };
}

function ruleRows(alerts: Alerts): readonly Row<AlertRulesColumn>[] {
  const { rules, own } = alerts.definitions;
  const firing = (name: string) =>
    alerts.all().filter((alert) => alert.name === name && alert.state === 'firing').length;
  return [
    ...rules.map((rule) => ({
      alert_name: rule.name,
      origin: 'built in',
      enabled: rule.enabled,
      severity: rule.levels[0].severity,
      watches: 'CONNECTION_POOLS()',
      condition: rule.condition,
      hold_ms: rule.holdMs,
      every_ms: 1000,
      message: null,
      firing: firing(rule.name),
    })),
    ...own.map((alert) => ({
      alert_name: alert.name,
      origin: alert.origin,
      enabled: alert.enabled,
      severity: alert.severity,
      watches: watchedText(alert),
      condition: alert.when,
      hold_ms: alert.holdMs,
      every_ms: alert.everyMs,
      message: alert.message ?? null,
      firing: firing(alert.name),
    })),
  ];
}

/** `read_pool`, `CONNECTION_POOLS()`, `CONNECTION_POOL_HOSTS('read_pool')`. */
function watchedText({ table, pool }: Pick<AlertBody, 'table' | 'pool'>): string {
  if (table !== 'CONNECTION_POOLS')
    return `${table}(${pool === undefined ? '' : `'${pool.replaceAll("'", "''")}'`})`;
  return pool ?? 'CONNECTION_POOLS()';
}

/** `read_pool: CRITICAL when waiting_operations > 3 for 10 s`. */
export function describeAlert({ holdMs, severity, when, ...source }: AlertBody): string {
  const held = holdMs === 0 ? '' : ` for ${formatDuration(holdMs)}`;
  return `${watchedText(source)}: ${severity} when ${when}${held}`;
}

/** What completion and hover are told of the alerts that there are. */
export function alertInfos({
  definitions: { rules, own },
}: Pick<Alerts, 'definitions'>): readonly AlertInfo[] {
  return [
    ...rules.map(({ name, levels, condition }) => ({
      name,
      origin: 'built in' as const,
      severity: levels[0].severity,
      condition,
    })),
    ...own.map(({ name, origin, severity, when }) => ({ name, origin, severity, condition: when })),
  ];
}
