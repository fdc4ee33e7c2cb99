import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

const groupName = column('group_name', 'text', 'The name that CREATE CONNECTION_POOL_GROUP gave.');
const counts = { unit: 'statements' };
const connections = { unit: 'connections' };
const operations = { unit: 'operations' };
const percent = { unit: 'percent' };
const ms = { unit: 'ms' };

/** CONNECTION_POOL_GROUPS(): a row for each group of pools, with its members summed up. */
export const groupsColumns = [
  groupName,
  column('group_type', 'text', 'READ_WRITE, TENANT, REGION, PRIORITY or BATCH.', {
    values: ['READ_WRITE', 'TENANT', 'REGION', 'PRIORITY', 'BATCH'],
  }),
  column('members', 'text[]', 'The members by name, in the order of the group.'),
  column('paused', 'boolean', 'Whether PAUSE holds its pools, those too that open later.'),
  column('open_pools', 'int', 'Members whose pool is open.', { unit: 'pools' }),
  column('health_status', 'text', 'The worst of its pools: HEALTHY, WARNING or UNHEALTHY.', {
    values: ['HEALTHY', 'WARNING', 'UNHEALTHY'],
  }),
  column('current_connections', 'int', 'Connections of all its pools.', connections),
  column('active_connections', 'int', 'Connections of all its pools that are checked out.', connections),
  column(
    'waiting_operations',
    'int',
    'Operations that wait for a connection in any of its pools.',
    operations,
  ),
  column('total_operations', 'long', 'Commands that ended, of the pools that are open.', operations),
  column('total_errors', 'long', 'Commands that failed, of the pools that are open.', operations),
  column('statements_routed', 'long', 'Statements that were sent to a member.', counts),
  column('statements_refused', 'long', 'Statements that a full queue or a common limit refused.', counts),
  column(
    'failovers',
    'long',
    'Statements that ran on another member than their first choice, as that did not answer.',
    counts,
  ),
  column('options', 'document', 'The options of the group, without secrets.'),
  column('created_at', 'timestamptz', 'When the group was made.'),
] as const;

/** CONNECTION_POOL_GROUP_MEMBERS(): a row for each member of a group. */
export const membersColumns = [
  groupName,
  column('member', 'text', 'The name of the member in its group.'),
  column('pool_name', 'text', 'Its pool in CONNECTION_POOLS(): `group.member`.'),
  column('connection', 'text', 'The connection profile of its pool.', { nullable: true }),
  column('database', 'text', 'The database that unqualified collection names lie in.', { nullable: true }),
  column('state', 'text', 'The state of its pool; `not open` for a tenant that nobody uses.'),
  column(
    'circuit',
    'text',
    'closed: in use. open: it failed and is left alone. half-open: it is asked whether it answers.',
    {
      values: ['closed', 'open', 'half-open'],
    },
  ),
  column('consecutive_failures', 'int', 'Statements in a row that did not reach it.', counts),
  column('last_failure', 'text', 'Why the newest of those did not reach it.', { nullable: true }),
  column('score', 'double', 'Of a region: 100, less its latency, errors and bad health.', {
    unit: 'points',
    nullable: true,
  }),
  column('latency_ms', 'double', 'Of a region: the round trip to its nearest server.', {
    ...ms,
    nullable: true,
  }),
  column('running_statements', 'int', 'Statements that run on it now.', counts),
  column('queued_statements', 'int', 'Statements that wait for their turn now.', counts),
  column('max_concurrent', 'int', 'How many statements it runs at once; NULL without a limit.', {
    ...counts,
    nullable: true,
  }),
  column('max_queued', 'int', 'How many may wait; NULL without a limit.', { ...counts, nullable: true }),
  column('statements_routed', 'long', 'Statements that were sent to it.', counts),
  column('statements_completed', 'long', 'Statements that ended on it without a failure.', counts),
  column('statements_failed', 'long', 'Statements that failed on it, for whatever reason.', counts),
  column('statements_refused', 'long', 'Statements that its full queue refused.', counts),
  column('refused_pct', 'double', 'Refused share of all that were meant for it.', percent),
  column('failovers_to', 'long', 'Statements that it ran in the place of another member.', counts),
  column('batches', 'long', 'Batches written.', { unit: 'batches' }),
  column('batches_running', 'int', 'Batches on their way to the server.', { unit: 'batches' }),
  column('batches_waiting', 'int', 'Batches that wait for one of those to end.', { unit: 'batches' }),
  column('documents', 'long', 'Documents written in batches.', { unit: 'documents' }),
  column('documents_failed', 'long', 'Documents of batches that could not be written.', {
    unit: 'documents',
  }),
  column(
    'avg_batch_size',
    'double',
    'Exponential average of the size of a batch: 0.9 of the past, 0.1 of the newest.',
    { unit: 'documents' },
  ),
  column('documents_per_second', 'double', 'Documents written per second while batches were on their way.', {
    unit: 'documents per second',
  }),
  column('last_used', 'timestamptz', 'When a statement was last sent to it.', { nullable: true }),
] as const;

/** CONNECTION_POOL_SUMMARY(): one row for everything. */
export const summaryColumns = [
  column('total_pools', 'int', 'Pools that are open, members of groups included.', { unit: 'pools' }),
  column('total_groups', 'int', 'Groups of pools.', { unit: 'groups' }),
  column('total_connections', 'int', 'Connections of all pools.', connections),
  column('total_active', 'int', 'Connections of all pools that are checked out.', connections),
  column('total_waiting', 'int', 'Operations that wait for a connection.', operations),
  column('total_operations', 'long', 'Commands that ended, of all pools.', operations),
  column('total_errors', 'long', 'Commands that failed, of all pools.', operations),
  column('overall_health', 'text', 'The worst of all pools: HEALTHY, WARNING or UNHEALTHY.', {
    values: ['HEALTHY', 'WARNING', 'UNHEALTHY'],
  }),
  column('generated_at', 'timestamptz', 'When this was looked at.'),
] as const;

export type GroupsColumn = ColumnName<typeof groupsColumns>;
export type MembersColumn = ColumnName<typeof membersColumns>;
export type SummaryColumn = ColumnName<typeof summaryColumns>;
