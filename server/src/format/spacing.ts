import type { Piece } from './pieces.ts';

/** What stands right behind whatever is before it. */
export const tightBefore: readonly string[] = [',', ')', ']', ';', '.', '::'];
const tightAfter: readonly string[] = ['(', '[', '.', '::'];
const signs: readonly string[] = ['-', '+', '~'];
/** Behind these a sign is a subtraction or addition; behind anything else it belongs to what follows. */
const operandEnds: readonly string[] = [
  ...['number', 'string', 'variable', 'dollar', 'name', 'quoted name', '?'],
  ...[')', ']', 'END', 'TRUE', 'FALSE', 'NULL'],
];

/** Whether a blank stands between two pieces of one line. `beforeLeft` tells a sign from a subtraction. */
export function spaced(left: Piece, right: Piece, beforeLeft: Piece | undefined): boolean {
  if (tightBefore.includes(right.kind) || tightAfter.includes(left.kind)) return false;
  // `count (x)` and `orders (a, b)` are both common: as it was. A keyword that is no function is always apart.
  if (right.kind === '(' || right.kind === '[') return right.gap !== 'none' || apart(left);
  if (left.kind === ':' || right.kind === ':') return right.gap !== 'none';
  // `?|` and `?&` are operators of JSON.
  if (left.kind === '?' && ['|', '&'].includes(right.kind)) return right.gap !== 'none';
  // Two signs together could begin a comment.
  if (signs.includes(left.kind) && isSign(beforeLeft)) return signs.includes(right.kind);
  return true;
}

const isSign = (before: Piece | undefined) =>
  before === undefined || !(before.isName || operandEnds.includes(before.kind));

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
