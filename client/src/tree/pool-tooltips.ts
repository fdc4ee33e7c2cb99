import { shortUse } from '../messages/capacity.ts';
import { formatClock, formatCount, formatDuration, formatRate, formatShare } from '../messages/format.ts';
import { moodFaces, moodOf } from '../messages/health.ts';
import { escapeMarkdown, tooltipTable } from '../messages/markdown.ts';
import type { HostSnapshot, Percentiles, PoolSnapshot } from '../pools/pool-types.ts';

function percentiles(times: Percentiles): string {
  return [times.p50, times.p95, times.p99].map(formatDuration).join(' · ');
}

/** The whole story of a pool as a small Markdown table, its issues below. */
export function poolTooltip(pool: PoolSnapshot): string {
  const face = moodFaces[moodOf(pool)];
  const where = [pool.connection, pool.database].filter((part) => part !== undefined).map(escapeMarkdown);
  const reasons = Object.entries(pool.destroyedByReason)
    .filter(([, count]) => count > 0)
    .sort(([, left], [, right]) => right - left)
    .map(([reason, count]) => `${escapeMarkdown(reason)} ${formatCount(count)}`);
  const rows: [string, string][] = [
    ['In use', shortUse(pool)],
    ['Idle · pending', `${formatCount(pool.idle)} · ${formatCount(pool.pending)}`],
    [
      'Waiting',
      pool.waiting === 0
        ? '0'
        : `${formatCount(pool.waiting)}, the oldest ${formatDuration(pool.oldestWaitMs)}`,
    ],
    ['Checkout p50 · p95 · p99', percentiles(pool.checkout)],
    ['Operation p50 · p95 · p99', percentiles(pool.response)],
    ['Operations', `${formatCount(pool.operations)}, ${formatRate(pool.operationsPerSecond)}`],
    ['Errors', `${formatCount(pool.errors)}, lately ${formatShare(pool.errorRate)}`],
    ['Created · closed', `${formatCount(pool.created)} · ${formatCount(pool.destroyed)}`],
  ];
  if (reasons.length > 0) rows.push(['Closed by reason', reasons.join(' · ')]);
  if (pool.lastUsedAt) rows.push(['Last used', formatClock(pool.lastUsedAt.getTime())]);
  const heading = `$(${face.icon}) **${escapeMarkdown(pool.name)}** ${face.word}, score ${Math.round(pool.healthScore)}`;
  return [
    where.length > 0 ? `${heading}  \n${where.join(' · ')}` : heading,
    tooltipTable(rows),
    ...(pool.issues.length > 0 ? [pool.issues.map((issue) => `- ${escapeMarkdown(issue)}`).join('\n')] : []),
    ...advice(pool.recommendation),
  ].join('\n\n');
}

/** `INCREASE_POOL_SIZE` as people say it; nothing where all is well. */
function advice(recommendation: string): string[] {
  if (recommendation === '' || recommendation === 'POOL_OPTIMALLY_CONFIGURED') return [];
  const words = recommendation.toLowerCase().replaceAll('_', ' ');
  return [`$(lightbulb) ${escapeMarkdown(words.charAt(0).toUpperCase() + words.slice(1))}`];
}

/** The whole story of one host of a pool. */
export function hostTooltip(host: HostSnapshot): string {
  const rows: [string, string][] = [
    ['In use', `${formatCount(host.active)} of ${formatCount(host.size)} open`],
    ['Idle · pending', `${formatCount(host.idle)} · ${formatCount(host.pending)}`],
    ['Waiting', formatCount(host.waiting)],
    ['Checkout p50 · p95 · p99', percentiles(host.checkout)],
    ['Operation p50 · p95 · p99', percentiles(host.response)],
    ['Operations · errors', `${formatCount(host.operations)} · ${formatCount(host.errors)}`],
    ['Created · closed', `${formatCount(host.created)} · ${formatCount(host.destroyed)}`],
  ];
  if (host.roundTripMs !== undefined) rows.push(['Round trip', formatDuration(host.roundTripMs)]);
  return `**${escapeMarkdown(host.address)}** ${escapeMarkdown(host.role)}\n\n${tooltipTable(rows)}`;
}
