import type { LogCounts } from '../history/log-counts.ts';

/** A pool's life as a word. `paused` holds new checkouts; `draining` refuses them and lets running work finish. */
export type PoolState = 'connecting' | 'ready' | 'paused' | 'draining' | 'failed' | 'closed';

/** Why an operation failed. `statement`: the server refused what it says; `write`: documents of it. */
export type ErrorKind =
  'network' | 'timeout' | 'server selection' | 'authentication' | 'statement' | 'write' | 'other';

/** How a pool is made. The URI may hold credentials: it never leaves the manager. */
export interface PoolDefinition {
  readonly name: string;
  readonly uri: string;
  /** Name of the connection profile the URI came from, for display. */
  readonly connection?: string;
  readonly database?: string;
  /** Whether the statement named the database; otherwise it is the connection's own. */
  readonly namesDatabase?: boolean;
  /** The group that the pool is a member of: its name is `group.member` then. */
  readonly group?: string;
  /** Options as QLSQL names them (dialect/src/options). */
  readonly options: Readonly<Record<string, unknown>>;
}

/** How a pool was made, as it may be shown: options and database are those that somebody wrote, and the address hides credentials. */
export interface PoolDescription extends Omit<PoolDefinition, 'uri' | 'namesDatabase'> {
  readonly address: string;
}

