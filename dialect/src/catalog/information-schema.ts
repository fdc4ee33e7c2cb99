import { column } from './virtual-column.ts';
import type { VirtualColumn } from './virtual-table.ts';

/** A table of the SQL standard's INFORMATION_SCHEMA, whose rows are what the catalogue knows. */
export interface InformationTable {
  /** Lower case, as it is named behind `information_schema.`. */
  readonly name: string;
  readonly documentation: string;
  readonly columns: readonly VirtualColumn[];
}

const yesOrNo = { values: ['YES', 'NO'] };
const place = [
  column('table_catalog', 'text', 'The database.', { nullable: true }),
  column('table_schema', 'text', 'The database again: names are qualified by it.', { nullable: true }),
  column('table_name', 'text', 'The collection or view.'),
] as const;

export const informationTables: readonly InformationTable[] = [
  {
    name: 'schemata',
    documentation: 'A row for each database that may be seen.',
    columns: [
      column('catalog_name', 'text', 'The database.'),
      column('schema_name', 'text', 'The database again: names are qualified by it.'),
    ],
  },
  {
    name: 'tables',
    documentation: 'A row for each collection and view of the current database.',
    columns: [
      ...place,
      column('table_type', 'text', 'BASE TABLE, or VIEW.', { values: ['BASE TABLE', 'VIEW'] }),
      column('is_insertable_into', 'text', 'Whether rows can be inserted: not into views.', yesOrNo),
      column('table_rows', 'long', 'About how many documents there are; NULL for views.', { nullable: true }),
    ],
  },
  {
    name: 'columns',
    documentation:
      'A row for each outer field of each collection and view of the current database: those that a validator declares or a sample has shown.',
    columns: [
      ...place,
      column('column_name', 'text', 'The field.'),
      column('ordinal_position', 'int', 'Its place in SELECT *, counted from 1.'),
      column('column_default', 'text', 'What an INSERT takes where it gives no value.', { nullable: true }),
      column('is_nullable', 'text', 'NO where a validator says that it is always there.', yesOrNo),
      column('data_type', 'text', 'Its type; unknown where documents differ.'),
      column('character_maximum_length', 'int', 'n of varchar(n).', { nullable: true }),
      column('numeric_precision', 'int', 'p of numeric(p, s).', { nullable: true }),
      column('numeric_scale', 'int', 's of numeric(p, s).', { nullable: true }),
      column('is_generated', 'text', 'ALWAYS where the value is computed, else NEVER.', {
        values: ['ALWAYS', 'NEVER'],
      }),
      column('generation_expression', 'text', 'How it is computed.', { nullable: true }),
    ],
  },
];

/** The qualifier of these tables, in any case. */
export const isInformationSchema = (qualifier: string): boolean =>
  qualifier.toLowerCase() === 'information_schema';

/** The table of that name, in any case. */
export const findInformationTable = (name: string): InformationTable | undefined =>
  informationTables.find((table) => table.name === name.toLowerCase());
