import { functions } from '../../functions/index.ts';
import type { Expression, FunctionCall } from '../../syntax/ast/query.ts';
import type { AnyNode } from '../../syntax/nodes.ts';
import { walk } from '../../syntax/walk.ts';

const names = new Set(
  functions
    .filter(({ category }) => category === 'aggregate')
    .flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]),
);

/** The aggregates of an expression, those of its subqueries left out. */
export function aggregatesIn(root: AnyNode): readonly FunctionCall[] {
  const found: FunctionCall[] = [];
  walk(root, (node) => {
    if (node.kind === 'Query' && node !== root) return false;
    if (node.kind === 'FunctionCall' && isAggregate(node)) found.push(node);
    return true;
  });
  return found;
}

function isAggregate({ name, over }: FunctionCall): boolean {
  return over === undefined && names.has(callName(name));
}

/** A function's name in upper case. */
export const callName = (name: FunctionCall['name']) => name.parts.at(-1)?.text.toUpperCase() ?? '';

export const isNumber = (node: Expression, text?: string) =>
  node.kind === 'Literal' && node.type === 'number' && (text === undefined || node.text === text);
