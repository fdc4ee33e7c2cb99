import type { Db } from 'mongodb';
import type {
  CatalogueCommand,
  DropCommand,
  IndexSpecification,
  Place,
} from '../../../dialect/src/pipeline/statement-command.ts';
import type { Document, QueryCommand } from '../../../dialect/src/index.ts';
import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import { PoolError } from '../pools/pool-error.ts';
import { runInProcess } from './in-process/run-in-process.ts';
import { databaseOf, openRead, workInfo } from './open-read.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';

type Command = CatalogueCommand<QueryCommand>;

export interface Changed {
  readonly message: string;
  /** Documents written or removed. */
  readonly affected: number;
}

/** Documents that CREATE TABLE … AS inserts together, where the server cannot write them by itself. */
const insertBatch = 1000;

/** Carries out a statement about collections, views and indexes. Gives what happened in a sentence. */
export async function runCatalogue(command: Command, channel: StatementChannel): Promise<Changed> {
  switch (command.kind) {
    case 'createCollection':
      return await createCollection(command, channel);
    case 'createFrom':
      return await createFrom(command, channel);
    case 'createView':
      return await createView(command, channel);
    case 'createIndex':
      return await createIndex(command, channel);
    case 'drop':
      return command.object === 'index' ? await dropIndexes(command, channel) : await drop(command, channel);
    case 'truncate':
      return await truncate(command.places, channel);
  }
}

/** The collections that a command may have changed. */
export function placesOf(command: Command): readonly Place[] {
  if (command.kind === 'drop') return command.on ? [command.on] : command.places;
  return command.kind === 'truncate' ? command.places : [command.place];
}

type Kind = 'collection' | 'view' | 'timeseries';

const shown = ({ database, name }: Place): string => (database === undefined ? name : `${database}.${name}`);

/** Runs a command of the driver as an operation of the statement. */
async function ask<T>(
  command: string,
  { database, name }: Place,
  channel: StatementChannel,
  operation: (db: Db) => Promise<T>,
): Promise<T> {
  const db = databaseOf(channel.lease, database);
  const place = { collection: name, ...(database === undefined ? {} : { database }) };
  return await stoppable(channel, workInfo(command, place, channel), () => operation(db));
}

/** What is there under a name. */
async function kindOf(place: Place, channel: StatementChannel): Promise<Kind | undefined> {
  const found = await ask('listCollections', place, channel, (db) =>
    db.listCollections({ name: place.name }, { comment: channel.statement }).toArray(),
  );
  return found[0]?.type as Kind | undefined;
}

/** Whether the name is free. Fails where it is not, but for `lenient` and what is of the same kind. */
async function isFree(
  place: Place,
  kind: Kind,
  lenient: boolean,
  hint: string,
  channel: StatementChannel,
): Promise<boolean> {
  const there = await kindOf(place, channel);
  if (there === undefined) return true;
  if (lenient && there === kind) return false;
  const words = there === 'view' ? 'a view' : 'a collection';
  throw new PoolError('QL5048', [words, shown(place), there === kind ? hint : '']);
}

const ifNotExists = ', or write IF NOT EXISTS';

async function createCollection(
  command: Extract<Command, { kind: 'createCollection' }>,
  channel: StatementChannel,
): Promise<Changed> {
  const { place, schema, indexes } = command;
  const { session, statement: comment } = channel;
  if (!(await isFree(place, 'collection', command.ifNotExists, ifNotExists, channel)))
    return { message: `Collection ${shown(place)} was there already.`, affected: 0 };
  const validator = schema ? { validator: { $jsonSchema: schema } } : {};
  await ask('create', place, channel, (db) =>
    db.createCollection(place.name, { session, comment, ...validator }),
  );
  for (const index of indexes)
    await ask('createIndexes', place, channel, (db) => makeIndex(db, place, index, channel));
  const columns = Object.keys((schema?.['properties'] as Document | undefined) ?? {}).filter(
    (name) => name !== '_id',
  ).length;
  const made = [
    ...(columns > 0 ? [count(columns, 'column')] : []),
    ...(indexes.length > 0 ? [count(indexes.length, 'unique index', 'unique indexes')] : []),
  ];
  const rest = made.length > 0 ? `, with ${made.join(' and ')}` : '';
  return { message: `Collection ${shown(place)} was created${rest}.`, affected: 0 };
}

