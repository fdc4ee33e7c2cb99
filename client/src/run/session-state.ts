import type { SqlType } from '../../../dialect/src/index.ts';
import type { RoutedLease } from '../groups/group-lease.ts';
import type { PoolGroups } from '../groups/pool-groups.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { SavedPools } from '../saved/saved-pools.ts';
import type { CatalogStore } from './catalog-store.ts';
import type { ConnectionResolver } from './connections.ts';
import type { Effect } from './command-effects.ts';
import type { KnownStatement, PlanCache } from './plan-cache.ts';
import type { Settings } from './settings.ts';
import type { Transaction } from './transaction-state.ts';

/** What a session is made of; it owns none of them. */
export interface SessionParts {
  readonly manager: PoolManager;
  readonly connections: ConnectionResolver;
  readonly catalog: CatalogStore;
  /** Those that all sessions share; without them, the session has its own. */
  readonly alerts?: Alerts;
  /** What is saved of pools and groups; without it nothing is, and nothing can be. */
  readonly saved?: SavedPools;
}

export interface RunOptions {
  /** Cancels the statement: it is stopped on the server, and ends as cancelled. */
  readonly signal?: AbortSignal;
  /** Where the statement stands. */
  readonly source?: { readonly file?: string; readonly line: number };
  /** Values of `$1`, `:name` and `?` by name; those by place are named `1`, `2`, … */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Nothing may be written, whatever the role of the connection. */
  readonly readsOnly?: boolean;
  /** Whether numbers of rows keep their BSON types, as Int32, Double and Long; else they are plain numbers where they fit. */
  readonly exactNumbers?: boolean;
  /** Told, while documents are written, how many were and how many there will be. */
  readonly onProgress?: (written: number, total: number) => void;
  /** Told how far a benchmark has come, from 0 to 1, and with which figures. */
  readonly onStep?: (share: number, words: string) => void;
  /** Asks somebody whether a write is meant, on a connection that wants that. */
  readonly confirm?: (question: WriteQuestion) => Promise<boolean>;
}

/** A write on a connection of the role *confirm*, before it happens. */
export interface WriteQuestion {
  readonly connection: string;
  readonly effects: readonly Effect[];
  /** Of INSERT, UPDATE, DELETE and MERGE: how many documents, and some of them as the operation in Extended JSON. */
  readonly changes: readonly {
    readonly collection: string;
    readonly count: number;
    readonly samples: readonly string[];
  }[];
}

/** What the right to run is asked for. */
export interface LeaseRequest {
  readonly signal?: AbortSignal;
  /** Whether something will be written: a group of pools has another pool for that. */
  readonly writes?: boolean;
  /** Pools of the group that the statement has failed on. */
  readonly avoid?: ReadonlySet<string>;
}

/** What PREPARE left for EXECUTE. */
export interface PreparedStatement {
  readonly statement: KnownStatement;
  readonly types: readonly SqlType[];
  /** How many values EXECUTE has to give. */
  readonly parameters: number;
}

/** What a statement that runs needs of its session, and what it may change there. */
export interface SessionState extends SessionParts {
  readonly saved: SavedPools;
  /** The groups of pools that the catalogue knows. */
  readonly groups: PoolGroups;
  /** The pool that USE CONNECTION_POOL chose, of a group the one that reads go to now; undefined before, and while a group is not told which. */
  readonly currentPool: string | undefined;
  /**
   * The connection of the pool that the next statement runs through; undefined where the pool has none by name. Of a group, the one of
   * those that a write may reach that allows the least.
   */
  readonly connection: string | undefined;
  /** Session variables by name, without the `@`. */
  readonly variables: Readonly<Record<string, unknown>>;
  setVariable(name: string, value: unknown): void;
  readonly alerts: Alerts;
  readonly settings: Settings;
  readonly plans: PlanCache;
  readonly prepared: Map<string, PreparedStatement>;
  /** The transaction that BEGIN started, until its end. */
  transaction: Transaction | undefined;
  /** Gives the name of the pool, group or member. Fails with a PoolError where there is none. */
  usePool(name: string, member?: string): string;
  /** The current pool, opened where it is one of a tenant's. */
  poolToRead(signal?: AbortSignal): Promise<string | undefined>;
  /** The right to run through the session's pool; the implicit one is made when first needed. */
  lease(request?: LeaseRequest): Promise<RoutedLease>;
}
