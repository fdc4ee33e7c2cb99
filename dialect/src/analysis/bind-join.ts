import type { Join, TableAlias, TableReference } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { rowOf } from './bind-row.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundItem, BoundRelation } from './bound.ts';
import { loosened } from './scope.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';
import { fingerprint } from './fingerprint.ts';

interface Side {
  readonly relation: BoundRelation;
  readonly visible: readonly ScopeRelation[];
}

type BindReference = (
  reference: TableReference,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
) => Side;

/** A join: its sides, its condition, and for USING and NATURAL the columns that both sides share. */
export function bindJoin(
  join: Join,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
  bindReference: BindReference,
): Side {
  const left = bindReference(join.left, outer, beside, binder);
  const right = bindReference(join.right, outer, [...beside, ...left.visible], binder);
  const shared = join.natural
    ? commonNames(left.visible, right.visible)
    : (join.using ?? []).map((each) => each.text);
  const padded = {
    left: join.type === 'RIGHT' || join.type === 'FULL',
    right: join.type === 'LEFT' || join.type === 'FULL',
  };
  for (const relation of right.visible) {
    if (relation.name !== undefined && left.visible.some((other) => other.name === relation.name)) {
      binder.report('QL2006', relation.span, [relation.name]);
    }
  }
  const conditions: BoundExpression[] = [];
  const merged: BoundItem[] = [];
  const mergedColumns: ScopeColumn[] = [];
  for (const name of shared) {
    const span = join.using?.find((each) => each.text === name)?.span ?? join.span;
    const a = visibleColumn(left.visible, name, span, binder);
    const b = visibleColumn(right.visible, name, span, binder);
    if (!a || !b) continue;
    const [l, r] = [read(a, span), read(b, span)];
    const types = shape.unify([l, r])?.values ?? [l, r];
    conditions.push(shape.comparison('=', l, r, span));
    mergedColumns.push(mergeColumn(name, join.type, types, span, merged, binder));
  }
  const rows = { left: [], right: [] };
  const visible = [
    ...(padded.left ? pad(left.visible, rows.left, binder) : left.visible),
    ...(padded.right ? pad(right.visible, rows.right, binder) : right.visible),
  ];
  // Unlike a LATERAL side, ON knows nothing of what stands before the join.
  const on = join.on
    ? binder.expression(join.on, { relations: visible, clause: 'JOIN', parent: outer }, binder)
    : conditions.length > 1
      ? ({
          kind: 'logical',
          operator: 'AND',
          operands: conditions,
          span: join.span,
          ...shape.condition(conditions),
        } as const)
      : conditions[0];
  const relation: BoundRelation = {
    kind: 'join',
    span: join.span,
    type: join.type,
    left: left.relation,
    right: right.relation,
    on,
    merged,
    rows,
  };
  if (mergedColumns.length === 0) return { relation, visible: aliased(join, visible, []) };
  const names = new Set(mergedColumns.map((each) => each.name));
  const hidden = visible.map((each) => ({
    ...each,
    merged: new Set([
      ...each.merged,
      ...each.columns.map((column) => column.name).filter((name) => names.has(name)),
    ]),
  }));
  const common: ScopeRelation = { span: join.span, columns: mergedColumns, hidden: [], merged: new Set() };
  return { relation, visible: aliased(join, [common, ...hidden], mergedColumns) };
}

/** A join in parentheses with an alias is one relation of that name. */
function aliased(
  join: Join,
  visible: readonly ScopeRelation[],
  mergedColumns: readonly ScopeColumn[],
): readonly ScopeRelation[] {
  if (!join.alias) return visible;
  if (!join.whole) {
    const using = named(join.alias, mergedColumns);
    return [...visible, { ...using, merged: new Set(mergedColumns.map((column) => column.name)) }];
  }
  const columns = visible.flatMap((each) => each.columns.filter((column) => !each.merged.has(column.name)));
  const { alias } = join;
  return [
    named(
      alias,
      columns.map((column, index) => ({ ...column, name: alias.columns[index]?.text ?? column.name })),
    ),
  ];
}

/** A join's columns under its alias, and its row. */
const named = ({ name, span }: TableAlias, columns: readonly ScopeColumn[]): ScopeRelation => ({
  name: name.text,
  span,
  columns,
  hidden: [],
  merged: new Set(),
  whole: () =>
    rowOf(
      columns.map((column) => read(column, span)),
      span,
      columns.map((column) => column.name),
    ),
});

/** Which side a merged column is read from: the one that is never padded, or, of a full join, the first that is not NULL. */
function mergeColumn(
  name: string,
  type: Join['type'],
  values: readonly BoundExpression[],
  span: Span,
  merged: BoundItem[],
  binder: Binder,
): ScopeColumn {
  const [left, right] = values as readonly [BoundExpression, BoundExpression];
  const source = type === 'RIGHT' ? right : left;
  if (type !== 'FULL' && source.kind === 'column') return { ...source, name };
  // A row that one side alone has shows the NULL of that side.
  const nullable = left.nullable || right.nullable;
  const value: BoundExpression =
    type === 'FULL'
      ? {
          kind: 'coalesce',
          operands: [nullableOf(left), nullableOf(right)],
          span,
          ...shape.shapeOf(left),
          nullable,
        }
      : source;
  const id = binder.newId();
  merged.push({ id, value });
  return { id, name, ...shape.shapeOf(value) };
}

const nullableOf = (value: BoundExpression): BoundExpression => ({ ...value, nullable: true });

const read = (column: ScopeColumn, span: Span): BoundExpression =>
  column.value ?? shape.column(column.id, column, span);

/** The rows of an outer join's other side may be all NULL; one as a whole is told from a row of NULLs, so that it is made before the join. */
function pad(visible: readonly ScopeRelation[], rows: BoundItem[], binder: Binder): readonly ScopeRelation[] {
  return visible.map((relation) => {
    const { whole } = relation;
    const before = (): BoundExpression => {
      const value = whole?.() ?? shape.constant(null, shape.nullType, relation.span);
      if (value.kind === 'column') return nullableOf(value);
      const same = rows.find((each) => fingerprint(each.value) === fingerprint(value));
      const item = same ?? { id: binder.newId(), value };
      if (!same) rows.push(item);
      return shape.column(item.id, { ...value, nullable: true }, value.span);
    };
    return { ...loosened(relation), ...(whole ? { whole: before, padded: true } : {}) };
  });
}

function commonNames(left: readonly ScopeRelation[], right: readonly ScopeRelation[]): string[] {
  const names = (side: readonly ScopeRelation[]) =>
    side.flatMap((each) =>
      each.columns.filter((column) => !each.merged.has(column.name)).map((column) => column.name),
    );
  const there = new Set(names(right));
  // Every document has an _id of its own: that two collections share the name says nothing.
  return [...new Set(names(left))].filter((name) => there.has(name) && name !== '_id');
}

function visibleColumn(
  side: readonly ScopeRelation[],
  name: string,
  span: Span,
  binder: Binder,
): ScopeColumn | undefined {
  const found = side.flatMap((each) =>
    each.merged.has(name) ? [] : [...each.columns, ...each.hidden].filter((column) => column.name === name),
  );
  if (found.length > 1) binder.report('QL2004', span, [name, 'more than one relation', 'name']);
  if (found[0]) return found[0];
  const open = side.find((each) => each.open)?.open;
  if (open) return open(name);
  binder.report('QL2002', span, [name, '']);
  return undefined;
}
