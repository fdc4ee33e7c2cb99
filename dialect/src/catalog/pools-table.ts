import { connections, ms, operations, percent } from './measure-columns.ts';
import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

/** CONNECTION_POOLS(): a row for each pool, as it stands at this instant. */
export const poolsColumns = [
  column(
    'pool_name',
    'text',
    'The name that CREATE CONNECTION_POOL gave; `group.member` for a member of a group.',
  ),
  column('group_name', 'text', 'The group that the pool is a member of; NULL for a pool by itself.', {
    nullable: true,
  }),
  column('connection', 'text', 'The connection profile that the pool was made on.', { nullable: true }),
  column('database', 'text', 'The database that unqualified collection names lie in.', { nullable: true }),
  column('state', 'text', 'connecting, ready, paused, draining, failed or closed.', {
    values: ['connecting', 'ready', 'paused', 'draining', 'failed', 'closed'],
  }),
  column('health_status', 'text', 'HEALTHY, WARNING or UNHEALTHY, by the rules for health.', {
    values: ['HEALTHY', 'WARNING', 'UNHEALTHY'],
  }),
  column('health_score', 'int', 'Health as a number: 100 is perfect, 0 is dead.', { unit: 'points' }),
  column(
    'issues',
    'text[]',
    'What is wrong with the pool, a sentence for each issue; empty where nothing is.',
  ),
  column(
    'recommendation',
    'text',
    'What to do: INCREASE_POOL_SIZE, DECREASE_POOL_SIZE, CHECK_CONNECTION_HEALTH, INVESTIGATE_CONNECTION_ERRORS or POOL_OPTIMALLY_CONFIGURED.',
    {
      values: [
        'INCREASE_POOL_SIZE',
        'DECREASE_POOL_SIZE',
        'CHECK_CONNECTION_HEALTH',
        'INVESTIGATE_CONNECTION_ERRORS',
        'POOL_OPTIMALLY_CONFIGURED',
      ],
    },
  ),
  column(
    'max_connections',
    'int',
    'The most connections the pool may hold for each server: maxPoolSize.',
    connections,
  ),
  column(
    'min_connections',
    'int',
    'The connections the pool keeps open to each server even when idle: minPoolSize.',
    connections,
  ),
  column(
    'current_connections',
    'int',
    'Connections that exist now: idle, checked out and being established.',
    connections,
  ),
  column('available_connections', 'int', 'Idle connections that are ready to be checked out.', connections),
  column(
    'active_connections',
    'int',
    'Connections that are checked out: an operation holds each.',
    connections,
  ),
  column(
    'pending_connections',
    'int',
    'Connections being established: opening, handshake, authentication.',
    connections,
  ),
  column(
    'waiting_operations',
    'int',
    'Operations in the wait queue: they ask for a connection and none is free.',
    operations,
  ),
  column(
    'oldest_wait_ms',
    'double',
    'How long the first of the wait queue has waited; 0 where none waits.',
    ms,
  ),
  column(
    'pool_utilization_pct',
    'double',
    'How full the pool is to its fullest server: connections to that server as a share of max_connections, which is the limit for each.',
    percent,
  ),
  column(
    'connection_active_pct',
    'double',
    'active_connections as a share of current_connections; 0 where there are none.',
    percent,
  ),
  column(
    'total_connections_created',
    'long',
    'Connections established since the pool was made.',
    connections,
  ),
  column(
    'total_connections_destroyed',
    'long',
    'Connections closed since the pool was made, for whatever reason.',
    connections,
  ),
  column('destroyed_by_reason', 'document', 'Closed connections by reason: idle, stale, poolClosed, error.'),
  column('total_checkouts', 'long', 'Connections handed out since the pool was made.', operations),
  column(
    'checkout_failures',
    'long',
    'Checkouts that failed: wait queue timeout, connection error, pool closed.',
    operations,
  ),
  column(
    'avg_checkout_time_ms',
    'double',
    'Exponential average of the wait for a connection: 0.9 of the past, 0.1 of the newest.',
    ms,
  ),
  column('p50_checkout_time_ms', 'double', 'Half of the recent checkouts waited no longer than this.', ms),
  column('p95_checkout_time_ms', 'double', '95 of 100 recent checkouts waited no longer than this.', ms),
  column('p99_checkout_time_ms', 'double', '99 of 100 recent checkouts waited no longer than this.', ms),
  column('max_checkout_time_ms', 'double', 'The longest recent wait for a connection.', ms),
  column(
    'total_operations',
    'long',
    'Commands that ended, well or badly, since the pool was made.',
    operations,
  ),
  column('total_errors', 'long', 'Commands that failed since the pool was made.', operations),
  column(
    'errors_by_kind',
    'document',
    'Failed commands by kind: network, timeout, server selection, authentication, statement, write, other.',
  ),
  column(
    'statement_errors',
    'long',
    'Failed commands that the server refused for what they or their documents are (kinds statement and write): they tell nothing of the pool.',
    operations,
  ),
  column(
    'error_rate_pct',
    'double',
    'Share of the commands of the last five minutes that failed, without statement_errors.',
    percent,
  ),
  column('operations_per_second', 'double', 'Commands that ended per second, lately.', {
    unit: 'operations per second',
  }),
  column(
    'avg_operation_time_ms',
    'double',
    'Exponential average of the time a command takes: 0.95 of the past, 0.05 of the newest.',
    ms,
  ),
  column('p50_response_time_ms', 'double', 'Half of the recent commands took no longer than this.', ms),
  column('p95_response_time_ms', 'double', '95 of 100 recent commands took no longer than this.', ms),
  column('p99_response_time_ms', 'double', '99 of 100 recent commands took no longer than this.', ms),
  column('max_response_time_ms', 'double', 'The longest recent command.', ms),
  column(
    'hosts',
    'text[]',
    'Addresses of the servers behind the pool; CONNECTION_POOL_HOSTS() has a row for each.',
  ),
  column('options', 'document', 'The options in force, without secrets.'),
  column(
    'last_used',
    'timestamptz',
    'When a connection was last checked out; NULL for a pool that was never used.',
    { nullable: true },
  ),
  column('created_at', 'timestamptz', 'When the pool was made.'),
] as const;

export type PoolsColumn = ColumnName<typeof poolsColumns>;
