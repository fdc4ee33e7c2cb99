import type { AnyNode } from '../../../../dialect/src/syntax/nodes.ts';

const width = 110;

/** Values that most nodes have, and that say nothing. */
const usual = new Set(['distinct:ALL', 'direction:ASC', 'type:INNER', 'parentheses']);

interface Branch {
  readonly head: string;
  readonly rest: readonly Tree[];
}

type Tree = string | Branch;

/** A node as a compact S-expression without spans; what is false, empty, absent or usual is left out. */
export function sExpression(node: AnyNode): string {
  return layout(treeOf(node), 0);
}

function treeOf(node: AnyNode): Tree {
  switch (node.kind) {
    case 'Identifier':
      return node.quoted ? `"${node.text}"` : node.text || '⟨no name⟩';
    case 'QualifiedName':
    case 'ColumnReference':
      return node.parts.map(treeOf).join('.');
    case 'Literal':
      return node.type === 'string' ? `'${node.text}'` : node.text;
    case 'MissingExpression':
      return '⟨missing⟩';
    case 'TypeName': {
      const modifiers = node.modifiers.length > 0 ? `(${node.modifiers.join(',')})` : '';
      return node.name + modifiers + '[]'.repeat(node.arrayDimensions);
    }
    default: {
      const rest = Object.entries(node).flatMap(([key, value]) => fieldOf(key, value));
      return {
        head: node.kind,
        rest: rest.filter((field) => typeof field !== 'string' || !usual.has(field)),
      };
    }
  }
}

function fieldOf(key: string, value: unknown): Tree[] {
  if (key === 'parentheses' && value === false) return ['bare'];
  if (key === 'kind' || key === 'span' || value === undefined || value === false) return [];
  if (value === true) return [key];
  if (typeof value !== 'object') return [`${key}:${String(value)}`];
  const items = Array.isArray(value) ? value.map(itemOf) : [itemOf(value)];
  const [only] = items;
  if (only === undefined) return [];
  return [
    items.length === 1 && typeof only === 'string' ? `${key}:${only}` : { head: `${key}:`, rest: items },
  ];
}

function itemOf(value: unknown): Tree {
  return Array.isArray(value) ? { head: 'list', rest: value.map(itemOf) } : treeOf(value as AnyNode);
}

function flat(tree: Tree): string {
  return typeof tree === 'string' ? tree : `(${[tree.head, ...tree.rest.map(flat)].join(' ')})`;
}

function layout(tree: Tree, indent: number): string {
  const line = flat(tree);
  if (typeof tree === 'string' || indent + line.length <= width) return line;
  const inner = tree.rest.map((each) => `\n${' '.repeat(indent + 2)}${layout(each, indent + 2)}`);
  return `(${tree.head}${inner.join('')})`;
}
