import type { TokenKind } from '../../text/tokens.ts';

/**
 * Words that begin a clause and can neither continue an expression nor stand in a list: where recovery stops leaving
 * tokens out, so that an error in one clause does not hide those behind it.
 */
export const clauseStarts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'AS',
  'CROSS',
  'DO',
  'ELSE',
  'END',
  'EXCEPT',
  'FETCH',
  'FOR',
  'FROM',
  'FULL',
  'GROUP',
  'HAVING',
  'INNER',
  'INTERSECT',
  'INTO',
  'JOIN',
  'LIMIT',
  'NATURAL',
  'OFFSET',
  'ON',
  'ORDER',
  'RETURNING',
  'SELECT',
  'THEN',
  'UNION',
  'USING',
  'WHEN',
  'WHERE',
  'WINDOW',
  'WITH',
]);

export const queryStarts: ReadonlySet<TokenKind> = new Set<TokenKind>(['SELECT', 'WITH', 'VALUES', 'TABLE']);

/** What goes on with a query in parentheses; other tokens show that it is an operand or a table. */
export const queryContinuations: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH', ')'] as const),
]);

export const joinStarts: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['JOIN', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'CROSS', 'NATURAL'] as const),
]);

/**
 * Words that begin a statement, each with those that show it when they stand second; without any, the first is
 * enough. Only words for which this is beyond doubt: it is asked where a semicolon may have been forgotten.
 */
const statementStarts: ReadonlyMap<TokenKind, readonly TokenKind[]> = new Map<
  TokenKind,
  readonly TokenKind[]
>([
  ['SELECT', []],
  ['CREATE', []],
  ['INSERT', ['INTO']],
  ['MERGE', ['INTO']],
  ['DELETE', ['FROM']],
  ['UPDATE', ['name', 'quoted name']],
  ['USE', ['CONNECTION_POOL']],
  ['APPLY', ['CONNECTION_POOL']],
  ['DROP', ['CONNECTION_POOL', 'CONNECTION_POOL_GROUP', 'COLLECTION', 'TABLE', 'VIEW', 'INDEX', 'ALERT']],
  ['ALTER', ['CONNECTION_POOL', 'CONNECTION_POOL_GROUP', 'ALERT']],
  ['EXPLAIN', ['SELECT', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'ANALYZE']],
  ['BENCHMARK', ['SELECT', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']],
  [
    'SHOW',
    [
      ...([
        'CONNECTION_POOL',
        'CONNECTION_POOLS',
        'CONNECTION_POOL_GROUP',
        'CONNECTION_POOL_GROUPS',
      ] as const),
      ...(['COLLECTIONS', 'DATABASES', 'INDEXES', 'FIELDS', 'ALERTS'] as const),
    ],
  ],
]);

/** Whether two tokens beyond doubt begin a statement. */
export function beginsStatement(first: TokenKind, second: TokenKind): boolean {
  const seconds = statementStarts.get(first);
  return seconds !== undefined && (seconds.length === 0 || seconds.includes(second));
}
