import { formatClock, formatDuration } from '../messages/format.ts';
import { titleOf } from '../results/result-run.ts';
import { codeBlock, escapeMarkdown, tooltipTable } from '../messages/markdown.ts';
import type { HistoryEntry } from './query-history.ts';

/** An entry as a line of a list. */
export interface HistoryLine {
  /** When and what: `14:02 SELECT … FROM orders`. */
  readonly label: string;
  /** `120 rows · 8 ms · read_pool` */
  readonly description: string;
  /** The same for a view in the sidebar: so many of the first words that the figures have room behind them, and the time at the end. */
  readonly narrow: { readonly label: string; readonly description: string };
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

/** Characters of a label that leave room for the figures where the sidebar has the width that it comes with. */
const narrowLabel = 18;

/** `now` in milliseconds since 1970. */
export function historyLine(entry: HistoryEntry, now: number): HistoryLine {
  const [icon, words, color] = faces[entry.state];
  const [time, title] = [timeText(entry.at, now), titleOf(entry.text)];
  const label = `${time} ${title}`;
  const description = figures(entry).join(' · ');
  const start = title.slice(0, narrowLabel - 1).trimEnd();
  return {
    label,
    description,
    narrow: {
      label: title.length > narrowLabel ? `${start}…` : title,
      description: `${description} · ${time}`,
    },
    icon,
    ...(color === undefined ? {} : { color }),
    spoken: `${label}, ${words}${description === '' ? '' : `, ${description}`}`,
  };
}

/** The whole story as a small Markdown table, the problem and the statement below. */
export function historyTooltip(entry: HistoryEntry): string {
  const { at, state, rows, isBare, affected, ms, pool, uri, line, problem } = entry;
  const [, words] = faces[state];
  const file = decodeURIComponent(uri.split(/[?#]/)[0]?.split('/').at(-1) ?? '');
  const told: (readonly [string, string])[] = [
    ['Began', new Date(at).toLocaleString()],
    ...(ms === undefined ? [] : [['Took', formatDuration(ms)] as const]),
    ...(rows > 0 || (affected === undefined && !isBare) ? [['Rows', count.format(rows)] as const] : []),
    ...(affected === undefined ? [] : [['Written', count.format(affected)] as const]),
    ...(pool === undefined ? [] : [['Pool', pool] as const]),
    ['Stood in', `${file}, line ${line}`],
  ];
  return [
    `**${escapeMarkdown(titleOf(entry.text))}** ${words}`,
    tooltipTable(told.map(([label, value]) => [label, escapeMarkdown(value)])),
    ...(problem === undefined ? [] : [escapeMarkdown(problem)]),
    codeBlock(entry.text.slice(0, 2000), 'qlsql'),
    ...(entry.isWhole
      ? []
      : ['What may be secret was left out, or the end of a long text: it cannot run again from here.']),
  ].join('\n\n');
}

function figures({ state, rows, isBare, affected, ms, pool }: HistoryEntry): readonly string[] {
  const written = affected === undefined ? [] : [`${count.format(affected)} written`];
  const read =
    rows > 0 || (written.length === 0 && !isBare)
      ? [`${count.format(rows)} ${rows === 1 ? 'row' : 'rows'}`]
      : [];
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
