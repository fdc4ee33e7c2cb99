import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

const sockets = { unit: 'connections' };

/** CONNECTION_POOL_BUDGET(): a row for each server behind a pool, asked when the statement runs. */
export const budgetColumns = [
  column('pool_name', 'text', 'The pool that the row is about.'),
  column('host', 'text', 'Address of the server: `host:port`.'),
  column('instances', 'int', 'How many programs run with pools like these: `qlsql.pools.instances`.'),
  column('members', 'int', 'Servers behind the pool.'),
  column(
    'expected_sockets',
    'double',
    'What the pool may open to this server: instances × (maxPoolSize + 2 monitors); infinite without a limit.',
    sockets,
  ),
  column('expected_in_all', 'double', 'The same to all members.', sockets),
  column(
    'expected_of_all_pools',
    'double',
    'What all pools of this window that lead to this server may open there.',
    sockets,
  ),
  column(
    'server_connections',
    'int',
    'Connections that the server has now: serverStatus.connections.current.',
    {
      ...sockets,
      nullable: true,
    },
  ),
  column('server_available', 'int', 'How many more it would take: serverStatus.connections.available.', {
    ...sockets,
    nullable: true,
  }),
  column(
    'same_app_connections',
    'int',
    'Connections of other programs under the same appName, from $currentOp; NULL where the server does not tell.',
    { ...sockets, nullable: true },
  ),
  column('fits', 'boolean', 'Whether the server takes all that may be opened; NULL where it does not tell.', {
    nullable: true,
  }),
  column('unknown', 'text[]', 'What could not be found out, and why.'),
] as const;

export type BudgetColumn = ColumnName<typeof budgetColumns>;
