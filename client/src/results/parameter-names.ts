import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';

/**
 * The names of the parameters of some statements, each once, in the order in which they are met: `1` for `$1`, `name` for `:name`.
 * A statement that does not parse has none: it will not run.
 */
export function parameterNames(statements: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const text of statements) {
    const { statement, problems } = parseStatement(text);
    if (!hasErrors(problems)) visit(statement, names);
  }
  return [...names];
}

function visit(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) visit(item, names);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && node.kind === 'Parameter' && 'name' in node) names.add(String(node.name));
  for (const inner of Object.values(node)) visit(inner, names);
}
