import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { walk } from '../../../dialect/src/syntax/walk.ts';

/**
 * What some statements, run in this order, need values for, each once in the order in which it is met: `$1`, `:name`, and `@var` where
 * neither the session nor a statement before gives it one. `?` counts as `$1`, `$2`, … A statement that does not parse needs none, since
 * it will not run, and neither does PREPARE, whose values come with EXECUTE.
 */
export function wantedParameters(
  statements: readonly string[],
  variables: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const wanted = new Set<string>();
  const known = new Set(Object.keys(variables));
  for (const text of statements) {
    if (!mayHave.test(text)) continue;
    const { statement, problems } = parseStatement(text);
    if (!statement || hasErrors(problems) || statement.kind === 'Prepare') continue;
    const assigned = new Set<unknown>();
    const given: string[] = [];
    walk(statement, (node) => {
      if (node.kind === 'SetVariable' || node.kind === 'VariableAssignment') {
        assigned.add(node.variable);
        given.push(node.variable.name);
      } else if (node.kind === 'Parameter')
        wanted.add(/^\d/.test(node.name) ? `$${node.name}` : `:${node.name}`);
      else if (node.kind === 'Variable' && !assigned.has(node) && !known.has(node.name))
        wanted.add(`@${node.name}`);
    });
    for (const name of given) known.add(name);
  }
  return [...wanted];
}

/** What a statement with a parameter or a variable holds: others are not read. */
const mayHave = /[$:@?]/;
