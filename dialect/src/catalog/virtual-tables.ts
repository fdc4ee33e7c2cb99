import { alertRulesColumns, alertsColumns } from './alerts-table.ts';
import { budgetColumns } from './budget-table.ts';
import { checkoutsColumns } from './checkouts-table.ts';
import { connectionsColumns, queueColumns } from './connections-table.ts';
import { hostStatsColumns } from './host-stats-table.ts';
import { groupsColumns, membersColumns, summaryColumns } from './groups-tables.ts';
import { hostAddress, ms, poolName, serverMeasures } from './measure-columns.ts';
import { serverConnection, statementColumns } from './operation-columns.ts';
import { poolsColumns } from './pools-table.ts';
import { changesColumns, definitionsColumns } from './saved-tables.ts';
import { statsColumns } from './stats-table.ts';
import type { VirtualTable } from './virtual-table.ts';
import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

/** CONNECTION_POOL_HOSTS(): a row for each server address behind a pool. */
export const hostsColumns = [
  poolName,
  hostAddress,
  column('role', 'text', 'What the server is: primary, secondary, standalone, mongos, unknown …'),
  ...serverMeasures,
] as const;

/** CONNECTION_POOL_EVENTS(): a row for each recent event of the driver, the newest last. */
export const eventsColumns = [
  column('event_id', 'long', 'Number of the event: no two of any pools have the same.', { nullable: true }),
  column('event_time', 'timestamptz', 'When the driver told of it.'),
  poolName,
  column('event_type', 'text', 'The driver’s name of the event: connectionCreated, connectionPoolCleared …'),
  column('host', 'text', 'Address of the server it is about.', { nullable: true }),
  column('connection_id', 'text', 'The driver’s number of the connection.', { nullable: true }),
  column('reason', 'text', 'Why a connection was closed or a checkout failed.', { nullable: true }),
  column('duration_ms', 'double', 'How long it took, where the event tells.', { ...ms, nullable: true }),
  column('detail', 'text', 'What else there is to say of it.', { nullable: true }),
] as const;

/** CONNECTION_POOL_OPERATIONS(): a row for each recent command, the newest last. */
export const operationsColumns = [
  column('operation_time', 'timestamptz', 'When the command ended.'),
  poolName,
  column('host', 'text', 'Address of the server that ran it.'),
  column('command', 'text', 'Name of the command: find, aggregate, insert …'),
  column('database', 'text', 'Database that it ran in.'),
  column('collection', 'text', 'Collection that it spoke to; NULL where it speaks to none.', {
    nullable: true,
  }),
  column('duration_ms', 'double', 'How long it held its connection: to the answer, of all that it sent.', ms),
  column('wait_ms', 'double', 'How long it waited for a connection before.', { ...ms, nullable: true }),
  ...statementColumns,
  column('connection_id', 'int', 'Number of the connection that it held; NULL where it got none.', {
    nullable: true,
  }),
  serverConnection,
  column('error', 'text', 'Why it failed; NULL where it did not.', { nullable: true }),
] as const;

export type HostsColumn = ColumnName<typeof hostsColumns>;
export type EventsColumn = ColumnName<typeof eventsColumns>;
export type OperationsColumn = ColumnName<typeof operationsColumns>;

