import type { FieldInfo } from '../catalog/catalog.ts';
import { canAssign, canCast } from '../functions/casts/castable.ts';
import { typeText } from '../functions/casts/type-name.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Identifier, QualifiedName } from '../syntax/ast/common.ts';
import type { Expression, SetItem, Subscript, TableAlias, WithClause } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { elementTarget, withElement, withField } from './assign-element.ts';
import { scanOf } from './bind-from.ts';
import { queryRow, rowItems } from './bind-row.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundItem, BoundScan } from './bound.ts';
import { reportMissing, warnOfNew } from './missing-collection.ts';
import { emptyScope } from './scope.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';
import { reportPoolTable } from './written-pool-table.ts';

// What INSERT, UPDATE, DELETE and MERGE share: their target, and the values of its fields.

/** The collection that a write changes: as a relation, and what is known of its fields. */
export interface Target {
  readonly relation: BoundScan;
  readonly visible: ScopeRelation;
  readonly fields: readonly FieldInfo[];
  readonly uniqueKeys: readonly UniqueKey[];
  readonly collection: string;
  readonly database?: string;
}

/** The fields of a unique index. */
interface UniqueKey {
  readonly name: string;
  readonly fields: readonly string[];
}

/** The collection that a statement writes. An INSERT may make it; what the others change is there before. */
export function targetOf(
  name: QualifiedName,
  alias: TableAlias | undefined,
  binder: Binder,
  mayBeNew = false,
): Target {
  const last = name.parts.at(-1);
  const collection = last?.text ?? '';
  const database = name.parts.length > 1 ? name.parts[0]?.text : undefined;
  const here = database === undefined || database === binder.catalog.database;
  const info = here ? binder.catalog.collections.find((each) => each.name === collection) : undefined;
  binder.references.push({ span: name.span, kind: 'relation', name: collection });
  if (last && here && !info && !reportPoolTable(name, binder))
    (mayBeNew ? warnOfNew : reportMissing)(last, binder);
  if (info?.kind === 'view')
    binder.report('QL2017', name.span, ['A view', 'only collections can be written to']);
  const { relation, visible } = scanOf(
    info,
    collection,
    here ? undefined : database,
    name.span,
    alias,
    binder,
  );
  const scan = relation as BoundScan;
  const known = visible[0] as ScopeRelation;
  return {
    relation: scan,
    visible: withId(known),
    fields: info?.fields ?? [],
    uniqueKeys: (info?.indexes ?? [])
      .filter((index) => index.unique)
      .map(({ name, keys }) => ({ name, fields: keys.map((key) => key.path) })),
    collection,
    ...(here || database === undefined ? {} : { database }),
  };
}

/** Every document has an _id, whether or not one of a sample had it: a collection that is made by an INSERT has none yet. */
function withId(target: ScopeRelation): ScopeRelation {
  const { columns, hidden, open } = target;
  const known = [...columns, ...hidden].some((each) => each.name === '_id');
  return known || !open ? target : { ...target, hidden: [...hidden, open('_id')] };
}

/** The target's _id, by which its documents are found again. */
export function idOf(target: Target, span: Span): BoundExpression {
  const shown = [...target.visible.columns, ...target.visible.hidden].find((each) => each.name === '_id');
  return shown
    ? shape.column(shown.id, { ...shown, mayBeArray: false }, span)
    : shape.constant(null, shape.nullType, span);
}

export const inScope = (relations: readonly ScopeRelation[], clause: Scope['clause']): Scope => ({
  ...emptyScope,
  relations,
  clause,
});

export const place = (target: Target) => ({
  collection: target.collection,
  ...(target.database === undefined ? {} : { database: target.database }),
});

/** WITH before a write: its queries are visible in it. */
export function withOf(statement: { readonly with?: WithClause }, binder: Binder): Binder {
  return statement.with ? binder.withClause(statement.with, binder) : binder;
}

export interface Assigned {
  readonly field: string;
  readonly value: BoundExpression;
}

