import type { Piece } from './pieces.ts';

const tightBefore: readonly string[] = [',', ')', ']', ';', '.', '::'];
const tightAfter: readonly string[] = ['(', '[', '.', '::'];
const signs: readonly string[] = ['-', '+', '~'];
/** Behind these an operand begins, so that a sign there belongs to it. */
const beforeOperand: readonly string[] = [
  ...['(', '[', ',', '=', '<', '>', '<=', '>=', '<>', '!=', '+', '-', '*', '/', '%', '^', '||', ':='],
  ...[
    'SELECT',
    'WHEN',
    'THEN',
    'ELSE',
    'AND',
    'OR',
    'NOT',
    'BETWEEN',
    'LIKE',
    'IN',
    'BY',
    'LIMIT',
    'OFFSET',
    'RETURNING',
  ],
];

/** Whether a blank stands between two pieces of one line. `beforeLeft` tells a sign from a subtraction. */
export function spaced(left: Piece, right: Piece, beforeLeft: Piece | undefined): boolean {
  if (tightBefore.includes(right.kind) || tightAfter.includes(left.kind)) return false;
  // `count (x)` and `orders (a, b)` are both common: as it was. A keyword that is no function is always apart.
  if (right.kind === '(' || right.kind === '[') return right.gap !== 'none' || apart(left);
  if (left.kind === ':' || right.kind === ':') return right.gap !== 'none';
  if (signs.includes(left.kind) && isSign(beforeLeft)) return false;
  return true;
}

const isSign = (before: Piece | undefined) =>
  !before || (!before.isName && beforeOperand.includes(before.kind));

const keywordsBeforeBracket: readonly string[] = [
  ...['IN', 'AS', 'AND', 'OR', 'NOT', 'ON', 'WHERE', 'FROM', 'BY', 'USING', 'WITH', 'SET', 'VALUES', 'OVER'],
  ...[
    'FILTER',
    'GROUP',
    'THEN',
    'WHEN',
    'ELSE',
    'SELECT',
    'UNION',
    'ALL',
    'LATERAL',
    'JOIN',
    'HAVING',
    '=',
    ',',
  ],
];

const apart = ({ kind, isName }: Piece) => !isName && keywordsBeforeBracket.includes(kind);
