import type { Cell, ResultColumn } from '../../client/src/messages/results.ts';

const least = 64;
const most = 420;
const padding = 20;

/** Widths in pixels that fit the names and the first rows. `measure` gives a text's width. */
export function fittingWidths(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  measure: (text: string) => number,
): number[] {
  return columns.map((column, index) => {
    const texts = rows.map((row) => row[index]?.text ?? '');
    const longest = texts.reduce((a, b) => (b.length > a.length ? b : a), '');
    // Letters that are written as several code units are fewer than their length says: the heading is measured by itself.
    const widest = Math.max(measure(`${column.name} ${column.type}`), measure(longest));
    return Math.round(Math.max(least, Math.min(most, widest + padding)));
  });
}

export function clampWidth(width: number): number {
  return Math.max(32, Math.round(width));
}