/** Every table function whose rows the pool manager gives. */
export const virtualTables: readonly VirtualTable[] = [
  {
    name: 'CONNECTION_POOLS',
    documentation:
      'A row for each connection pool, with its sizes, times, errors and health at this instant.',
    takesPool: false,
    columns: poolsColumns,
  },
  {
    name: 'CONNECTION_POOL_HOSTS',
    documentation: 'A row for each server address behind a pool: role, round-trip time and its own counts.',
    takesPool: true,
    columns: hostsColumns,
  },
  {
    name: 'CONNECTION_POOL_EVENTS',
    documentation: 'The recent events that the driver told of a pool: connections, checkouts, topology.',
    takesPool: true,
    columns: eventsColumns,
  },
  {
    name: 'CONNECTION_POOL_OPERATIONS',
    documentation:
      'The recent commands that ran through a pool: statement, collection, time, wait, connection and error.',
    takesPool: true,
    columns: operationsColumns,
  },
  {
    name: 'CONNECTION_POOL_STATS',
    documentation:
      'The last day of a pool, oldest first, also over restarts: by the second for five minutes, by ten seconds for an hour, by the minute before. A step shows the busiest moment that was looked at: each monitoringInterval (30 seconds), each second while somebody watches.',
    takesPool: true,
    columns: statsColumns,
  },
  {
    name: 'CONNECTION_POOL_HOST_STATS',
    documentation: 'The last day of each server behind a pool, in the steps of CONNECTION_POOL_STATS().',
    takesPool: true,
    columns: hostStatsColumns,
  },
  {
    name: 'CONNECTION_POOL_BUDGET',
    documentation:
      'A row for each server behind a pool: how many sockets the pools may open to it, and how many it has room for. The servers are asked when the statement runs. SHOW BUDGET is the same.',
    takesPool: true,
    columns: budgetColumns,
  },
  {
    name: 'CONNECTION_POOL_CHECKOUTS',
    documentation:
      'A row for each connection that is checked out, the longest held first: which statement holds it, since when, and where. SHOW CHECKOUTS is the same.',
    takesPool: true,
    columns: checkoutsColumns,
  },
  {
    name: 'CONNECTION_POOL_CONNECTIONS',
    documentation:
      'A row for each connection there is, in the order in which they were opened: its state and age, how often it was used, and who holds it. SHOW CONNECTIONS is the same.',
    takesPool: true,
    columns: connectionsColumns,
  },
  {
    name: 'CONNECTION_POOL_QUEUE',
    documentation:
      'A row for each operation that waits, the longest first: which statement it belongs to, since when, and for what. SHOW QUEUE is the same.',
    takesPool: true,
    columns: queueColumns,
  },
  {
    name: 'CONNECTION_POOL_ALERTS',
    documentation:
      'A row for each alert that is raised, is about to be, or ended lately, the newest last: what is the matter, since when, which events raised it, and what to do.',
    takesPool: true,
    columns: alertsColumns,
  },
  {
    name: 'CONNECTION_POOL_ALERT_RULES',
    documentation:
      'A row for each alert that may be raised: those that are built in, those of CREATE ALERT and those of the settings. SHOW ALERTS is the same.',
    takesPool: false,
    columns: alertRulesColumns,
  },
  {
    name: 'CONNECTION_POOL_GROUPS',
    documentation:
      'A row for each group of pools, its members summed up. SHOW CONNECTION_POOL_GROUPS is the same.',
    takesPool: false,
    columns: groupsColumns,
  },
  {
    name: 'CONNECTION_POOL_GROUP_MEMBERS',
    documentation:
      'A row for each member of a group, or of the one that is named: what it ran, refused and failed, and whether it is left alone.',
    takesPool: true,
    columns: membersColumns,
  },
  {
    name: 'CONNECTION_POOL_SUMMARY',
    documentation: 'One row for all pools: how many, their connections and operations, and the worst health.',
    takesPool: false,
    columns: summaryColumns,
  },
  {
    name: 'CONNECTION_POOL_CHANGES',
    documentation:
      'A row for each thing in which the pools and groups that run differ from those that are saved. SHOW CONNECTION_POOL CHANGES is the same.',
    takesPool: false,
    columns: changesColumns,
  },
  {
    name: 'CONNECTION_POOL_DEFINITIONS',
    documentation:
      'A row for each pool and group that runs or is saved, with the statement that makes it. SHOW CREATE CONNECTION_POOL gives one of them.',
    takesPool: false,
    columns: definitionsColumns,
  },
];

const byName = new Map(virtualTables.map((table) => [table.name, table]));

/** The table function of that name, in any case. */
export function findVirtualTable(name: string): VirtualTable | undefined {
  return byName.get(name.toUpperCase());
}
