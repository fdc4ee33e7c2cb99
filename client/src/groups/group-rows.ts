import type {
  GroupsColumn,
  MembersColumn,
  SummaryColumn,
} from '../../../dialect/src/catalog/groups-tables.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { GroupSnapshot, MemberSnapshot } from './group-types.ts';
import type { PoolGroups } from './pool-groups.ts';

type Row<Column extends string> = Readonly<Record<Column, unknown>>;

/** The rows of the tables about groups, keyed by column name; undefined for another table. `group` is the function's argument. */
export function groupRows(
  { groups, manager }: { readonly groups: PoolGroups; readonly manager: PoolManager },
  table: string,
  group?: string,
): readonly Record<string, unknown>[] | undefined {
  switch (table.toUpperCase()) {
    case 'CONNECTION_POOL_GROUPS':
      return groups.snapshots().map(groupRow);
    case 'CONNECTION_POOL_GROUP_MEMBERS':
      return groups
        .snapshots()
        .filter(({ name }) => group === undefined || name === group)
        .flatMap(({ name, members }) => members.map((member) => memberRow(name, member)));
    case 'CONNECTION_POOL_SUMMARY':
      return [summaryRow(manager.snapshots(), groups.names().length)];
    default:
      return undefined;
  }
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** The worst health of several pools; HEALTHY where there is none. */
function worstHealth(pools: readonly Pick<PoolSnapshot, 'health'>[]): PoolSnapshot['health'] {
  const is = (health: PoolSnapshot['health']) => pools.some((pool) => pool.health === health);
  return is('UNHEALTHY') ? 'UNHEALTHY' : is('WARNING') ? 'WARNING' : 'HEALTHY';
}

function groupRow({
  name,
  type,
  members,
  paused,
  pools,
  options,
  createdAt,
}: GroupSnapshot): Row<GroupsColumn> {
  return {
    group_name: name,
    group_type: type,
    members: members.map((member) => member.name),
    paused,
    open_pools: pools.length,
    health_status: worstHealth(pools),
    current_connections: sum(pools, ({ size }) => size),
    active_connections: sum(pools, ({ active }) => active),
    waiting_operations: sum(pools, ({ waiting }) => waiting),
    total_operations: sum(pools, ({ operations }) => operations),
    total_errors: sum(pools, ({ errors }) => errors),
    statements_routed: sum(members, ({ routed }) => routed),
    statements_refused: sum(members, ({ refused }) => refused),
    failovers: sum(members, ({ failoversTo }) => failoversTo),
    options: { ...options },
    created_at: createdAt,
  };
}

function memberRow(group: string, member: MemberSnapshot): Row<MembersColumn> {
  const { batch, routed, refused } = member;
  return {
    group_name: group,
    member: member.name,
    pool_name: member.pool,
    connection: member.connection ?? null,
    database: member.database ?? null,
    state: member.state,
    circuit: member.circuit,
    consecutive_failures: member.consecutiveFailures,
    last_failure: member.lastFailure ?? null,
    score: member.score ?? null,
    latency_ms: member.latencyMs ?? null,
    running_statements: member.running,
    queued_statements: member.queued,
    max_concurrent: member.maxConcurrent ?? null,
    max_queued: member.maxQueued ?? null,
    statements_routed: routed,
    statements_completed: member.completed,
    statements_failed: member.failed,
    statements_refused: refused,
    refused_pct: routed + refused > 0 ? (refused / (routed + refused)) * 100 : 0,
    failovers_to: member.failoversTo,
    batches: batch?.batches ?? 0,
    batches_running: batch?.running ?? 0,
    batches_waiting: batch?.waiting ?? 0,
    documents: batch?.documents ?? 0,
    documents_failed: batch?.failed ?? 0,
    avg_batch_size: batch?.averageSize ?? 0,
    documents_per_second: batch?.documentsPerSecond ?? 0,
    last_used: member.lastUsedAt ?? null,
  };
}

function summaryRow(pools: readonly PoolSnapshot[], groups: number): Row<SummaryColumn> {
  return {
    total_pools: pools.length,
    total_groups: groups,
    total_connections: sum(pools, ({ size }) => size),
    total_active: sum(pools, ({ active }) => active),
    total_waiting: sum(pools, ({ waiting }) => waiting),
    total_operations: sum(pools, ({ operations }) => operations),
    total_errors: sum(pools, ({ errors }) => errors),
    overall_health: worstHealth(pools),
    generated_at: new Date(),
  };
}
