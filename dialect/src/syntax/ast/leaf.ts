import type { Identifier, Node, QualifiedName, TypeName } from './common.ts';

// What holds neither expressions nor queries.

/** A number keeps its text, since `1.10` and 12345678901234567890 do not fit a JavaScript number. */
export interface Literal extends Node<'Literal'> {
  readonly type: 'number' | 'string' | 'boolean' | 'null';
  /** The value's text: digits for a number, the unescaped characters for a string, `true`, `false`, `null`. */
  readonly text: string;
}

/** `DATE '2024-01-31'`, `TIMESTAMP '…'`, `OBJECTID '…'`, `UUID '…'`: a constant cast. */
export interface TypedLiteral extends Node<'TypedLiteral'> {
  readonly type: TypeName;
  readonly text: string;
}

/** `INTERVAL '90 days'`, `INTERVAL 90 DAY`, `INTERVAL '1-2' YEAR TO MONTH`. */
export interface IntervalLiteral extends Node<'IntervalLiteral'> {
  readonly text: string;
  /** The trailing field in lower case: `day`, `year to month`; undefined where the text says it all. */
  readonly field?: string;
}

/** `$1`, `?` or `:name`. A `?` gets its place in the statement as its name, counted from 1. */
export interface Parameter extends Node<'Parameter'> {
  readonly name: string;
  readonly style: 'dollar' | 'question' | 'colon';
}

/** `@name`, without the mark. */
export interface Variable extends Node<'Variable'> {
  readonly name: string;
}

/** `name`, `alias.name`, `alias.field.inner`: which part is the relation is for the binder to say. */
export interface ColumnReference extends Node<'ColumnReference'> {
  readonly parts: readonly Identifier[];
}

/** `*` or `alias.*`, in a select list, in COUNT(*) and in RETURNING. */
export interface Star extends Node<'Star'> {
  readonly qualifier?: QualifiedName;
}

/** DEFAULT in VALUES and SET. */
export type DefaultValue = Node<'DefaultValue'>;

/** Stands where recovery found no expression; a problem has told of it already. */
export type MissingExpression = Node<'MissingExpression'>;

/** `FOR UPDATE [OF a, b] [NOWAIT | SKIP LOCKED]`. */
export interface Lock extends Node<'Lock'> {
  readonly strength: 'UPDATE' | 'NO KEY UPDATE' | 'SHARE' | 'KEY SHARE';
  readonly of: readonly QualifiedName[];
  readonly waits?: 'NOWAIT' | 'SKIP LOCKED';
}

/** `SEARCH DEPTH FIRST BY a, b SET place`: a column that the rows of a recursive query are sorted by. */
export interface SearchClause extends Node<'SearchClause'> {
  readonly order: 'BREADTH' | 'DEPTH';
  readonly by: readonly Identifier[];
  readonly set: Identifier;
}

export interface TableAlias extends Node<'TableAlias'> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  /** `AS t (a int, b text)`: the types of the columns, in their order. */
  readonly types?: readonly TypeName[];
}
