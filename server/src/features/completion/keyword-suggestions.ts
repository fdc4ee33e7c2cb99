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

/** The keywords among the kinds of token that may come next. */
export function keywordSuggestions(kinds: Iterable<string>): readonly Suggestion[] {
  return [...kinds]
    .filter(isKeyword)
    .sort()
    .map((word) => ({ label: pairs[word] ?? word, kind: 'keyword' }));
}
