import type { Identifier } from '../../../dialect/src/syntax/ast/index.ts';
import type { TableReference } from '../../../dialect/src/syntax/ast/query.ts';
import type { AnyNode, NodeOf } from '../../../dialect/src/syntax/nodes.ts';
import { children } from '../../../dialect/src/syntax/walk.ts';

/** A place where a name of FROM is given or used, and the place where it is given. */
export interface NameUse {
  readonly name: Identifier;
  readonly definition: Identifier;
}

/** The names of relations visible at a place, the innermost first. */
type Visible = readonly Identifier[];

/** Every alias of FROM in a statement, where it is given and where it qualifies a column. */
export function tableAliases(root: AnyNode): readonly NameUse[] {
  const uses = usesOf(root);
  const aliases = new Set(uses.flatMap(({ name, definition }) => (name === definition ? [name] : [])));
  return uses.filter(({ definition }) => aliases.has(definition));
}

/** Where the name of a table without an alias qualifies columns. */
export function qualifiersOf(table: NodeOf<'NamedTable'>, root: AnyNode): readonly Identifier[] {
  const own = table.name.parts.at(-1);
  return usesOf(root).flatMap(({ name, definition }) => (definition === own ? [name] : []));
}

/** In the order of the text. Uses no stack, however long a chain of conditions is. */
function usesOf(root: AnyNode): readonly NameUse[] {
  const uses: NameUse[] = [];
  const open: { readonly node: AnyNode; readonly outer: Visible }[] = [{ node: root, outer: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, outer } = next;
    const names = namesOf(node);
    const visible = names.length > 0 ? [...names, ...outer] : outer;
    if (node.kind === 'ColumnReference' && node.parts.length > 1) use(node.parts[0], visible, uses);
    if (node.kind === 'Star') use(node.qualifier?.parts[0], visible, uses);
    if (node.kind === 'TableAlias') uses.push({ name: node.name, definition: node.name });
    for (const child of children(node).reverse())
      open.push({ node: child, outer: child.kind === 'DerivedTable' && !child.lateral ? outer : visible });
  }
  return uses;
}

function use(name: Identifier | undefined, visible: Visible, uses: NameUse[]): void {
  const definition = name && visible.find((each) => same(each, name));
  if (name && definition) uses.push({ name, definition });
}

const same = (a: Identifier, b: Identifier) =>
  a.text === b.text || (!a.quoted && !b.quoted && a.text.toLowerCase() === b.text.toLowerCase());

/** The names that a node makes visible to what it holds. ORDER BY belongs to the query around its SELECT. */
function namesOf(node: AnyNode): Visible {
  switch (node.kind) {
    case 'Query':
      return node.body.kind === 'Select' ? namesOf(node.body) : [];
    case 'Select':
      return node.from.flatMap(inReference);
    case 'Update':
      return [...own(node.alias?.name ?? node.target.parts.at(-1)), ...node.from.flatMap(inReference)];
    case 'Delete':
      return [...own(node.alias?.name ?? node.target.parts.at(-1)), ...node.using.flatMap(inReference)];
    case 'Merge':
      return [...own(node.alias?.name ?? node.target.parts.at(-1)), ...inReference(node.source)];
    default:
      return [];
  }
}

const own = (name: Identifier | undefined): Visible => (name ? [name] : []);

function inReference(reference: TableReference): Visible {
  if (reference.kind === 'NamedTable') return own(reference.alias?.name ?? reference.name.parts.at(-1));
  if (reference.kind !== 'Join') return own(reference.alias?.name);
  return [...inReference(reference.left), ...inReference(reference.right), ...own(reference.alias?.name)];
}