/** SET: each field with its new value, brought to the type that the field is declared to have. */
export function assignments(
  set: readonly SetItem[],
  target: Target,
  scope: Scope,
  binder: Binder,
): readonly Assigned[] {
  reportTwice(
    set.flatMap(({ targets }) => targets),
    binder,
  );
  const made = new Map<string, BoundExpression>();
  const all = set.flatMap((item) => {
    if (item.element) return assignedElement(item.element, item.value, made, target, scope, binder);
    if (item.targets.length === 1 && item.targets[0]) {
      const parts = item.targets[0];
      return [
        {
          field: pathOf(parts, target, binder),
          value: assigned(item.value, parts[0]?.text, target, scope, binder),
        },
      ];
    }
    const values = rowValues(item, target, scope, binder);
    if (values.length !== item.targets.length)
      binder.report('QL2013', item.value.span, ['SET', item.targets.length, values.length]);
    return item.targets.flatMap((parts, index): Assigned[] => {
      const value = values[index];
      const field = pathOf(parts, target, binder);
      return value ? [{ field, value: asField(value, parts[0]?.text, target, binder) }] : [];
    });
  });
  // Elements of one array are set one in the other: the last holds them all.
  return all.filter(({ field, value }) => (made.get(field) ?? value) === value);
}

/** Columns, or paths into documents, that a statement gives two values. */
export function reportTwice(columns: readonly (readonly Identifier[])[], binder: Binder): void {
  const given = new Set<string>();
  for (const parts of columns) {
    const name = parts.map(({ text }) => text).join('.');
    const last = parts.at(-1);
    if (last && given.has(name)) binder.report('QL2048', last.span, [name]);
    given.add(name);
  }
}

/** An element's new value as one of its array, after what the same SET assigned to other elements of it. */
function assignedElement(
  element: Subscript,
  node: Expression,
  made: Map<string, BoundExpression>,
  target: Target,
  scope: Scope,
  binder: Binder,
): readonly Assigned[] {
  const found = elementTarget(element);
  if (!found) return [];
  const field = pathOf(found.base.parts, target, binder);
  const array = made.get(field) ?? binder.expression(found.base, scope, binder);
  const given = binder.expression(node, scope, binder);
  const value = withElement(array, found.subscripts, given, scope, binder);
  made.set(field, value);
  return [{ field, value }];
}

/** The values that `SET (a, b) = …` gives, from a row that is written out or from a query. */
function rowValues(
  { targets, value }: SetItem,
  target: Target,
  scope: Scope,
  binder: Binder,
): readonly BoundExpression[] {
  if (value.kind === 'ScalarSubquery') return queryRow(value, scope, binder);
  if (value.kind === 'RowConstructor')
    return rowItems(value, scope, (item, index) =>
      assigned(item, targets[index]?.[0]?.text, target, scope, binder),
    );
  notAvailable(binder, 'SET (…) = from something that is neither a row nor a query', value.span);
  return targets.map(() => shape.constant(null, shape.nullType, value.span));
}

/** The dotted name of what SET assigns; a first part that is the target's own name is left away. */
function pathOf(parts: SetItem['targets'][number], target: Target, binder: Binder): string {
  const own = parts.length > 1 && parts[0]?.text === target.visible.name;
  const rest = own ? parts.slice(1) : parts;
  const [first] = rest;
  if (first && !target.visible.open && !target.fields.some((each) => each.name === first.text)) {
    const near = closest(
      first.text,
      target.fields.map((each) => each.name),
    );
    binder.report('QL2002', first.span, [first.text, didYouMean(near)]);
  }
  return rest.map((part) => part.text).join('.');
}

export function assigned(
  node: Expression,
  field: string | undefined,
  target: Target,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  if (node.kind === 'DefaultValue')
    return defaultOf(
      target.fields.find((each) => each.name === field),
      node.span,
      binder,
    );
  return asField(binder.expression(node, scope, binder), field, target, binder);
}

/** A value as the type that a validator declares for the field. One that becomes it only by luck is told of. */
export function asField(
  value: BoundExpression,
  field: string | undefined,
  target: Target,
  binder: Binder,
): BoundExpression {
  const info = target.fields.find((each) => each.name === field);
  if (info?.certainty !== 'declared')
    return value.kind === 'constant' && value.untyped ? { ...value, untyped: false } : value;
  if (
    value.type.name === info.type.name &&
    value.type.precision === info.type.precision &&
    info.type.name !== 'text'
  )
    return value;
  if (!shape.isUntyped(value) && canCast(value.type, info.type) && !canAssign(value.type, info.type))
    binder.report('QL2051', value.span, [info.name, typeText(info.type), typeText(value.type)]);
  return {
    kind: 'cast',
    operand: value,
    try: false,
    type: info.type,
    nullable: value.nullable,
    span: value.span,
  };
}

