import { hostAddress, ms, operations, poolName } from './measure-columns.ts';
import { commandColumns, driverConnection, serverConnection, statementColumns } from './operation-columns.ts';
import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

/** CONNECTION_POOL_CONNECTIONS(): a row for each connection there is, in the order in which they were opened. */
export const connectionsColumns = [
  column('connection_id', 'int', 'Number of the connection: no two of any pools have the same.'),
  poolName,
  hostAddress,
  column('state', 'text', 'pending while it is being opened, idle, or active while an operation holds it.', {
    values: ['pending', 'idle', 'active'],
  }),
  column('state_since', 'timestamptz', 'Since when it has that state.'),
  column('state_ms', 'double', 'How long it has had that state.', ms),
  column('created_at', 'timestamptz', 'When it was begun to be opened.'),
  column('age_ms', 'double', 'How long it has been there.', ms),
  column('checkouts', 'long', 'How often it was checked out.', operations),
  column(
    'draining',
    'boolean',
    'Whether ALTER, CLEAR or RECONNECT replaced its client: it ends with what it runs.',
  ),
  ...statementColumns,
  driverConnection,
  serverConnection,
] as const;

/** CONNECTION_POOL_QUEUE(): a row for each operation that waits, the longest first. */
export const queueColumns = [
  poolName,
  column('host', 'text', 'Address of the server it is to run on; NULL while it does not know yet.', {
    nullable: true,
  }),
  column('waiting_since', 'timestamptz', 'When it began to wait.'),
  column('waited_ms', 'double', 'How long it has waited.', ms),
  column(
    'waits_for',
    'text',
    'connection: one to come free; resume: the end of PAUSE; turn: those who came before ALTER, CLEAR or RECONNECT replaced the client.',
    { values: ['connection', 'resume', 'turn'] },
  ),
  ...statementColumns,
  ...commandColumns,
] as const;

export type ConnectionsColumn = ColumnName<typeof connectionsColumns>;
export type QueueColumn = ColumnName<typeof queueColumns>;
