import type { Catalog, PoolInfo, SqlType } from '../../dialect/src/index.ts';
import { optionInputs } from '../../dialect/src/analysis/pool-options.ts';
import type { Expression, Statement } from '../../dialect/src/syntax/ast/index.ts';

/** What a document's own statements will make once they run. */
export interface Declarations {
  readonly pools: readonly PoolInfo[];
  readonly variables: readonly string[];
}

/** The pools that the statements create and the variables that they set. */
export function declarations(statements: readonly (Statement | undefined)[]): Declarations {
  const pools = statements.flatMap((statement): PoolInfo[] =>
    statement?.kind === 'CreatePool' && statement.name.text !== ''
      ? [
          {
            name: statement.name.text,
            state: 'not created yet',
            options: Object.fromEntries(
              optionInputs(statement.options).map(({ name, value }) => [name, value]),
            ),
          },
        ]
      : [],
  );
  return { pools, variables: [...new Set(statements.flatMap(assigned))] };
}

function assigned(statement: Statement | undefined): readonly string[] {
  if (statement?.kind === 'SetVariable') return [statement.variable.name];
  if (statement?.kind !== 'Query' || statement.body.kind !== 'Select') return [];
  return statement.body.items.flatMap(({ value }: { readonly value: Expression }) =>
    value.kind === 'VariableAssignment' ? [value.variable.name] : [],
  );
}

/** The catalogue with a document's declarations behind what exists already. */
export function withDeclarations(catalog: Catalog, { pools, variables }: Declarations): Catalog {
  const unknown: SqlType = { name: 'unknown' };
  const existing = new Set(catalog.pools.map(({ name }) => name));
  return {
    ...catalog,
    pools: [...catalog.pools, ...pools.filter(({ name }) => !existing.has(name))],
    variables: { ...Object.fromEntries(variables.map((name) => [name, unknown])), ...catalog.variables },
  };
}
