import { connections, ms, operations, percent, poolName, poolTimes, stepMs } from './measure-columns.ts';
import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

/** CONNECTION_POOL_STATS(): a row for each step of a pool's last day, oldest first. */
export const statsColumns = [
  column('sample_time', 'timestamptz', 'When the pool was last looked at in this step.'),
  stepMs,
  poolName,
  column('max_connections', 'int', 'maxPoolSize at that time: the limit for each server.', connections),
  column('current_connections', 'int', 'Connections there were: idle, checked out and pending.', connections),
  column('available_connections', 'int', 'Idle connections there were.', connections),
  column('active_connections', 'int', 'Connections that were checked out.', connections),
  column('pending_connections', 'int', 'Connections that were being established.', connections),
  column(
    'pool_utilization_pct',
    'double',
    'How full the pool was to its fullest server, as a share of max_connections.',
    percent,
  ),
  column('waiting_operations', 'int', 'Operations that waited for a connection.', operations),
  column('oldest_wait_ms', 'double', 'How long the oldest of them had waited; 0 where none did.', ms),
  column(
    'total_connections_created',
    'long',
    'Connections established since the pool was made.',
    connections,
  ),
  column('total_connections_destroyed', 'long', 'Connections closed since the pool was made.', connections),
  column('checkout_failures', 'long', 'Checkouts that failed since the pool was made.', operations),
  column(
    'total_checkouts',
    'long',
    'Connections handed out from the making of the pool up to then.',
    operations,
  ),
  column('total_operations', 'long', 'Commands that had ended since the pool was made.', operations),
  column('total_errors', 'long', 'Commands that had failed since the pool was made.', operations),
  column(
    'statement_errors',
    'long',
    'Those of them that the server refused for what they or their documents were: they tell nothing of the pool.',
    operations,
  ),
  column('operations_per_second', 'double', 'Commands that ended per second, over ten seconds.', {
    unit: 'operations per second',
  }),
  column(
    'error_rate_pct',
    'double',
    'Share of the commands of the five minutes before that failed, but for what the server refused in statements.',
    percent,
  ),
  ...poolTimes,
  column('health_score', 'int', 'Health as a number: 100 is perfect, 0 is dead.', { unit: 'points' }),
] as const;

export type StatsColumn = ColumnName<typeof statsColumns>;
