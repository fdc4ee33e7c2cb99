import type { Analysis } from '../../../../dialect/src/analysis/analyze.ts';
import type { TextChange } from '../../../../dialect/src/index.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { AnyNode, NodeKind, NodeOf } from '../../../../dialect/src/syntax/nodes.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { walk } from '../../../../dialect/src/syntax/walk.ts';
import { allBrackets } from '../../text/brackets.ts';

/** Another way to write a statement. The spans of its changes count from the statement's start. */
export interface Rewrite {
  readonly title: string;
  readonly kind: 'extract' | 'inline' | 'rewrite';
  readonly changes: readonly TextChange[];
}

/** What is asked for: a statement without errors, and the nodes that hold the cursor from the root to the innermost. */
export interface Asked {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly statement: Statement;
  readonly analysis: Analysis;
  readonly path: readonly AnyNode[];
  /** Where the cursor is, from the statement's start. */
  readonly offset: number;
  /** The variables that have a value. */
  readonly variables: readonly string[];
  /** Whether another statement may name something that is written so. */
  readonly namesElsewhere: (word: string) => boolean;
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

/** A query with the brackets right around it, and with the comments between: `(SELECT 1 -- why` …`)`. */
export function inBrackets(query: AnyNode, { text, tokens }: Pick<Asked, 'text' | 'tokens'>): string {
  const around = allBrackets(tokens).findLast(
    ({ open, close }) => close && open.end <= query.span.start && query.span.end <= close.start,
  );
  return around?.close
    ? text.slice(around.open.start, around.close.end)
    : `(${text.slice(query.span.start, query.span.end)})`;
}

/** The name, or the name with the first number that makes it new; names in another case are not new. */
export function freshName(wanted: string, taken: Iterable<string>): string {
  const known = new Set([...taken].map((each) => each.toLowerCase()));
  let name = wanted;
  for (let count = 2; known.has(name.toLowerCase()); count += 1) name = `${wanted}${count}`;
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

/** Whether two names may be one: without quotes, upper and lower case are the same. */
export const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a column is named without its relation below a node, but not below another. */
export function namesBare(root: AnyNode, column: string, except: AnyNode): boolean {
  let found = false;
  walk(root, (node) => {
    if (node === except) return false;
    if (node.kind === 'ColumnReference' && node.parts[0] && sameText(node.parts[0].text, column))
      found = true;
    return !found;
  });
  return found;
}
