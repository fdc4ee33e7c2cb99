import type { Suggestion } from './suggestion.ts';
import { isKeyword } from '../../../../dialect/src/text/keywords.ts';

/** Keywords that another always follows. */
const pairs: Readonly<Record<string, string>> = {
  GROUP: 'GROUP BY',
  ORDER: 'ORDER BY',
  PARTITION: 'PARTITION BY',
  INSERT: 'INSERT INTO',
  MERGE: 'MERGE INTO',
  DELETE: 'DELETE FROM',
};

const branches: ReadonlySet<string> = new Set(['INSERT', 'DELETE']);

/** The keywords among the kinds of token that may come next; the branches of a MERGE say DELETE and INSERT alone. */
export function keywordSuggestions(kinds: Iterable<string>, merges: boolean): readonly Suggestion[] {
  return [...kinds]
    .filter(isKeyword)
    .sort()
    .map((word) => ({
      label: (merges && branches.has(word) ? undefined : pairs[word]) ?? word,
      kind: 'keyword',
    }));
}
