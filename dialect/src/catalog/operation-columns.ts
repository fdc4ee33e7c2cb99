import { column } from './virtual-column.ts';

// What is told of an operation wherever one is told of: which statement it belongs to, and what it does.

export const statementColumns = [
  column('statement', 'text', 'Text of its statement, cut short; NULL where it belongs to none.', {
    nullable: true,
  }),
  column('source', 'text', 'Where the statement stands: file and line.', { nullable: true }),
] as const;

export const commandColumns = [
  column('command', 'text', 'Name of the command: find, aggregate, insert …', { nullable: true }),
  column('database', 'text', 'Database that the command runs in.', { nullable: true }),
  column('collection', 'text', 'Collection that the command speaks to.', { nullable: true }),
] as const;

export const serverConnection = column(
  'server_connection_id',
  'long',
  'The server’s number of the connection: connectionId in $currentOp, conn… in its log.',
  { nullable: true },
);

export const driverConnection = column(
  'driver_connection_id',
  'int',
  'The driver’s number of the connection, as in CONNECTION_POOL_EVENTS(): one series for each client and server.',
);
