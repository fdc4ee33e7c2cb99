import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
import { sameName } from '../names/same-name.ts';

/** A place in a document. */
export interface DocumentSpan {
  readonly uri: string;
  readonly span: Span;
}

/** Where the name at the offset is made: CREATE CONNECTION_POOL, AS, WITH, the first SET of a variable. */
export function definition(
  document: DocumentModel,
  offset: number,
  all?: readonly DocumentModel[],
): DocumentSpan | undefined {
  const found = sameName(document, offset, all).find(({ defines }) => defines);
  return found && { uri: found.document.uri, span: found.span };
}

/** Where the same thing is named; pools and alerts in the other documents too, variables in the other cells of a notebook. */
export function references(
  document: DocumentModel,
  offset: number,
  withDefinition: boolean,
  all?: readonly DocumentModel[],
): readonly DocumentSpan[] {
  return sameName(document, offset, all)
    .filter(({ defines }) => withDefinition || !defines)
    .map(({ document: { uri }, span }) => ({ uri, span }));
}

export interface Highlight {
  readonly span: Span;
  readonly writes: boolean;
}

export function highlights(document: DocumentModel, offset: number): readonly Highlight[] {
  return sameName(document, offset).map(({ span, defines }) => ({ span, writes: defines }));
}
