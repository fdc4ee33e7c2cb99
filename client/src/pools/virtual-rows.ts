import type { BudgetColumn } from '../../../dialect/src/catalog/budget-table.ts';
import type { CheckoutsColumn } from '../../../dialect/src/catalog/checkouts-table.ts';
import type { ServerMeasure } from '../../../dialect/src/catalog/measure-columns.ts';
import type { ConnectionsColumn, QueueColumn } from '../../../dialect/src/catalog/connections-table.ts';
import type { HostStatsColumn } from '../../../dialect/src/catalog/host-stats-table.ts';
import type { PoolsColumn } from '../../../dialect/src/catalog/pools-table.ts';
import type { StatsColumn } from '../../../dialect/src/catalog/stats-table.ts';
import type {
  EventsColumn,
  HostsColumn,
  OperationsColumn,
} from '../../../dialect/src/catalog/virtual-tables.ts';
import type { PoolManager } from './manager.ts';
import type {
  HeldConnection,
  HostSample,
  HostSnapshot,
  OpenConnection,
  OperationRecord,
  OperationWork,
  PoolEvent,
  PoolSample,
  PoolSnapshot,
  WaitingOperation,
} from './pool-types.ts';
import type { HostBudget } from './socket-budget.ts';
import { utilization } from './utilization.ts';

type Row<Column extends string> = Readonly<Record<Column, unknown>>;

/**
 * The rows of a table function whose rows the pool manager gives, keyed by column name: CONNECTION_POOLS and its
 * kin, in any case. `pool` is the function's argument. A table that is not one of them has no rows.
 */
export function virtualRows(
  manager: PoolManager,
  table: string,
  pool?: string,
): readonly Record<string, unknown>[] {
  const asked = ({ name }: { readonly name: string }) => pool === undefined || name === pool;
  const snapshots = () => manager.snapshots().filter(asked);
  const histories = () => manager.histories.all().filter(asked);
  switch (table.toUpperCase()) {
    case 'CONNECTION_POOLS':
      return snapshots().map(poolRow);
    case 'CONNECTION_POOL_HOSTS':
      return snapshots().flatMap((snapshot) => snapshot.hosts.map((host) => hostRow(snapshot.name, host)));
    case 'CONNECTION_POOL_EVENTS':
      return manager.events(pool).map(eventRow);
    case 'CONNECTION_POOL_OPERATIONS':
      return manager.operations(pool).map(operationRow);
    case 'CONNECTION_POOL_STATS':
      return histories().flatMap((history) =>
        history.samples().map((sample) => statsRow(history.name, sample)),
      );
    case 'CONNECTION_POOL_HOST_STATS':
      return histories().flatMap((history) =>
        history.hostSamples().map((sample) => hostStatsRow(history.name, sample)),
      );
    case 'CONNECTION_POOL_BUDGET':
      return manager.budget.hosts(pool).map(budgetRow);
    case 'CONNECTION_POOL_CHECKOUTS':
      return manager.held(pool).map(checkoutRow);
    case 'CONNECTION_POOL_CONNECTIONS':
      return manager.connections(pool).map((connection) => connectionRow(connection, Date.now()));
    case 'CONNECTION_POOL_QUEUE':
      return manager.waiting(pool).map(queueRow);
    default:
      return [];
  }
}

