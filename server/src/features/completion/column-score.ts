import type { TokenKind } from '../../../../dialect/src/text/tokens.ts';
import { tokenBefore, tokenBehind } from './place.ts';
import type { Place } from './place.ts';
import type { Suits } from './place-trials.ts';
import { poolTable } from './pool-columns.ts';
import type { Suggestion } from './suggestion.ts';

/** Words that begin the clauses of a statement. */
export const clauses: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...(['SELECT', 'FROM', 'WHERE', 'GROUP', 'HAVING', 'ORDER', 'ON', 'SET', 'VALUES', 'RETURNING'] as const),
]);

/**
 * Points for a column: the first ones of each relation, those that other clauses name, those of the type that the place asks for, and those
 * that one would join with what they are compared with.
 */
export function columnScore(place: Place, suits: Suits | undefined): (column: Suggestion) => number {
  const mentioned = mentions(place);
  const opposite = comparedWith(place);
  const isQualified = place.source[place.word - 1] === '.';
  const nthOf = placesInRelations();
  const hasNoFrom = place.scope?.relations.length === 0;
  return ({ label, subject }) => {
    const { relation, type } = subject?.kind === 'column' ? subject : {};
    const name = label.toLowerCase();
    const near = mentioned.get(name);
    const joins = opposite !== undefined && (isQualified || opposite !== name) && relates(name, opposite);
    return (
      104 -
      4 * Math.min(nthOf(relation), 20) +
      (type && suits?.(type) ? 24 : 0) +
      (joins ? 100 : 0) -
      (hasNoFrom && relation === poolTable ? 80 : 0) +
      (near === 'elsewhere' ? 12 : near === 'here' ? -4 : 0)
    );
  };
}

/** Which place the next column has in its relation, those of a relation further behind in FROM a little later. */
function placesInRelations(): (relation: string | undefined) => number {
  const relations = new Map<string | undefined, { readonly nth: number; columns: number }>();
  return (relation) => {
    const known = relations.get(relation) ?? { nth: relations.size, columns: 0 };
    relations.set(relation, known);
    return known.nth + known.columns++;
  };
}

/** The name of the column that stands on the other side of `=`, in lower case. */
function comparedWith(place: Place): string | undefined {
  const { source, tokens } = place;
  const nameAt = (at: number) => {
    const token = tokens[at];
    return token && token.names > 0 ? source.slice(token.start, token.end).toLowerCase() : undefined;
  };
  const before = tokenBefore(place);
  let at = before ? tokens.indexOf(before) : -1;
  while (tokens[at]?.kind === '.') at -= 2;
  if (tokens[at]?.kind === '=') return nameAt(at - 1);
  const behind = tokenBehind(place);
  if (behind?.kind !== '=') return undefined;
  at = tokens.indexOf(behind) + 1;
  while (tokens[at + 1]?.kind === '.') at += 2;
  return nameAt(at);
}

/** Whether two columns may be joined, as their names look: equal, a key and what refers to it, or equal but for a prefix. */
const relates = (a: string, b: string): boolean =>
  a === b || isKeyOf(a, b) || isKeyOf(b, a) || endsLike(a, b) || endsLike(b, a);

const isKeyOf = (key: string, other: string): boolean => /^_?id$/.test(key) && /.id$/.test(other);

/** `ws_item_sk` like `i_item_sk`. */
function endsLike(name: string, other: string): boolean {
  const end = name.slice(name.indexOf('_') + 1);
  return end.length > 3 && name.includes('_') && other.endsWith(`_${end}`);
}

/** The statement's other words: in the same list, where they are rarely written twice, or elsewhere, where they were meant. */
function mentions({ source, tokens, word, offset }: Place): ReadonlyMap<string, 'here' | 'elsewhere'> {
  const found = new Map<string, 'here' | 'elsewhere'>();
  const from = tokens.findLastIndex(({ kind, end }) => end <= word && clauses.has(kind));
  const to = tokens.findIndex(({ kind, start }) => start >= offset && clauses.has(kind));
  tokens.forEach(({ kind, start, end, names }, index) => {
    if (names === 0 || kind === 'end' || (start < offset && end > word)) return;
    const here = index > from && (to < 0 || index < to);
    const text = source.slice(start, end).toLowerCase();
    if (here || !found.has(text)) found.set(text, here ? 'here' : 'elsewhere');
  });
  return found;
}
