import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { Catalog } from '../../../../dialect/src/index.ts';
import type { Want } from '../../../../dialect/src/syntax/expected.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';

/** Where a word is being written, as far as it says what is likely there. */
export interface Place {
  readonly source: string;
  readonly tokens: readonly Token[];
  /** Where the word begins, and where the cursor stands in it. */
  readonly word: number;
  readonly offset: number;
  readonly wants: ReadonlySet<Want>;
  readonly scope: VisibleScope | undefined;
  readonly catalog: Catalog;
}

/** The token before the word. */
export function tokenBefore({ tokens, word }: Pick<Place, 'tokens' | 'word'>): Token | undefined {
  return tokens.findLast(({ kind, end }) => kind !== 'end' && end <= word);
}

/** The token behind the cursor. */
export function tokenBehind({ tokens, offset }: Pick<Place, 'tokens' | 'offset'>): Token | undefined {
  return tokens.find(({ kind, start }) => kind !== 'end' && start >= offset);
}
