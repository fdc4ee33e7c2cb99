import type { SqlType } from '../catalog/types.ts';
import type { AlertCommand } from './alert-command.ts';
import type { BenchmarkCommand } from './benchmark-command.ts';
import type { ApplyPoolChangesCommand, PoolGroupCommand } from './group-command.ts';
import type { CatalogueCommand, ExplainCommand, SessionCommand } from './statement-command.ts';

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
  | { readonly kind: 'rows'; readonly rows: readonly Document[] }
  /** The rows that an earlier step of the statement found: see StepsCommand. */
  | { readonly kind: 'step'; readonly name: string };

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

/** A pipeline without the words about its result. */
export interface Read {
  readonly source: Source;
  readonly pipeline: readonly Document[];
}

/**
 * A recursive query: `seed` gives the first rows; `step` reads those that the last round found, under `name`, and gives the next, until
 * there are none. Without `all`, a row that was there before is not counted again. `enough` rows are all that the statement looks at.
 */
export interface RecursionStep {
  readonly kind: 'recursion';
  readonly name: string;
  readonly seed: Read;
  readonly step: Read;
  readonly all: boolean;
  readonly enough?: number;
}

/** What one kind of row of a WriteStep does: `fields` are the dotted names that its values go to, in order. */
export interface WriteBranch {
  readonly action: 'insert' | 'update' | 'delete' | 'nothing';
  readonly fields: readonly string[];
}

/**
 * (Step reads keep BSON types apart: a driver that turns a whole double into a number would write it back as an int.)
 *
 * A write: `read` gives an action for each row, as documents `{b, i, v, k, r}`: `b` the index of its branch (null: nothing is done), `i`
 * the _id of the document that it changes, `v` for each branch the values of its fields, `k` the values of unique keys that no two inserted
 * rows may share (`onDuplicate` says what then), and `r` its row of RETURNING, which later steps read under `name`. Of several actions on
 * one _id the first counts, except where `once` says that this is an error.
 */
export interface WriteStep {
  readonly kind: 'write';
  readonly name: string;
  readonly database?: string;
  readonly collection: string;
  readonly read: Read;
  readonly branches: readonly WriteBranch[];
  /** Fields of `r` that take the _id of the document that is inserted. */
  readonly idFields: readonly string[];
  readonly onDuplicate: 'insert' | 'skip' | 'fail';
  readonly once: boolean;
  /** The same write as one command, where the server can do it alone and nothing else of the statement wants its rows. */
  readonly direct?: DirectWrite;
  /** The same for documents that are inserted. */
  readonly merge?: DirectInsert;
}

/**
 * `updateMany` with a pipeline, or `deleteMany` where there is no update. `check` runs first where a value might not be computable: it fails
 * as the write would, before anything is changed.
 */
export interface DirectWrite {
  readonly filter: Document;
  readonly update?: readonly Document[];
  readonly check?: Read;
}

/**
 * Documents that the server inserts without sending them here: `read` gives them whole, ready for `$merge` into the collection of the step,
 * which it does not read. `check` runs first: it computes all of them, so that it fails as the write would, and gives one `{n}`, their number
 * (nothing, where there are none).
 */
export interface DirectInsert {
  readonly read: Read;
  readonly check: Read;
}

/** Rows that the statement reads in several places: found once, and kept under `name` until it ends. */
export interface KeepStep {
  readonly kind: 'keep';
  readonly name: string;
  readonly read: Read;
}

export type Step = RecursionStep | WriteStep | KeepStep;

/**
 * A statement whose parts run one after another. All reads, the result's included, happen before the first write, so that every part sees
 * the data as they were; `withRows` (rows.ts) puts the rows of finished steps into the pipelines that read them. The result gives RETURNING's
 * rows; without one, only the count of documents written matters.
 */
export interface StepsCommand {
  readonly kind: 'steps';
  readonly steps: readonly Step[];
  readonly result?: QueryCommand;
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
  readonly of: 'pool' | 'group';
  readonly name: string;
  /** PAUSE waits until what runs has ended; for `waitMs` at most, or drainTimeoutMS where that is not said. */
  readonly waits?: boolean;
  readonly waitMs?: number;
}

/** Stops what a connection runs, by its number in CONNECTION_POOL_CHECKOUTS(), or what a variable holds instead of one. */
export interface KillConnectionCommand {
  readonly kind: 'killConnection';
  readonly connection: number | string;
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
  | StepsCommand
  | CreatePoolCommand
  | AlterPoolCommand
  | DropPoolCommand
  | ControlPoolCommand
  | KillConnectionCommand
  | SetPoolOptionsCommand
  | PoolGroupCommand
  | ApplyPoolChangesCommand
  | UsePoolCommand
  | SetVariableCommand
  | ShowCommand
  | AlertCommand
  | CatalogueCommand<QueryCommand>
  | SessionCommand<QueryCommand>
  | ExplainCommand<Command>
  | BenchmarkCommand<Command>;
