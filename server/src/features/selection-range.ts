import { nodePath } from '../../../dialect/src/syntax/walk.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { contains } from '../../../dialect/src/text/span.ts';
import { shift, statementAt } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';

/** What a growing selection holds step by step: the word, the expressions around it, the statement, all. */
export function selectionRanges(document: DocumentModel, offset: number): readonly Span[] {
  const whole = { start: 0, end: document.text.length };
  const model = statementAt(document, offset);
  if (!model || offset < model.start) return [whole];
  const { tokens, statement } = model.parsed;
  const inside = offset - model.start;
  const word = tokens.findLast((token) => token.kind !== 'end' && contains(token, inside));
  const nodes = statement ? nodePath(statement, inside).reverse() : [];
  const spans = [...(word ? [word] : []), ...nodes.map(({ span }) => span)].map((span) =>
    shift(span, model.start),
  );
  const all = [...spans, { start: model.start, end: model.end }, whole];
  return all.filter((span, index) => index === 0 || wider(span, all[index - 1] ?? span));
}

function wider(span: Span, inner: Span): boolean {
  return (
    span.start <= inner.start && inner.end <= span.end && span.end - span.start > inner.end - inner.start
  );
}
