import type { Expression, RowConstructor, ScalarSubquery, Star } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { callNamed, like } from './bind-operator.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundRow, BoundSubquery, ComparisonOperator } from './bound.ts';
import { compareBoundRows, logical } from './compare-rows.ts';
import { selectOver } from './made-query.ts';
import { findRelation, relationNamed } from './resolve-name.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';

// Rows as values: `(a, b)`, `ROW(t.*)`, a relation's row as `t` or `t.*`, and a query of several columns beside a row.

/** A relation's row: its columns, and, where an outer join may have no row, the whole as one value, which is NULL then. */
interface WholeRow {
  readonly columns: readonly BoundExpression[];
  readonly value?: BoundExpression;
}

/** The row that `t` or `t.*` stands for; undefined where the expression is something else. */
export function wholeRow(node: Expression, scope: Scope): WholeRow | undefined {
  const relation = relationOf(node, scope);
  if (!relation?.whole || relation.scalar) return undefined;
  const columns = columnsOf(relation, node.span);
  return { columns, ...(relation.padded ? { value: relation.whole() } : {}) };
}

/** The row that a test for NULL or a distinction looks at, column by column; a document whose fields are not all known stays whole. */
export function testedRow(node: Expression, scope: Scope): BoundRow | undefined {
  const relation = relationOf(node, scope);
  if (!relation?.whole || relation.scalar || relation.open) return undefined;
  return rowOf(columnsOf(relation, node.span), node.span);
}

/** The value of `t.*` where one value is wanted. */
export function starValue(node: Star, scope: Scope): BoundExpression | undefined {
  const value = relationOf(node, scope)?.whole?.();
  return value && { ...value, span: node.span };
}

function relationOf(node: Expression, scope: Scope): ScopeRelation | undefined {
  if (node.kind === 'ColumnReference') {
    const [name, ...more] = node.parts;
    return name && more.length === 0 ? relationNamed(name, scope) : undefined;
  }
  const name = node.kind === 'Star' ? node.qualifier?.parts.at(-1) : undefined;
  for (let at: Scope | undefined = scope; name && at; at = at.parent) {
    const relation = findRelation(name, at);
    if (relation) return relation;
  }
  return undefined;
}

const columnsOf = (relation: ScopeRelation, span: Span): readonly BoundExpression[] =>
  relation.columns.map((each: ScopeColumn) =>
    each.value ? { ...each.value, span } : shape.column(each.id, each, span),
  );

export const rowOf = (
  items: readonly BoundExpression[],
  span: Span,
  names?: readonly string[],
): BoundRow => ({
  kind: 'row',
  items,
  ...(names ? { names } : {}),
  span,
  type: { name: 'document' },
  nullable: false,
});

/** The values of `(a, b)` and `ROW(a, t.*)`: a relation's columns each on their own. */
export function rowItems(
  node: RowConstructor,
  scope: Scope,
  bind: (item: Expression, index: number) => BoundExpression,
): readonly BoundExpression[] {
  return node.items.flatMap((item, index) => {
    const relation = item.kind === 'Star' ? relationOf(item, scope) : undefined;
    return relation ? columnsOf(relation, item.span) : [bind(item, index)];
  });
}

/** The columns of a query that gives one row, which runs once for all of them; each is NULL where there is no row. */
export function queryRow(node: ScalarSubquery, scope: Scope, binder: Binder): readonly BoundExpression[] {
  const { span } = node;
  const inner = binder.query(node.query, scope, binder);
  const id = binder.newId();
  const row = rowOf(
    inner.outputs.map((output) => shape.column(output.id, output, span)),
    span,
  );
  const computed = { items: [{ id, value: row }], outputs: [shape.output(id, 'row', row, span)] };
  const query = selectOver({ kind: 'derived', span, query: inner }, computed, span);
  const operand: BoundSubquery = {
    kind: 'subquery',
    form: 'scalar',
    query,
    span,
    ...shape.shapeOf(row),
    nullable: true,
  };
  return inner.outputs.map((output, index) => ({
    kind: 'field',
    operand,
    name: `f${index + 1}`,
    span,
    ...shape.shapeOf(output),
    nullable: true,
  }));
}

