import type { CollectionInfo } from '../catalog/catalog.ts';
import { findVirtualTable, virtualTables } from '../catalog/virtual-tables.ts';
import { findFunction, functionNames, resolveCall } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type {
  DerivedTable,
  FunctionTable,
  NamedTable,
  TableAlias,
  TableReference,
} from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { bindJoin } from './bind-join.ts';
import { sameName } from './binder.ts';
import type { Binder, VisibleCte } from './binder.ts';
import type { BoundExpression, BoundOutput, BoundRelation, ScanColumn } from './bound.ts';
import { reportMissing } from './missing-collection.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';

/** A relation of FROM, and the names by which the rest of the statement finds its columns. */
export interface BoundFrom {
  readonly relation: BoundRelation;
  readonly visible: readonly ScopeRelation[];
}

/** The relations of FROM, joined; `outer` is what lateral ones and subqueries see. */
export function bindFrom(
  from: readonly TableReference[],
  span: Span,
  outer: Scope | undefined,
  binder: Binder,
): BoundFrom {
  let result: BoundFrom | undefined;
  for (const reference of from) {
    const right = bindReference(reference, outer, result?.visible ?? [], binder);
    if (!result) result = right;
    else {
      result = {
        relation: {
          kind: 'join',
          span: reference.span,
          type: 'CROSS',
          left: result.relation,
          right: right.relation,
          merged: [],
        },
        visible: together(result.visible, right.visible, binder),
      };
    }
  }
  return result ?? { relation: { kind: 'single', span }, visible: [] };
}

/** The relations of both sides of a join; a name that both have is told of. */
export function together(
  left: readonly ScopeRelation[],
  right: readonly ScopeRelation[],
  binder: Binder,
): readonly ScopeRelation[] {
  for (const relation of right) {
    if (relation.name !== undefined && left.some((other) => other.name === relation.name)) {
      binder.report('QL2006', relation.span, [relation.name]);
    }
  }
  return [...left, ...right];
}

/** One relation of FROM; `beside` are those before it, which LATERAL sees. */
export function bindReference(
  reference: TableReference,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
): BoundFrom {
  switch (reference.kind) {
    case 'NamedTable':
      return bindNamed(reference, binder);
    case 'DerivedTable':
      return bindDerived(reference, outer, beside, binder);
    case 'FunctionTable':
      return bindFunction(reference, outer, beside, binder);
    case 'Join':
      return bindJoin(reference, outer, beside, binder, bindReference);
  }
}

function bindNamed(table: NamedTable, binder: Binder): BoundFrom {
  const { parts } = table.name;
  const name = parts.at(-1);
  if (!name) return nothing(table.span);
  if (parts.length === 1) {
    const cte = [...binder.ctes].reverse().find((each) => sameName(name, each.name.text));
    if (cte) return bindCte(cte, table, binder);
  }
  return bindCollection(table, name, parts.length > 1 ? parts[0]?.text : undefined, binder);
}

function bindCollection(
  table: NamedTable,
  name: Identifier,
  database: string | undefined,
  binder: Binder,
): BoundFrom {
  const { catalog } = binder;
  const here = database === undefined || database === catalog.database;
  const info = here ? catalog.collections.find((each) => each.name === name.text) : undefined;
  if (!info && here) reportMissing(name, binder);
  binder.references.push({ span: table.name.span, kind: 'relation', name: name.text });
  return scanOf(info, name.text, here ? undefined : database, table.span, table.alias, binder);
}

/** A collection as a relation: the known fields as columns, and any other field that the statement names. */
export function scanOf(
  info: CollectionInfo | undefined,
  collection: string,
  database: string | undefined,
  span: Span,
  alias: TableAlias | undefined,
  binder: Binder,
): BoundFrom {
  const columns: ScanColumn[] = (info?.fields ?? []).map((field) => ({
    id: binder.newId(),
    field: field.name,
    ...shape.shapeOfField(field),
  }));
  const keys = (info?.indexes ?? []).flatMap((index) => {
    if (!index.unique || index.sparse || index.partial) return [];
    const ids = index.keys.map(
      (key) => columns.find((each) => each.field === key.path && !each.nullable)?.id,
    );
    return ids.every((id) => id !== undefined) ? [ids] : [];
  });
  const relation: BoundRelation & { kind: 'scan' } = {
    kind: 'scan',
    span,
    ...(database === undefined ? {} : { database }),
    collection,
    columns,
    keys,
    ...(info ? { stored: info } : {}),
  };
  const add = (field: string): ScopeColumn => {
    const made = { id: binder.newId(), type: shape.unknownType, nullable: true, mayBeArray: true };
    columns.push({ ...made, field });
    hidden.push({ ...made, name: field });
    return { ...made, name: field };
  };
  const hidden: ScopeColumn[] = [];
  const whole = (): BoundExpression => {
    relation.document ??= binder.newId();
    return shape.column(relation.document, { type: { name: 'document' }, nullable: false }, span);
  };
  const open = !info?.closed;
  const named = columns.map((each) => ({ ...each, name: each.field }));
  const shown = renamed(named, alias, binder);
  if (!open && !columns.some((each) => each.field === '_id')) {
    const id = binder.newId();
    columns.push({ id, field: '_id', type: shape.unknownType, nullable: false });
    hidden.push({ id, name: '_id', type: shape.unknownType, nullable: false });
  }
  const visible: ScopeRelation = {
    name: alias?.name.text ?? collection,
    span: alias?.name.span ?? span,
    columns: shown,
    hidden,
    merged: new Set(),
    ...(open ? { open: add } : {}),
    collection: { name: collection, sampled: (info?.fields.length ?? 0) > 0 },
    whole,
  };
  return { relation, visible: [visible] };
}

