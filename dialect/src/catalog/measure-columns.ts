import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

// What is measured of pools and of their servers, as the tables of this moment and those of the last day have it in common.

export const ms = { unit: 'ms' };
export const connections = { unit: 'connections' };
export const operations = { unit: 'operations' };
export const percent = { unit: 'percent' };

export const poolName = column('pool_name', 'text', 'The pool that the row is about.');
export const hostAddress = column('host', 'text', 'Address of the server: `host:port`.');

export const stepMs = column(
  'step_ms',
  'int',
  'How much time the row stands for: 1000 in the last five minutes, 10000 in the last hour, 60000 before.',
  ms,
);

const averageCheckout = column(
  'avg_checkout_time_ms',
  'double',
  'Exponential average of the wait for a connection.',
  ms,
);
const averageOperation = column(
  'avg_operation_time_ms',
  'double',
  'Exponential average of the time a command takes.',
  ms,
);

/** Percentiles are of the five minutes up to the moment of the row. */
const checkoutPercentiles = [
  column('p50_checkout_time_ms', 'double', 'Half of the recent checkouts waited no longer.', ms),
  column('p95_checkout_time_ms', 'double', '95 of 100 recent checkouts waited no longer.', ms),
  column('p99_checkout_time_ms', 'double', '99 of 100 recent checkouts waited no longer.', ms),
] as const;
const responsePercentiles = [
  column('p50_response_time_ms', 'double', 'Half of the recent commands took no longer.', ms),
  column('p95_response_time_ms', 'double', '95 of 100 recent commands took no longer.', ms),
  column('p99_response_time_ms', 'double', '99 of 100 recent commands took no longer.', ms),
] as const;

/** How long things took in a pool. */
export const poolTimes = [
  averageCheckout,
  ...checkoutPercentiles,
  column('max_checkout_time_ms', 'double', 'The longest recent wait for a connection.', ms),
  averageOperation,
  ...responsePercentiles,
  column('max_response_time_ms', 'double', 'The longest recent command.', ms),
] as const;

/** What is measured of one server behind a pool. */
export const serverMeasures = [
  column(
    'round_trip_ms',
    'double',
    'Time of a heartbeat there and back: the middle one of the newest three.',
    { ...ms, nullable: true },
  ),
  column(
    'current_connections',
    'int',
    'Connections to this server: idle, checked out and pending.',
    connections,
  ),
  column('available_connections', 'int', 'Idle connections to this server.', connections),
  column('active_connections', 'int', 'Connections to this server that are checked out.', connections),
  column('pending_connections', 'int', 'Connections to this server being established.', connections),
  column('waiting_operations', 'int', 'Operations that wait for a connection to this server.', operations),
  column('total_connections_created', 'long', 'Connections to this server established so far.', connections),
  column('total_connections_destroyed', 'long', 'Connections to this server closed so far.', connections),
  column('total_operations', 'long', 'Commands sent to this server that ended.', operations),
  column('total_errors', 'long', 'Commands sent to this server that failed.', operations),
  averageCheckout,
  ...checkoutPercentiles,
  averageOperation,
  ...responsePercentiles,
] as const;

export type ServerMeasure = ColumnName<typeof serverMeasures>;
