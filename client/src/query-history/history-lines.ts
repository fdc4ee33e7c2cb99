import { formatClock, formatDuration } from '../messages/format.ts';
import { titleOf } from '../results/result-run.ts';
import { escapeMarkdown } from '../tree/pool-tooltips.ts';
import type { HistoryEntry } from './query-history.ts';

/** An entry as a line of the view. */
export interface HistoryLine {
  readonly label: string;
  readonly description: string;
  /** A codicon, and the theme's colour for it where it has one. */
  readonly icon: string;
  readonly color?: string;
  readonly spoken: string;
}

const count = new Intl.NumberFormat('en');
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const faces: Readonly<Record<HistoryEntry['state'], readonly [icon: string, words: string, color?: string]>> =
  {
    open: ['play-circle', 'open'],
    done: ['pass', 'done', 'testing.iconPassed'],
    failed: ['error', 'failed', 'testing.iconFailed'],
    cancelled: ['circle-slash', 'cancelled'],
    ended: ['circle-outline', 'end not seen'],
  };

/** `14:02 SELECT … FROM orders`, `120 rows · 8 ms · read_pool`; `now` in milliseconds since 1970. */
export function historyLine(entry: HistoryEntry, now: number): HistoryLine {
  const [icon, words, color] = faces[entry.state];
  const label = `${timeText(entry.at, now)} ${titleOf(entry.text)}`;
  const description = figures(entry).join(' · ');
  return {
    label,
    description,
    icon,
    ...(color === undefined ? {} : { color }),
    spoken: `${label}, ${words}${description === '' ? '' : `, ${description}`}`,
  };
}

/** The whole story as markdown. */
export function historyTooltip(entry: HistoryEntry): string {
  const [, words] = faces[entry.state];
  const fence = '`'.repeat(Math.max(3, ...[...entry.text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [
    `**${new Date(entry.at).toLocaleString()}** · ${[words, ...figures(entry)].join(' · ')}`,
    ...(entry.problem === undefined ? [] : [escapeMarkdown(entry.problem)]),
    `${fence}qlsql\n${entry.text.slice(0, 2000)}\n${fence}`,
    ...(entry.isWhole
      ? []
      : ['What may be secret was left out, or the end of a long text: it cannot run again from here.']),
  ].join('\n\n');
}

function figures({ state, rows, affected, ms, pool }: HistoryEntry): readonly string[] {
  const written = affected === undefined ? [] : [`${count.format(affected)} written`];
  const read =
    rows > 0 || written.length === 0 ? [`${count.format(rows)} ${rows === 1 ? 'row' : 'rows'}`] : [];
  return [
    ...(state === 'failed' && rows === 0 ? ['failed'] : read),
    ...written,
    ...(ms === undefined ? [] : [formatDuration(ms)]),
    ...(pool === undefined ? [] : [pool]),
  ];
}

function timeText(at: number, now: number): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(now).toDateString();
  const clock = formatClock(at, false);
  return isToday ? clock : `${day.format(date)} ${clock}`;
}
