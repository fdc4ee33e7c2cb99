import type { Span } from '../../../../dialect/src/text/span.ts';
import type { Subject } from '../../describe/subject.ts';

export type SuggestionKind =
  | 'keyword'
  | 'snippet'
  | 'option'
  | 'value'
  | 'function'
  | 'table'
  | 'collection'
  | 'index'
  | 'query'
  | 'column'
  | 'alias'
  | 'pool'
  | 'alert'
  | 'variable'
  | 'type'
  | 'connection'
  | 'database';

/** Something that may be written at the cursor. */
export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  readonly detail?: string | undefined;
  /** What is written instead of the label; with `snippet`, in TextMate's notation. */
  readonly insert?: string;
  readonly snippet?: boolean;
  /** What is looked up when its documentation is asked for. */
  readonly subject?: Subject;
  /** Whether the editor goes on to suggest what comes behind it. */
  readonly goOn?: boolean;
}

/** Suggestions with the place that they replace: the word (or string) at the cursor, in the document. */
export interface Completion {
  readonly replace: Span;
  /** The best first. */
  readonly suggestions: readonly Suggestion[];
}

/** Text in a snippet, where `$`, `}` and `\` mean something. */
export function snippetText(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}
