import type { TextChange } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
import { occurrenceAt, occurrences } from '../names/occurrences.ts';
import type { Occurrence } from '../names/occurrences.ts';

/** What would be renamed: the place of the name without its quotes or mark, and the name. */
export interface Renamable {
  readonly span: Span;
  readonly name: string;
}

/** The name at the offset, where the document itself gives it: what the database holds keeps its name. */
export function renamable(document: DocumentModel, offset: number): Renamable | undefined {
  const found = sameInDocument(document, offset);
  const here = found && occurrenceAt(found, offset);
  if (!here) return undefined;
  const span = bare(here, document.text);
  return { span, name: document.text.slice(span.start, span.end) };
}

/** The changes that give the name at the offset another one, in whatever form each place needs. */
export function rename(
  document: DocumentModel,
  offset: number,
  name: string,
): readonly TextChange[] | undefined {
  return sameInDocument(document, offset)?.map((occurrence) => ({
    span: occurrence.span,
    text: written(name, occurrence.form),
  }));
}

function sameInDocument(document: DocumentModel, offset: number): readonly Occurrence[] | undefined {
  const all = occurrences(document);
  const here = occurrenceAt(all, offset);
  const equal = new Map(all.filter(({ key }) => key === here?.key).map((each) => [each.span.start, each]));
  const found = [...equal.values()];
  return all.some(({ key, defines }) => defines && key === here?.key) ? found : undefined;
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
  return /^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
