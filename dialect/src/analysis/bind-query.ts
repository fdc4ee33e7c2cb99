import type { Expression, Query, QueryBody, SetOperation, TableQuery, Values } from '../syntax/ast/query.ts';
import type { SqlType } from '../catalog/types.ts';
import type { Span } from '../text/span.ts';
import { cover } from '../text/span.ts';
import { bindFrom } from './bind-from.ts';
import { bindSelect, expand, orderTarget } from './bind-select.ts';
import type { BoundSelectParts } from './bind-select.ts';
import type { Binder, Wanted } from './binder.ts';
import { isNoCount } from './check-arguments.ts';
import { withCtes } from './bind-with.ts';
import { queryOf } from './made-query.ts';
import { literalsAs, setOutputs } from './set-outputs.ts';
import type { BoundBody, BoundExpression, BoundOutput, BoundQuery, BoundSortKey, ColumnId } from './bound.ts';
import { emptyScope } from './scope.ts';
import type { Scope } from './scope.ts';
import * as shape from './shape.ts';
import { direction } from './sort-keys.ts';

/** A query with its WITH, ORDER BY and LIMIT. `outer` is what its names may correlate with. */
export function bindQuery(
  query: Query,
  outer: Scope | undefined,
  given: Binder,
  wanted: Wanted = [],
): BoundQuery {
  return bindQueryParts(query, outer, given, wanted).query;
}

/** The same, with the variables that its select list assigns. */
export function bindQueryParts(
  query: Query,
  outer: Scope | undefined,
  given: Binder,
  wanted: Wanted = [],
): { query: BoundQuery; assigns: BoundSelectParts['assigns'] } {
  const binder = query.with ? withCtes(query.with, outer, given, bindSide) : given;
  const bound = bindBody(query.body, query, outer, binder, wanted);
  const limits = (): Scope => ({ parent: outer, relations: [], clause: 'LIMIT' });
  const limit = query.limit && binder.expression(query.limit, limits(), binder);
  const offset = query.offset && binder.expression(query.offset, limits(), binder);
  checkCount(query.limit, limit, 'LIMIT', binder);
  checkCount(query.offset, offset, 'OFFSET', binder);
  const limited = query.limit ?? query.offset;
  return {
    query: {
      kind: 'query',
      span: query.span,
      body: bound.body,
      outputs: bound.outputs,
      orderBy: bound.orderBy,
      orderSpan: query.orderBy.length > 0 ? spanOf(query.orderBy) : undefined,
      limit,
      offset,
      limitSpan: limited?.span,
      withTies: query.withTies,
    },
    assigns: 'assigns' in bound ? (bound as BoundSelectParts).assigns : [],
  };
}

/** Tells of a number with a minus before it, and of what is no number: both are known before there is a plan. */
function checkCount(
  count: Expression | undefined,
  value: BoundExpression | undefined,
  what: string,
  binder: Binder,
): void {
  const isOther =
    value && !shape.isUntyped(value) && shape.isKnown(value.type) && !shape.isNumber(value.type);
  if (count && (isOther || isNoCount(count)))
    binder.report('QL4004', count.span, [`${what} must be a whole number`]);
  if (count?.kind !== 'Unary' || count.operator !== '-' || count.operand.kind !== 'Literal') return;
  if (Number(count.operand.text) > 0) binder.report('QL4004', count.span, [`${what} must not be negative`]);
}

function spanOf(nodes: readonly { readonly span: Span }[]): Span {
  return nodes.map((node) => node.span).reduce(cover);
}

/** A literal without a type as a value of the type that is wanted of it. */
function literalAs(value: BoundExpression, wanted: SqlType | undefined): BoundExpression {
  if (wanted === undefined || wanted.name === 'text') return value;
  // A parameter is given its type by where it stands, as PREPARE infers it.
  const isOpen = value.kind === 'external' && value.source === 'parameter';
  return isOpen || (value.kind === 'constant' && value.untyped) ? shape.cast(value, wanted) : value;
}

/** Literals of a select list as values of the types that are wanted of its columns. */
function itemsAs(parts: BoundSelectParts, wanted: Wanted): BoundSelectParts {
  if (wanted.length === 0) return parts;
  const typed = new Map<ColumnId, BoundExpression>();
  for (const [index, { id }] of parts.outputs.entries()) {
    const value = parts.body.items.find((item) => item.id === id)?.value;
    const as = value && literalAs(value, wanted[index]?.type);
    if (as && as !== value) typed.set(id, as);
  }
  if (typed.size === 0) return parts;
  const items = parts.body.items.map((item) => ({ ...item, value: typed.get(item.id) ?? item.value }));
  const outputs = parts.outputs.map((output) => ({
    ...output,
    type: typed.get(output.id)?.type ?? output.type,
  }));
  return { ...parts, body: { ...parts.body, items }, outputs };
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
  wanted: Wanted,
): BoundParts | BoundSelectParts {
  switch (body.kind) {
    case 'Select':
      return itemsAs(bindSelect(body, query.orderBy, outer, binder), wanted);
    case 'SetOperation':
      return ordered(bindSetOperation(body, outer, binder), query, outer, binder);
    case 'Values':
      return ordered(bindValues(body, outer, binder, wanted), query, outer, binder);
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
export function bindSide(body: QueryBody, outer: Scope | undefined, binder: Binder): BoundQuery {
  if (body.kind === 'Query') return bindQuery(body, outer, binder);
  return bindQuery(queryOf(body), outer, binder);
}

function bindSetOperation(
  node: SetOperation,
  outer: Scope | undefined,
  binder: Binder,
): Omit<BoundParts, 'orderBy'> {
  const left = bindSide(node.left, outer, binder);
  const right = bindSide(node.right, outer, binder);
  const outputs = setOutputs(node.operator, left, right, node.right.span, binder);
  const { span, operator, all } = node;
  const sides = { left: literalsAs(left, outputs), right: literalsAs(right, outputs) };
  return { body: { kind: 'setOperation', span, operator, all, ...sides }, outputs };
}

function bindValues(
  node: Values,
  outer: Scope | undefined,
  binder: Binder,
  wanted: Wanted,
): Omit<BoundParts, 'orderBy'> {
  const scope: Scope = { ...emptyScope, clause: 'VALUES', ...(outer ? { parent: outer } : {}) };
  const rows = node.rows.map((row) =>
    row.map((value, index) => {
      const column = wanted[index];
      if (column && value.kind === 'DefaultValue') return { ...column.byDefault(), span: value.span };
      return literalAs(binder.expression(value, scope, binder), column?.type);
    }),
  );
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, index) => {
    const at = node.rows[index]?.[0];
    if (row.length !== width) binder.report('QL2013', at?.span ?? node.span, ['VALUES', width, row.length]);
  });
  const columns = Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] ?? shape.constant(null, shape.nullType, node.span));
    // Of values that have no type in common each is cast to the column's, as an INSERT of it alone would.
    const type = wanted[column]?.type;
    const cast = type && { values: values.map((value) => shape.cast(value, type)), type };
    const unified = shape.unify(values) ?? cast;
    if (!unified) {
      const names = [...new Set(values.map((value) => value.type.name))].join(' and ');
      binder.report('QL2016', node.span, ['VALUES', names, '']);
    }
    return unified ?? { values, type: shape.unknownType };
  });
  const outputs = columns.map((column, index): BoundOutput => ({
    id: binder.newId(),
    name: `column${index + 1}`,
    span: (column.values.find((value) => !shape.isUntyped(value)) ?? node).span,
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
  const outputs = items.map((item, index) =>
    shape.output(item.id, listed[index]?.name ?? '', item.value, node.span),
  );
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
