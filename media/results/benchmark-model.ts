import type { Cell, ResultColumn } from '../../client/src/messages/results.ts';

/** A figure of a pool: how long its bar is of the longest of its chart, from 0 to 1. */
export interface BenchmarkBar {
  readonly pool: string;
  readonly text: string;
  readonly share: number;
}

/** Bars to compare: those of one figure stand together, a bar for each pool. */
export interface BenchmarkChart {
  readonly title: string;
  readonly figures: readonly { readonly name: string; readonly bars: readonly BenchmarkBar[] }[];
}

export interface BenchmarkModel {
  readonly pools: readonly string[];
  readonly charts: readonly BenchmarkChart[];
  /** What to make of each pool, in sentences. */
  readonly advice: readonly { readonly pool: string; readonly text: string }[];
}

const percentiles = ['p50', 'p95', 'p99', 'max'];

const charts: readonly {
  readonly title: string;
  readonly unit: string;
  readonly figures: readonly (readonly [name: string, column: string])[];
}[] = [
  { title: 'Throughput', unit: '/s', figures: [['operations a second', 'throughput']] },
  { title: 'Checkout wait', unit: ' ms', figures: percentiles.map((name) => [name, `wait_${name}_ms`]) },
  { title: 'Response', unit: ' ms', figures: percentiles.map((name) => [name, `response_${name}_ms`]) },
  {
    title: 'Connections in use',
    unit: '',
    figures: [
      ['average', 'in_use_avg'],
      ['most', 'in_use_max'],
      ['limit', 'max_connections'],
    ],
  },
  { title: 'Errors', unit: '', figures: [['failed', 'errors']] },
];

const needed = ['pool', 'advice', ...charts.flatMap(({ figures }) => figures.map(([, column]) => column))];

/** Whether a result has the columns of a benchmark's. */
export function isBenchmark(columns: readonly ResultColumn[]): boolean {
  const names = new Set(columns.map(({ name }) => name));
  return needed.every((name) => names.has(name));
}

/** The rows of a benchmark as bars side by side. */
export function benchmarkModel(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
): BenchmarkModel {
  const at = new Map(columns.map(({ name }, index) => [name, index]));
  const cell = (row: readonly Cell[], name: string): Cell | undefined => row[at.get(name) ?? -1];
  const text = (row: readonly Cell[], name: string) => cell(row, name)?.text ?? '';
  const number = (row: readonly Cell[], name: string): number | undefined => {
    const found = cell(row, name);
    return found?.kind === 'number' ? Number(found.text) : undefined;
  };
  return {
    pools: rows.map((row) => text(row, 'pool')),
    charts: charts.map(({ title, unit, figures }) => {
      const values = figures.flatMap(([, column]) => rows.map((row) => number(row, column) ?? 0));
      const longest = Math.max(...values, Number.MIN_VALUE);
      return {
        title,
        figures: figures.map(([name, column]) => ({
          name,
          bars: rows.map((row) => {
            const value = number(row, column);
            const shown = value === undefined ? '–' : `${count.format(value)}${unit}`;
            return { pool: text(row, 'pool'), text: shown, share: (value ?? 0) / longest };
          }),
        })),
      };
    }),
    advice: rows.map((row) => ({ pool: text(row, 'pool'), text: text(row, 'advice') })),
  };
}

const count = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