/** Whether an expression has the form of a relation's row, of a row or of a query. */
function mayBeRow(node: Expression): boolean {
  switch (node.kind) {
    case 'ColumnReference':
      return node.parts.length === 1;
    case 'Star':
    case 'ScalarSubquery':
    case 'RowConstructor':
      return true;
    default:
      return false;
  }
}

/** A comparison with a relation's row, or of a row with a query of several columns; undefined for any other. */
export function compareRows(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  span: Span,
  scope: Scope,
  binder: Binder,
): BoundExpression | undefined {
  if (!mayBeRow(left) && !mayBeRow(right)) return undefined;
  const query = left.kind === 'ScalarSubquery' || right.kind === 'ScalarSubquery';
  const listed = left.kind === 'RowConstructor' || right.kind === 'RowConstructor';
  const [first, second] = [wholeRow(left, scope)?.columns, wholeRow(right, scope)?.columns];
  if (!(query && listed) && !first && !second) return undefined;
  const side = (each: Expression, whole: readonly BoundExpression[] | undefined) => {
    if (each.kind === 'ScalarSubquery') return queryRow(each, scope, binder);
    if (each.kind !== 'RowConstructor') return whole;
    return rowItems(each, scope, (item) => binder.expression(item, scope, binder));
  };
  const [a, b] = [side(left, first), side(right, second)];
  // A query may also give one column that holds a row.
  if (!a || !b || (query && a.length !== b.length && [a, b].some((each) => each.length === 1)))
    return undefined;
  if (a.length !== b.length) {
    binder.report('QL2013', right.span, ['The other row', a.length, b.length]);
    return shape.constant(null, shape.booleanType, span);
  }
  // Rows as they are stored are the same where their columns are, NULL or not.
  if ((operator === '=' || operator === '<>') && !(query && listed)) {
    const differs = logical(
      'OR',
      a.flatMap((each, index) => distinct(each, b[index], span)),
      span,
    );
    if (operator === '<>') return differs;
    return { kind: 'not', operand: differs, span, type: shape.booleanType, nullable: false };
  }
  return compareBoundRows(operator, a, b, span);
}

function distinct(a: BoundExpression, b: BoundExpression | undefined, span: Span): BoundExpression[] {
  if (!b) return [];
  const [left, right] = shape.meet(a, b);
  return [{ kind: 'distinctFrom', left, right, span, type: shape.booleanType, nullable: false }];
}

/** A row's text as PostgreSQL writes it: `(1,"a b",)`. */
export function rowText(row: readonly BoundExpression[], span: Span, binder: Binder): BoundExpression {
  const text = (value: string) => shape.constant(value, shape.textType, span);
  const concat = (...parts: readonly BoundExpression[]) => callNamed('CONCAT', parts, span, binder);
  const replaced = (value: BoundExpression, from: string, to: string) =>
    callNamed('REPLACE', [value, text(from), text(to)], span, binder);
  const shown = row.map((item): BoundExpression => {
    if (item.type.name === 'boolean') return concat(item);
    const value = shape.cast(item, shape.textType);
    if (bare.has(item.type.name)) return value;
    const quoted = concat(text('"'), replaced(replaced(value, '\\', '\\\\'), '"', '""'), text('"'));
    const when = like('~', value, text('^$|[\\s,()"\\\\]'), undefined, span);
    return {
      kind: 'case',
      branches: [{ when, then: quoted }],
      otherwise: value,
      span,
      type: shape.textType,
      nullable: true,
    };
  });
  const parts = shown.flatMap((each, index) => (index === 0 ? [each] : [text(','), each]));
  return { ...concat(text('('), ...parts, text(')')), nullable: false };
}

/** Types whose texts need no quotes in a row's. */
const bare: ReadonlySet<string> = new Set(['int', 'long', 'decimal', 'double', 'boolean', 'date', 'uuid']);

/** The text of a relation's row: NULL where an outer join has no row. */
export function wholeRowText(row: WholeRow, span: Span, binder: Binder): BoundExpression {
  const text = rowText(row.columns, span, binder);
  if (!row.value) return text;
  const when = shape.isNull(row.value, span);
  return {
    kind: 'case',
    branches: [{ when, then: shape.constant(null, shape.textType, span) }],
    otherwise: text,
    span,
    type: shape.textType,
    nullable: true,
  };
}
