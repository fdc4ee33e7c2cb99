import type { Alert, AlertEvent } from '../alerts/alert-types.ts';
import { holdsStatement } from './redacted-event.ts';

/** Ended alerts that a file keeps: more than the view of alerts lists. */
const most = 200;
const dayMs = 86_400_000;

/** An alert without the texts of statements, as a file may hold it. */
export function bareAlert({ bare, ...alert }: Alert): Alert {
  return { ...alert, message: bare ?? alert.message, events: alert.events.map(bareEvidence) };
}

function bareEvidence(event: AlertEvent): AlertEvent {
  const [type = ''] = event.text.split(' ');
  return holdsStatement(type) ? { ...event, text: type } : event;
}

/**
 * The newest of the last day's alerts as the next start is to know them, oldest first: what is still raised ends now, with the pools of this
 * start. `now` in milliseconds since 1970.
 */
export function alertsToKeep(alerts: readonly Alert[], now: number): readonly Alert[] {
  return alerts
    .filter(({ state, raisedAt }) => state !== 'pending' && raisedAt !== undefined)
    .map((alert): Alert => ({
      ...bareAlert(alert),
      state: 'resolved',
      endedAt: alert.endedAt ?? new Date(now),
    }))
    .filter(({ endedAt }) => endedAt && endedAt.getTime() > now - dayMs)
    .slice(-most);
}

/** Whether what a file tells is an alert that has ended: whoever wrote it decides what it says, its kinds are checked. */
export function isEndedAlert(value: unknown): value is Alert {
  const alert = value as Partial<Record<keyof Alert, unknown>> | null;
  return isAlert(alert) && alert.state === 'resolved' && isDate(alert.endedAt) && isDate(alert.raisedAt);
}

export function isAlert(value: unknown): value is Alert {
  const alert = value as Partial<Record<keyof Alert, unknown>> | null;
  const texts = [alert?.name, alert?.pool, alert?.message, alert?.state];
  const open = [alert?.advice, alert?.statement, alert?.source, alert?.option, alert?.host, alert?.unit];
  return (
    texts.every((text) => typeof text === 'string') &&
    open.every((text) => text === undefined || typeof text === 'string') &&
    ['INFO', 'WARNING', 'CRITICAL'].includes(String(alert?.severity)) &&
    isDate(alert?.since) &&
    typeof alert?.times === 'number' &&
    Array.isArray(alert.events) &&
    alert.events.every(
      (event: Partial<AlertEvent> | null) => isDate(event?.at) && typeof event?.text === 'string',
    )
  );
}

const isDate = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime());
