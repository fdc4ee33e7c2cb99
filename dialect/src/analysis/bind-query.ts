import type { Query, QueryBody, SetOperation, TableQuery, Values, WithClause } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { cover } from '../text/span.ts';
import { bindFrom } from './bind-from.ts';
import { bindSelect, expand, orderTarget } from './bind-select.ts';
import type { BoundSelectParts } from './bind-select.ts';
import { notAvailable, sameName } from './binder.ts';
import type { Binder, VisibleCte } from './binder.ts';
import type { BoundBody, BoundOutput, BoundQuery, BoundSortKey } from './bound.ts';
import { emptyScope } from './scope.ts';
import type { Scope } from './scope.ts';
import * as shape from './shape.ts';
import { direction } from './sort-keys.ts';

/** A query with its WITH, ORDER BY and LIMIT. `outer` is what its names may correlate with. */
export function bindQuery(query: Query, outer: Scope | undefined, given: Binder): BoundQuery {
  return bindQueryParts(query, outer, given).query;
}

/** The same, with the variables that its select list assigns. */
export function bindQueryParts(
  query: Query,
  outer: Scope | undefined,
  given: Binder,
): { query: BoundQuery; assigns: BoundSelectParts['assigns'] } {
  const { cte, ...rest } = given;
  const binder: Binder = query.with ? withCtes(query.with, outer, rest) : rest;
  const recursive = cte?.recursive === true && !query.with ? recursion(query, cte, outer, binder) : undefined;
  const bound = recursive ?? bindBody(query.body, query, outer, binder);
  const limits = { ...(outer ? { parent: outer } : {}), relations: [], clause: 'LIMIT' } as const;
  const limit = query.limit && binder.expression(query.limit, limits, binder);
  const offset = query.offset && binder.expression(query.offset, limits, binder);
  const limited = query.limit ?? query.offset;
  return {
    query: {
      kind: 'query',
      span: query.span,
      body: bound.body,
      outputs: bound.outputs,
      orderBy: bound.orderBy,
      ...(query.orderBy[0] ? { orderSpan: spanOf(query.orderBy) } : {}),
      ...(limit ? { limit } : {}),
      ...(offset ? { offset } : {}),
      ...(limited ? { limitSpan: limited.span } : {}),
      withTies: query.withTies,
    },
    assigns: 'assigns' in bound ? (bound as BoundSelectParts).assigns : [],
  };
}

function spanOf(nodes: readonly { readonly span: Span }[]): Span {
  return nodes.map((node) => node.span).reduce(cover);
}

interface BoundParts {
  readonly body: BoundBody;
  readonly outputs: readonly BoundOutput[];
  readonly orderBy: readonly BoundSortKey[];
}

function bindBody(
  body: QueryBody,
  query: Query,
  outer: Scope | undefined,
  binder: Binder,
): BoundParts | BoundSelectParts {
  switch (body.kind) {
    case 'Select':
      return bindSelect(body, query.orderBy, outer, binder);
    case 'SetOperation':
      return ordered(bindSetOperation(body, outer, binder), query, outer, binder);
    case 'Values':
      return ordered(bindValues(body, outer, binder), query, outer, binder);
    case 'TableQuery':
      return ordered(bindTable(body, outer, binder), query, outer, binder);
    case 'Query': {
      const inner = bindQuery(body, outer, binder);
      return ordered({ body: inner, outputs: inner.outputs }, query, outer, binder);
    }
  }
}

/** ORDER BY over a body whose only columns are its outputs. */
function ordered(
  bound: Omit<BoundParts, 'orderBy'>,
  query: Query,
  outer: Scope | undefined,
  binder: Binder,
): BoundParts {
  const scope: Scope = {
    relations: [{ span: query.span, columns: bound.outputs, hidden: [], merged: new Set() }],
    clause: 'ORDER BY',
    ...(outer ? { parent: outer } : {}),
  };
  const orderBy = query.orderBy.map((item): BoundSortKey => {
    const target = orderTarget(item.value, bound.outputs, scope, binder);
    const output = typeof target === 'number' ? bound.outputs[target] : undefined;
    const value =
      typeof target === 'number' ? (output ? shape.column(output.id, output, item.span) : undefined) : target;
    return { value: value ?? shape.constant(null, shape.nullType, item.span), ...direction(item) };
  });
  return { ...bound, orderBy };
}

/** One side of a set operation, as a query of its own. */
function side(body: QueryBody, outer: Scope | undefined, binder: Binder): BoundQuery {
  if (body.kind === 'Query') return bindQuery(body, outer, binder);
  const query: Query = { kind: 'Query', span: body.span, body, orderBy: [], withTies: false };
  return bindQuery(query, outer, binder);
}

function bindSetOperation(
  node: SetOperation,
  outer: Scope | undefined,
  binder: Binder,
): Omit<BoundParts, 'orderBy'> {
  const left = side(node.left, outer, binder);
  const right = side(node.right, outer, binder);
  const outputs = together(node.operator, left, right, node.right.span, binder);
  const { span, operator, all } = node;
  return { body: { kind: 'setOperation', span, operator, all, left, right }, outputs };
}

/** The outputs of a set operation: the left side's names, types that both sides can be brought to. */
function together(
  what: string,
  left: BoundQuery,
  right: BoundQuery,
  span: Span,
  binder: Binder,
): readonly BoundOutput[] {
  if (left.outputs.length !== right.outputs.length) {
    binder.report('QL2013', span, [what, left.outputs.length, right.outputs.length]);
  }
  return left.outputs.map((output, index): BoundOutput => {
    const other = right.outputs[index] ?? output;
    const [a, b] = [literalType(left, index) ?? output.type, literalType(right, index) ?? other.type];
    const type = shape.commonType(a, b);
    if (!type) binder.report('QL2016', other.span, [what, `${a.name} and ${b.name}`, '']);
    const likely = shape.commonType(shape.guess(output), shape.guess(other));
    return {
      id: binder.newId(),
      name: output.name,
      span: output.span,
      type: type ?? shape.unknownType,
      ...(likely && shape.isKnown(likely) && type?.name === 'unknown' ? { likely } : {}),
      nullable: output.nullable || other.nullable,
    };
  });
}