async function makeIndex(
  db: Db,
  { name }: Place,
  { keys, unique, filter, name: index }: IndexSpecification,
  { session, statement: comment }: StatementChannel,
): Promise<string> {
  const spec = Object.fromEntries(keys.map(({ path, direction }) => [path, direction]));
  return await db.createIndex(name, spec, {
    ...{ session, comment, unique },
    ...(index === undefined ? {} : { name: index }),
    ...(filter ? { partialFilterExpression: filter } : {}),
  });
}

async function createFrom(
  command: Extract<Command, { kind: 'createFrom' }>,
  channel: StatementChannel,
): Promise<Changed> {
  const { place, query } = command;
  if (!(await isFree(place, 'collection', command.ifNotExists, ifNotExists, channel)))
    return { message: `Collection ${shown(place)} was there already.`, affected: 0 };
  const written =
    query.inProcess || query.source.kind !== 'collection'
      ? await insertRows(place, query, channel)
      : await writeOut(place, query, channel);
  return { message: `Collection ${shown(place)} was created.`, affected: written };
}

/** The server writes what the query gives without sending it here. */
async function writeOut(place: Place, query: QueryCommand, channel: StatementChannel): Promise<number> {
  const db = databaseOf(channel.lease, place.database).databaseName;
  const pipeline = [...query.pipeline, { $out: { db, coll: place.name } }];
  const cursor = openRead({ source: query.source, pipeline }, channel);
  await ask('aggregate', place, channel, () => cursor.toArray());
  return await ask('count', place, channel, (own) => own.collection(place.name).estimatedDocumentCount());
}

