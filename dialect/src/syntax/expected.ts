import type { TokenKind } from '../text/tokens.ts';

/** A kind of thing that may stand at a place, for completion to fill from the catalogue. */
export type Want =
  | 'expression'
  | 'relation'
  | 'collection'
  | 'pool table'
  | 'pool options'
  | 'duration'
  | 'constant'
  | 'column'
  /** A column of both sides of a join. */
  | 'shared column'
  /** A column of the collection that is written, which tells rows apart. */
  | 'key column'
  /** The columns of a unique index, in brackets. */
  | 'unique key'
  /** A value of a row that is written out: no columns are seen there. */
  | 'row value'
  /** A number of rows. */
  | 'count'
  | 'frame bound'
  /** A window by its name, or what one is made of. */
  | 'window'
  | 'interval'
  | 'time zone'
  | 'name'
  | 'pool'
  | 'pool group'
  | 'alert'
  | 'severity'
  | 'connection'
  | 'database'
  | 'index'
  | 'option'
  | 'type'
  | 'collation'
  | 'unit'
  | 'setting'
  | 'prepared statement'
  | 'statement';

/** What the grammar asked for at the cursor. */
export interface Expected {
  readonly kinds: Set<TokenKind>;
  readonly wants: Set<Want>;
}
