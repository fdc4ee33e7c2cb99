import type { Identifier } from '../../../dialect/src/syntax/ast/index.ts';
import type { TableReference } from '../../../dialect/src/syntax/ast/query.ts';
import type { AnyNode } from '../../../dialect/src/syntax/nodes.ts';
import { children } from '../../../dialect/src/syntax/walk.ts';

/** A place where an alias of FROM is given or used, and the place where it is given. */
export interface AliasUse {
  readonly name: Identifier;
  readonly definition: Identifier;
}

/** The aliases visible at a place, the innermost first. */
type Visible = readonly Identifier[];

/** Every alias of FROM in a statement, where it is given and where it qualifies a column. */
export function tableAliases(root: AnyNode): readonly AliasUse[] {
  const uses: AliasUse[] = [];
  visit(root, [], uses);
  return uses;
}

function visit(node: AnyNode, outer: Visible, uses: AliasUse[]): void {
  const visible = [...aliasesOf(node), ...outer];
  if (node.kind === 'ColumnReference' && node.parts.length > 1) use(node.parts[0], visible, uses);
  if (node.kind === 'Star') use(node.qualifier?.parts[0], visible, uses);
  if (node.kind === 'TableAlias') uses.push({ name: node.name, definition: node.name });
  for (const child of children(node))
    visit(child, child.kind === 'DerivedTable' && !child.lateral ? outer : visible, uses);
}

function use(name: Identifier | undefined, visible: Visible, uses: AliasUse[]): void {
  const definition = name && visible.find((each) => same(each, name));
  if (name && definition) uses.push({ name, definition });
}

const same = (a: Identifier, b: Identifier) =>
  a.text === b.text || (!a.quoted && !b.quoted && a.text.toLowerCase() === b.text.toLowerCase());

/** The aliases that a node makes visible to what it holds. ORDER BY belongs to the query around its SELECT. */
function aliasesOf(node: AnyNode): Visible {
  switch (node.kind) {
    case 'Query':
      return node.body.kind === 'Select' ? aliasesOf(node.body) : [];
    case 'Select':
      return node.from.flatMap(inReference);
    case 'Update':
      return [...own(node.alias?.name), ...node.from.flatMap(inReference)];
    case 'Delete':
      return [...own(node.alias?.name), ...node.using.flatMap(inReference)];
    case 'Merge':
      return [...own(node.alias?.name), ...inReference(node.source)];
    default:
      return [];
  }
}

const own = (name: Identifier | undefined): Visible => (name ? [name] : []);

function inReference(reference: TableReference): Visible {
  if (reference.kind !== 'Join') return own(reference.alias?.name);
  return [...inReference(reference.left), ...inReference(reference.right), ...own(reference.alias?.name)];
}
