import type {
  Column,
  DashboardSnapshot,
  PoolFigures,
  PoolSeries,
} from '../../client/src/messages/dashboard.ts';
import { formatCount, formatDuration, formatRate } from '../../client/src/messages/format.ts';
import type { ThemeColor } from '../shared/theme.ts';

export type Quantity = 'connections' | 'duration' | 'rate';

/** One line of a chart. */
export interface ChartLine {
  readonly label: string;
  readonly color: ThemeColor;
  /** Lengths of dashes and gaps in pixels: tells lines apart where colours do not. */
  readonly dash?: readonly number[];
  /** How solid the area below is, 0 to 1; down to the next line where the chart is stacked. */
  readonly fill?: number;
  /** What was measured. */
  readonly values: Column;
  /** Where it is drawn, if elsewhere: a stacked area's upper edge. */
  readonly drawn?: Column;
}

/** A chart as plain data: everything but the pixels. */
export interface ChartModel {
  readonly id: 'connections' | 'waiting' | 'checkout' | 'operations';
  readonly title: string;
  readonly quantity: Quantity;
  /** The areas of a stacked chart lie below each other, the highest first. */
  readonly stacked: boolean;
  readonly lines: readonly ChartLine[];
  /** The chart in a sentence, for those who do not see it. */
  readonly summary: string;
}

const formats: Readonly<Record<Quantity, (value: number) => string>> = {
  connections: formatCount,
  duration: formatDuration,
  rate: formatRate,
};

export function formatQuantity(quantity: Quantity, value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : formats[quantity](value);
}

/** The charts of a snapshot: one pool in full, or several beside each other with one line for each. */
export function chartModels(snapshot: DashboardSnapshot): ChartModel[] {
  const [first, ...others] = snapshot.series;
  if (!first) return [];
  const hosts = hostsOf(snapshot.pools);
  const models =
    others.length === 0
      ? [connections([first], hosts), waiting([first]), checkout(first), operations(first)]
      : [
          connections(snapshot.series, hosts),
          waiting(snapshot.series),
          perPool('checkout', 'Checkout p95', 'duration', snapshot.series, (pool) => pool.checkoutP95),
          perPool('operations', 'Operations', 'rate', snapshot.series, (pool) => pool.operations),
        ];
  return models.map((model) => ({ ...model, summary: summary(model) }));
}

type Unspoken = Omit<ChartModel, 'summary'>;

/** The driver's limit is one for each host: there may be as many connections as all hosts of a pool come to. */
function connections(series: readonly PoolSeries[], hosts: (pool: string) => number): Unspoken {
  const active = sum(series.map((pool) => pool.active));
  const idle = sum(series.map((pool) => pool.idle));
  const pending = sum(series.map((pool) => pool.pending));
  const open = sum([active, idle]);
  return {
    id: 'connections',
    title: 'Connections',
    quantity: 'connections',
    stacked: true,
    lines: [
      {
        label: 'max',
        color: 'red',
        dash: [6, 4],
        values: sum(series.map(({ pool, maxSize }) => times(maxSize, hosts(pool)))),
      },
      { label: 'pending', color: 'yellow', fill: 0.7, values: pending, drawn: sum([open, pending]) },
      { label: 'idle', color: 'blue', fill: 0.2, values: idle, drawn: open },
      { label: 'in use', color: 'blue', fill: 0.65, values: active },
    ],
  };
}

/** How many hosts a pool has; of pools that are told together, how many they have on average. */
function hostsOf(pools: readonly PoolFigures[]): (pool: string) => number {
  const ratio = (capacity: number, maxSize: number): number => capacity / Math.max(maxSize, 1);
  const known = new Map(pools.map(({ name, capacity, maxSize }) => [name, ratio(capacity, maxSize)]));
  const sum = (figure: (pool: PoolFigures) => number): number =>
    pools.reduce((total, pool) => total + figure(pool), 0);
  const onAverage = ratio(
    sum((pool) => pool.capacity),
    sum((pool) => pool.maxSize),
  );
  return (pool) => known.get(pool) ?? onAverage;
}

const times = (column: Column, factor: number): Column =>
  column.map((value) => (value === null ? null : value * factor));

