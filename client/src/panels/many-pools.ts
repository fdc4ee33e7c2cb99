import type { Column, PoolFigures, PoolRank, PoolSeries, Times } from '../messages/dashboard.ts';
import { worstMood } from '../messages/health.ts';
import { seriesOf, type SeriesColumn } from './series.ts';

/** Lines that can be told apart in one chart: of more pools the first have their own, the others share the last. */
export const mostLines = 6;
/** Pools that have a row of their own in the table. */
export const mostRows = 50;

/** A chosen pool now and in the range. */
export interface ShownPool {
  readonly figures: PoolFigures;
  readonly series: PoolSeries;
}

/** The pools that matter most first: by the mean over the range, so that the order stands while figures tremble. */
export function byRank<Pool extends ShownPool>(pools: readonly Pool[], rank: PoolRank): readonly Pool[] {
  const weighed = pools.map((pool) => ({ pool, weight: weights[rank](pool) }));
  return weighed
    .sort(
      (left, right) =>
        right.weight - left.weight || names.compare(left.pool.figures.name, right.pool.figures.name),
    )
    .map(({ pool }) => pool);
}

const names = new Intl.Collator('en', { numeric: true });

const weights: Readonly<Record<PoolRank, (pool: ShownPool) => number>> = {
  use: ({ figures, series }) => mean(series.active) / Math.max(1, figures.capacity),
  waiting: ({ series }) => mean(series.waiting),
  checkout: ({ series }) => mean(series.checkoutP95),
  operations: ({ series }) => mean(series.operations),
};

function mean(column: Column): number {
  let [sum, count] = [0, 0];
  for (const value of column)
    if (value !== null) {
      sum += value;
      count += 1;
    }
  return count === 0 ? 0 : sum / count;
}

/** The first of a list, and what the others come to; all of them where they are few enough. */
export function folded<Item>(
  items: readonly Item[],
  most: number,
  fold: (others: readonly Item[]) => Item,
): readonly Item[] {
  return items.length <= most ? items : [...items.slice(0, most - 1), fold(items.slice(most - 1))];
}

/** A column in so many points at most, each the highest of those that it stands for. */
export function thinned(column: Column, most: number): Column {
  const each = Math.ceil(column.length / most);
  return Array.from({ length: Math.ceil(column.length / each) }, (_, index) =>
    column
      .slice(index * each, (index + 1) * each)
      .reduce((highest, value) => (value === null || (highest ?? -Infinity) > value ? highest : value), null),
  );
}

const nameOf = (others: readonly unknown[]): string => `${others.length} others`;

/** Checkouts do not add up: of several pools the slowest is told. */
const slowest: ReadonlySet<SeriesColumn> = new Set(['checkoutP50', 'checkoutP95', 'checkoutP99']);

export function foldSeries(all: readonly PoolSeries[]): PoolSeries {
  const series = seriesOf(nameOf(all), (name) => {
    const together: (number | null)[] = (all[0]?.[name] ?? []).map(() => null);
    const isSlowest = slowest.has(name);
    for (const { [name]: column } of all)
      for (let index = 0; index < together.length; index += 1) {
        const [known = null, value = null] = [together[index], column[index]];
        if (value === null) continue;
        together[index] = known === null ? value : isSlowest ? Math.max(known, value) : known + value;
      }
    return together;
  });
  return { ...series, others: all.length };
}

export function foldFigures(all: readonly PoolFigures[]): PoolFigures {
  const sum = (value: (pool: PoolFigures) => number): number =>
    all.reduce((total, pool) => total + value(pool), 0);
  const most = (value: (pool: PoolFigures) => number): number =>
    all.reduce((highest, pool) => Math.max(highest, value(pool)), 0);
  const times = (value: (pool: PoolFigures) => Times): Times =>
    all
      .map(value)
      .reduce((slow, next) => (next.p95 > slow.p95 ? next : slow), { p50: 0, p95: 0, p99: 0, max: 0 });
  return {
    name: nameOf(all),
    others: all.length,
    mood: worstMood(all.map(({ mood }) => mood)),
    active: sum((pool) => pool.active),
    idle: sum((pool) => pool.idle),
    pending: sum((pool) => pool.pending),
    maxSize: sum((pool) => pool.maxSize),
    capacity: sum((pool) => pool.capacity),
    minSize: sum((pool) => pool.minSize),
    waiting: sum((pool) => pool.waiting),
    oldestWaitMs: most((pool) => pool.oldestWaitMs),
    checkout: times((pool) => pool.checkout),
    response: times((pool) => pool.response),
    operationsPerSecond: sum((pool) => pool.operationsPerSecond),
    errorsPerSecond: sum((pool) => pool.errorsPerSecond),
    errorRate: most((pool) => pool.errorRate),
    healthScore: all.reduce((least, pool) => Math.min(least, pool.healthScore), 100),
    reasons: [],
    destroyedByReason: counted(all.map((pool) => pool.destroyedByReason)),
    errorsByKind: counted(all.map((pool) => pool.errorsByKind)),
  };
}

function counted(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const totals: Record<string, number> = {};
  for (const counts of all)
    for (const [reason, count] of Object.entries(counts)) totals[reason] = (totals[reason] ?? 0) + count;
  return totals;
}
