import type { CollectionInfo, FieldInfo } from '../catalog/catalog.ts';
import { isInformationSchema } from '../catalog/information-schema.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type { DerivedTable, NamedTable, TableAlias, TableReference } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { bindFunction, bindRowsFrom } from './bind-function-table.ts';
import { bindInformationTable } from './bind-information-schema.ts';
import { bindJoin } from './bind-join.ts';
import { sameName } from './binder.ts';
import type { Binder, VisibleCte } from './binder.ts';
import type { BoundExpression, BoundRelation, ColumnId, ScanColumn } from './bound.ts';
import { fromOutputs, lateral, nothing, renamed } from './from-outputs.ts';
import type { BoundFrom } from './from-outputs.ts';
import { bindSample } from './bind-sample.ts';
import { reportMissing } from './missing-collection.ts';
import { emptyScope, noNames } from './scope.ts';
import type { Scope, ScopeColumn, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';

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
function together(
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
function bindReference(
  reference: TableReference,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
): BoundFrom {
  switch (reference.kind) {
    case 'NamedTable':
      return bindNamed(reference, outer ?? emptyScope, binder);
    case 'DerivedTable':
      return bindDerived(reference, outer, beside, binder);
    case 'FunctionTable':
      return bindFunction(reference, outer, beside, binder);
    case 'RowsFrom':
      return bindRowsFrom(reference, outer, beside, binder);
    case 'Join':
      return bindJoin(reference, outer, beside, binder, bindReference);
  }
}

function bindNamed(table: NamedTable, outer: Scope, binder: Binder): BoundFrom {
  const { parts } = table.name;
  const name = parts.at(-1);
  if (!name) return nothing(table.span);
  if (parts.length === 1) {
    const cte = binder.ctes.findLast((each) => sameName(name, each.name.text));
    if (cte && table.sample)
      binder.report('QL2017', table.sample.span, ['TABLESAMPLE', 'it samples collections, not queries']);
    if (cte) return bindCte(cte, table, binder);
  }
  const qualifier = parts.length > 1 ? parts[0]?.text : undefined;
  if (qualifier !== undefined && isInformationSchema(qualifier))
    return bindInformationTable(table, name, binder);
  return bindCollection(table, name, qualifier, outer, binder);
}

function bindCollection(
  table: NamedTable,
  name: Identifier,
  database: string | undefined,
  outer: Scope,
  binder: Binder,
): BoundFrom {
  const { catalog } = binder;
  const here = database === undefined || database === catalog.database;
  const info = here ? catalog.collections.find((each) => each.name === name.text) : undefined;
  if (!info && here) reportMissing(name, binder);
  binder.references.push({ span: table.name.span, kind: 'relation', name: name.text });
  const from = scanOf(info, name.text, here ? undefined : database, table.span, table.alias, binder);
  const { relation } = from;
  if (table.sample && relation.kind === 'scan')
    relation.sample = bindSample(table.sample, relation, outer, binder);
  return from;
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
  const known = (info?.fields ?? []).map((field) => fieldColumn(binder.newId(), field));
  const columns: ScanColumn[] = known.slice();
  const relation: BoundRelation & { kind: 'scan' } = {
    kind: 'scan',
    span,
    database,
    collection,
    columns,
    keys: info ? uniqueKeys(info, known) : [],
    stored: info,
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
  const shown = renamed(known, alias, binder);
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
    merged: noNames,
    open: open ? add : undefined,
    collection: { name: collection, sampled: (info?.fields.length ?? 0) > 0 },
    whole,
  };
  return { relation, visible: [visible] };
}

/** A known field: as the scan has it, and as a name finds it. */
function fieldColumn(id: ColumnId, field: FieldInfo): ScanColumn & ScopeColumn {
  const { type, likely, nullable, mayBeArray } = shape.shapeOfField(field);
  return { id, field: field.name, name: field.name, type, likely, nullable, mayBeArray };
}

/** The columns of each index by which no two documents are the same. */
function uniqueKeys({ indexes }: CollectionInfo, columns: readonly ScanColumn[]): readonly ColumnId[][] {
  const found: ColumnId[][] = [];
  for (const { keys, unique, sparse, partial } of indexes) {
    if (!unique || sparse || partial) continue;
    const ids = keys.map(({ path }) => columns.find((each) => each.field === path && !each.nullable)?.id);
    if (ids.every((id) => id !== undefined)) found.push(ids);
  }
  return found;
}

/** Far more than anybody writes, and bound within a second or two. */
const mostExpansions = 10_000;

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
  const expansions = binder.nextExpansion();
  if (expansions > mostExpansions) {
    if (expansions === mostExpansions + 1)
      binder.report('QL4008', table.span, [mostExpansions, cte.name.text]);
    return scanOf(undefined, cte.name.text, undefined, table.span, table.alias, binder);
  }
  const bound = binder.query(query, cte.scope, { ...binder, ctes: cte.visible });
  const named = renamed(bound.outputs, aliasOf(cte, table), binder);
  return fromOutputs(
    {
      ...{ kind: 'derived', span: table.span, query: bound },
      cte: { definition: cte.name.span.start, materialized: cte.definition.materialized },
    },
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

function bindDerived(
  table: DerivedTable,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
): BoundFrom {
  const scope = table.lateral ? lateral(beside, outer) : outer;
  const query = binder.query(table.query, scope, binder);
  const { body } = table.query;
  const [name] = table.alias?.columns ?? [];
  // `SELECT *` of a collection that nothing is known of has no columns to name either, but will have.
  if (name && body.kind === 'Select' && body.items.length === 0)
    binder.report('QL2022', name.span, [table.alias?.name.text ?? '', 0, table.alias?.columns.length ?? 0]);
  return fromOutputs(
    { kind: 'derived', span: table.span, query },
    query.outputs,
    table.alias,
    undefined,
    binder,
  );
}