function waiting(series: readonly PoolSeries[]): Unspoken {
  const [only] = series;
  if (only && series.length === 1) {
    return {
      id: 'waiting',
      title: 'Waiting',
      quantity: 'connections',
      stacked: false,
      lines: [{ label: 'waiting', color: 'yellow', fill: 0.3, values: only.waiting }],
    };
  }
  return perPool('waiting', 'Waiting', 'connections', series, (pool) => pool.waiting);
}

function checkout(pool: PoolSeries): Unspoken {
  return {
    id: 'checkout',
    title: 'Checkout',
    quantity: 'duration',
    stacked: false,
    lines: [
      { label: 'p99', color: 'red', dash: [2, 3], values: pool.checkoutP99 },
      { label: 'p95', color: 'yellow', dash: [7, 3], values: pool.checkoutP95 },
      { label: 'p50', color: 'green', values: pool.checkoutP50 },
    ],
  };
}

function operations(pool: PoolSeries): Unspoken {
  return {
    id: 'operations',
    title: 'Operations and errors',
    quantity: 'rate',
    stacked: false,
    lines: [
      { label: 'errors', color: 'red', dash: [4, 2], fill: 0.4, values: pool.errors },
      { label: 'operations', color: 'green', fill: 0.18, values: pool.operations },
    ],
  };
}

const palette: readonly ThemeColor[] = ['blue', 'yellow', 'green', 'purple', 'red', 'foreground'];
const dashes: readonly (readonly number[] | undefined)[] = [undefined, [7, 3], [2, 3], [9, 3, 2, 3]];

function perPool(
  id: ChartModel['id'],
  title: string,
  quantity: Quantity,
  series: readonly PoolSeries[],
  column: (pool: PoolSeries) => Column,
): Unspoken {
  const lines = series.map((pool, index): ChartLine => {
    if (pool.others !== undefined)
      return { label: pool.pool, color: 'foreground', dash: [1, 3], values: column(pool) };
    const dash = dashes[index % dashes.length];
    const color = palette[index % palette.length] ?? 'blue';
    return { label: pool.pool, color, values: column(pool), ...(dash && { dash }) };
  });
  return { id, title, quantity, stacked: false, lines };
}

/** The sum at each instant of what was measured; null where nothing was. */
export function sum(columns: readonly Column[]): Column {
  const [first, ...others] = columns;
  if (!first) return [];
  if (others.length === 0) return first;
  return first.map((start, index) =>
    others.reduce((total, column) => {
      const value = column[index] ?? null;
      return total === null ? value : value === null ? total : total + value;
    }, start),
  );
}

function summary(model: Unspoken): string {
  const parts = model.lines.map((line) => {
    const known = line.values.filter((value) => value !== null);
    if (known.length === 0) return `${line.label} not measured`;
    const [now, most] = [known.at(-1), known.reduce((left, right) => Math.max(left, right), -Infinity)];
    return `${line.label} ${formatQuantity(model.quantity, now)}, at most ${formatQuantity(model.quantity, most)}`;
  });
  return `${model.title}: ${parts.join('; ')}.`;
}

/** What of a model decides how its chart is built; while it stays the same only the data is replaced. */
export function chartShape(model: ChartModel): string {
  return JSON.stringify([model.id, model.stacked, ...model.lines.map((line) => [line.label, line.color])]);
}

/** The charts' figures as a table, the newest instant first: the same values for those who do not see the lines. */
export interface FigureTable {
  /** The charts, and how many columns each has. */
  readonly groups: readonly { readonly title: string; readonly columns: number }[];
  readonly head: readonly string[];
  readonly rows: readonly { readonly at: number; readonly cells: readonly string[] }[];
}

export function figureTable(
  times: readonly number[],
  models: readonly ChartModel[],
  mostRows: number,
): FigureTable {
  const columns = models.flatMap((model) =>
    model.lines.toReversed().map((line) => ({
      head: line.label,
      cell: (index: number) => formatQuantity(model.quantity, line.values[index]),
    })),
  );
  const rows = times
    .map((at, index) => ({ at, index }))
    .slice(-mostRows)
    .reverse()
    .map(({ at, index }) => ({ at, cells: columns.map((column) => column.cell(index)) }));
  return {
    groups: models.map(({ title, lines }) => ({ title, columns: lines.length })),
    head: columns.map((column) => column.head),
    rows,
  };
}
