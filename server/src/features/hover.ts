import type { Span } from '../../../dialect/src/text/span.ts';
import { describeSubject } from '../describe/subject.ts';
import type { DocumentModel } from '../documents.ts';
import { subjectAt } from '../subject-at.ts';

export interface HoverAnswer {
  readonly span: Span;
  readonly markdown: string;
}

/** What the word at the offset is, in full. */
export function hover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const found = subjectAt(document, offset);
  const markdown = found && describeSubject(found.subject, document);
  return found && markdown ? { span: found.span, markdown } : undefined;
}
