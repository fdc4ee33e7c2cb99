import { capacity, shortUse } from '../messages/capacity.ts';
import { formatCount, formatDuration, formatPlural } from '../messages/format.ts';
import { moodFaces, moodOf, worstMood } from '../messages/health.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { escapeMarkdown } from '../messages/markdown.ts';

/** What the status bar item shows; undefined where there is no pool and so nothing to show. */
export interface PoolStatus {
  /** With codicons as `$(id)`. */
  readonly text: string;
  readonly spoken: string;
  /** Markdown with codicons. */
  readonly tooltip: string;
  /** Whether some pool is in need of somebody: only then the item has a background of its own. */
  readonly alarm: boolean;
}

const mostRows = 12;

/** All pools in one line: connections in use of how many, who waits, and how the worst one fares. `current` is the pool of the document in front. */
export function poolStatus(pools: readonly PoolSnapshot[], current?: string): PoolStatus | undefined {
  if (pools.length === 0) return undefined;
  const total = (value: (pool: PoolSnapshot) => number): number =>
    pools.reduce((sum, pool) => sum + value(pool), 0);
  const active = total((pool) => pool.active);
  const max = total(capacity);
  const waiting = total((pool) => pool.waiting);
  const worst = worstMood(pools.map(moodOf));
  const face = moodFaces[worst];
  const session = current === undefined ? '' : ` · ${current}`;
  const queue = waiting > 0 ? ` · ${formatCount(waiting)} waiting` : '';
  return {
    text: `$(${face.icon}) ${formatCount(active)}/${formatCount(max)}${queue}${session}`,
    spoken: [
      `Connection pools: ${face.word}`,
      `${active} of ${max} connections in use`,
      `${waiting} waiting`,
      ...(current === undefined ? [] : [`this file uses ${current}`]),
    ].join(', '),
    tooltip: tooltip(pools, current),
    alarm: worst === 'failed' || worst === 'unhealthy',
  };
}

/** The pools that ask for the most attention first. */
function tooltip(pools: readonly PoolSnapshot[], current: string | undefined): string {
  const rows = [...pools]
    .sort((left, right) => moodFaces[moodOf(right)].urgency - moodFaces[moodOf(left)].urgency)
    .slice(0, mostRows)
    .map((pool) => {
      const name = escapeMarkdown(pool.name);
      return `| $(${moodFaces[moodOf(pool)].icon}) ${pool.name === current ? `**${name}**` : name}&emsp; | ${shortUse(pool)}&emsp; | ${pool.waiting}&emsp; | ${formatDuration(pool.checkout.p95)} |`;
    });
  const more =
    pools.length > rows.length ? `\n\nand ${formatPlural(pools.length - rows.length, 'more pool')}` : '';
  const table = ['| Pool | In use | Waiting | Checkout p95 |', '|:--|--:|--:|--:|', ...rows].join('\n');
  const session = current === undefined ? '' : `\n\nThis file's session uses **${escapeMarkdown(current)}**.`;
  return `${table}${more}${session}`;
}
