import type { Span } from '../../../dialect/src/text/span.ts';
import { statementsIn } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { localDefinition, occurrenceAt, occurrences } from '../names/occurrences.ts';

/**
 * The places that change together while one of them is typed: those of an alias or a query of WITH, in its statement. Undefined
 * where the name is another's, or is written in two ways.
 */
export function linkedEditing(document: DocumentModel, offset: number): readonly Span[] | undefined {
  const all = occurrences(statementsIn(document, { start: offset, end: offset }));
  const here = occurrenceAt(all, offset);
  if (!here || localDefinition(here) === undefined) return undefined;
  const places = all.filter(({ key }) => key === here.key).map(({ span }) => span);
  const written = new Set(places.map(({ start, end }) => document.text.slice(start, end)));
  return places.length > 1 && written.size === 1 ? places : undefined;
}
