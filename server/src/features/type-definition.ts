import type { Identifier } from '../../../dialect/src/syntax/ast/index.ts';
import type { AnyNode, NodeOf } from '../../../dialect/src/syntax/nodes.ts';
import { nodePath, walk } from '../../../dialect/src/syntax/walk.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { shift, statementAt } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { DocumentSpan } from './navigation.ts';
import { tableAliases } from '../names/table-aliases.ts';

/**
 * Where the rows that a name stands for are described: of an alias of FROM, or a column that it qualifies, the query of WITH, the query in
 * parentheses, or the CREATE of the collection or view, in any open document.
 */
export function typeDefinition(
  document: DocumentModel,
  offset: number,
  open: readonly DocumentModel[] = [document],
): DocumentSpan | undefined {
  const model = statementAt(document, offset);
  const statement = model?.parsed.statement;
  if (!model || !statement || offset < model.start) return undefined;
  const path = nodePath(statement, offset - model.start);
  const relation = relationAt(statement, path);
  if (!relation) return undefined;
  const here = (span: Span): DocumentSpan => ({ uri: document.uri, span: shift(span, model.start) });
  if (relation.kind === 'DerivedTable') return here(relation.query.span);
  const name = relation.name.parts.at(-1)?.text ?? '';
  const query = queryNamed(statement, name);
  return query ? here(query.span) : created(name, open);
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
function created(name: string, open: readonly DocumentModel[]): DocumentSpan | undefined {
  for (const document of open) {
    for (const { parsed, start } of document.statements) {
      const { statement } = parsed;
      if (statement?.kind !== 'CreateCollection' && statement?.kind !== 'CreateView') continue;
      const last: Identifier | undefined = statement.name.parts.at(-1);
      if (last?.text === name) return { uri: document.uri, span: shift(last.span, start) };
    }
  }
  return undefined;
}
