import type { Expected, Want } from './expected.ts';
import type { Token, TokenKind } from '../text/tokens.ts';
import { keywords, type Keyword } from '../text/keywords.ts';
import { scan } from '../text/scan.ts';
import { continuesWord } from '../text/skip.ts';
import { Grammar, statementWords } from './grammar/statement.ts';

/** Words that may begin an expression, for places where any expression may stand: types before a constant in quotes too. */
const expressionWords: readonly TokenKind[] = [
  ...(['ARRAY', 'CASE', 'CAST', 'CURRENT_DATE', 'CURRENT_TIME', 'CURRENT_TIMESTAMP', 'EXISTS'] as const),
  ...(['EXTRACT', 'FALSE', 'LOCALTIME', 'LOCALTIMESTAMP', 'NOT', 'NULL', 'OVERLAY', 'POSITION'] as const),
  ...(['ROW', 'SUBSTRING', 'TRIM', 'TRUE', 'TRY_CAST'] as const),
  ...(Object.keys(keywords) as Keyword[]).filter((word) => keywords[word] === 'type'),
];

/** Places that the grammar reads as an expression, of which only some have a sense there. */
const narrow: readonly Want[] = [
  ...(['pool table', 'pool options', 'duration', 'constant', 'count', 'frame bound'] as const),
  ...(['unit', 'interval', 'key column'] as const),
];

/** What the grammar asks for itself where it reads an expression. */
const valueWords: readonly TokenKind[] = ['CASE', 'NOT', 'EXISTS', 'NULL', 'SELECT', 'VALUES'];

const grammar = new Grammar();

/**
 * What may follow at an offset of a statement, also of one that is still being written: the statement is read up to
 * the word that the offset touches, and whatever the grammar asks for there is the answer.
 */
export function expectedAt(source: string, offset: number): Expected {
  let end = offset;
  while (end > 0 && continuesWord(source.charCodeAt(end - 1))) end--;
  const expected: Expected = { kinds: new Set(), wants: new Set() };
  const tokens = scan(source.slice(0, end)).tokens.map((token): Token =>
    token.kind === 'end' ? { ...token, kind: 'cursor' } : token,
  );
  grammar.parse(source, tokens, expected);
  if (narrow.some((want) => expected.wants.has(want))) {
    expected.wants.delete('expression');
    for (const word of valueWords) expected.kinds.delete(word);
  }
  if (expected.wants.has('expression')) for (const word of expressionWords) expected.kinds.add(word);
  if (expected.wants.has('statement')) for (const word of statementWords) expected.kinds.add(word);
  return expected;
}
