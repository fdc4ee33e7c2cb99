import type { ScalarType, SqlType } from './types.ts';
import type { VirtualColumn } from './virtual-table.ts';

/** A column whose name the compiler knows, so that the rows of the pool manager are checked against it. */
export type Column<Name extends string = string> = VirtualColumn & { readonly name: Name };

interface ColumnExtras {
  readonly unit?: string;
  readonly nullable?: boolean;
  readonly values?: readonly string[];
}

/** A column of a scalar type or, written `text[]`, of an array of one. NULL is ruled out unless `nullable` is given. */
export function column<Name extends string>(
  name: Name,
  type: ScalarType | `${ScalarType}[]`,
  documentation: string,
  { unit, nullable = false, values }: ColumnExtras = {},
): Column<Name> {
  const sqlType: SqlType = type.endsWith('[]')
    ? { name: 'array', element: { name: type.slice(0, -2) as ScalarType } }
    : { name: type as ScalarType };
  return {
    name,
    type: sqlType,
    nullable,
    documentation,
    ...(unit === undefined ? {} : { unit }),
    ...(values === undefined ? {} : { values }),
  };
}

/** The names of a list of columns as a type. */
export type ColumnName<Columns extends readonly Column[]> = Columns[number]['name'];
