import { namesOf, type Token, type TokenKind } from '../text/tokens.ts';
import { isKeyword } from '../text/keywords.ts';
import { scan } from '../text/scan.ts';
import { everyName } from '../text/tokens.ts';
import { Grammar } from './grammar/statement.ts';

const grammar = new Grammar();

/** Statements of more tokens are not read once for each candidate. */
const mostTokens = 400;

/**
 * Which kinds of token, put between two offsets of a statement, leave the fewest problems of syntax. Undefined where that says nothing: where
 * the statement is no worse without any, or is long.
 */
export function fitsAt(
  source: string,
  { start, end }: { readonly start: number; readonly end: number },
  kinds: Iterable<TokenKind>,
): ReadonlySet<TokenKind> | undefined {
  // Room for a word, so that what is behind it is read as its own.
  const text = `${source.slice(0, start)} ${' '.repeat(room)} ${source.slice(end)}`;
  const { tokens } = scan(text);
  if (tokens.length > mostTokens) return undefined;
  const at = tokens.findIndex((token) => token.start > start || token.kind === 'end');
  if (tokens[at]?.kind === 'end') return undefined;
  const problems = (kind?: TokenKind): number => {
    const word = kind === undefined ? [] : [wordOf(kind, start + 1)];
    return grammar.parse(text, [...tokens.slice(0, at), ...word, ...tokens.slice(at)]).problems.length;
  };
  const without = problems();
  if (without === 0) return undefined;
  const counts = new Map([...kinds].map((kind) => [kind, problems(kind)]));
  const least = Math.min(...counts.values());
  if (least >= without) return undefined;
  return new Set([...counts].flatMap(([kind, count]) => (count === least ? [kind] : [])));
}

/** As many characters as the longest word of the dialect has. */
const room = 32;

const wordOf = (kind: TokenKind, start: number): Token => ({
  kind,
  start,
  end: start + (isKeyword(kind) ? kind.length : 1),
  names: isKeyword(kind) ? namesOf(kind) : everyName,
});
