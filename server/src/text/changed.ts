import type { TextChange } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';

/** A text with changes made that do not overlap. */
export function changed(text: string, changes: readonly TextChange[]): string {
  return [...changes]
    .sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
    .reduce((whole, { span, text: by }) => whole.slice(0, span.start) + by + whole.slice(span.end), text);
}

/** Where the changes stand in the changed text. */
export function placesOf(changes: readonly TextChange[]): readonly Span[] {
  let by = 0;
  return [...changes]
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .map(({ span, text }) => {
      const start = span.start + by;
      by += text.length - (span.end - span.start);
      return { start, end: start + text.length };
    });
}
