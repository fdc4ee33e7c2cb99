import type { ChartChoice, ChartData, ChartScale } from '../messages/results.ts';
import { cellOf } from './bson-text.ts';
import type { Row } from './row.ts';

/** More points than a panel has pixels help nobody. */
export const chartRows = 5000;
/** Rows that are looked at to tell what a column holds. */
const sampleRows = 200;

/**
 * The points of a chart: the columns that somebody chose, or else those that fit. Along x a date comes first, then text, then a number;
 * along y the first number that is not x and, where there is another, names no key (`id`, `order_id`, `orderId`). Nothing is drawn where
 * there is no number.
 */
export function chartData(
  names: readonly string[],
  rows: readonly Row[],
  wanted: { readonly x?: number; readonly y?: number },
): ChartData {
  const choices = names.flatMap((_, column): ChartChoice[] => {
    const scale = scaleOf(rows, column);
    return scale === undefined ? [] : [{ column, scale }];
  });
  const numbers = choices.filter(({ scale }) => scale === 'number');
  const y = numbers.find(({ column }) => column === wanted.y) ?? defaultY(names, choices, wanted.x);
  const x = choices.find(({ column }) => column === wanted.x) ?? defaultX(choices, y);
  if (!x || !y) return { choices, xs: [], ys: [], rows: 0 };
  const drawn = rows.slice(0, chartRows);
  const base = { choices, x: x.column, y: y.column, scale: x.scale, rows: drawn.length };
  if (x.scale === 'category')
    return {
      ...base,
      xs: drawn.map((_, index) => index),
      ys: drawn.map((row) => numberOf(row[y.column])),
      labels: drawn.map((row) => cellOf(row[x.column]).text),
    };
  const points = drawn
    .map((row) => [positionOf(row[x.column]), numberOf(row[y.column])] as const)
    .filter((point): point is readonly [number, number | null] => point[0] !== null)
    .sort(([left], [right]) => left - right);
  return { ...base, xs: points.map(([at]) => at), ys: points.map(([, value]) => value) };
}

function defaultX(choices: readonly ChartChoice[], y: ChartChoice | undefined): ChartChoice | undefined {
  const free = choices.filter(({ column }) => column !== y?.column);
  const first = (scale: ChartScale) => free.find((choice) => choice.scale === scale);
  return first('time') ?? first('category') ?? first('number') ?? y;
}

/** With nothing but numbers the first of them is x, so that y is the second. */
function defaultY(
  names: readonly string[],
  choices: readonly ChartChoice[],
  x: number | undefined,
): ChartChoice | undefined {
  const numbers = choices.filter(({ scale }) => scale === 'number');
  const free = numbers.filter(({ column }) => column !== x);
  if (numbers.length === choices.length && x === undefined && free[1]) return free[1];
  return free.find(({ column }) => !isKey(names[column] ?? '')) ?? free[0] ?? numbers[0];
}

const isKey = (name: string): boolean => /(^|_)id$|[a-z]Id$/.test(name);

/** What the values of a column are alike; undefined where there is nothing to draw, or documents. */
function scaleOf(rows: readonly Row[], column: number): ChartScale | undefined {
  const kinds = new Set(
    rows
      .slice(0, sampleRows)
      .map((row) => cellOf(row[column]).kind)
      .filter((kind) => kind !== 'null' && kind !== 'missing'),
  );
  if (kinds.size === 0 || kinds.has('document') || kinds.has('array') || kinds.has('binary'))
    return undefined;
  if (kinds.size > 1) return 'category';
  return kinds.has('number') ? 'number' : kinds.has('date') ? 'time' : 'category';
}

/** A drawn point needs no more digits than a double has. */
function numberOf(value: unknown): number | null {
  const { kind, text } = cellOf(value);
  const number = kind === 'number' ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** A place along x: a number, or seconds since 1970. */
function positionOf(value: unknown): number | null {
  if (!(value instanceof Date)) return numberOf(value);
  const ms = value.getTime();
  return Number.isNaN(ms) ? null : ms / 1000;
}
