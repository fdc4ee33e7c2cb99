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
import { formOf, spanOfName } from './written-form.ts';
import type { NameForm } from './written-form.ts';

/** A place in the document that names something. Two places name the same thing where their keys are equal. */
export interface Occurrence {
  readonly key: string;
  /** The name itself, without quotes, escapes and marks. */
  readonly name: string;
  readonly span: Span;
  /** Whether the thing is made, or given a value, here. */
  readonly defines: boolean;
  readonly form: NameForm;
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
    found.push({ key, name: name.text, span: name.span, defines: name === definition, form: 'name' });
  }
  const assigned = new Set<AnyNode>();
  walk(statement, (node) => {
    if (node.kind === 'SetVariable' || node.kind === 'VariableAssignment') assigned.add(node.variable);
    if (node.kind === 'Variable') {
      const key = `variable ${node.name}`;
      const { name, span } = node;
      found.push({ key, name, span, defines: assigned.has(node), form: 'variable' });
    }
    if (node.kind === 'CommonTableExpression' || (node.kind === 'SelectItem' && node.alias)) {
      const name = node.kind === 'SelectItem' ? node.alias : node.name;
      if (name)
        found.push({
          key: local(name.span),
          name: name.text,
          span: name.span,
          defines: true,
          form: 'name',
        });
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
    return [{ key: `alert ${text}`, name: text, span, defines: true, form: 'name' }];
  }
  switch (statement.kind) {
    case 'CreatePool':
    case 'CreatePoolGroup':
    case 'AlterPool': {
      const { text, span } = statement.name;
      const defines = statement.kind !== 'AlterPool';
      return [{ key: `pool ${text}`, name: text, span, defines, form: 'name' }];
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
    const { name, span } = reference;
    if (key === undefined) return [];
    const own: Occurrence = { key, name, span, defines: false, form: formOf(text, span) };
    return reference.kind === 'pool' ? [own, ...groupIn(own, text)] : [own];
  });
}

/** The name of the group in that of its member, `shop.acme`, where it stands there as it is. */
function groupIn({ name, span, form }: Occurrence, text: string): readonly Occurrence[] {
  const length = name.indexOf('.');
  const place = length < 0 ? undefined : spanOfName(name, span, text);
  if (!place) return [];
  const group = { start: place.start, end: place.start + length };
  return [
    {
      key: `pool ${name.slice(0, length)}`,
      name: name.slice(0, length),
      span: group,
      defines: false,
      form: form === 'string' ? 'in a string' : form,
    },
  ];
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