/** The columns under the names of an alias list, `AS t (a, b)`; those that it does not reach keep theirs. */
function renamed<C extends ScopeColumn>(
  columns: readonly C[],
  alias: TableAlias | undefined,
  binder: Binder,
): readonly C[] {
  const names = alias?.columns ?? [];
  if (names.length > columns.length && columns.length > 0) {
    binder.report('QL2022', names[columns.length]?.span ?? alias?.span ?? { start: 0, end: 0 }, [
      alias?.name.text ?? '',
      columns.length,
      names.length,
    ]);
  }
  return columns.map((column, index) => ({ ...column, name: names[index]?.text ?? column.name }));
}

/** A CTE is bound anew wherever it is named, so that each use has columns of its own. */
function bindCte(cte: VisibleCte, table: NamedTable, binder: Binder): BoundFrom {
  binder.references.push({
    span: table.name.span,
    kind: 'cte',
    name: cte.name.text,
    definition: cte.name.span,
  });
  if (cte.step) {
    const columns = cte.step.columns.map((column) => ({ ...column, id: binder.newId() }));
    const named = renamed(columns, aliasOf(cte, table), binder);
    const relation = { kind: 'working', span: table.span, name: cte.step.name, columns } as const;
    return fromOutputs(relation, named, table.alias, cte.name.text, binder);
  }
  const { query } = cte.definition;
  if (query.kind !== 'Query') return nothing(table.span);
  const bound = binder.query(query, cte.scope, { ...binder, ctes: cte.visible });
  const named = renamed(
    bound.outputs.map((output) => ({ ...output })),
    aliasOf(cte, table),
    binder,
  );
  return fromOutputs(
    { kind: 'derived', span: table.span, query: bound },
    named,
    table.alias,
    cte.name.text,
    binder,
  );
}

const aliasOf = (cte: VisibleCte, table: NamedTable): TableAlias => ({
  kind: 'TableAlias',
  span: table.span,
  name: cte.name,
  columns: cte.definition.columns,
});

function fromOutputs(
  relation: BoundRelation,
  outputs: readonly BoundOutput[],
  alias: TableAlias | undefined,
  name: string | undefined,
  binder: Binder,
): BoundFrom {
  const columns = renamed(outputs, alias, binder);
  const row = (): BoundExpression => ({
    kind: 'row',
    items: columns.map((each) => shape.column(each.id, each, relation.span)),
    span: relation.span,
    type: { name: 'document' },
    nullable: false,
  });
  const visible: ScopeRelation = {
    ...((alias?.name.text ?? name) === undefined ? {} : { name: alias?.name.text ?? name ?? '' }),
    span: alias?.name.span ?? relation.span,
    columns,
    hidden: [],
    merged: new Set(),
    whole: row,
  };
  return { relation, visible: [visible] };
}

function bindDerived(
  table: DerivedTable,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
): BoundFrom {
  const scope = table.lateral ? lateral(beside, outer) : outer;
  const query = binder.query(table.query, scope, binder);
  return fromOutputs(
    { kind: 'derived', span: table.span, query },
    query.outputs,
    table.alias,
    undefined,
    binder,
  );
}

/** What a lateral relation sees: those before it, then what lies outside. */
function lateral(beside: readonly ScopeRelation[], outer: Scope | undefined): Scope | undefined {
  if (beside.length === 0) return outer;
  return { relations: beside, clause: 'FROM', ...(outer ? { parent: outer } : {}) };
}

