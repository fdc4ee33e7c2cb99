import type { Reference } from '../../dialect/src/analysis/binder.ts';
import { findVirtualTable } from '../../dialect/src/catalog/virtual-tables.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { contains } from '../../dialect/src/text/span.ts';
import type { Subject } from './describe/subject.ts';
import { shift, statementAt } from './documents.ts';
import type { DocumentModel, StatementModel } from './documents.ts';
import { optionPlace } from './text/option-place.ts';

/** What a word of the document speaks of, with the word's place in the document. */
export interface PlacedSubject {
  readonly subject: Subject;
  readonly span: Span;
}

/** The subject of the word at the offset; undefined where the word is a keyword, a mark or a constant. */
export function subjectAt(document: DocumentModel, offset: number): PlacedSubject | undefined {
  const statement = statementAt(document, offset);
  if (!statement) return undefined;
  const inside = offset - statement.start;
  const found =
    optionSubject(statement, inside) ?? referenceSubject(statement, inside) ?? poolSubject(statement, inside);
  return found && { subject: found.subject, span: shift(found.span, statement.start) };
}

function optionSubject(statement: StatementModel, offset: number): PlacedSubject | undefined {
  const place = optionPlace(statement.text, statement.parsed.tokens, offset);
  if (place?.at !== 'name' || !place.option || !place.token) return undefined;
  return {
    subject: { kind: 'option', path: [...place.path, place.option.name] },
    span: { start: place.token.start, end: place.token.end },
  };
}

/** The shortest reference that holds the offset: the innermost name. */
export function referenceAt(statement: StatementModel, offset: number): Reference | undefined {
  return statement.analysis.references
    .filter(({ span }) => contains(span, offset))
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

function referenceSubject(statement: StatementModel, offset: number): PlacedSubject | undefined {
  const reference = referenceAt(statement, offset);
  const subject = reference && subjectOf(reference);
  return subject && { subject, span: reference.span };
}

function subjectOf(reference: Reference): Subject | undefined {
  const { kind, name } = reference;
  switch (kind) {
    case 'relation':
      return findVirtualTable(name) ? { kind: 'table', name } : { kind: 'collection', name };
    case 'column':
    case 'alias':
      return { kind: 'column', relation: reference.relation ?? '', name, type: reference.type };
    case 'function':
      return findVirtualTable(name) ? { kind: 'table', name } : { kind: 'function', name };
    case 'cte':
      return { kind: 'query', name };
    case 'variable':
    case 'pool':
      return { kind, name };
    case 'parameter':
      return undefined;
  }
}

/** The name of the pool that a statement makes or changes. */
function poolSubject({ parsed }: StatementModel, offset: number): PlacedSubject | undefined {
  const { statement } = parsed;
  if (statement?.kind !== 'CreatePool' && statement?.kind !== 'AlterPool') return undefined;
  const { span, text: name } = statement.name;
  return contains(span, offset) ? { subject: { kind: 'pool', name }, span } : undefined;
}
