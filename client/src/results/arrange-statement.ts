import { parseStatement } from '../../../dialect/src/index.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { Arrangement } from '../messages/results.ts';
import type { EditStatement } from './edit-statement.ts';
import type { Filter } from './filter-text.ts';

/** The statement within another, a line's comment at its end included; undefined where it is no query. */
function within(text: string): string | undefined {
  if (parseStatement(text).statement?.kind !== 'Query') return undefined;
  return `(${text.trim().replace(/;$/, '')}\n) AS rows_of_result`;
}

/** The statement whose rows are a statement's, filtered and in another order; undefined where it cannot be wrapped. */
export function arrangedStatement(
  text: string,
  names: readonly string[],
  order: Arrangement['order'],
  filters: readonly Filter[],
): EditStatement | undefined {
  const inner = within(text);
  const used = [...(order ? [order.column] : []), ...filters.map(({ column }) => column)];
  const isPlain = used.every((column) => names.filter((name) => name === names[column]).length === 1);
  if (inner === undefined || !isPlain) return undefined;
  const name = (column: number): string => writtenName(names[column] ?? '');
  const conditions = filters.map(({ column, operator, operand }, index) =>
    operand === undefined
      ? `${name(column)} ${operator}`
      : `${name(column)} ${operator} :filter_${index + 1}`,
  );
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const orderBy = order ? ` ORDER BY ${name(order.column)} ${order.direction.toUpperCase()}` : '';
  const values = filters.flatMap(({ operator, operand }, index) =>
    operand === undefined ? [] : [[`filter_${index + 1}`, operator === 'ILIKE' ? pattern(operand) : operand]],
  );
  return {
    text: `SELECT * FROM ${inner}${where}${orderBy}`,
    parameters: Object.fromEntries(values) as Readonly<Record<string, unknown>>,
  };
}

/** Counts the rows of a statement; undefined where it cannot be wrapped. */
export function countStatement(text: string): string | undefined {
  const inner = within(text);
  return inner === undefined ? undefined : `SELECT COUNT(*) AS rows FROM ${inner}`;
}

const pattern = (operand: unknown): string => `%${String(operand).replace(/[\\%_]/g, '\\$&')}%`;
