import { statementOf } from '../../../dialect/src/statements/index.ts';
import { contains, type Span } from '../../../dialect/src/text/span.ts';
import { clauseAt } from '../clause-at.ts';
import { clauseMarkdown } from '../describe/clause.ts';
import { describeSubject } from '../describe/subject.ts';
import { shift, statementAt } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { subjectAt } from '../subject-at.ts';

export interface HoverAnswer {
  readonly span: Span;
  readonly markdown: string;
}

/** What the word at the offset is, in full; of a word that begins a clause, what the clause becomes; of one that begins a statement, its form. */
export function hover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const found = subjectAt(document, offset);
  if (!found) return clauseHover(document, offset) ?? statementHover(document, offset);
  const markdown = describeSubject(found.subject, document);
  return markdown ? { span: found.span, markdown } : undefined;
}

function clauseHover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const statement = statementAt(document, offset);
  const clause = statement && clauseAt(statement, offset - statement.start);
  const markdown = clause && clauseMarkdown(clause, statement);
  return markdown ? { span: shift(clause.span, statement.start), markdown } : undefined;
}

function statementHover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const statement = statementAt(document, offset);
  if (!statement) return undefined;
  const { text, parsed, start } = statement;
  const first = parsed.tokens.slice(0, 4);
  const words = first.map((token) => text.slice(token.start, token.end).toUpperCase());
  const [from, to] = [first[0]?.start, first[(statementOf(words)?.length ?? 0) - 1]?.end];
  if (from === undefined || to === undefined) return undefined;
  const span = { start: from, end: to };
  const markdown = contains(span, offset - start) && describeSubject({ kind: 'statement', words }, document);
  return markdown ? { span: shift(span, start), markdown } : undefined;
}
