import type { BinaryOperator, UnaryOperator } from '../ast/query.ts';
import type { TokenKind } from '../../text/tokens.ts';

/** How strongly operators bind, weakest first: PostgreSQL's table, which print.ts reads as well. */
export const power = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  matching: 6,
  other: 7,
  additive: 8,
  multiplicative: 9,
  exponent: 10,
  atTimeZone: 11,
  collate: 12,
  sign: 13,
  operand: 14,
} as const;

/** The power of each operator with two operands that is a token of its own. */
export const binaryPower: Readonly<Record<BinaryOperator, number>> = {
  OR: power.or,
  AND: power.and,
  '=': power.comparison,
  '<>': power.comparison,
  '<': power.comparison,
  '<=': power.comparison,
  '>': power.comparison,
  '>=': power.comparison,
  '+': power.additive,
  '-': power.additive,
  '*': power.multiplicative,
  '/': power.multiplicative,
  '%': power.multiplicative,
  '^': power.exponent,
  '||': power.other,
  '&': power.other,
  '|': power.other,
  '#': power.other,
  '<<': power.other,
  '>>': power.other,
  '~': power.other,
  '~*': power.other,
  '!~': power.other,
  '!~*': power.other,
  '@>': power.other,
  '<@': power.other,
  '&&': power.other,
  '->': power.other,
  '->>': power.other,
  '#>': power.other,
  '#>>': power.other,
  '?': power.other,
  '^@': power.other,
  '?|': power.other,
  '?&': power.other,
  '#-': power.other,
  '@?': power.other,
  '@@': power.other,
};

/** The power of each operator that stands before its operand. */
export const prefixPower: Readonly<Record<UnaryOperator, number>> = {
  NOT: power.not,
  '-': power.sign,
  '+': power.sign,
  '~': power.other,
  '@': power.other,
  '|/': power.other,
  '||/': power.other,
};

/** Operators with a second spelling. */
const spellings = { '!=': '<>', '==': '=' } as const satisfies Partial<Record<TokenKind, BinaryOperator>>;

export interface BinaryEntry {
  readonly operator: BinaryOperator;
  readonly power: number;
}

/** The binary operator that a token is, with its power. */
export const binaryOperators: ReadonlyMap<TokenKind, BinaryEntry> = new Map<TokenKind, BinaryEntry>([
  ...(Object.keys(binaryPower) as BinaryOperator[])
    .filter((operator) => operator !== '?|' && operator !== '?&')
    .map((operator) => [operator, { operator, power: binaryPower[operator] }] as const),
  ...Object.entries(spellings).map(
    ([mark, operator]) => [mark as TokenKind, { operator, power: binaryPower[operator] }] as const,
  ),
]);

/** What a `?` between operands is with the mark right behind it. It is no token of its own: `?||'x'` joins a text to a parameter. */
export const withQuestionMark: ReadonlyMap<TokenKind, BinaryOperator> = new Map<TokenKind, BinaryOperator>([
  ['|', '?|'],
  ['&', '?&'],
]);

/** PostgreSQL's operator spellings of LIKE. */
export const likeOperators = {
  '~~': { operator: 'LIKE', not: false },
  '~~*': { operator: 'ILIKE', not: false },
  '!~~': { operator: 'LIKE', not: true },
  '!~~*': { operator: 'ILIKE', not: true },
} as const;
