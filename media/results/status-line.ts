import type { ResultTab } from '../../client/src/messages/results.ts';

const count = new Intl.NumberFormat('en');

/** What is known of a result, in a line: `120 rows · first row 8 ms · 12 ms · pool read_pool · a:27017`. */
export function statusLine(tab: ResultTab): string {
  return [
    rowsText(tab),
    tab.affected === undefined ? '' : `${count.format(tab.affected)} written`,
    tab.firstRowMs === undefined ? '' : `first row ${duration(tab.firstRowMs)}`,
    tab.ms === undefined ? '' : `${duration(tab.ms)} in all`,
    tab.pool === undefined ? '' : `pool ${tab.pool}`,
    tab.host ?? '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function rowsText({ state, rows, columns }: ResultTab): string {
  const some = `${count.format(rows)} ${rows === 1 ? 'row' : 'rows'}`;
  switch (state) {
    case 'running':
      return rows === 0 ? 'Running…' : `${some} so far…`;
    case 'held':
      return `${some} so far, more as you scroll`;
    case 'full':
      return `${some} so far`;
    case 'stopped':
      return `${some}, stopped before the end by the next run`;
    case 'cancelled':
      return rows === 0 ? 'Cancelled' : `${some}, then cancelled`;
    case 'failed':
      return rows === 0 ? 'Failed' : `${some}, then failed`;
    case 'done':
      return columns.length === 0 && rows === 0 ? 'Done' : some;
  }
}

/** What stands where rows would be: why none are to be seen. Undefined where some are, or may yet come. */
export function emptyText({ state, rows, columns, arrangement }: ResultTab): string | undefined {
  if (columns.length === 0)
    return rows > 0 ? 'These rows have no columns: name some behind SELECT.' : undefined;
  if (rows > 0 || state !== 'done') return undefined;
  return arrangement && arrangement.filters.length > 0
    ? 'No row passes the filters: take one off to see more.'
    : 'There are no such rows.';
}

/** Milliseconds as people say them: `0.4 ms`, `12 ms`, `3.2 s`. */
function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}
