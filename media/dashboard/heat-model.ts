import type { ResponseHeat } from '../../client/src/messages/dashboard.ts';
import { formatCount, formatDuration } from '../../client/src/messages/format.ts';

/** The part of a heat map's rows that is shown: from the first row on, up to but without the last. */
export interface HeatRows {
  readonly from: number;
  readonly to: number;
}

const fewestRows = 9;

/** The rows in which there is anything, and some beside them so that the map is not all one row high. */
export function heatRows(heat: ResponseHeat): HeatRows {
  let [from, to] = [heat.edges.length, 0];
  for (const cells of heat.counts) {
    cells.forEach((count, row) => {
      if (count === 0) return;
      from = Math.min(from, row);
      to = Math.max(to, row + 1);
    });
  }
  if (from >= to) [from, to] = [1, 1 + fewestRows];
  while (to - from < fewestRows) {
    if (to < heat.edges.length) to += 1;
    if (from > 0 && to - from < fewestRows) from -= 1;
  }
  return { from, to };
}

/** How strongly a cell is painted: by its share of the operations of its instant, so that quiet times can be read too. */
export function heatStrength(cells: readonly number[], row: number): number {
  const count = cells[row] ?? 0;
  if (count === 0) return 0;
  const most = cells.reduce((left, right) => Math.max(left, right), 0);
  return 0.15 + 0.85 * Math.sqrt(count / most);
}

/** The operations of one instant in words: how many, and where the middle one and the slowest lie. */
export interface HeatFigures {
  readonly count: string;
  readonly median: string;
  readonly slowest: string;
}

export function heatFigures(heat: ResponseHeat, index: number): HeatFigures {
  const cells = heat.counts[index] ?? [];
  const total = cells.reduce((sum, count) => sum + count, 0);
  if (total === 0) return { count: '0', median: '–', slowest: '–' };
  let passed = 0;
  const middle = cells.findIndex((count) => (passed += count) >= total / 2);
  const last = cells.findLastIndex((count) => count > 0);
  return { count: formatCount(total), median: rowText(heat, middle), slowest: rowText(heat, last) };
}

/** A row as the time below which its operations lie. */
function rowText({ edges }: ResponseHeat, row: number): string {
  const upper = edges[row + 1];
  return upper === undefined ? `>${formatDuration(edges[row] ?? 0)}` : `<${formatDuration(upper)}`;
}

/** The last instant with any operation, or the last of all. */
export function newestHeat(heat: ResponseHeat): number {
  const found = heat.counts.findLastIndex((cells) => cells.some((count) => count > 0));
  return found === -1 ? heat.counts.length - 1 : found;
}
