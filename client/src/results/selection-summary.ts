import type { CellRange } from '../messages/results.ts';
import { cellOf, isNested } from './bson-text.ts';
import { add, compare, divide, exactText, readExact, type ExactNumber } from './exact-number.ts';
import type { Row } from './row.ts';

/** More cells than these are counted only: the extension host has other things to do. */
const mostSummed = 500_000;

/**
 * What the selected cells come to, in a line: `3 values · sum 0.3 · avg 0.1 · min 0.1 · max 0.1`. Sums are exact in the digits that the
 * grid shows, whatever the type; an average that does not end is rounded to ten more. NULL and missing values do not count. Dates have
 * a least and a greatest one. NaN and the infinities are told of and left out.
 */
export function selectionSummary(
  held: { slice(from: number, to: number): readonly Row[] },
  range: CellRange,
): string {
  const cells = (range.toRow - range.fromRow + 1) * range.columns.length;
  if (cells > mostSummed) return `${cells.toLocaleString('en')} cells · too many to sum up here`;
  const rows = held.slice(range.fromRow, range.toRow + 1);
  let values = 0;
  let odd = 0;
  let numbers = 0;
  let least: ExactNumber | undefined;
  let greatest: ExactNumber | undefined;
  let dates: readonly [number, number] | undefined;
  const sums = new Map<number, bigint>();
  for (const row of rows)
    for (const column of range.columns) {
      const value = row[column];
      if (isNested(value)) {
        values += 1;
        continue;
      }
      const { kind, text } = cellOf(value);
      if (kind === 'null' || kind === 'missing') continue;
      values += 1;
      if (kind === 'date') {
        const ms = Date.parse(text);
        if (!Number.isNaN(ms)) dates = [Math.min(dates?.[0] ?? ms, ms), Math.max(dates?.[1] ?? ms, ms)];
      }
      if (kind !== 'number') continue;
      const number = readExact(text);
      if (!number) {
        odd += 1;
        continue;
      }
      numbers += 1;
      // By exponent, so that a sum of many numbers scales few.
      sums.set(number.exponent, (sums.get(number.exponent) ?? 0n) + number.digits);
      if (!least || compare(number, least) < 0) least = number;
      if (!greatest || compare(number, greatest) > 0) greatest = number;
    }
  const parts = [`${values} ${values === 1 ? 'value' : 'values'}`];
  if (least && greatest) {
    const sum = [...sums]
      .map(([exponent, digits]) => ({ digits, exponent }))
      .reduce(add, { digits: 0n, exponent: 0 });
    parts.push(`sum ${exactText(sum)}`, `avg ${exactText(divide(sum, numbers))}`);
    parts.push(`min ${exactText(least)}`, `max ${exactText(greatest)}`);
  } else if (dates)
    parts.push(...dates.map((ms, end) => `${end === 0 ? 'min' : 'max'} ${new Date(ms).toISOString()}`));
  if (odd > 0) parts.push(`${odd} not finite`);
  return parts.join(' · ');
}
