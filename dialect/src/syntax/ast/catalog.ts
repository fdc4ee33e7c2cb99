import type { Identifier, Node, QualifiedName, TypeName } from './common.ts';
import type { Expression } from './query.ts';
import type { Query } from './query.ts';

/** CREATE COLLECTION and CREATE TABLE; columns become a `$jsonSchema` validator. */
export interface CreateCollection extends Node<'CreateCollection'> {
  readonly name: QualifiedName;
  readonly ifNotExists: boolean;
  readonly columns: readonly ColumnDefinition[];
  /** Columns of table constraints: PRIMARY KEY (a, b), UNIQUE (c). */
  readonly keys: readonly KeyDefinition[];
  /** CREATE TABLE … AS query. */
  readonly as?: Query;
}

export interface ColumnDefinition extends Node<'ColumnDefinition'> {
  readonly name: Identifier;
  readonly type: TypeName;
  readonly notNull: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly default?: Expression;
}

export interface KeyDefinition extends Node<'KeyDefinition'> {
  readonly type: 'PRIMARY KEY' | 'UNIQUE';
  readonly columns: readonly Identifier[];
}

export interface CreateIndex extends Node<'CreateIndex'> {
  readonly name?: Identifier;
  readonly unique: boolean;
  readonly ifNotExists: boolean;
  readonly on: QualifiedName;
  readonly keys: readonly IndexKey[];
  readonly where?: Expression;
  readonly using?: Identifier;
}

export interface IndexKey extends Node<'IndexKey'> {
  readonly path: readonly Identifier[];
  readonly direction: 'ASC' | 'DESC';
}

export interface CreateView extends Node<'CreateView'> {
  readonly name: QualifiedName;
  readonly orReplace: boolean;
  readonly columns: readonly Identifier[];
  readonly query: Query;
}

/** DROP COLLECTION / TABLE / VIEW / INDEX; `on` is the collection of an index. */
export interface DropObject extends Node<'DropObject'> {
  readonly object: 'COLLECTION' | 'VIEW' | 'INDEX';
  readonly ifExists: boolean;
  readonly names: readonly QualifiedName[];
  readonly on?: QualifiedName;
}
