import { nodePath } from '../../../dialect/src/syntax/walk.ts';
import { statementOf } from '../../../dialect/src/statements/index.ts';
import { contains, type Span } from '../../../dialect/src/text/span.ts';
import { wordRow } from '../../../dialect/src/words/index.ts';
import { clauseAt } from '../clause-at.ts';
import { clauseMarkdown } from '../describe/clause.ts';
import { code, paragraphs } from '../describe/markdown.ts';
import { describeSubject } from '../describe/subject.ts';
import { knownTypeMarkdown, typeMarkdown } from '../describe/type.ts';
import { wordMarkdown } from '../describe/word.ts';
import { shift, statementAt } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import { subjectAt } from '../subject-at.ts';
import { wordAt } from '../word-at.ts';

export interface HoverAnswer {
  readonly span: Span;
  readonly markdown: string;
}

/** What the word at the offset is, in full; of a word that begins a clause, what the clause becomes; of one that begins a statement, its form. */
export function hover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const found = subjectAt(document, offset);
  if (!found)
    return (
      clauseHover(document, offset) ??
      statementHover(document, offset) ??
      typeHover(document, offset) ??
      wordHover(document, offset)
    );
  const markdown = describeSubject(found.subject, document);
  return markdown ? { span: found.span, markdown } : undefined;
}

function clauseHover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const statement = statementAt(document, offset);
  const clause = statement && clauseAt(statement, offset - statement.start);
  const stages = clause && clauseMarkdown(clause, statement);
  if (!clause || stages === undefined) return undefined;
  const meaning = wordRow(clause.name) ?? wordAt(statement, offset - statement.start)?.row;
  const markdown = paragraphs(stages, meaning?.documentation, meaning && code(meaning.form));
  return { span: shift(clause.span, statement.start), markdown };
}

/** Of the name of a type, or of the word before a constant of it: `DATE '2024-01-31'`. */
function typeHover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const statement = statementAt(document, offset);
  const root = statement?.parsed.statement;
  if (!root) return undefined;
  const node = nodePath(root, offset - statement.start).at(-1);
  if (node?.kind === 'TypeName') {
    const markdown = typeMarkdown(node);
    return markdown ? { span: shift(node.span, statement.start), markdown } : undefined;
  }
  if (node?.kind !== 'IntervalLiteral') return undefined;
  const { start } = node.span;
  const span = { start, end: start + 'INTERVAL'.length };
  const markdown = contains(span, offset - statement.start) && knownTypeMarkdown({ name: 'interval' });
  return markdown ? { span: shift(span, statement.start), markdown } : undefined;
}

function wordHover(document: DocumentModel, offset: number): HoverAnswer | undefined {
  const statement = statementAt(document, offset);
  const found = statement && wordAt(statement, offset - statement.start);
  return found && { span: shift(found.span, statement.start), markdown: wordMarkdown(found.row) };
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
