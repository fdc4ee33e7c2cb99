import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

const name = column('name', 'text', 'The name of the pool or group.');
const kind = column('kind', 'text', 'pool, or group.', { values: ['pool', 'group'] });
const change = column(
  'change',
  'text',
  'same: saved as it runs. only saved: it does not run. only running: it is not saved. differs: something is set otherwise.',
  { values: ['same', 'only saved', 'only running', 'differs'] },
);

/** CONNECTION_POOL_CHANGES(): a row for each thing that is saved otherwise than it runs. */
export const changesColumns = [
  name,
  kind,
  change,
  column(
    'what',
    'text',
    'What differs: the option, connection, database or type; NULL where all of it is new.',
    { nullable: true },
  ),
  column('saved', 'text', 'How it is saved; NULL where nothing is said of it.', { nullable: true }),
  column('running', 'text', 'How it runs; NULL where nothing was said of it.', { nullable: true }),
  column('to_running', 'text', 'What APPLY … TO RUNNING runs, without secrets.'),
  column('to_saved', 'text', 'What APPLY … TO SAVED writes; NULL where it takes the definition out.', {
    nullable: true,
  }),
] as const;

/** CONNECTION_POOL_DEFINITIONS(): a row for each pool and group that runs or is saved. */
export const definitionsColumns = [
  name,
  kind,
  change,
  column(
    'create_statement',
    'text',
    'The statement that makes it as it runs, or as it is saved where it does not run; without secrets.',
  ),
  column('saved_in', 'text', 'The file and line that it is saved in.', { nullable: true }),
] as const;

export type ChangesColumn = ColumnName<typeof changesColumns>;
export type DefinitionsColumn = ColumnName<typeof definitionsColumns>;