/** A pool's row of CONNECTION_POOLS(). */
export function poolRow(pool: PoolSnapshot): Row<PoolsColumn> {
  return {
    pool_name: pool.name,
    group_name: pool.group ?? null,
    connection: pool.connection ?? null,
    database: pool.database ?? null,
    state: pool.state,
    health_status: pool.health,
    health_score: pool.healthScore,
    issues: [...pool.issues],
    recommendation: pool.recommendation,
    max_connections: pool.maxSize,
    min_connections: pool.minSize,
    current_connections: pool.size,
    available_connections: pool.idle,
    active_connections: pool.active,
    pending_connections: pool.pending,
    waiting_operations: pool.waiting,
    oldest_wait_ms: pool.oldestWaitMs,
    pool_utilization_pct: utilization(pool) * 100,
    connection_active_pct: share(pool.active, pool.size),
    total_connections_created: pool.created,
    total_connections_destroyed: pool.destroyed,
    destroyed_by_reason: { ...pool.destroyedByReason },
    total_checkouts: pool.checkouts,
    checkout_failures: pool.checkoutFailures,
    avg_checkout_time_ms: pool.checkout.average,
    p50_checkout_time_ms: pool.checkout.p50,
    p95_checkout_time_ms: pool.checkout.p95,
    p99_checkout_time_ms: pool.checkout.p99,
    max_checkout_time_ms: pool.checkout.max,
    total_operations: pool.operations,
    total_errors: pool.errors,
    errors_by_kind: { ...pool.errorsByKind },
    statement_errors: pool.statementErrors,
    error_rate_pct: pool.errorRate * 100,
    operations_per_second: pool.operationsPerSecond,
    avg_operation_time_ms: pool.response.average,
    p50_response_time_ms: pool.response.p50,
    p95_response_time_ms: pool.response.p95,
    p99_response_time_ms: pool.response.p99,
    max_response_time_ms: pool.response.max,
    hosts: pool.hosts.map((host) => host.address),
    options: { ...pool.options },
    last_used: pool.lastUsedAt ?? null,
    created_at: pool.createdAt,
  };
}

function hostRow(pool: string, host: HostSnapshot): Row<HostsColumn> {
  return {
    pool_name: pool,
    host: host.address,
    role: host.role,
    ...serverMeasures(host),
  };
}

/** What is measured of a server, at this moment or in a step of its past. */
function serverMeasures(host: HostSnapshot | HostSample): Row<ServerMeasure> {
  const { checkout, response } = host;
  return {
    round_trip_ms: host.roundTripMs ?? null,
    current_connections: host.size,
    available_connections: host.idle,
    active_connections: host.active,
    pending_connections: host.pending,
    waiting_operations: host.waiting,
    total_connections_created: host.created,
    total_connections_destroyed: host.destroyed,
    total_operations: host.operations,
    total_errors: host.errors,
    avg_checkout_time_ms: checkout.average,
    p50_checkout_time_ms: checkout.p50,
    p95_checkout_time_ms: checkout.p95,
    p99_checkout_time_ms: checkout.p99,
    avg_operation_time_ms: response.average,
    p50_response_time_ms: response.p50,
    p95_response_time_ms: response.p95,
    p99_response_time_ms: response.p99,
  };
}

function budgetRow(budget: HostBudget): Row<BudgetColumn> {
  const { server, expectedOfAllPools } = budget;
  return {
    pool_name: budget.pool,
    host: budget.host,
    instances: budget.instances,
    members: budget.members,
    expected_sockets: budget.expected,
    expected_in_all: budget.expectedInAll,
    expected_of_all_pools: expectedOfAllPools,
    server_connections: server?.current ?? null,
    server_available: server?.available ?? null,
    same_app_connections: budget.sameApp ?? null,
    fits: server ? expectedOfAllPools <= server.current + server.available : null,
    unknown: [...budget.unknown],
  };
}

function checkoutRow(held: HeldConnection): Row<CheckoutsColumn> {
  return {
    connection_id: held.id,
    pool_name: held.pool,
    host: held.host,
    held_since: held.since,
    held_ms: held.heldMs,
    ...statementOf(held),
    ...commandOf(held),
    driver_connection_id: held.driverConnection,
    server_connection_id: held.serverConnection ?? null,
  };
}