function bindFunction(
  table: FunctionTable,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
): BoundFrom {
  const name = (table.call.name.parts.at(-1)?.text ?? '').toUpperCase();
  const nameSpan = table.call.name.span;
  const scope: Scope = lateral(beside, outer) ?? { relations: [], clause: 'FROM' };
  const args = table.call.arguments.map((arg) => binder.expression(arg.value, scope, binder));
  const virtual = findVirtualTable(name);
  if (virtual) {
    binder.references.push({ span: nameSpan, kind: 'function', name });
    if (args.length > (virtual.takesPool ? 1 : 0)) {
      binder.report('QL2008', table.call.span, [
        name,
        virtual.takesPool ? 'it takes the name of one pool' : 'it takes no argument',
      ]);
    }
    const columns: ScanColumn[] = virtual.columns.map((column) => ({
      id: binder.newId(),
      field: column.name,
      type: column.type,
      nullable: column.nullable,
    }));
    const named = columns.map((each) => ({ ...each, name: each.field, span: table.span }));
    const relation: BoundRelation = {
      kind: 'virtual',
      span: table.span,
      table: name,
      ...(args[0] ? { pool: args[0] } : {}),
      columns,
    };
    const made = fromOutputs(relation, named, table.alias, name.toLowerCase(), binder);
    const pools = name === 'CONNECTION_POOLS';
    return { relation, visible: made.visible.map((each) => (pools ? { ...each, pools: true } : each)) };
  }
  const row = findFunction(name);
  if (!row) {
    const near = closest(name, [...virtualTables.map((each) => each.name), ...functionNames()]);
    binder.report('QL2001', nameSpan, [`${name}()`, didYouMean(near)]);
    return nothing(table.span);
  }
  binder.references.push({ span: nameSpan, kind: 'function', name: row.name });
  const types = args.map((arg) =>
    shape.isUntyped(arg) && arg.type.name === 'text' ? shape.nullType : arg.type,
  );
  const resolution = resolveCall(row, types);
  if (!resolution.ok) {
    binder.report('QL2008', table.call.span, [row.name, resolution.expected]);
    return nothing(table.span);
  }
  if (isScalar(row)) {
    // A function that gives one value gives a relation of one row and one column.
    const value = binder.expression(table.call, scope, binder);
    return series('VALUE', [value], [{ name: row.name.toLowerCase(), type: value.type }], table, binder);
  }
  const given = shape.seriesArguments(row.name, args);
  const described = row.columns?.(given.map(shape.guess)) ?? [
    { name: row.name.toLowerCase(), type: resolution.returns },
  ];
  return series(row.name, given, described, table, binder);
}

/** Rows made from values: a column for each array, one for the ordinal number, one for each field of documents that aliases name. */
function series(
  name: string,
  args: readonly BoundExpression[],
  described: readonly { readonly name: string; readonly type: BoundExpression['type'] }[],
  table: FunctionTable,
  binder: Binder,
): BoundFrom {
  const { span, alias } = table;
  const names = alias?.columns ?? [];
  const wanted = names.length - (table.ordinality ? 1 : 0);
  const documents = name === 'UNNEST' && args.length === 1 && wanted > 1;
  // The alias of a function with one column also names that column: FROM generate_series(1, 3) AS n.
  const single = described.length === 1 && alias !== undefined && names.length === 0;
  const columns: BoundOutput[] = documents
    ? names.slice(0, wanted).map((each) => ({
        id: binder.newId(),
        name: each.text,
        span,
        type: shape.unknownType,
        nullable: true,
      }))
    : described.map((each, index) => ({
        id: binder.newId(),
        name: names[index]?.text ?? (single ? alias.name.text : each.name),
        span,
        type: each.type,
        nullable: name !== 'GENERATE_SERIES',
      }));
  const ordinality = table.ordinality ? binder.newId() : undefined;
  const relation: BoundRelation = {
    kind: 'series',
    span,
    function: name,
    args,
    columns,
    ...(ordinality === undefined ? {} : { ordinality }),
    ...(documents ? { fields: columns.map((each) => each.name) } : {}),
    // The fields that MongoDB gives a document's entries.
    ...(name === 'JSON_EACH' ? { fields: ['k', 'v'] } : {}),
  };
  const all = [...columns];
  if (ordinality !== undefined) {
    const last = names[wanted]?.text ?? 'ordinality';
    all.push({
      id: ordinality,
      name: names.length > wanted && wanted >= 0 ? last : 'ordinality',
      span,
      type: { name: 'long' },
      nullable: false,
    });
  }
  const plain = alias && { ...alias, columns: [] };
  const made = fromOutputs(relation, all, plain, table.call.name.parts.at(-1)?.text, binder);
  const [only, ...more] = all;
  if (!only || more.length > 0 || documents) return made;
  const whole = () => shape.column(only.id, only, span);
  return { relation, visible: made.visible.map((each) => ({ ...each, whole, scalar: true })) };
}

const nothing = (span: Span): BoundFrom => ({ relation: { kind: 'single', span }, visible: [] });