/** What a field gets where no value is given for it. */
export function defaultOf(field: FieldInfo | undefined, span: Span, binder: Binder): BoundExpression {
  if (field?.default === undefined) return shape.constant(null, field?.type ?? shape.nullType, span);
  const bound = binder.text(field.default, emptyScope, binder, span);
  return shape.cast(bound, field.type);
}

/** The target as RETURNING sees it: with the values that were just computed for it. */
export function afterwards(
  target: Target,
  values: readonly Assigned[],
  binder: Binder,
  existing = true,
): { computed: readonly { field: string; item: BoundItem }[]; after: ScopeRelation } {
  const computed = withGenerated(values, target, existing, binder).map(({ field, value }) => ({
    field,
    item: { id: binder.newId(), value },
  }));
  const givenTo = (name: string): ScopeColumn | undefined => {
    const made = computed.find((each) => each.field === name)?.item;
    return made && { ...shape.shapeOf(made.value), id: made.id, name };
  };
  /** The column with what was given to fields of its document. */
  const givenWithin = (column: ScopeColumn): ScopeColumn | undefined => {
    const within = computed.filter(({ field }) => field.startsWith(`${column.name}.`));
    if (within.length === 0) return undefined;
    const before = column.value ?? shape.column(column.id, column, target.visible.span);
    const value = within.reduce<BoundExpression>((document, { field, item }) => {
      const given = shape.column(item.id, item.value, item.value.span);
      return withField(document, field.slice(column.name.length + 1), given);
    }, before);
    return { ...column, ...shape.shapeOf(value), value };
  };
  // A new document has nothing in the fields that are not given.
  const columns = target.visible.columns.map(
    (column) => givenTo(column.name) ?? givenWithin(column) ?? (existing ? column : absent(column)),
  );
  // Fields that no sample had are columns once they are given.
  const known = new Set(columns.map((column) => column.name));
  const given = computed
    .filter(({ field }) => field !== '_id' && !field.includes('.') && !known.has(field))
    .map(({ field, item }) => ({ ...shape.shapeOf(item.value), id: item.id, name: field }));
  const { open } = target.visible;
  const openAfter = (change: (column: ScopeColumn) => ScopeColumn) =>
    open ? { open: (name: string) => change(open(name)) } : {};
  const after = {
    ...target.visible,
    columns: [...columns, ...given],
    ...openAfter((column) => givenWithin(column) ?? column),
  };
  if (existing) return { computed, after };
  const hidden = target.visible.hidden.map((column) => givenTo(column.name) ?? absent(column));
  return {
    computed,
    after: {
      ...after,
      hidden,
      ...openAfter(absent),
    },
  };
}

/** What a new document has in a field that is not given: nothing, but an _id, which is made when it is written. */
const absent = (column: ScopeColumn): ScopeColumn =>
  column.name === '_id'
    ? column
    : { ...column, value: shape.constant(null, column.type, { start: 0, end: 0 }) };

/** The values that are written, with those of the fields that are always computed from the others: what is assigned to these is not. */
export function withGenerated(
  values: readonly Assigned[],
  target: Target,
  existing: boolean,
  binder: Binder,
): readonly Assigned[] {
  const made = target.fields.filter((field) => field.generated !== undefined);
  if (made.length === 0) return values;
  const columns = target.visible.columns.map((column) => {
    const value = values.find((each) => each.field === column.name)?.value;
    if (value) return { ...column, value };
    return existing ? column : absent(column);
  });
  const scope = inScope([{ ...target.visible, columns }], 'SET');
  return [
    ...values.filter(({ field }) => !made.some((each) => each.name === field)),
    ...made.map((field) => ({
      field: field.name,
      value: shape.cast(
        binder.text(field.generated ?? 'NULL', scope, binder, target.visible.span),
        field.type,
      ),
    })),
  ];
}
