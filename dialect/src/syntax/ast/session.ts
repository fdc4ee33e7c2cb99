import type { Identifier, Node, QualifiedName, TypeName } from './common.ts';
import type { OptionAssignment } from './pool.ts';
import type { Delete, Expression, Insert, Merge, Query, Update, Variable } from './query.ts';

/** `SET @v = expression`. */
export interface SetVariable extends Node<'SetVariable'> {
  readonly variable: Variable;
  readonly value: Expression;
}

/** `SET name = value`: a setting of the session. */
export interface SetSetting extends Node<'SetSetting'> {
  readonly name: QualifiedName;
  readonly value: Expression;
}

export type ShowSubject =
  | 'CONNECTION_POOLS'
  | 'CONNECTION_POOL'
  | 'CONNECTION_POOL_GROUPS'
  | 'CONNECTION_POOL_GROUP'
  | 'CONNECTION_POOL CHANGES'
  | 'CREATE CONNECTION_POOL'
  | 'CREATE CONNECTION_POOL_GROUP'
  | 'CHECKOUTS'
  | 'CONNECTIONS'
  | 'QUEUE'
  | 'BUDGET'
  | 'ALERTS'
  | 'DATABASES'
  | 'COLLECTIONS'
  | 'INDEXES'
  | 'FIELDS'
  | 'SETTING';

/** `SHOW CONNECTION_POOLS`, `SHOW CONNECTION_POOL name`, `SHOW INDEXES FROM orders`, `SHOW name`. */
export interface Show extends Node<'Show'> {
  readonly subject: ShowSubject;
  readonly name?: QualifiedName;
}

export interface Describe extends Node<'Describe'> {
  readonly subject: 'CONNECTION_POOL' | 'CONNECTION_POOL_GROUP' | 'RELATION';
  readonly name: QualifiedName;
}

export interface Prepare extends Node<'Prepare'> {
  readonly name: Identifier;
  readonly types: readonly TypeName[];
  readonly statement: Query | Insert | Update | Delete | Merge;
}

export interface Execute extends Node<'Execute'> {
  readonly name: Identifier;
  readonly arguments: readonly Expression[];
}

/** Without a name: DEALLOCATE ALL. */
export interface Deallocate extends Node<'Deallocate'> {
  readonly name?: Identifier;
}

export interface Transaction extends Node<'Transaction'> {
  readonly action: 'BEGIN' | 'COMMIT' | 'ROLLBACK';
}

/** `BENCHMARK statement WITH (concurrency = 200, …) ON CONNECTION_POOL a, b`. */
export interface Benchmark extends Node<'Benchmark'> {
  readonly statement: Query | Insert | Update | Delete | Merge;
  readonly options: readonly OptionAssignment[];
  /** Empty for the one that the session uses. */
  readonly pools: readonly Identifier[];
}