/** A literal without a type of its own takes that of the other side. */
function literalType(query: BoundQuery, index: number) {
  if (query.body.kind !== 'select') return undefined;
  const value = query.body.items[index]?.value;
  return value?.kind === 'constant' && value.untyped ? shape.nullType : undefined;
}

function bindValues(node: Values, outer: Scope | undefined, binder: Binder): Omit<BoundParts, 'orderBy'> {
  const scope: Scope = { ...emptyScope, clause: 'VALUES', ...(outer ? { parent: outer } : {}) };
  const rows = node.rows.map((row) => row.map((value) => binder.expression(value, scope, binder)));
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, index) => {
    const at = node.rows[index]?.[0];
    if (row.length !== width) binder.report('QL2013', at?.span ?? node.span, ['VALUES', width, row.length]);
  });
  const columns = Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] ?? shape.constant(null, shape.nullType, node.span));
    const unified = shape.unify(values);
    if (!unified) {
      const names = [...new Set(values.map((value) => value.type.name))].join(' and ');
      binder.report('QL2016', node.span, ['VALUES', names, '']);
    }
    return unified ?? { values, type: shape.unknownType };
  });
  const outputs = columns.map((column, index): BoundOutput => ({
    id: binder.newId(),
    name: `column${index + 1}`,
    span: node.span,
    type: column.type,
    nullable: column.values.some((value) => value.nullable),
  }));
  const unified = rows.map((_, row) => columns.flatMap((column) => column.values[row] ?? []));
  return { body: { kind: 'values', span: node.span, rows: unified }, outputs };
}

/** `TABLE name` is `SELECT * FROM name`. */
function bindTable(node: TableQuery, outer: Scope | undefined, binder: Binder): Omit<BoundParts, 'orderBy'> {
  const { relation, visible } = bindFrom(
    [{ kind: 'NamedTable', span: node.span, name: node.name }],
    node.span,
    outer,
    binder,
  );
  const listed = expand(undefined, { relations: visible, clause: 'the select list' }, node.span, binder);
  const items = listed.map((each) => ({ id: binder.newId(), value: each.value }));
  const outputs = items.map((item, index): BoundOutput => ({
    id: item.id,
    name: listed[index]?.name ?? '',
    span: node.span,
    ...shape.shapeOf(item.value),
  }));
  return {
    body: {
      kind: 'select',
      span: node.span,
      from: relation,
      windows: [],
      series: [],
      items,
      distinct: false,
      distinctOn: [],
      spans: { items: node.span, from: node.span },
    },
    outputs,
  };
}

/** The binder that also sees the queries of a WITH. */
export function withCtes(clause: WithClause, outer: Scope | undefined, binder: Binder): Binder {
  let ctes = binder.ctes;
  const here = new Set<string>();
  for (const definition of clause.ctes) {
    const { name } = definition;
    if (here.has(name.text)) binder.report('QL2019', name.span, [name.text]);
    here.add(name.text);
    const recursive = clause.recursive && names(definition.query, name);
    const cte: VisibleCte = { name, definition, scope: outer ?? emptyScope, visible: ctes, recursive };
    ctes = [...ctes, cte];
    // Bound once here, so that the problems of a query that nothing reads are told too.
    if (definition.query.kind === 'Query')
      bindQuery(definition.query, outer, { ...binder, ctes: cte.visible, cte });
    else notAvailable(binder, `${definition.query.kind.toUpperCase()} in WITH`, definition.query.span);
  }
  return { ...binder, ctes };
}

/** Whether a piece of syntax has a relation of that name in it. */
function names(node: unknown, name: VisibleCte['name']): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some((each) => names(each, name));
  if ('kind' in node && node.kind === 'NamedTable' && 'name' in node) {
    const parts = (node.name as TableQuery['name']).parts;
    if (parts.length === 1 && parts[0] && sameName(name, parts[0].text)) return true;
  }
  return Object.values(node).some((each) => names(each, name));
}

/** `seed UNION [ALL] step`: the step reads, under the query's own name, what the last round found. */
function recursion(
  query: Query,
  cte: VisibleCte,
  outer: Scope | undefined,
  binder: Binder,
): BoundParts | undefined {
  const { body } = query;
  if (body.kind !== 'SetOperation' || body.operator !== 'UNION') {
    notAvailable(binder, 'A recursive query that is not seed UNION step', query.span);
    return undefined;
  }
  const seed = side(body.left, outer, binder);
  const working = (): readonly BoundOutput[] =>
    seed.outputs.map((output, index) => ({
      ...output,
      id: binder.newId(),
      name: cte.definition.columns[index]?.text ?? output.name,
      nullable: true,
    }));
  const inner: Binder = { ...binder, ctes: [...binder.ctes, { ...cte, working }] };
  const step = side(body.right, outer, inner);
  const outputs = together('UNION', seed, step, body.right.span, binder).map((output, index) => ({
    ...output,
    type: seed.outputs[index]?.type ?? output.type,
  }));
  return ordered(
    { body: { kind: 'recursion', span: body.span, name: cte.name.text, all: body.all, seed, step }, outputs },
    query,
    outer,
    binder,
  );
}
