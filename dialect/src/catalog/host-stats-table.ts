import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

const ms = { unit: 'ms' };
const connections = { unit: 'connections' };
const operations = { unit: 'operations' };

/** CONNECTION_POOL_HOST_STATS(): a row for each step of the last day of each server behind a pool, oldest first. */
export const hostStatsColumns = [
  column('sample_time', 'timestamptz', 'When the server was last looked at in this step.'),
  column(
    'step_ms',
    'int',
    'How much time the row stands for: 1000 in the last five minutes, 10000 in the last hour, 60000 before.',
    ms,
  ),
  column('pool_name', 'text', 'The pool that the row is about.'),
  column('host', 'text', 'Address of the server: `host:port`.'),
  column('round_trip_ms', 'double', 'Average time of a heartbeat there and back.', { ...ms, nullable: true }),
  column(
    'current_connections',
    'int',
    'Connections to this server: idle, checked out and pending.',
    connections,
  ),
  column('available_connections', 'int', 'Idle connections to this server.', connections),
  column('active_connections', 'int', 'Connections to this server that were checked out.', connections),
  column('pending_connections', 'int', 'Connections to this server being established.', connections),
  column('waiting_operations', 'int', 'Operations that waited for a connection to this server.', operations),
  column(
    'total_connections_created',
    'long',
    'Connections to this server established up to then.',
    connections,
  ),
  column('total_connections_destroyed', 'long', 'Connections to this server closed up to then.', connections),
  column('total_operations', 'long', 'Commands sent to this server that had ended.', operations),
  column('total_errors', 'long', 'Commands sent to this server that had failed.', operations),
  column('avg_checkout_time_ms', 'double', 'Exponential average of the wait for a connection to it.', ms),
  column('p95_checkout_time_ms', 'double', '95 of 100 checkouts before waited no longer.', ms),
  column('p99_checkout_time_ms', 'double', '99 of 100 checkouts before waited no longer.', ms),
  column('avg_operation_time_ms', 'double', 'Exponential average of the time of a command on it.', ms),
  column('p50_response_time_ms', 'double', 'Half of the commands before took no longer.', ms),
  column('p95_response_time_ms', 'double', '95 of 100 commands before took no longer.', ms),
  column('p99_response_time_ms', 'double', '99 of 100 commands before took no longer.', ms),
] as const;

export type HostStatsColumn = ColumnName<typeof hostStatsColumns>;