async function insertRows(place: Place, query: QueryCommand, channel: StatementChannel): Promise<number> {
  const { session, statement: comment } = channel;
  const documents: Document[] = [];
  const { columns } = query;
  const take = (batch: readonly (readonly unknown[])[]) => {
    for (const row of batch)
      documents.push(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
  };
  if (query.inProcess) await runInProcess(query, { columns: () => undefined, rows: take });
  else documents.push(...(await ask('aggregate', place, channel, () => openRead(query, channel).toArray())));
  await ask('create', place, channel, (db) => db.createCollection(place.name, { session, comment }));
  for (let start = 0; start < documents.length; start += insertBatch)
    await ask('insert', place, channel, (db) =>
      db.collection(place.name).insertMany(documents.slice(start, start + insertBatch), { session, comment }),
    );
  return documents.length;
}

async function createView(
  command: Extract<Command, { kind: 'createView' }>,
  channel: StatementChannel,
): Promise<Changed> {
  const { place, orReplace, on: viewOn } = command;
  const { session, statement: comment } = channel;
  const pipeline = [...command.pipeline];
  const hint = ', or write CREATE OR REPLACE VIEW';
  if (await isFree(place, 'view', orReplace, hint, channel)) {
    await ask('create', place, channel, (db) =>
      db.createCollection(place.name, { session, comment, viewOn, pipeline }),
    );
    return { message: `View ${shown(place)} was created.`, affected: 0 };
  }
  await ask('collMod', place, channel, (db) =>
    db.command({ collMod: place.name, viewOn, pipeline, comment }, { session }),
  );
  return { message: `View ${shown(place)} was replaced.`, affected: 0 };
}

async function createIndex(
  command: Extract<Command, { kind: 'createIndex' }>,
  channel: StatementChannel,
): Promise<Changed> {
  const { place, index } = command;
  if (index.name !== undefined && (await indexNames(place, channel)).includes(index.name)) {
    if (!command.ifNotExists)
      throw new PoolError('QL5048', ['an index', `${index.name} on ${shown(place)}`, ifNotExists]);
    return { message: `Index ${index.name} was there already.`, affected: 0 };
  }
  const name = await ask('createIndexes', place, channel, (db) => makeIndex(db, place, index, channel));
  return { message: `Index ${name} on ${shown(place)} was created.`, affected: 0 };
}

async function indexNames(place: Place, channel: StatementChannel): Promise<readonly string[]> {
  if ((await kindOf(place, channel)) !== 'collection') return [];
  const found = await ask('listIndexes', place, channel, (db) =>
    db.collection(place.name).listIndexes({ comment: channel.statement }).toArray(),
  );
  return found.map(({ name }) => String(name));
}

/** All names are looked at before the first is dropped. */
async function drop(command: DropCommand, channel: StatementChannel): Promise<Changed> {
  const { object, ifExists, places } = command;
  const there: Place[] = [];
  const missing: Place[] = [];
  for (const place of places) {
    const kind = await kindOf(place, channel);
    const fits = kind !== undefined && (kind === 'view') === (object === 'view');
    if (fits) there.push(place);
    else if (kind !== undefined) throw wrongKind(place, object, kind);
    else missing.push(place);
  }
  const [first] = missing;
  if (first && !ifExists) {
    const near = closest(first.name, await collectionNames(first, object === 'view', channel));
    throw new PoolError('QL5049', [object, shown(first), didYouMean(near)]);
  }
  const { session, statement: comment } = channel;
  for (const place of there)
    await ask('drop', place, channel, (db) => db.dropCollection(place.name, { session, comment }));
  return { message: dropped(capital(object), there.map(shown), missing.map(shown)), affected: 0 };
}

function wrongKind(place: Place, object: DropCommand['object'], kind: Kind): PoolError {
  const is = kind === 'view' ? 'it is a view: write DROP VIEW' : 'it is a collection: write DROP COLLECTION';
  return new PoolError('QL5049', [object, shown(place), `: ${is}`]);
}

async function collectionNames(
  place: Place,
  views: boolean,
  channel: StatementChannel,
): Promise<readonly string[]> {
  const found = await ask('listCollections', place, channel, (db) => db.listCollections().toArray());
  return found.filter(({ type }) => (type === 'view') === views).map(({ name }) => name);
}

async function dropIndexes(command: DropCommand, channel: StatementChannel): Promise<Changed> {
  const { ifExists, places } = command;
  const { session, statement: comment } = channel;
  const here = { name: '' };
  const collections = command.on ? [command.on.name] : await collectionNames(here, false, channel);
  const holders = new Map<string, Place>();
  for (const name of collections) {
    const collection = { ...command.on, name };
    for (const index of await indexNames(collection, channel))
      if (!holders.has(index)) holders.set(index, collection);
  }
  const missing = places.filter(({ name }) => !holders.has(name));
  const [first] = missing;
  if (first && !ifExists) {
    const near = closest(first.name, [...holders.keys()]);
    throw new PoolError('QL5049', ['index', first.name, didYouMean(near)]);
  }
  const there = places.filter(({ name }) => holders.has(name));
  for (const { name } of there) {
    const holder = holders.get(name) ?? here;
    await ask('dropIndexes', holder, channel, (db) =>
      db.collection(holder.name).dropIndex(name, { session, comment }),
    );
  }
  const names = (of: readonly Place[]) => of.map(({ name }) => name);
  return { message: dropped('Index', names(there), names(missing)), affected: 0 };
}

async function truncate(places: readonly Place[], channel: StatementChannel): Promise<Changed> {
  const { session, statement: comment, limit } = channel;
  let affected = 0;
  for (const place of places) {
    const { deletedCount } = await ask('delete', place, channel, (db) =>
      db.collection(place.name).deleteMany({}, { session, comment, ...limit }),
    );
    affected += deletedCount;
  }
  return { message: `${places.map(shown).join(', ')} ${were(places)} emptied.`, affected };
}

const were = (names: readonly unknown[]): string => (names.length === 1 ? 'was' : 'were');

function dropped(kind: string, there: readonly string[], missing: readonly string[]): string {
  return [
    ...(there.length > 0 ? [`${kind} ${there.join(', ')} ${were(there)} dropped.`] : []),
    ...(missing.length > 0 ? [`There was no ${kind.toLowerCase()} ${missing.join(', ')}.`] : []),
  ].join(' ');
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;