function connectionRow(connection: OpenConnection, now: number): Row<ConnectionsColumn> {
  const { since, createdAt } = connection;
  return {
    connection_id: connection.id,
    pool_name: connection.pool,
    host: connection.host,
    state: connection.state,
    state_since: since,
    state_ms: Math.max(0, now - since.getTime()),
    created_at: createdAt,
    age_ms: Math.max(0, now - createdAt.getTime()),
    checkouts: connection.checkouts,
    draining: connection.draining,
    ...statementOf(connection),
    driver_connection_id: connection.driverConnection,
    server_connection_id: connection.serverConnection ?? null,
  };
}

function queueRow(waiting: WaitingOperation): Row<QueueColumn> {
  return {
    pool_name: waiting.pool,
    host: waiting.host ?? null,
    waiting_since: waiting.since,
    waited_ms: waiting.waitedMs,
    waits_for: waiting.waitsFor,
    ...statementOf(waiting),
    ...commandOf(waiting),
  };
}

function statementOf({ statement, source }: OperationWork): Row<'statement' | 'source'> {
  return { statement: statement ?? null, source: source ?? null };
}

function commandOf({
  command,
  database,
  collection,
}: OperationWork): Row<'command' | 'database' | 'collection'> {
  return { command: command ?? null, database: database ?? null, collection: collection ?? null };
}

function statsRow(pool: string, sample: PoolSample): Row<StatsColumn> {
  return {
    sample_time: sample.at,
    step_ms: sample.stepMs ?? 0,
    pool_name: pool,
    max_connections: sample.maxSize,
    current_connections: sample.size,
    available_connections: sample.idle,
    active_connections: sample.active,
    pending_connections: sample.pending,
    pool_utilization_pct: sample.utilization * 100,
    waiting_operations: sample.waiting,
    oldest_wait_ms: sample.oldestWaitMs,
    total_connections_created: sample.created,
    total_connections_destroyed: sample.destroyed,
    checkout_failures: sample.checkoutFailures,
    total_checkouts: sample.checkouts,
    total_operations: sample.operations,
    total_errors: sample.errors,
    statement_errors: sample.statementErrors,
    operations_per_second: sample.operationsPerSecond,
    error_rate_pct: sample.errorRate * 100,
    avg_checkout_time_ms: sample.checkout.average,
    p50_checkout_time_ms: sample.checkout.p50,
    p95_checkout_time_ms: sample.checkout.p95,
    p99_checkout_time_ms: sample.checkout.p99,
    max_checkout_time_ms: sample.checkout.max,
    avg_operation_time_ms: sample.response.average,
    p50_response_time_ms: sample.response.p50,
    p95_response_time_ms: sample.response.p95,
    p99_response_time_ms: sample.response.p99,
    max_response_time_ms: sample.response.max,
    health_score: sample.healthScore,
  };
}

function hostStatsRow(pool: string, sample: HostSample): Row<HostStatsColumn> {
  return {
    sample_time: sample.at,
    step_ms: sample.stepMs ?? 0,
    pool_name: pool,
    host: sample.address,
    ...serverMeasures(sample),
  };
}

function eventRow(event: PoolEvent): Row<EventsColumn> {
  return {
    event_id: event.id ?? null,
    event_time: event.at,
    pool_name: event.pool,
    event_type: event.type,
    host: event.host ?? null,
    connection_id: event.connectionId === undefined ? null : String(event.connectionId),
    reason: event.reason ?? null,
    duration_ms: event.durationMs ?? null,
    detail: event.detail ?? null,
  };
}

function operationRow(operation: OperationRecord): Row<OperationsColumn> {
  return {
    operation_time: operation.at,
    pool_name: operation.pool,
    host: operation.host,
    command: operation.command,
    database: operation.database,
    collection: operation.collection ?? null,
    duration_ms: operation.durationMs,
    wait_ms: operation.waitMs ?? null,
    ...statementOf(operation),
    connection_id: operation.connection ?? null,
    server_connection_id: operation.serverConnection ?? null,
    error: operation.error ?? null,
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? (part / whole) * 100 : 0;
}
