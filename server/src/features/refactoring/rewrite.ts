import type { Analysis } from '../../../../dialect/src/analysis/analyze.ts';
import type { TextChange } from '../../../../dialect/src/index.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { AnyNode, NodeKind, NodeOf } from '../../../../dialect/src/syntax/nodes.ts';
import { walk } from '../../../../dialect/src/syntax/walk.ts';

/** Another way to write a statement. The spans of its changes count from the statement's start. */
export interface Rewrite {
  readonly title: string;
  readonly kind: 'extract' | 'inline' | 'rewrite';
  readonly changes: readonly TextChange[];
}

/** What is asked for: a statement without errors, and the nodes that hold the cursor from the root to the innermost. */
export interface Asked {
  readonly text: string;
  readonly statement: Statement;
  readonly analysis: Analysis;
  readonly path: readonly AnyNode[];
  /** Where the cursor is, from the statement's start. */
  readonly offset: number;
}

/** A refactoring at a place; undefined where it does not apply. Whether the result still means the same is checked by who calls it. */
export type Refactoring = (asked: Asked) => Rewrite | undefined;

/** The innermost node of a kind that holds the cursor. */
export function innermost<K extends NodeKind>(path: readonly AnyNode[], kind: K): NodeOf<K> | undefined {
  return path.findLast((node): node is NodeOf<K> => node.kind === kind);
}

/** All nodes of a kind below a node. */
export function all<K extends NodeKind>(root: AnyNode, kind: K): readonly NodeOf<K>[] {
  const found: NodeOf<K>[] = [];
  walk(root, (node) => {
    if (node.kind === kind) found.push(node as NodeOf<K>);
  });
  return found;
}

/** The name, or the name with the first number that makes it new. */
export function freshName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
  return name;
}

/** Every name that FROM, WITH or an alias gives in a tree. */
export function relationNames(root: AnyNode): ReadonlySet<string> {
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.kind === 'NamedTable') names.add(node.name.parts.at(-1)?.text ?? '');
    if (node.kind === 'TableAlias' || node.kind === 'CommonTableExpression') names.add(node.name.text);
  });
  return names;
}
