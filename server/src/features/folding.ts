import { scan } from '../../../dialect/src/text/scan.ts';
import type { Text } from '../../../dialect/src/text/resplit.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { shift } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { PlacedStretch, Stretch } from '../stretches.ts';
import { allBrackets } from '../text/brackets.ts';

export interface Fold {
  readonly span: Span;
  readonly kind: 'statement' | 'comment';
}

/** Statements, brackets and comments that go over several lines, in the order of the text. */
export function folds({ text, stretches }: DocumentModel): readonly Fold[] {
  return stretches.flatMap((placed) =>
    foldsOf(placed, text).map(({ span, kind }) => ({ span: shift(span, placed.start), kind })),
  );
}

const known = new WeakMap<Stretch, readonly Fold[]>();

/** Those of a stretch, found once; places count from its beginning. No bracket, and no comment that goes on on the next line, reaches over a `;`. */
function foldsOf({ stretch, start, end }: PlacedStretch, text: Text): readonly Fold[] {
  let found = known.get(stretch);
  if (!found) {
    found = foldsIn(text.slice(start, end), stretch);
    known.set(stretch, found);
  }
  return found;
}

function foldsIn(text: string, stretch: Stretch): readonly Fold[] {
  const { tokens, comments } = scan(text);
  const statements = stretch.statements.map(({ start, end }): Fold => ({
    span: { start, end },
    kind: 'statement',
  }));
  const brackets = allBrackets(tokens).flatMap(({ open, close }): Fold[] =>
    close ? [{ span: { start: open.start, end: close.start }, kind: 'statement' }] : [],
  );
  return [...statements, ...brackets, ...commentBlocks(text, comments)]
    .filter(({ span }) => text.slice(span.start, span.end).includes('\n'))
    .sort((a, b) => a.span.start - b.span.start);
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
