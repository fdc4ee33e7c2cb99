import type { Certainty, SqlType } from './types.ts';

/** One type seen at a field, and in which share of the sampled documents (0 to 1). */
export interface TypeShare {
  readonly type: SqlType;
  readonly share: number;
}

export interface FieldInfo {
  readonly name: string;
  /** The type to reckon with; `unknown` where samples disagree. */
  readonly type: SqlType;
  readonly certainty: Certainty;
  /** Whether it may be null or missing; false only where a validator or unique key says so. */
  readonly nullable: boolean;
  /** Whether some document holds an array here; false only where a validator rules it out. */
  readonly mayBeArray: boolean;
  readonly seen?: readonly TypeShare[];
  /** Share of the sampled documents that have the field at all. */
  readonly presence?: number;
  readonly examples?: readonly string[];
  readonly children?: readonly FieldInfo[];
  /** The SQL expression that an INSERT takes where it gives no value. */
  readonly default?: string;
  /** The SQL expression over the row's other fields that the value always is. */
  readonly generated?: string;
}

export interface IndexKeyInfo {
  readonly path: string;
  readonly direction: 1 | -1 | 'text' | '2dsphere' | 'hashed' | 'other';
}

export interface IndexInfo {
  readonly name: string;
  readonly keys: readonly IndexKeyInfo[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: boolean;
  readonly multikey?: boolean;
}

/** A collection or view as plain data. `fields` is in the order of `SELECT *`. */
export interface CollectionInfo {
  readonly name: string;
  readonly kind: 'collection' | 'view' | 'timeseries';
  readonly fields: readonly FieldInfo[];
  /** Whether a validator says that there are no other fields. */
  readonly closed: boolean;
  readonly indexes: readonly IndexInfo[];
  readonly estimatedCount?: number;
  /** Of all documents together, in bytes, as they stand in memory. */
  readonly estimatedSize?: number;
}

/** What is known of one pool without asking it anything. */
export interface PoolInfo {
  readonly name: string;
  readonly connection?: string;
  readonly database?: string;
  readonly state: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** The live row of CONNECTION_POOLS(), by column name, where it is at hand: hover shows it. */
  readonly live?: Readonly<Record<string, unknown>>;
}

/** An alert that may be raised, by the name that ALTER ALERT and DROP ALERT know it by. */
export interface AlertInfo {
  readonly name: string;
  readonly origin: 'built in' | 'sql' | 'settings';
  readonly severity: string;
  /** What raises it, in words or as SQL. */
  readonly condition: string;
}

/** What is known of a group of pools: its members' pools are `group.member`, also while they are not open. */
export interface PoolGroupInfo {
  readonly name: string;
  readonly type: 'READ_WRITE' | 'TENANT' | 'REGION' | 'PRIORITY' | 'BATCH';
  readonly members: readonly string[];
  /** Of the group and, by name, of its members. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** How many connections the servers of a connection profile take, as pools that lead there were told: of several the one with the least room. */
export interface ServerLimit {
  readonly connection: string;
  /** `host:port`. */
  readonly host: string;
  readonly limit: number;
}

/** What exists, as one immutable value; a change makes a new one with a higher version. */
export interface Catalog {
  readonly version: number;
  /** The database that unqualified names lie in. */
  readonly database?: string;
  /** Who is signed in there; undefined where nobody needs to be. */
  readonly user?: string;
  /** MongoDB's version, such as [6, 0, 5], where a server has told it. */
  readonly serverVersion?: readonly number[];
  readonly databases: readonly string[];
  readonly collections: readonly CollectionInfo[];
  readonly pools: readonly PoolInfo[];
  readonly groups?: readonly PoolGroupInfo[];
  readonly alerts: readonly AlertInfo[];
  /** Names of connection profiles, for ON CONNECTION. */
  readonly connections: readonly string[];
  /** The profile of pools that name none. */
  readonly defaultConnection?: string;
  readonly servers?: readonly ServerLimit[];
  /** How many programs will run with pools like these; 1 where nobody said. */
  readonly instances?: number;
  /** Session variables set so far, with their types. */
  readonly variables: Readonly<Record<string, SqlType>>;
  /** Whether `collections` was read from a server: only then is an unknown name an error. */
  readonly complete: boolean;
}

export const emptyCatalog: Catalog = {
  version: 0,
  databases: [],
  collections: [],
  pools: [],
  alerts: [],
  connections: [],
  variables: {},
  complete: false,
};
