import type { Arrangement, CellKind } from '../messages/results.ts';
import { cellOf, plainText } from './bson-text.ts';
import { compare, readExact } from './exact-number.ts';
import type { Filter } from './filter-text.ts';
import type { Row } from './row.ts';

/** Rows in another order and without those that a filter leaves out, as the same ORDER BY and WHERE would give them: NULL and missing are greatest. */
export function arrangedRows(
  rows: readonly Row[],
  order: Arrangement['order'],
  filters: readonly Filter[],
): readonly Row[] {
  const kept = rows.filter((row) => filters.every((filter) => passes(row[filter.column], filter)));
  if (!order) return kept;
  const sign = order.direction === 'asc' ? 1 : -1;
  return kept
    .map((row) => ({ row, key: row[order.column] }))
    .sort((a, b) => sign * compareValues(a.key, b.key))
    .map(({ row }) => row);
}

/** As SQL compares: what is NULL or of another type passes no comparison. */
function passes(value: unknown, { operator, operand }: Filter): boolean {
  const isNull = value === null || value === undefined;
  if (operator === 'IS NULL') return isNull;
  if (operator === 'IS NOT NULL') return !isNull;
  if (isNull) return false;
  if (operator === 'ILIKE')
    return typeof value === 'string' && value.toLowerCase().includes(String(operand).toLowerCase());
  const isAlike = rank(cellOf(value).kind) === rank(cellOf(operand).kind);
  if (!isAlike) return operator === '<>';
  const order = compareValues(value, operand);
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

const ranks: readonly CellKind[] = [
  ...(['number', 'text', 'document', 'array', 'binary', 'id', 'boolean', 'date', 'other'] as const),
  ...(['null', 'missing'] as const),
];

const rank = (kind: CellKind): number => (kind === 'missing' ? ranks.indexOf('null') : ranks.indexOf(kind));

function compareValues(a: unknown, b: unknown): number {
  const [m, n] = [doubleOf(a), doubleOf(b)];
  if (m === m && n === n) return m < n ? -1 : m > n ? 1 : 0;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  const kind = cellOf(a).kind;
  const order = rank(kind) - rank(cellOf(b).kind);
  if (order !== 0 || a === null || a === undefined) return order;
  const [left, right] = [plainText(a), plainText(b)];
  if (kind !== 'number') return Buffer.compare(Buffer.from(left), Buffer.from(right));
  const [x, y] = [readExact(left), readExact(right)];
  // NaN is least, as MongoDB has it; the infinities lie beyond all others.
  return x && y ? compare(x, y) : beyond(left) - beyond(right);
}

/** A number that a double holds as it is; NaN for all else. */
function doubleOf(value: unknown): number {
  if (typeof value === 'number') return value;
  const { _bsontype: type, value: inner } = (value ?? {}) as { _bsontype?: unknown; value?: unknown };
  return (type === 'Int32' || type === 'Double') && typeof inner === 'number' ? inner : Number.NaN;
}

const beyond = (text: string): number =>
  text === 'NaN' ? -2 : text === '-Infinity' ? -1 : text === 'Infinity' ? 1 : 0;
