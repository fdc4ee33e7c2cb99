import type { OutputColumn } from '../../../dialect/src/pipeline/command.ts';
import type { BenchmarkSettings } from '../../../dialect/src/options/index.ts';
import type { Percentiles } from '../pools/pool-types.ts';
import { adviceOf } from './advice.ts';
import { sizingOf, type SizeEstimate, type Sizing } from './sizing.ts';
import type { Tally } from './tally.ts';

/** A pool's figures under the names of their columns. Times in milliseconds, rates a second. */
interface Figures {
  readonly pool: string;
  readonly tally: Tally;
  readonly sizing: Sizing | undefined;
  readonly settings: BenchmarkSettings;
}

type ColumnType = OutputColumn['type']['name'];

interface Row {
  readonly name: string;
  readonly type: ColumnType;
  readonly value: (figures: Figures) => unknown;
}

const columns: readonly Row[] = [
  { name: 'pool', type: 'text', value: ({ pool }) => pool },
  { name: 'throughput', type: 'double', value: ({ tally }) => rounded(tally.throughput) },
  { name: 'operations', type: 'int', value: ({ tally }) => tally.operations },
  { name: 'errors', type: 'int', value: ({ tally }) => tally.errors },
  ...timed('wait', ({ tally }) => tally.wait.percentiles),
  ...timed('response', ({ tally }) => tally.response.percentiles),
  { name: 'in_use_avg', type: 'double', value: ({ tally }) => rounded(tally.inUseAverage) },
  { name: 'in_use_max', type: 'int', value: ({ tally }) => tally.inUseMost },
  { name: 'max_connections', type: 'int', value: ({ tally }) => finite(tally.limit) },
  { name: 'held_ms', type: 'double', value: ({ tally }) => rounded(tally.held.averageMs) },
  { name: 'unfinished', type: 'int', value: ({ tally }) => tally.unfinished },
  { name: 'errors_by_kind', type: 'document', value: ({ tally }) => ({ ...tally.errorsByKind }) },
  { name: 'first_error', type: 'text', value: ({ tally }) => tally.firstError ?? null },
  { name: 'concurrency', type: 'int', value: ({ settings }) => settings.concurrency },
  { name: 'rate', type: 'double', value: ({ settings }) => settings.rate ?? null },
  { name: 'seconds', type: 'double', value: ({ tally }) => rounded(tally.measuredMs / 1000) },
  { name: 'advice', type: 'text', value: ({ tally, sizing }) => adviceOf(tally, sizing) },
  { name: 'other_sizes', type: 'array', value: ({ sizing }) => sizing?.others.map(shown) ?? [] },
];

/** What a benchmark's result looks like: a row for each pool. */
export const benchmarkColumns: readonly OutputColumn[] = columns.map(({ name, type }) => ({
  name,
  field: name,
  type: { name: type },
}));

/** The rows of pools that were measured together, in their order. */
export function benchmarkRows(
  pools: readonly (readonly [pool: string, tally: Tally])[],
  settings: BenchmarkSettings,
): readonly (readonly unknown[])[] {
  // Pools that were under load at the same time slowed one another down: each stands for itself.
  const all = settings.simultaneous ? [] : pools.map(([, tally]) => tally);
  return pools.map(([pool, tally]) => {
    const figures = { pool, tally, settings, sizing: sizingOf(tally, all, settings) };
    return columns.map(({ value }) => value(figures));
  });
}

function timed(of: string, found: (figures: Figures) => Percentiles | undefined): readonly Row[] {
  return (['p50', 'p95', 'p99', 'max'] as const).map((name) => ({
    name: `${of}_${name}_ms`,
    type: 'double',
    value: (figures) => {
      const percentiles = found(figures);
      return percentiles ? rounded(percentiles[name]) : null;
    },
  }));
}

function shown({ size, throughput, waitMs }: SizeEstimate) {
  return { connections: size, throughput: rounded(throughput), wait_avg_ms: finite(rounded(waitMs)) };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
