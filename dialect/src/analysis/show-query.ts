import type { Describe, Query, Show } from '../syntax/ast/index.ts';
import type { Expression } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';

/** SHOW and DESCRIBE of pools are queries on CONNECTION_POOLS() and its kin; undefined for those that the server itself answers. */
export function showQuery(statement: Show | Describe): Query | undefined {
  const { span, name } = statement;
  if (statement.subject === 'CONNECTION_POOLS') return from('CONNECTION_POOLS', span, undefined);
  if (statement.subject === 'CHECKOUTS') return from('CONNECTION_POOL_CHECKOUTS', span, undefined);
  if (statement.subject !== 'CONNECTION_POOL' || !name) return undefined;
  const at = name.span;
  const column: Expression = {
    kind: 'ColumnReference',
    span: at,
    parts: [{ kind: 'Identifier', span: at, text: 'pool_name', quoted: false }],
  };
  const text: Expression = {
    kind: 'Literal',
    span: at,
    type: 'string',
    text: name.parts.map((part) => part.text).join('.'),
  };
  return from('CONNECTION_POOLS', span, {
    kind: 'Binary',
    span: at,
    operator: '=',
    left: column,
    right: text,
  });
}

function from(table: string, span: Span, where: Expression | undefined): Query {
  const name = {
    kind: 'QualifiedName',
    span,
    parts: [{ kind: 'Identifier', span, text: table, quoted: false }],
  } as const;
  const call = {
    kind: 'FunctionCall',
    span,
    name,
    arguments: [],
    distinct: false,
    orderBy: [],
    withinGroup: [],
    parentheses: true,
  } as const;
  return {
    kind: 'Query',
    span,
    body: {
      kind: 'Select',
      span,
      distinct: 'ALL',
      items: [{ kind: 'SelectItem', span, value: { kind: 'Star', span } }],
      from: [{ kind: 'FunctionTable', span, call, lateral: false, ordinality: false }],
      ...(where ? { where } : {}),
      windows: [],
    },
    orderBy: [],
    withTies: false,
  };
}
