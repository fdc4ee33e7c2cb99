import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { visit } from './relation-names.ts';

/** Whether a statement reads CONNECTION_POOL_BUDGET(): then the servers are asked before it runs. */
export function readsBudget(statement: Statement): boolean {
  let found = false;
  visit(statement, ({ kind, subject, name }) => {
    if (kind === 'Show' && subject === 'BUDGET') found = true;
    if (kind !== 'FunctionCall') return;
    const { parts } = name as { readonly parts: readonly { readonly text: string }[] };
    if (parts.at(-1)?.text.toUpperCase() === 'CONNECTION_POOL_BUDGET') found = true;
  });
  return found;
}
