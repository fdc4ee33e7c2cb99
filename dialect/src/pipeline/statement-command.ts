import type { SqlType } from '../catalog/types.ts';
import type { Delete, Insert, Merge, Query, Update } from '../syntax/ast/query.ts';

// What statements about the catalogue and the session are told to do. Those that hold a query are generic in it, since
// command.ts, which has the query's own type, counts them among its commands.

type Document = Record<string, unknown>;

/** A collection or view by name; without a database, in the one that unqualified names lie in. */
export interface Place {
  readonly database?: string;
  readonly name: string;
}

export interface IndexSpecification {
  readonly name?: string;
  readonly keys: readonly {
    readonly path: string;
    readonly direction: 1 | -1 | 'hashed' | 'text' | '2dsphere';
  }[];
  readonly unique: boolean;
  /** Which documents are in it; all of them where it is absent. */
  readonly filter?: Document;
}

/** CREATE COLLECTION / TABLE: with columns, a validator declares them, and keys become unique indexes. */
export interface CreateCollectionCommand {
  readonly kind: 'createCollection';
  readonly place: Place;
  readonly ifNotExists: boolean;
  readonly schema?: Document;
  readonly indexes: readonly IndexSpecification[];
}

/** CREATE TABLE … AS: the columns of the query are the fields of the documents. */
export interface CreateFromCommand<Q> {
  readonly kind: 'createFrom';
  readonly place: Place;
  readonly ifNotExists: boolean;
  readonly query: Q;
}

export interface CreateViewCommand {
  readonly kind: 'createView';
  readonly place: Place;
  readonly orReplace: boolean;
  /** The collection that it reads. */
  readonly on: string;
  readonly pipeline: readonly Document[];
}

export interface CreateIndexCommand {
  readonly kind: 'createIndex';
  readonly place: Place;
  readonly ifNotExists: boolean;
  readonly index: IndexSpecification;
}

/** DROP COLLECTION / VIEW / INDEX; `on` is the collection of the indexes, looked for where it is absent. */
export interface DropCommand {
  readonly kind: 'drop';
  readonly object: 'collection' | 'view' | 'index';
  readonly ifExists: boolean;
  readonly places: readonly Place[];
  readonly on?: Place;
}

export interface TruncateCommand {
  readonly kind: 'truncate';
  readonly places: readonly Place[];
}

/** PREPARE: the statement is kept as it was written, and compiled anew when it is executed. */
export interface PrepareCommand {
  readonly kind: 'prepare';
  readonly name: string;
  readonly statement: Query | Insert | Update | Delete | Merge;
  readonly types: readonly SqlType[];
  /** How many values EXECUTE has to give. */
  readonly parameters: number;
}

/** EXECUTE: `values` gives one row, a column for each argument. */
export interface ExecuteCommand<Q> {
  readonly kind: 'execute';
  readonly name: string;
  readonly count: number;
  readonly values?: Q;
}

/** Without a name, all of them. */
export interface DeallocateCommand {
  readonly kind: 'deallocate';
  readonly name?: string;
}

export interface TransactionCommand {
  readonly kind: 'transaction';
  readonly action: 'begin' | 'commit' | 'rollback';
}

/** `value` null: as it was at first. */
export interface SetSettingCommand {
  readonly kind: 'setSetting';
  readonly name: SettingName;
  readonly value: number | null;
}

export interface ShowSettingCommand {
  readonly kind: 'showSetting';
  readonly name: SettingName;
}

/** `statement_timeout` in milliseconds, 0 for none; `batch_size` in documents. */
export type SettingName = 'statement_timeout' | 'batch_size';

export interface ExplainCommand<C> {
  readonly kind: 'explain';
  readonly analyze: boolean;
  readonly format: 'text' | 'json' | 'pipeline';
  /** What would run. */
  readonly target: C;
  /** The logical plan, a node a line. */
  readonly plan: readonly string[];
  /** Where they were asked for, the rules that made it so, each with the plan before and after. */
  readonly rules: readonly string[];
  /** Beside each stage of the pipeline that the statement ends with, the place in its text that it comes from. */
  readonly origins: readonly ({ readonly start: number; readonly end: number } | undefined)[];
}

export type CatalogueCommand<Q> =
  | CreateCollectionCommand
  | CreateFromCommand<Q>
  | CreateViewCommand
  | CreateIndexCommand
  | DropCommand
  | TruncateCommand;

export type SessionCommand<Q> =
  | PrepareCommand
  | ExecuteCommand<Q>
  | DeallocateCommand
  | TransactionCommand
  | SetSettingCommand
  | ShowSettingCommand;
