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
  column(
    'statement',
    'text',
    'Text of the statement that holds it, cut short; NULL where no statement does.',
    {
      nullable: true,
    },
  ),
  column('source', 'text', 'Where the statement stands: file and line.', { nullable: true }),
  column('command', 'text', 'Name of the command it was checked out for: find, aggregate, insert …', {
    nullable: true,
  }),
  column('database', 'text', 'Database that the command runs in.', { nullable: true }),
  column('collection', 'text', 'Collection that the command speaks to.', { nullable: true }),
  column(
    'driver_connection_id',
    'int',
    'The driver’s number of the connection, as in CONNECTION_POOL_EVENTS(): one series for each client and server.',
  ),
  column(
    'server_connection_id',
    'long',
    'The server’s number of the connection: connectionId in $currentOp, conn… in its log.',
    { nullable: true },
  ),
] as const;

export type CheckoutsColumn = ColumnName<typeof checkoutsColumns>;
