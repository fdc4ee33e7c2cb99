import type { Reference } from '../../dialect/src/analysis/binder.ts';
import { findVirtualTable } from '../../dialect/src/catalog/virtual-tables.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { contains } from '../../dialect/src/text/span.ts';
import type { AnyNode, NodeOf } from '../../dialect/src/syntax/nodes.ts';
import { nodePath, walk } from '../../dialect/src/syntax/walk.ts';
import type { Subject } from './describe/subject.ts';
import { shift, statementAt } from './documents.ts';
import type { DocumentModel } from './documents.ts';
import type { StatementModel } from './statements.ts';
import { localDefinition, occurrenceAt, occurrencesIn } from './names/occurrences.ts';
import { relationNames } from './names/relation-names.ts';
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
    optionSubject(statement, inside) ??
    referenceSubject(statement, inside) ??
    poolSubject(statement, inside) ??
    calledSubject(statement, inside) ??
    localSubject(statement, inside);
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
function referenceAt(statement: StatementModel, offset: number): Reference | undefined {
  return (
    statement.analysis.references
      // A name that is still to be written is a reference without a text.
      .filter(({ span }) => contains(span, offset) && span.end > span.start)
      .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0]
  );
}

function referenceSubject(statement: StatementModel, offset: number): PlacedSubject | undefined {
  const reference = referenceAt(statement, offset);
  const subject = reference && subjectOf(reference, relationNames(statement.parsed.statement));
  return subject && { subject, span: reference.span };
}

function subjectOf(reference: Reference, relations: ReadonlyMap<string, string>): Subject | undefined {
  const { kind, name, relation = '' } = reference;
  switch (kind) {
    case 'relation':
      return findVirtualTable(name) ? { kind: 'table', name } : { kind: 'collection', name };
    case 'column':
      return { kind: 'column', relation: relations.get(relation) ?? relation, name, type: reference.type };
    case 'function':
      return findVirtualTable(name) ? { kind: 'table', name } : { kind: 'function', name };
    case 'variable':
    case 'pool':
    case 'alert':
      return { kind, name };
    case 'alias':
    case 'cte':
    case 'parameter':
      return undefined;
  }
}

/** The name of the pool that a statement makes or changes. */
function poolSubject({ parsed }: StatementModel, offset: number): PlacedSubject | undefined {
  const { statement } = parsed;
  const makes = statement?.kind === 'CreatePool' || statement?.kind === 'CreatePoolGroup';
  if (!makes && statement?.kind !== 'AlterPool') return undefined;
  const { span, text: name } = statement.name;
  return contains(span, offset) ? { subject: { kind: 'pool', name }, span } : undefined;
}

/** A function where nothing is computed, as in the options of a pool: analysis knows nothing of it there. */
function calledSubject({ parsed }: StatementModel, offset: number): PlacedSubject | undefined {
  const call = parsed.statement && nodePath(parsed.statement, offset).findLast(isCall);
  const name = call?.name.parts.at(-1);
  if (!name || !contains(name.span, offset)) return undefined;
  return { subject: { kind: 'function', name: name.text }, span: name.span };
}

const isCall = (node: AnyNode): node is NodeOf<'FunctionCall'> => node.kind === 'FunctionCall';

/** A name that the statement itself gives: an alias, or a query of WITH. */
function localSubject(model: StatementModel, offset: number): PlacedSubject | undefined {
  const { statement } = model.parsed;
  const occurrence = occurrenceAt(occurrencesIn(model), offset);
  const definition = occurrence && localDefinition(occurrence);
  if (!statement || !occurrence || definition === undefined) return undefined;
  let subject: Subject | undefined;
  walk(statement, (node) => {
    if (node.kind === 'SelectItem' || node.kind === 'CommonTableExpression') {
      const [name, value] = node.kind === 'SelectItem' ? [node.alias, node.value] : [node.name, node.query];
      if (name?.span.start === definition) {
        const kind = node.kind === 'SelectItem' ? 'alias' : 'query';
        subject = { kind, name: name.text, source: excerpt(model.text, value.span) };
      }
    } else if (
      'alias' in node &&
      node.alias?.kind === 'TableAlias' &&
      node.alias.name.span.start === definition
    ) {
      const source = excerpt(model.text, { start: node.span.start, end: node.alias.span.start });
      subject = { kind: 'alias', name: node.alias.name.text, source };
    }
  });
  return subject && { subject, span: occurrence.span };
}

const excerptLength = 400;

function excerpt(text: string, { start, end }: Span): string {
  const whole = text
    .slice(start, end)
    .trim()
    .replace(/\s+AS$/i, '');
  return whole.length > excerptLength ? `${whole.slice(0, excerptLength)} …` : whole;
}
