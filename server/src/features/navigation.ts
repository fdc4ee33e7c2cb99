import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
import { occurrenceAt, occurrences } from '../names/occurrences.ts';
import type { Occurrence } from '../names/occurrences.ts';

/** All places that name what the offset names, in the order of the text, each once. */
function same(document: DocumentModel, offset: number): readonly Occurrence[] {
  const all = occurrences(document);
  const here = occurrenceAt(all, offset);
  const equal = all.filter(({ key }) => key === here?.key).sort((a, b) => a.span.start - b.span.start);
  return equal.filter(({ span }, index) => span.start !== equal[index - 1]?.span.start);
}

/** Where the name at the offset is made: CREATE CONNECTION_POOL, AS, WITH, the first SET of a variable. */
export function definition(document: DocumentModel, offset: number): Span | undefined {
  return same(document, offset).find(({ defines }) => defines)?.span;
}

/** Where else in the document the same thing is named. */
export function references(
  document: DocumentModel,
  offset: number,
  withDefinition: boolean,
): readonly Span[] {
  return same(document, offset)
    .filter(({ defines }) => withDefinition || !defines)
    .map(({ span }) => span);
}

export interface Highlight {
  readonly span: Span;
  readonly writes: boolean;
}

export function highlights(document: DocumentModel, offset: number): readonly Highlight[] {
  return same(document, offset).map(({ span, defines }) => ({ span, writes: defines }));
}
