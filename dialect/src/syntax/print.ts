import type { AnyNode, NodeKind } from './nodes.ts';
import { expressionPrinters } from './print/expressions.ts';
import { queryPrinters } from './print/queries.ts';
import { statementPrinters } from './print/statements.ts';
import type { Print, Printers } from './print/printer.ts';

/** The compiler checks that every kind of node has its printer. */
const printers: Printers<NodeKind> = { ...expressionPrinters, ...queryPrinters, ...statementPrinters };

/**
 * The canonical SQL of a node, on one line: keywords in upper case, no parentheses but those that are needed. What it
 * prints parses to the same tree.
 */
export function print(node: AnyNode): string {
  const printer = printers[node.kind] as (node: AnyNode, print: Print) => string;
  return printer(node, print);
}