/** Values in milliseconds. */
export interface Percentiles {
  readonly average: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Why a server lets no connection in. */
export interface Refusal {
  readonly times: number;
  readonly kind: ErrorKind;
  /** In the driver's or the server's words, without credentials. */
  readonly why: string;
}

/** One server address behind a pool. */
export interface HostSnapshot {
  readonly address: string;
  readonly role: string;
  /** How long its newest heartbeats took there and back, and the least that they took lately. */
  readonly roundTripMs?: number;
  readonly usualRoundTripMs?: number;
  /** Why it lets no connection in, where it does not: since the last one that could be opened, and not long ago. */
  readonly refused?: Refusal;
  readonly size: number;
  readonly idle: number;
  readonly active: number;
  readonly pending: number;
  readonly waiting: number;
  readonly created: number;
  readonly destroyed: number;
  readonly operations: number;
  readonly errors: number;
  readonly checkout: Percentiles;
  readonly response: Percentiles;
}

/** Which pool it is, where it leads and how it is set. To tell this costs next to nothing, unlike the figures of a snapshot. */
export type PoolIdentity = Pick<
  PoolSnapshot,
  'name' | 'group' | 'connection' | 'database' | 'state' | 'options' | 'maxSize' | 'minSize' | 'createdAt'
>;

/**
 * A pool at one instant. Counts are of connections; times in milliseconds. Current size = idle + active + pending: a
 * client that ALTER, CLEAR or RECONNECT replaced is not in them while it ends.
 */
export interface PoolSnapshot {
  readonly name: string;
  readonly group?: string;
  readonly connection?: string;
  readonly database?: string;
  readonly state: PoolState;
  readonly options: Readonly<Record<string, unknown>>;
  /** For each host. */
  readonly maxSize: number;
  readonly minSize: number;
  readonly size: number;
  readonly idle: number;
  readonly active: number;
  readonly pending: number;
  readonly waiting: number;
  /** How long the oldest waiter has waited; 0 where none waits. */
  readonly oldestWaitMs: number;
  readonly created: number;
  readonly destroyed: number;
  readonly destroyedByReason: Readonly<Record<string, number>>;
  readonly checkouts: number;
  readonly checkoutFailures: number;
  /** How often the driver threw all connections to a host away. */
  readonly clears?: number;
  readonly operations: number;
  readonly errors: number;
  readonly errorsByKind: Readonly<Partial<Record<ErrorKind, number>>>;
  /** Those of them that the server refused for what the statements say: they tell nothing of the pool. */
  readonly statementErrors: number;
  readonly operationsPerSecond: number;
  /** Share of the operations of the last five minutes whose failure speaks against the pool, 0 to 1. */
  readonly errorRate: number;
  /** How many of them that were. */
  readonly recentErrors?: number;
  readonly checkout: Percentiles;
  readonly response: Percentiles;
  readonly hosts: readonly HostSnapshot[];
  readonly createdAt: Date;
  readonly lastUsedAt?: Date;
  readonly health: 'HEALTHY' | 'WARNING' | 'UNHEALTHY';
  readonly healthScore: number;
  readonly issues: readonly string[];
  /** What each of the issues takes off the score, in their order; not known of older recordings. */
  readonly issuePoints?: readonly number[];
  readonly recommendation: string;
}

/** One thing that the driver told of a pool. */
export interface PoolEvent {
  /** No other event of any pool has it, also not one of an earlier start; later ones have greater ones. */
  readonly id?: number;
  readonly at: Date;
  readonly pool: string;
  readonly type: string;
  readonly host?: string;
  readonly connectionId?: number | string;
  readonly reason?: string;
  readonly durationMs?: number;
  readonly detail?: string;
}

/** What an operation is, as far as that is known: one that somebody runs beside the statements has no text. */
export interface OperationWork {
  readonly command?: string;
  readonly database?: string;
  readonly collection?: string;
  /** Id that the statement's commands carry as their comment. */
  readonly comment?: string;
  /** Text of the statement, bounded. */
  readonly statement?: string;
  /** Where the statement stands: `orders.qlsql:12`. */
  readonly source?: string;
}

/** One command that ran through a pool. */
export interface OperationRecord extends OperationWork {
  readonly at: Date;
  readonly pool: string;
  readonly host: string;
  readonly command: string;
  readonly database: string;
  readonly durationMs: number;
  readonly waitMs?: number;
  /** The connection that it held; none where it got none. */
  readonly connection?: number;
  /** The server's number of it. */
  readonly serverConnection?: number;
  readonly error?: string;
}

/** A connection that is there. */
export interface OpenConnection extends OperationWork {
  /** No other connection of any pool has it. */
  readonly id: number;
  readonly pool: string;
  readonly host: string;
  readonly state: 'pending' | 'idle' | 'active';
  /** Since when it has that state. */
  readonly since: Date;
  readonly createdAt: Date;
  /** How often it was checked out. */
  readonly checkouts: number;
  /** Whether its client was replaced, and it ends with what it runs. */
  readonly draining: boolean;
  /** The driver's number of the connection: one series for each client and host. */
  readonly driverConnection: number;
  /** The server's number of it. */
  readonly serverConnection?: number;
}

/** A connection that is checked out, and who holds it. */
export interface HeldConnection extends OperationWork {
  /** No other connection of any pool has it. */
  readonly id: number;
  readonly pool: string;
  readonly host: string;
  readonly since: Date;
  readonly heldMs: number;
  /** The driver's number of the connection: one series for each client and host. */
  readonly driverConnection: number;
  /** The server's number of it. */
  readonly serverConnection?: number;
}

/** An operation that waits. */
export interface WaitingOperation extends OperationWork {
  readonly pool: string;
  /** The server that it is to run on, where it has come so far. */
  readonly host?: string;
  readonly since: Date;
  readonly waitedMs: number;
  /** What it waits for: a connection to come free, RESUME, or those before it whose client was replaced. */
  readonly waitsFor: 'connection' | 'resume' | 'turn';
}

/** The figures of a pool that its history keeps. */
type SampledFigure =
  | ('maxSize' | 'size' | 'idle' | 'active' | 'pending' | 'waiting' | 'oldestWaitMs')
  | ('created' | 'destroyed' | 'checkouts' | 'checkoutFailures' | 'operations' | 'errors' | 'statementErrors')
  | ('operationsPerSecond' | 'errorRate' | 'checkout' | 'response' | 'healthScore');

/** A pool at one moment of its history. Times in milliseconds; counters count from the pool's creation. */
export interface PoolSample extends Pick<PoolSnapshot, SampledFigure> {
  readonly at: Date;
  /** How much time it stands for; without it, the moment alone. */
  readonly stepMs?: number;
  /** How full the pool was to its fullest host, 0 to 1. */
  readonly utilization: number;
}

/** One server address behind a pool at one moment of its history. */
export interface HostSample extends Omit<HostSnapshot, 'role' | 'usualRoundTripMs'> {
  readonly at: Date;
  /** How much time it stands for. */
  readonly stepMs?: number;
}

/** All durations of a kind since the pool was made. */
export interface Totals {
  readonly counts: LogCounts;
  readonly totalMs: number;
}

/** What one server address behind a pool was timed with. */
export interface HostTotals {
  readonly address: string;
  /** The wait for connections. */
  readonly checkout: Totals;
  /** How long connections were out. */
  readonly response: Totals;
  /** How long connections took to open. */
  readonly creation: Totals;
}
