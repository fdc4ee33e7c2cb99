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
