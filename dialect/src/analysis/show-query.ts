import type { Describe, Query, Show } from '../syntax/ast/index.ts';
import type { Expression, FunctionCall } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { queryOf } from './made-query.ts';

/** SHOW and DESCRIBE of pools are queries on CONNECTION_POOLS() and its kin; undefined for those that the server itself answers. */
export function showQuery(statement: Show | Describe): Query | undefined {
  const { span, name } = statement;
  const table = listed.get(statement.subject);
  if (table !== undefined) return rowsOf(callOf(table, span), span, undefined);
  const one = named.get(statement.subject);
  if (!one || !name) return undefined;
  const at = name.span;
  const text = name.parts.map((part) => part.text).join('.');
  const right: Expression = { kind: 'Literal', span: at, type: 'string', text };
  const where: Expression = {
    ...{ kind: 'Binary', span: at, operator: '=' },
    ...{ left: column(one.key, at), right },
  };
  const query = rowsOf(callOf(one.table, span), span, where);
  return one.column === undefined ? query : withItem(query, column(one.column, span));
}

/** What a list shows. */
const listed: ReadonlyMap<string, string> = new Map([
  ['CONNECTION_POOLS', 'CONNECTION_POOLS'],
  ['CONNECTION_POOL_GROUPS', 'CONNECTION_POOL_GROUPS'],
  ['CONNECTION_POOL CHANGES', 'CONNECTION_POOL_CHANGES'],
  ['ALERTS', 'CONNECTION_POOL_ALERT_RULES'],
  ['CHECKOUTS', 'CONNECTION_POOL_CHECKOUTS'],
  ['CONNECTIONS', 'CONNECTION_POOL_CONNECTIONS'],
  ['QUEUE', 'CONNECTION_POOL_QUEUE'],
  ['BUDGET', 'CONNECTION_POOL_BUDGET'],
]);

const definition = { table: 'CONNECTION_POOL_DEFINITIONS', key: 'name', column: 'create_statement' };

interface Named {
  readonly table: string;
  readonly key: string;
  readonly column?: string;
}

/** What is shown of one thing by its name: its row, or one column of it. */
const named: ReadonlyMap<string, Named> = new Map<string, Named>([
  ['CONNECTION_POOL', { table: 'CONNECTION_POOLS', key: 'pool_name' }],
  ['CONNECTION_POOL_GROUP', { table: 'CONNECTION_POOL_GROUP_MEMBERS', key: 'group_name' }],
  ['CREATE CONNECTION_POOL', definition],
  ['CREATE CONNECTION_POOL_GROUP', definition],
]);

function column(name: string, span: Span): Expression {
  return {
    ...{ kind: 'ColumnReference', span },
    parts: [{ kind: 'Identifier', span, text: name, quoted: false }],
  };
}

function withItem(query: Query, value: Expression): Query {
  const item = { kind: 'SelectItem', span: value.span, value } as const;
  return query.body.kind === 'Select' ? { ...query, body: { ...query.body, items: [item] } } : query;
}

/** The call of a table function without arguments. */
export function callOf(table: string, span: Span): FunctionCall {
  const name = {
    kind: 'QualifiedName',
    span,
    parts: [{ kind: 'Identifier', span, text: table, quoted: false }],
  } as const;
  return {
    kind: 'FunctionCall',
    span,
    name,
    arguments: [],
    distinct: false,
    orderBy: [],
    withinGroup: [],
    parentheses: true,
  };
}

/** `SELECT * FROM call WHERE …`. */
export function rowsOf(call: FunctionCall, span: Span, where: Expression | undefined): Query {
  return queryOf({
    kind: 'Select',
    span,
    distinct: 'ALL',
    items: [{ kind: 'SelectItem', span, value: { kind: 'Star', span } }],
    from: [{ kind: 'FunctionTable', span, call, lateral: false, ordinality: false }],
    ...(where ? { where } : {}),
    windows: [],
  });
}
