import { keywords, needAs, type Keyword, type KeywordCategory } from './keywords.ts';

/** Every mark and operator; where one begins another, the longer stands first, as the scanner tries them. */
export const marks = [
  ...(['!~~*', '->>', '#>>', '!~*', '!~~', '~~*', '||/'] as const),
  ...(['::', ':=', '=>', '==', '<=', '>=', '<>', '!=', '||', '->', '#>'] as const),
  ...(['<<', '>>', '~*', '~~', '!~', '@>', '@?', '@@', '<@', '&&', '|/', '^@', '#-'] as const),
  ...(['(', ')', '[', ']', ',', ';', '.', ':', '=', '<', '>'] as const),
  ...(['+', '-', '*', '/', '%', '^', '&', '|', '#', '~', '?', '@'] as const),
] as const;

export type Mark = (typeof marks)[number];

/**
 * What a token is: a keyword's kind is the keyword in upper case, a mark's kind the mark itself. `end` stands behind
 * the last token; `cursor` stands there instead where completion asks what may follow.
 */
export type TokenKind =
  Keyword | Mark | 'name' | 'quoted name' | 'string' | 'number' | 'variable' | 'dollar' | 'end' | 'cursor';

/** The places in which a word may stand as a name: bits of `Token.names`. */
export const columnName = 1;
export const functionName = 2;
export const bareAlias = 4;
export const anyLabel = 8;
export const everyName = columnName | functionName | bareAlias | anyLabel;

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly names: number;
}

const namesByCategory: Readonly<Record<KeywordCategory, number>> = {
  reserved: anyLabel,
  plain: everyName,
  type: everyName,
  function: columnName | bareAlias | anyLabel,
  joining: functionName | bareAlias | anyLabel,
};

/** In which places a keyword may stand as a name. */
export function namesOf(keyword: Keyword): number {
  const names = namesByCategory[keywords[keyword]];
  return needAs.has(keyword) ? names & ~bareAlias : names;
}
