import { poolsColumns } from '../catalog/pools-table.ts';
import type { PoolsColumn } from '../catalog/pools-table.ts';
import type { VirtualColumn } from '../catalog/virtual-table.ts';
import type {
  FunctionDescription,
  FunctionParameter,
  FunctionSignature,
  PoolFunction,
} from './function-row.ts';

const columns = new Map<string, VirtualColumn>(poolsColumns.map((column) => [column.name, column]));

const poolParameter: FunctionParameter = {
  name: 'pool',
  type: 'text',
  optional: true,
  documentation:
    'Name of a pool. Without it: the pool of the current row of CONNECTION_POOLS(), else the session’s current pool.',
};

/** How people read a column's type. */
const typeTexts: Record<string, string> = {
  text: 'text',
  int: 'integer',
  long: 'bigint',
  double: 'double precision',
  timestamptz: 'timestamp with time zone',
};

/** A function that gives a column of CONNECTION_POOLS(): its meaning, unit and type are the column's own. */
function poolFunction(name: string, columnName: PoolsColumn, source: string, result: string): PoolFunction {
  const column = columns.get(columnName);
  if (!column) throw new Error(`CONNECTION_POOLS() has no column ${columnName}`);
  const signature: FunctionSignature = {
    parameters: [poolParameter],
    returns: () => column.type,
    returnsText: typeTexts[column.type.name] ?? column.type.name,
  };
  return {
    name: `CONNECTION_POOL_${name}`,
    category: 'pool',
    documentation: column.documentation,
    example: { sql: `SELECT CONNECTION_POOL_${name}('read_pool');`, result },
    ...(column.unit === undefined ? {} : { unit: column.unit }),
    signatures: [signature],
    column: columnName,
    source,
  };
}

const manager = 'the pool manager';
const checkedOut = 'connectionCheckedOut';
const sizes =
  'connectionCreated, connectionReady, connectionCheckedOut, connectionCheckedIn, connectionClosed';
const returned = 'connectionCheckedIn';
const ended = 'connectionCheckedIn, and what callers saw fail';
const inForce = 'the options in force';

/** Every function of a pool: each is a column of CONNECTION_POOLS(). */
export const poolFunctions: readonly PoolFunction[] = [
  poolFunction('NAME', 'pool_name', manager, 'read_pool'),
  poolFunction('MAX_SIZE', 'max_connections', inForce, '150'),
  poolFunction('MIN_SIZE', 'min_connections', inForce, '10'),
  poolFunction('CURRENT_SIZE', 'current_connections', sizes, '42'),
  poolFunction('AVAILABLE', 'available_connections', sizes, '21'),
  poolFunction('ACTIVE', 'active_connections', 'connectionCheckedOut and connectionCheckedIn', '20'),
  poolFunction(
    'PENDING',
    'pending_connections',
    'connectionCreated, connectionReady and connectionClosed',
    '1',
  ),
  poolFunction(
    'WAIT_QUEUE',
    'waiting_operations',
    'connectionCheckOutStarted, connectionCheckedOut and connectionCheckOutFailed',
    '0',
  ),
  poolFunction('TOTAL_CREATED', 'total_connections_created', 'connectionCreated', '57'),
  poolFunction('TOTAL_DESTROYED', 'total_connections_destroyed', 'connectionClosed', '15'),
  poolFunction('AVG_CHECKOUT_TIME', 'avg_checkout_time_ms', checkedOut, '0.8'),
  poolFunction('P95_CHECKOUT_TIME', 'p95_checkout_time_ms', checkedOut, '3.1'),
  poolFunction('OPERATION_COUNT', 'total_operations', ended, '182044'),
  poolFunction('ERROR_COUNT', 'total_errors', 'what callers saw fail', '12'),
  poolFunction('ERROR_RATE', 'error_rate_pct', ended, '0.4'),
  poolFunction('OPS_PER_SECOND', 'operations_per_second', ended, '310.5'),
  poolFunction('AVG_OPERATION_TIME', 'avg_operation_time_ms', returned, '4.2'),
  poolFunction('P50_RESPONSE_TIME', 'p50_response_time_ms', returned, '3'),
  poolFunction('P95_RESPONSE_TIME', 'p95_response_time_ms', returned, '11'),
  poolFunction('P99_RESPONSE_TIME', 'p99_response_time_ms', returned, '38'),
  poolFunction('LAST_USED', 'last_used', checkedOut, '2026-01-31 14:02:11+00'),
  poolFunction('CREATED_AT', 'created_at', manager, '2026-01-31 09:00:00+00'),
  poolFunction('HEALTH', 'health_status', manager, 'HEALTHY'),
  poolFunction('HEALTH_SCORE', 'health_score', manager, '97'),
  poolFunction('RECOMMENDATION', 'recommendation', manager, 'POOL_OPTIMALLY_CONFIGURED'),
];

/** USE_CONNECTION_POOL('name' [, 'member']): the function form of USE CONNECTION_POOL. */
export const usePoolFunction: FunctionDescription = {
  name: 'USE_CONNECTION_POOL',
  category: 'pool',
  documentation:
    'Makes a pool the session’s current one: later statements run through it. Gives the name of the pool that was chosen.',
  example: { sql: "SELECT @p := USE_CONNECTION_POOL('read_pool');", result: 'read_pool' },
  signatures: [
    {
      parameters: [
        { name: 'pool', type: 'text', documentation: 'Name of a pool or of a group of pools.' },
        {
          name: 'member',
          type: 'text',
          optional: true,
          documentation: 'Member of the group: a tenant, region or priority.',
        },
      ],
      returns: () => ({ name: 'text' }),
      returnsText: 'text',
    },
  ],
};

const byName = new Map(poolFunctions.map((row) => [row.name, row]));

/** The pool function of that name, in any case. */
export function findPoolFunction(name: string): PoolFunction | undefined {
  return byName.get(name.toUpperCase());
}
