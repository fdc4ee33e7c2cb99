import type { TextChange } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
import { occurrenceAt } from '../names/occurrences.ts';
import { sameName } from '../names/same-name.ts';
import type { Place } from '../names/same-name.ts';
import { inForm, spanOfName } from '../names/written-form.ts';

/** What would be renamed: the place of the name without its quotes or mark, and the name. */
export interface Renamable {
  readonly span: Span;
  readonly name: string;
}

/** The changes of one document. */
export interface DocumentChanges {
  readonly uri: string;
  readonly changes: readonly TextChange[];
}

/** The name at the offset, where a document gives it: what the database holds keeps its name. */
export function renamable(
  document: DocumentModel,
  offset: number,
  all?: readonly DocumentModel[],
): Renamable | undefined {
  const own = made(document, offset, all).filter((place) => place.document === document);
  const here = occurrenceAt(own, offset);
  if (!here) return undefined;
  const { name, span } = here;
  return { span: spanOfName(name, span, document.text) ?? span, name };
}

/** The changes that give the name at the offset another one, in whatever form each place needs. */
export function rename(
  document: DocumentModel,
  offset: number,
  name: string,
  all?: readonly DocumentModel[],
): readonly DocumentChanges[] | undefined {
  const places = made(document, offset, all);
  if (places.length === 0) return undefined;
  const changes = new Map<string, TextChange[]>();
  for (const { document: own, span, form } of places) {
    const list = changes.get(own.uri) ?? [];
    changes.set(own.uri, [...list, { span, text: inForm(name, form) }]);
  }
  return [...changes].map(([uri, list]) => ({ uri, changes: list }));
}

/** The places of a name that one of them makes; the document’s own come first. */
function made(
  document: DocumentModel,
  offset: number,
  all: readonly DocumentModel[] | undefined,
): readonly Place[] {
  const places = sameName(document, offset, all);
  return places.some(({ defines }) => defines) ? places : [];
}
