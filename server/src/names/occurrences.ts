import type { Reference } from '../../../dialect/src/analysis/binder.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { walk } from '../../../dialect/src/syntax/walk.ts';
import type { AnyNode } from '../../../dialect/src/syntax/nodes.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { contains } from '../../../dialect/src/text/span.ts';
import { shift, statementsIn } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';
import { tableAliases } from './table-aliases.ts';

/** A place in the document that names something. Two places name the same thing where their keys are equal. */
export interface Occurrence {
  readonly key: string;
  readonly span: Span;
  /** Whether the thing is made, or given a value, here. */
  readonly defines: boolean;
  /** How the name is written here: decides how another name is written in its place. */
  readonly form: 'name' | 'string' | 'variable';
}

/** Every place of statements that names a pool, a variable, an alias, a query of WITH, a relation or a column, as places of the document. */
export function occurrences(statements: readonly StatementModel[]): readonly Occurrence[] {
  return statements.flatMap((model) =>
    occurrencesIn(model).map((each) => ({
      ...each,
      key: isLocal(each) ? `${each.key} of ${model.start}` : each.key,
      span: shift(each.span, model.start),
    })),
  );
}

/** What is named at an offset of the document: of several the shortest, which is the innermost name. */
export function namedAt(document: DocumentModel, offset: number): Occurrence | undefined {
  return occurrenceAt(occurrences(statementsIn(document, { start: offset, end: offset })), offset);
}

/** The same of one statement, with spans and keys that count from its start. */
export function occurrencesIn(model: StatementModel): readonly Occurrence[] {
  return [...inTree(model), ...inReferences(model)].filter(({ span }) => span.end > span.start);
}

/** The occurrence at an offset; of several the shortest, which is the innermost name. */
export function occurrenceAt(all: readonly Occurrence[], offset: number): Occurrence | undefined {
  return all
    .filter(({ span }) => contains(span, offset))
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** What the tree itself tells: pools, variables, queries of WITH, aliases of FROM. */
function inTree({ parsed: { statement } }: StatementModel): readonly Occurrence[] {
  if (!statement) return [];
  const found: Occurrence[] = [...poolOf(statement)];
  for (const { name, definition } of tableAliases(statement)) {
    const key = local(definition.span);
    found.push({ key, span: name.span, defines: name === definition, form: 'name' });
  }
  const assigned = new Set<AnyNode>();
  walk(statement, (node) => {
    if (node.kind === 'SetVariable' || node.kind === 'VariableAssignment') assigned.add(node.variable);
    if (node.kind === 'Variable') {
      const key = `variable ${node.name}`;
      found.push({ key, span: node.span, defines: assigned.has(node), form: 'variable' });
    }
    if (node.kind === 'CommonTableExpression' || (node.kind === 'SelectItem' && node.alias)) {
      const name = node.kind === 'SelectItem' ? node.alias : node.name;
      if (name) found.push({ key: local(name.span), span: name.span, defines: true, form: 'name' });
    }
  });
  return found;
}

/** A name that means something within its statement only: the place of its definition is its key. */
const local = (definition: Span) => `local ${definition.start}`;
export const isLocal = ({ key }: Occurrence) => key.startsWith('local ');

/** Where in the statement a local name is given; undefined for names that mean something beyond it. */
export function localDefinition(occurrence: Occurrence): number | undefined {
  return isLocal(occurrence) ? Number(occurrence.key.slice('local '.length)) : undefined;
}

function poolOf(statement: Statement): readonly Occurrence[] {
  if (statement.kind === 'CreateAlert') {
    const { text, span } = statement.name;
    return [{ key: `alert ${text}`, span, defines: true, form: 'name' }];
  }
  switch (statement.kind) {
    case 'CreatePool':
    case 'CreatePoolGroup':
    case 'AlterPool': {
      const { text, span } = statement.name;
      return [{ key: `pool ${text}`, span, defines: statement.kind !== 'AlterPool', form: 'name' }];
    }
    default:
      return [];
  }
}

function inReferences({ analysis, parsed, text }: StatementModel): readonly Occurrence[] {
  return analysis.references.flatMap((reference): Occurrence[] => {
    const outputs =
      reference.kind === 'alias' && parsed.statement ? outputNames(parsed.statement, reference.name) : [];
    const definition = reference.definition ?? (outputs.length === 1 ? outputs[0] : undefined);
    const key = definition ? local(definition) : keyOf(reference);
    const form = text[reference.span.start] === "'" ? 'string' : 'name';
    return key === undefined ? [] : [{ key, span: reference.span, defines: false, form }];
  });
}

/** Where select lists of the statement give the name: ORDER BY speaks of one of them. */
function outputNames(statement: Statement, name: string): readonly Span[] {
  const found: Span[] = [];
  walk(statement, (node) => {
    if (node.kind === 'SelectItem' && node.alias?.text === name) found.push(node.alias.span);
  });
  return found;
}

function keyOf({ kind, name, relation = '' }: Reference): string | undefined {
  switch (kind) {
    case 'pool':
    case 'alert':
    case 'relation':
    case 'parameter':
    case 'function':
      return `${kind} ${name}`;
    case 'column':
      return `column ${relation}.${name}`;
    case 'alias':
    case 'cte':
    case 'variable':
      return undefined;
  }
}
