import type { Alert, AlertSeverity } from '../alerts/alert-types.ts';
import { formatClock, formatDuration, formatPlural } from '../messages/format.ts';
import { escapeMarkdown, tooltipTable } from '../messages/markdown.ts';

/** What one line of the alerts view shows: plain data, so that two of them can be told apart by value. */
export interface AlertLine {
  readonly label: string;
  readonly description: string;
  /** A codicon's id and the theme colour it is drawn in. */
  readonly icon: string;
  readonly color: string;
  /** What package.json's menus go by: `alert firing statement source`. */
  readonly context: string;
  /** The whole line as a screen reader says it. */
  readonly spoken: string;
}

interface Face {
  readonly icon: string;
  readonly color: string;
  readonly word: string;
}

/** Every icon has a shape of its own, so that none is told by its colour alone. */
const severityFaces: Readonly<Record<AlertSeverity, Face>> = {
  CRITICAL: { icon: 'error', color: 'charts.red', word: 'critical' },
  WARNING: { icon: 'warning', color: 'charts.yellow', word: 'warning' },
  INFO: { icon: 'info', color: 'charts.blue', word: 'information' },
};

const urgency: Readonly<Record<AlertSeverity, number>> = { CRITICAL: 2, WARNING: 1, INFO: 0 };

/** Those that are raised: what asks for the most first, then the newest. */
export function raisedFirst(alerts: readonly Alert[]): readonly Alert[] {
  return alerts
    .filter(({ state }) => state === 'firing')
    .sort(
      (left, right) =>
        Number(isQuiet(left)) - Number(isQuiet(right)) ||
        urgency[right.severity] - urgency[left.severity] ||
        time(right.raisedAt) - time(left.raisedAt),
    );
}

/** Those that ended, the newest first. */
export function endedFirst(alerts: readonly Alert[]): readonly Alert[] {
  return alerts
    .filter(({ state }) => state === 'resolved')
    .sort((left, right) => time(right.endedAt) - time(left.endedAt));
}

/** Whether somebody took note of it or silenced it: it stays in the list and asks for nobody. */
export function isQuiet({ acknowledgedAt, snoozedUntil }: Alert): boolean {
  return acknowledgedAt !== undefined || snoozedUntil !== undefined;
}

/** `write_pool: queue not empty`, what is the matter, and since when. */
export function alertLine(alert: Alert): AlertLine {
  const { pool, severity, state, message, snoozedUntil, acknowledgedAt } = alert;
  const face = severityFaces[severity];
  const words = ruleWords(alert);
  const when =
    state === 'resolved'
      ? `${clock(alert.raisedAt)}–${clock(alert.endedAt)}`
      : [
          `since ${clock(alert.since)}`,
          ...(snoozedUntil ? [`silent until ${clock(snoozedUntil)}`] : []),
          ...(acknowledgedAt ? ['seen'] : []),
        ].join(', ');
  const often = alert.times > 1 ? ` · ${alert.times} times` : '';
  const quiet = { icon: state === 'resolved' ? 'pass' : 'bell-slash', color: 'disabledForeground' };
  return {
    label: `${pool}: ${words}`,
    description: `${message} · ${when}${often}`,
    ...(state === 'resolved' || isQuiet(alert) ? quiet : face),
    context: [
      'alert',
      state,
      ...(isQuiet(alert) ? ['quiet'] : []),
      ...(alert.statement === undefined ? [] : ['statement']),
      ...(alert.source === undefined ? [] : ['source']),
    ].join(' '),
    spoken: `${face.word}, ${state === 'resolved' ? 'ended' : 'raised'}: pool ${pool}, ${words}, ${when}. ${message}`,
  };
}

/** Below an alert: what is the matter, what to do, the SQL at fault, and the events that raised it, the newest first. */
export function detailLines(alert: Alert): readonly AlertLine[] {
  const line = (icon: string, label: string, description: string, context: string): AlertLine => ({
    ...{ icon, label, description, context },
    color: 'foreground',
    spoken: `${label} ${description}`,
  });
  return [
    line('comment', alert.message, `since ${clock(alert.since)}`, 'message'),
    ...(alert.advice === undefined ? [] : [line('lightbulb', alert.advice, '', 'advice')]),
    ...(alert.statement === undefined ? [] : [line('edit', alert.statement, 'write it', 'write')]),
    ...(alert.source === undefined ? [] : [line('go-to-file', alert.source, 'open it', 'open')]),
    ...[...alert.events]
      .reverse()
      .map(({ at, text }) => line('history', clock(at), eventWords(text), 'event')),
  ];
}

/** `serverDescriptionChanged to a:27017` as `Server description changed to a:27017`. */
function eventWords(text: string): string {
  const words = text.replace(/^\w+/, (type) =>
    type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The whole story of an alert as Markdown with codicons. */
export function alertTooltip(alert: Alert): string {
  const face = severityFaces[alert.severity];
  const rows: [string, string][] = [['Since', clock(alert.since)]];
  if (alert.value !== undefined && alert.limit !== undefined) {
    const unit = alert.unit === undefined ? '' : ` ${alert.unit}`;
    rows.push(['Value · limit', `${figure(alert.value)} · ${figure(alert.limit)}${unit}`]);
  }
  if (alert.raisedAt) rows.push(['Raised', `${clock(alert.raisedAt)}, ${formatPlural(alert.times, 'time')}`]);
  if (alert.raisedAt && alert.endedAt)
    rows.push(['Ended', `${clock(alert.endedAt)}, after ${formatDuration(+alert.endedAt - +alert.since)}`]);
  return [
    `$(${face.icon}) **${escapeMarkdown(alert.pool)}** ${escapeMarkdown(alert.name)} · ${face.word}`,
    escapeMarkdown(alert.message),
    tooltipTable(rows.map(([label, value]) => [label, escapeMarkdown(value)])),
    ...(alert.advice === undefined ? [] : [`$(lightbulb) ${escapeMarkdown(alert.advice)}`]),
  ].join('\n\n');
}

/** What the status bar item shows; undefined where no alert asks for somebody. */
export interface AlertStatus {
  readonly text: string;
  readonly spoken: string;
  readonly tooltip: string;
  readonly critical: boolean;
}

const inTooltip = 8;

export function alertStatus(alerts: readonly Alert[]): AlertStatus | undefined {
  const raised = raisedFirst(alerts).filter((alert) => !isQuiet(alert));
  if (raised.length === 0) return undefined;
  const lines = raised
    .slice(0, inTooltip)
    .map(
      ({ severity, pool, message }) =>
        `- $(${severityFaces[severity].icon}) **${escapeMarkdown(pool)}** ${escapeMarkdown(message)}`,
    );
  const more = raised.length > inTooltip ? [`\nand ${raised.length - inTooltip} more`] : [];
  return {
    text: `$(bell-dot) ${raised.length}`,
    spoken: `${formatPlural(raised.length, 'alert')} raised: ${raised[0]?.message ?? ''}`,
    tooltip: [...lines, ...more].join('\n'),
    critical: raised.some(({ severity }) => severity === 'CRITICAL'),
  };
}

/** `queue_not_empty` as `queue not empty`. */
export function ruleWords({ name }: Pick<Alert, 'name'>): string {
  return name.replaceAll('_', ' ');
}

const time = (at: Date | undefined): number => at?.getTime() ?? 0;
const clock = (at: Date | undefined): string => (at ? formatClock(at.getTime()) : '–');
const figure = (value: number): string => String(Math.round(value * 100) / 100);
