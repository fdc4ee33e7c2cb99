import { commandColumns, driverConnection, serverConnection, statementColumns } from './operation-columns.ts';
import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

/** CONNECTION_POOL_CHECKOUTS(): a row for each connection that is checked out, the longest held first. */
export const checkoutsColumns = [
  column(
    'connection_id',
    'int',
    'Number of the connection, for KILL CONNECTION: no two of any pools have the same.',
  ),
  column('pool_name', 'text', 'The pool that the connection belongs to.'),
  column('host', 'text', 'Address of the server it leads to.'),
  column('held_since', 'timestamptz', 'When it was checked out.'),
  column('held_ms', 'double', 'How long it has been out.', { unit: 'ms' }),
  ...statementColumns,
  ...commandColumns,
  driverConnection,
  serverConnection,
] as const;

export type CheckoutsColumn = ColumnName<typeof checkoutsColumns>;
