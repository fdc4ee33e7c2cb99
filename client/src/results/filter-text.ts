import type { SqlType } from '../../../dialect/src/index.ts';
import { readParameter } from '../parameters/parameter-value.ts';

export type FilterOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'ILIKE' | 'IS NULL' | 'IS NOT NULL';

/** A condition on a column of a result. The operand of ILIKE is a text that the value holds. */
export interface Filter {
  readonly column: number;
  readonly operator: FilterOperator;
  readonly operand?: unknown;
}

const compared = /^(<=|>=|<>|!=|=|<|>)\s*(.+)$/s;

/**
 * Reads what is typed as a filter of a column: `> 5`, `= Berlin`, `<> 'null'`, `null`, `not null`; a text by itself is looked for within texts, and
 * equals what is no text. Gives a sentence where the value does not go with the column's type.
 */
export function readFilter(typed: string, column: number, type: SqlType): Filter | string {
  const text = typed.trim();
  if (/^(is\s+)?(null|missing)$/i.test(text)) return { column, operator: 'IS NULL' };
  if (/^(is\s+)?not\s+(null|missing)$/i.test(text)) return { column, operator: 'IS NOT NULL' };
  const [, operator, operand = text] = compared.exec(text) ?? [];
  const isOpen = type.name === 'unknown' || type.name === 'text';
  const reading = readParameter(operand, type);
  if (operator === undefined && isOpen && (!reading.ok || typeof reading.value === 'string'))
    return { column, operator: 'ILIKE', operand: text };
  if (!reading.ok) return reading.message;
  return {
    column,
    operator: (operator === '!=' ? '<>' : (operator ?? '=')) as FilterOperator,
    operand: reading.value,
  };
}
