import type { Catalog, CollectionInfo } from '../catalog/catalog.ts';
import { findInformationTable, informationTables } from '../catalog/information-schema.ts';
import type { InformationTable } from '../catalog/information-schema.ts';
import type { SqlType } from '../catalog/types.ts';
import { typeText } from '../functions/casts/type-name.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type { NamedTable } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundOutput, BoundQuery } from './bound.ts';
import { fromOutputs, nothing } from './from-outputs.ts';
import type { BoundFrom } from './from-outputs.ts';
import * as shape from './shape.ts';

/** A table of INFORMATION_SCHEMA: what the catalogue knows, as rows that are written out. */
export function bindInformationTable(table: NamedTable, name: Identifier, binder: Binder): BoundFrom {
  const { span } = table;
  const found = findInformationTable(name.text);
  if (!found) {
    const known = informationTables.map((each) => each.name);
    const near = closest(name.text, known) ?? known.join(', ');
    binder.report('QL2001', name.span, [name.text, didYouMean(near)]);
    return nothing(span);
  }
  const outputs = found.columns.map((column): BoundOutput => ({
    ...{ id: binder.newId(), name: column.name, span },
    ...{ type: column.type, nullable: column.nullable },
  }));
  const rows = rowsOf(found, binder.catalog).map((row) =>
    found.columns.map((column): BoundExpression => {
      const value = row[column.name] ?? null;
      return shape.constant(value, value === null ? shape.nullType : column.type, span);
    }),
  );
  const query: BoundQuery = {
    ...{ kind: 'query', span, outputs, orderBy: [], withTies: false },
    body: { kind: 'values', span, rows },
  };
  return fromOutputs({ kind: 'derived', span, query }, outputs, table.alias, found.name, binder);
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf({ name }: InformationTable, catalog: Catalog): readonly Row[] {
  const { database, databases, collections } = catalog;
  if (name === 'schemata') return databases.map((each) => ({ catalog_name: each, schema_name: each }));
  const place = { table_catalog: database, table_schema: database };
  if (name === 'tables') return collections.map((each) => ({ ...place, ...tableOf(each) }));
  return collections.flatMap((each) =>
    columnsOf(each).map((row) => ({ ...place, table_name: each.name, ...row })),
  );
}

const tableOf = ({ name, kind, estimatedCount }: CollectionInfo): Row => ({
  table_name: name,
  table_type: kind === 'view' ? 'VIEW' : 'BASE TABLE',
  is_insertable_into: kind === 'view' ? 'NO' : 'YES',
  table_rows: kind === 'view' || estimatedCount === undefined ? undefined : BigInt(estimatedCount),
});

const columnsOf = ({ fields }: CollectionInfo): readonly Row[] =>
  fields.map((field, index) => ({
    column_name: field.name,
    ordinal_position: index + 1,
    column_default: field.default,
    is_nullable: field.nullable ? 'YES' : 'NO',
    data_type: dataType(field.type),
    character_maximum_length: field.type.length,
    ...(field.type.name === 'decimal'
      ? { numeric_precision: field.type.precision, numeric_scale: field.type.scale }
      : {}),
    is_generated: field.generated === undefined ? 'NEVER' : 'ALWAYS',
    generation_expression: field.generated,
  }));

/** The type without its lengths, which have columns of their own, under PostgreSQL's name where it has one. */
function dataType(type: SqlType): string {
  switch (type.name) {
    case 'array':
      return 'ARRAY';
    case 'text':
      return 'text';
    case 'decimal':
      return 'numeric';
    case 'timestamp':
      return 'timestamp without time zone';
    case 'timestamptz':
      return 'timestamp with time zone';
    default:
      return typeText(type);
  }
}
