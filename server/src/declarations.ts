import { castType } from '../../dialect/src/functions/casts/type-name.ts';
import { print } from '../../dialect/src/syntax/print.ts';
import type {
  AlertInfo,
  Catalog,
  CollectionInfo,
  FieldInfo,
  PoolGroupInfo,
  PoolInfo,
  SqlType,
} from '../../dialect/src/index.ts';
import { optionInputs } from '../../dialect/src/analysis/pool-options.ts';
import { memberNames, memberTable } from '../../dialect/src/options/index.ts';
import type { Expression, Statement } from '../../dialect/src/syntax/ast/index.ts';

/** What a document's own statements will make once they run. */
export interface Declarations {
  readonly pools: readonly PoolInfo[];
  readonly groups: readonly PoolGroupInfo[];
  readonly alerts: readonly AlertInfo[];
  readonly collections: readonly CollectionInfo[];
  readonly variables: readonly string[];
}

/** What the text of a statement holds that may make something which others name. */
export const mayDeclare = /\bcreate\b|@/i;

/** Whether a statement makes something that others may name. */
export function isDeclaration(statement: Statement): boolean {
  return Object.values(declarations([statement])).some((made: readonly unknown[]) => made.length > 0);
}

/** The pools, alerts, collections and views that the statements create and the variables that they set. */
export function declarations(statements: readonly Statement[]): Declarations {
  const pools = statements.flatMap((statement): PoolInfo[] =>
    statement.kind === 'CreatePool' && statement.name.text !== ''
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
  return {
    pools,
    groups: statements.flatMap(groupOf),
    alerts: statements.flatMap(alertOf),
    collections: statements.flatMap(collectionOf),
    variables: [...new Set(statements.flatMap(assigned))],
  };
}

/** A collection or view of the current database; what a view or CREATE … AS gives is not worked out. */
function collectionOf(statement: Statement): readonly CollectionInfo[] {
  if (statement.kind !== 'CreateCollection' && statement.kind !== 'CreateView') return [];
  const [name, ...more] = statement.name.parts;
  if (!name || name.text === '' || more.length > 0) return [];
  const columns = statement.kind === 'CreateCollection' ? statement.columns : [];
  const fields = columns.map((column): FieldInfo => {
    const type = castType(column.type) ?? unknown;
    return {
      ...{ name: column.name.text, type, certainty: 'declared', nullable: !column.notNull },
      mayBeArray: type.name === 'array',
    };
  });
  const hasId = fields.some((field) => field.name === identity.name);
  return [
    {
      name: name.text,
      kind: statement.kind === 'CreateView' ? 'view' : 'collection',
      fields: fields.length === 0 || hasId ? fields : [identity, ...fields],
      closed: fields.length > 0,
      indexes: [],
    },
  ];
}

const unknown: SqlType = { name: 'unknown' };

const identity: FieldInfo = {
  ...{ name: '_id', type: unknown, certainty: 'declared', nullable: false, mayBeArray: false },
};

function alertOf(statement: Statement): readonly AlertInfo[] {
  if (statement.kind !== 'CreateAlert' || statement.name.text === '') return [];
  const { name, when, severity } = statement;
  return [
    {
      name: name.text,
      origin: 'sql',
      severity: severity?.text.toUpperCase() ?? 'WARNING',
      condition: print(when),
    },
  ];
}

function groupOf(statement: Statement): readonly PoolGroupInfo[] {
  if (statement.kind !== 'CreatePoolGroup' || statement.name.text === '') return [];
  const { name, type } = statement;
  const options = Object.fromEntries(
    optionInputs(statement.options).map((input) => [input.name, input.value]),
  );
  const table = options[memberTable(type) ?? ''] ?? {};
  const members = memberNames(type);
  const named = Array.isArray(table) ? table.map(String) : Object.keys(table);
  return [{ name: name.text, type, members: members.length > 0 ? members : named, options }];
}

function assigned(statement: Statement): readonly string[] {
  if (statement.kind === 'SetVariable') return [statement.variable.name];
  if (statement.kind !== 'Query' || statement.body.kind !== 'Select') return [];
  return statement.body.items.flatMap(({ value }: { readonly value: Expression }) =>
    value.kind === 'VariableAssignment' ? [value.variable.name] : [],
  );
}

/** Those of several places together, in their order. */
export function together(all: readonly Declarations[]): Declarations {
  return {
    pools: all.flatMap(({ pools }) => pools),
    groups: all.flatMap(({ groups }) => groups),
    alerts: all.flatMap(({ alerts }) => alerts),
    collections: all.flatMap(({ collections }) => collections),
    variables: [...new Set(all.flatMap(({ variables }) => variables))],
  };
}

/** The catalogue with a document's declarations behind what exists already. */
export function withDeclarations(
  catalog: Catalog,
  { pools, groups, alerts, collections, variables }: Declarations,
): Catalog {
  const existing = new Set(catalog.pools.map(({ name }) => name));
  return {
    ...catalog,
    groups: [
      ...(catalog.groups ?? []),
      ...groups.filter(({ name }) => !catalog.groups?.some((known) => known.name === name)),
    ],
    pools: [...catalog.pools, ...pools.filter(({ name }) => !existing.has(name))],
    alerts: [
      ...catalog.alerts,
      ...alerts.filter(({ name }) => !catalog.alerts.some((known) => known.name === name)),
    ],
    collections: [
      ...catalog.collections,
      ...collections.filter(({ name }) => !catalog.collections.some((known) => known.name === name)),
    ],
    variables: { ...Object.fromEntries(variables.map((name) => [name, unknown])), ...catalog.variables },
  };
}
