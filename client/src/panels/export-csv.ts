import type { Column, DashboardSnapshot, PoolSeries } from '../messages/dashboard.ts';

const columns: readonly (readonly [head: string, column: (series: PoolSeries) => Column])[] = [
  ['active', (series) => series.active],
  ['idle', (series) => series.idle],
  ['pending', (series) => series.pending],
  ['max', (series) => series.maxSize],
  ['waiting', (series) => series.waiting],
  ['checkout_p50_ms', (series) => series.checkoutP50],
  ['checkout_p95_ms', (series) => series.checkoutP95],
  ['checkout_p99_ms', (series) => series.checkoutP99],
  ['operations_per_s', (series) => series.operations],
  ['errors_per_s', (series) => series.errors],
];

/** The charts' figures as CSV: one row for each pool and instant, times in ISO 8601, nothing where nothing was measured. */
export function exportCsv({ times, series }: Pick<DashboardSnapshot, 'times' | 'series'>): string {
  const head = ['time', 'pool', ...columns.map(([name]) => name)].join(',');
  const rows = times.flatMap((time, index) =>
    series.map((pool) =>
      [
        new Date(time).toISOString(),
        csvField(pool.pool),
        ...columns.map(([, column]) => figure(column(pool)[index])),
      ].join(','),
    ),
  );
  return `${[head, ...rows].join('\r\n')}\r\n`;
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(Math.round(value * 1000) / 1000);
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
