import type { Identifier } from '../ast/common.ts';
import type { AnyNode, NodeKind, NodeOf } from '../nodes.ts';

/** Prints any node: what the printer of one kind uses for the nodes below. */
export type Print = (node: AnyNode) => string;

/** How each of some kinds is printed. */
export type Printers<K extends NodeKind> = {
  readonly [Kind in K]: (node: NodeOf<Kind>, print: Print) => string;
};

const plainName = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*$/;

/** A name as it is written: in quotes where it was, or where its characters ask for them. */
export function nameText({ text, quoted }: Identifier): string {
  return quoted || (text !== '' && !plainName.test(text)) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function stringText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function listText(nodes: readonly AnyNode[], print: Print): string {
  return nodes.map(print).join(', ');
}

/** ` WORD text` where there is something to print, nothing where there is not. */
export function clause(word: string, node: AnyNode | undefined, print: Print): string {
  return node ? ` ${word} ${print(node)}` : '';
}

export function listClause(word: string, nodes: readonly AnyNode[], print: Print): string {
  return nodes.length > 0 ? ` ${word} ${listText(nodes, print)}` : '';
}

/** ` (a, b)`, or nothing for no columns. */
export function columnsText(columns: readonly AnyNode[], print: Print): string {
  return columns.length > 0 ? ` (${listText(columns, print)})` : '';
}
