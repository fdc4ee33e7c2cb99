import { scan } from '../../../dialect/src/text/scan.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
import { allBrackets } from '../text/brackets.ts';

export interface Fold {
  readonly span: Span;
  readonly kind: 'statement' | 'comment';
}

/** Statements, brackets and comments that go over several lines. */
export function folds(document: DocumentModel): readonly Fold[] {
  const { text } = document;
  const { tokens, comments } = scan(text);
  const statements = document.statements.map(({ start, end }): Fold => ({
    span: { start, end },
    kind: 'statement',
  }));
  const brackets = allBrackets(tokens).flatMap(({ open, close }): Fold[] =>
    close ? [{ span: { start: open.start, end: close.start }, kind: 'statement' }] : [],
  );
  return [...statements, ...brackets, ...commentBlocks(text, comments)].filter(({ span }) =>
    text.slice(span.start, span.end).includes('\n'),
  );
}

/** Block comments, and line comments that follow each other. */
function commentBlocks(
  text: string,
  comments: readonly { readonly start: number; readonly end: number; readonly block: boolean }[],
): readonly Fold[] {
  const blocks: { start: number; end: number }[] = [];
  let previousIsLine = false;
  for (const { start, end, block } of comments) {
    const last = blocks.at(-1);
    if (last && previousIsLine && !block && /^[^\S\n]*\n[^\S\n]*$/.test(text.slice(last.end, start)))
      last.end = end;
    else blocks.push({ start, end });
    previousIsLine = !block;
  }
  return blocks.map((span) => ({ span, kind: 'comment' }));
}
