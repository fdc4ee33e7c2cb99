import type { OutputColumn, ShowCommand } from '../../../dialect/src/index.ts';
import type { CollectionInfo, FieldInfo } from '../../../dialect/src/index.ts';
import type { PoolLease } from '../pools/lease.ts';
import type { RowSink } from './run-types.ts';
import { databaseOf } from './open-read.ts';
import { isSpill } from './spill.ts';

type Row = readonly unknown[];

export interface ShowRun {
  readonly lease: PoolLease;
  readonly sink: RowSink;
  readonly statement: string;
  /** What is known of a collection; undefined where it does not exist. */
  readonly describe: (collection: string) => Promise<CollectionInfo | undefined>;
}

/** Lists what the server has. */
export async function runShow(command: ShowCommand, run: ShowRun): Promise<void> {
  const rows = await rowsOf(command, run);
  await run.sink.columns(columnsOf(command));
  if (rows.length > 0) await run.sink.rows(rows);
}

function columnsOf({ subject }: ShowCommand): readonly OutputColumn[] {
  switch (subject) {
    case 'databases':
      return [text('database'), column('bytes', 'long'), column('empty', 'boolean')];
    case 'collections':
      return [text('collection'), text('type'), column('documents', 'long')];
    case 'indexes':
      return [
        ...[text('collection'), text('index'), column('keys', 'document')],
        ...[column('unique', 'boolean'), column('sparse', 'boolean'), column('filter', 'document')],
      ];
    case 'fields':
      return [text('field'), text('type'), column('nullable', 'boolean'), column('presence_pct', 'double')];
  }
}

async function rowsOf(command: ShowCommand, run: ShowRun): Promise<readonly Row[]> {
  switch (command.subject) {
    case 'databases':
      return await databases(run);
    case 'collections':
      return await collections(run);
    case 'indexes':
      return await indexes(run, command.collection);
    case 'fields': {
      const info = command.collection === undefined ? undefined : await run.describe(command.collection);
      return (info?.fields ?? []).flatMap((field) => fieldRows(field, ''));
    }
  }
}

async function databases({ lease, statement }: ShowRun): Promise<readonly Row[]> {
  const info = { command: 'listDatabases', database: 'admin', statement };
  const { databases } = await lease.run(info, () =>
    lease.client.db('admin').admin().listDatabases({ comment: statement }),
  );
  return databases.map(({ name, sizeOnDisk, empty }) => [name, sizeOnDisk ?? null, empty ?? null]);
}

async function collections({ lease, statement }: ShowRun): Promise<readonly Row[]> {
  const db = databaseOf(lease, undefined);
  const info = { command: 'listCollections', database: db.databaseName, statement };
  const found = await lease.run(info, () => db.listCollections({}, { comment: statement }).toArray());
  const shown = found
    .filter(({ name }) => !name.startsWith('system.') && !isSpill(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows: Row[] = [];
  for (const { name, type } of shown) {
    // A view has no count of its own: counting would run it.
    const count =
      type === 'view'
        ? null
        : await lease.run({ ...info, command: 'count', collection: name }, () =>
            db.collection(name).estimatedDocumentCount({ comment: statement }),
          );
    rows.push([name, type ?? 'collection', count]);
  }
  return rows;
}

async function indexes(run: ShowRun, collection: string | undefined): Promise<readonly Row[]> {
  const db = databaseOf(run.lease, undefined);
  const names =
    collection === undefined
      ? (await collections(run)).filter(([, type]) => type === 'collection').map(([name]) => String(name))
      : [collection];
  const rows: Row[] = [];
  for (const name of names) {
    const info = {
      command: 'listIndexes',
      database: db.databaseName,
      collection: name,
      statement: run.statement,
    };
    const found = await run.lease.run(info, () =>
      db.collection(name).listIndexes({ comment: run.statement }).toArray(),
    );
    for (const {
      name: index,
      key,
      unique,
      sparse,
      partialFilterExpression: filter,
    } of found as IndexDocument[])
      rows.push([name, index, key, unique === true || index === '_id_', sparse === true, filter ?? null]);
  }
  return rows;
}

interface IndexDocument {
  readonly name: string;
  readonly key: Record<string, unknown>;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly partialFilterExpression?: Record<string, unknown>;
}

function fieldRows(field: FieldInfo, prefix: string): readonly Row[] {
  const path = `${prefix}${field.name}`;
  const seen = field.seen?.map(({ type, share }) => `${type.name} ${Math.round(share * 100)} %`).join(', ');
  const type = field.type.name === 'unknown' && seen ? seen : field.type.name;
  const presence = field.presence === undefined ? null : field.presence * 100;
  return [
    [path, type, field.nullable, presence],
    ...(field.children ?? []).flatMap((child) => fieldRows(child, `${path}.`)),
  ];
}

function text(name: string): OutputColumn {
  return column(name, 'text');
}

function column(name: string, type: OutputColumn['type']['name']): OutputColumn {
  return { name, field: name, type: { name: type } };
}
