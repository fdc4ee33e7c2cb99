import type { TextChange } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { DocumentModel } from '../documents.ts';
import { occurrenceAt } from '../names/occurrences.ts';
import { sameName } from '../names/same-name.ts';
import type { Place } from '../names/same-name.ts';
import type { Occurrence } from '../names/occurrences.ts';

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

/** The name at the offset, where an open document gives it: what the database holds keeps its name. */
export function renamable(
  document: DocumentModel,
  offset: number,
  open?: readonly DocumentModel[],
): Renamable | undefined {
  const own = made(document, offset, open).filter((place) => place.document === document);
  const here = occurrenceAt(own, offset);
  if (!here) return undefined;
  const span = bare(here, document.text);
  return { span, name: document.text.slice(span.start, span.end) };
}

/** The changes that give the name at the offset another one, in whatever form each place needs. */
export function rename(
  document: DocumentModel,
  offset: number,
  name: string,
  open?: readonly DocumentModel[],
): readonly DocumentChanges[] | undefined {
  const places = made(document, offset, open);
  if (places.length === 0) return undefined;
  const changes = new Map<string, TextChange[]>();
  for (const { document: own, span, form } of places) {
    const list = changes.get(own.uri) ?? [];
    changes.set(own.uri, [...list, { span, text: written(name, form) }]);
  }
  return [...changes].map(([uri, list]) => ({ uri, changes: list }));
}

/** The places of a name that one of them makes; the document’s own come first. */
function made(
  document: DocumentModel,
  offset: number,
  open: readonly DocumentModel[] | undefined,
): readonly Place[] {
  const places = sameName(document, offset, open);
  return places.some(({ defines }) => defines) ? places : [];
}

/** The span within quotes, or behind the `@`. */
function bare({ span, form }: Occurrence, text: string): Span {
  if (form === 'variable') return { start: span.start + 1, end: span.end };
  const quoted = form === 'string' || /["`]/.test(text[span.start] ?? '');
  return quoted ? { start: span.start + 1, end: span.end - 1 } : span;
}

function written(name: string, form: Occurrence['form']): string {
  if (form === 'string') return `'${name.replaceAll("'", "''")}'`;
  if (form === 'variable') return `@${name.replace(/^@/, '')}`;
  return writtenName(name);
}
