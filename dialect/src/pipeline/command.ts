import type { SqlType } from '../catalog/types.ts';

/** A BSON document as plain data. */
export type Document = Record<string, unknown>;

/** A column of a result: where its value stands in each result document, and what it is. */
export interface OutputColumn {
  /** The name people see; not unique (`SELECT 1 AS a, 2 AS a`). */
  readonly name: string;
  /** The field of the result document that holds it: plain, unique, without dots. */
  readonly field: string;
  readonly type: SqlType;
}

/** Where a pipeline starts. `none` runs as a database aggregate that begins with $documents, or in process. */
export type Source =
  | { readonly kind: 'collection'; readonly database?: string; readonly collection: string }
  | { readonly kind: 'rows'; readonly rows: readonly Document[] };

/** Everything that only reads: one pipeline. `inProcess` holds where every relation in it is virtual or constant. */
export interface QueryCommand {
  readonly kind: 'query';
  readonly source: Source;
  readonly inProcess: boolean;
  readonly pipeline: readonly Document[];
  readonly columns: readonly OutputColumn[];
  readonly collation?: Document;
  readonly hint?: Document | string;
  /** `SELECT @v := …`: the variables that the last row sets, with the column that holds the value. */
  readonly assigns: readonly { readonly variable: string; readonly field: string }[];
}

export interface CreatePoolCommand {
  readonly kind: 'createPool';
  readonly name: string;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly connection?: { readonly profile: string } | { readonly uri: string };
  readonly database?: string;
  readonly options: Document;
}

export interface AlterPoolCommand {
  readonly kind: 'alterPool';
  readonly name: string;
  readonly options: Document;
}

export interface DropPoolCommand {
  readonly kind: 'dropPool';
  readonly name: string;
  readonly ifExists: boolean;
}

export interface ControlPoolCommand {
  readonly kind: 'controlPool';
  readonly action: 'pause' | 'resume' | 'clear' | 'reconnect';
  readonly name: string;
}

export interface SetPoolOptionsCommand {
  readonly kind: 'setPoolOptions';
  readonly options: Document;
}

/** `USE CONNECTION_POOL name`, and `SELECT @p := USE_CONNECTION_POOL('name', 'member')` whose one row is the pool's name. */
export interface UsePoolCommand {
  readonly kind: 'usePool';
  readonly name: string;
  readonly member?: string;
  readonly variable?: string;
  readonly column?: string;
}

export interface SetVariableCommand {
  readonly kind: 'setVariable';
  readonly query: QueryCommand;
}

/** What the server itself lists: SHOW DATABASES, COLLECTIONS, INDEXES, FIELDS, DESCRIBE collection. */
export interface ShowCommand {
  readonly kind: 'show';
  readonly subject: 'databases' | 'collections' | 'indexes' | 'fields';
  readonly collection?: string;
}

/** What runs. SHOW CONNECTION_POOLS and the like are queries on virtual tables. */
export type Command =
  | QueryCommand
  | CreatePoolCommand
  | AlterPoolCommand
  | DropPoolCommand
  | ControlPoolCommand
  | SetPoolOptionsCommand
  | UsePoolCommand
  | SetVariableCommand
  | ShowCommand;
