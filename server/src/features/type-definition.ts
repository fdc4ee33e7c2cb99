import type { Identifier } from '../../../dialect/src/syntax/ast/index.ts';
import type { AnyNode, NodeOf } from '../../../dialect/src/syntax/nodes.ts';
import { nodePath, walk } from '../../../dialect/src/syntax/walk.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { shift, statementAt } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { DocumentSpan } from './navigation.ts';
import { patternOf } from '../names/mentions.ts';
import { tableAliases } from '../names/table-aliases.ts';

/**
 * Where the rows that a name stands for are described: of an alias of FROM, or a column that it qualifies, the query of WITH, the query in
 * parentheses, or the CREATE of the collection or view, in any document.
 */
export function typeDefinition(
  document: DocumentModel,
  offset: number,
  all: readonly DocumentModel[] = [document],
): DocumentSpan | undefined {
  const described = describedAt(document, offset);
  if (described?.span) return { uri: document.uri, span: described.span };
  return described && created(described.name, all);
}

/** What files hold that may create the relation of FROM that is meant at the offset; undefined where its statement describes it. */
export function createdElsewhere(document: DocumentModel, offset: number): RegExp | undefined {
  const described = describedAt(document, offset);
  return described && !described.span ? patternOf([described.name]) : undefined;
}

/** The name of the relation that is meant at the offset, and its query where the statement has it. */
function describedAt(document: DocumentModel, offset: number): { name: string; span?: Span } | undefined {
  const model = statementAt(document, offset);
  const statement = model?.parsed.statement;
  if (!model || !statement || offset < model.start) return undefined;
  const relation = relationAt(statement, nodePath(statement, offset - model.start));
  if (!relation) return undefined;
  const name = relation.kind === 'NamedTable' ? (relation.name.parts.at(-1)?.text ?? '') : '';
  const query = relation.kind === 'DerivedTable' ? relation.query : queryNamed(statement, name);
  return query ? { name, span: shift(query.span, model.start) } : { name };
}

type Relation = NodeOf<'NamedTable' | 'DerivedTable'>;

/** The relation of FROM that the cursor is on, or that the alias before a column stands for. */
function relationAt(statement: AnyNode, path: readonly AnyNode[]): Relation | undefined {
  const qualified = path.findLast((node) => node.kind === 'ColumnReference' || node.kind === 'Star');
  const qualifier =
    qualified?.kind === 'ColumnReference' ? qualified.parts[0] : qualified?.qualifier?.parts.at(-1);
  if (qualifier) {
    const use = tableAliases(statement).find(({ name }) => name === qualifier);
    return relations(statement).find(({ alias }) => alias?.name === use?.definition && use !== undefined);
  }
  const inner = path.at(-1)?.kind === 'Identifier' && path.findLast((node) => isRelation(node));
  return inner ? (inner as Relation) : undefined;
}

const isRelation = (node: AnyNode): node is Relation =>
  node.kind === 'NamedTable' || node.kind === 'DerivedTable';

function relations(root: AnyNode): readonly Relation[] {
  const found: Relation[] = [];
  walk(root, (node) => {
    if (isRelation(node)) found.push(node);
  });
  return found;
}

function queryNamed(statement: AnyNode, name: string): AnyNode | undefined {
  let found: AnyNode | undefined;
  walk(statement, (node) => {
    if (node.kind === 'CommonTableExpression' && node.name.text === name) found ??= node.query;
  });
  return found;
}

/** The CREATE COLLECTION or CREATE VIEW of a name. */
function created(name: string, all: readonly DocumentModel[]): DocumentSpan | undefined {
  for (const document of all) {
    for (const { parsed, start } of document.statements) {
      const { statement } = parsed;
      if (statement?.kind !== 'CreateCollection' && statement?.kind !== 'CreateView') continue;
      const last: Identifier | undefined = statement.name.parts.at(-1);
      if (last?.text === name) return { uri: document.uri, span: shift(last.span, start) };
    }
  }
  return undefined;
}
