import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { walk } from '../../../dialect/src/syntax/walk.ts';

/** The collection or table function behind each alias of a statement, by the alias. */
export function relationNames(statement: Statement | undefined): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  if (!statement) return names;
  walk(statement, (node) => {
    if (node.kind === 'NamedTable' && node.alias) {
      names.set(node.alias.name.text, node.name.parts.at(-1)?.text ?? '');
    } else if (node.kind === 'FunctionTable' && node.alias) {
      names.set(node.alias.name.text, node.call.name.parts.at(-1)?.text.toUpperCase() ?? '');
    }
  });
  return names;
}
