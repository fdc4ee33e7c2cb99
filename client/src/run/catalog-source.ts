import { MongoServerError } from 'mongodb';
import type { Collection, Db, Document, MongoClient } from 'mongodb';
import type { JsonSchema } from '../../../dialect/src/catalog/infer-schema.ts';
import type { CollectionInfo, IndexInfo, IndexKeyInfo } from '../../../dialect/src/index.ts';
import { inferFields, isClosed } from '../../../dialect/src/catalog/infer-schema.ts';
import { isSpill } from './spill.ts';

/** Documents that a schema is guessed from, and how long the server may take to pick them. */
const sampleSize = 200;
const sampleLimitMs = 5000;

/** The server's code for an operation that took longer than its maxTimeMS. */
const tookTooLong = 50;

/** A collection as the server lists it. */
export interface ListedCollection {
  readonly name: string;
  readonly kind: CollectionInfo['kind'];
  readonly validator: Readonly<Record<string, unknown>> | undefined;
}

/** MongoDB's version, such as [6, 0, 5]. */
export async function serverVersion(client: MongoClient): Promise<readonly number[]> {
  const { versionArray, version } = await client.db('admin').command({ buildInfo: 1 });
  if (Array.isArray(versionArray)) return versionArray.slice(0, 3).map(Number);
  return String(version).split('.').map(Number);
}

/** Who is signed in; nobody where the server asks for no name. */
export async function signedIn(client: MongoClient): Promise<string | undefined> {
  const { authInfo } = await client.db('admin').command({ connectionStatus: 1 });
  const { authenticatedUsers } = authInfo as {
    readonly authenticatedUsers: readonly { readonly user: string }[];
  };
  return authenticatedUsers[0]?.user;
}

/** Names of the databases that the user may see; none where the user may not list them. */
export async function databaseNames(client: MongoClient): Promise<readonly string[]> {
  try {
    const { databases } = await client
      .db('admin')
      .admin()
      .listDatabases({ nameOnly: true, authorizedDatabases: true });
    return databases.map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The collections and views of a database by name, without the system's own. */
export async function listCollections(db: Db): Promise<readonly ListedCollection[]> {
  const found = await db.listCollections({}, { nameOnly: false }).toArray();
  return found
    .filter(({ name }) => !name.startsWith('system.') && !isSpill(name))
    .map(({ name, type, options }) => ({
      name,
      kind: (type === 'view' || type === 'timeseries' ? type : 'collection') as CollectionInfo['kind'],
      validator: (options as { validator?: Record<string, unknown> } | undefined)?.validator,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is known of a collection before anybody looked into it. */
export function unsampled({ name, kind }: ListedCollection): CollectionInfo {
  return { name, kind, fields: [], closed: false, indexes: [] };
}

/**
 * Looks into a collection: a bounded sample, its indexes, its validator and its size. A server that is too busy to give documents in
 * time leaves the fields unknown; statements run without them.
 */
export async function sampleCollection(
  db: Db,
  listed: ListedCollection,
  signal: AbortSignal | undefined,
  limitMs = sampleLimitMs,
): Promise<CollectionInfo> {
  const { name, kind, validator } = listed;
  const collection = db.collection(name);
  const documents = await someDocuments(collection, kind, { limitMs, signal });
  signal?.throwIfAborted();
  const schema = validator?.['$jsonSchema'] as JsonSchema | undefined;
  return {
    name,
    kind,
    fields: inferFields(documents, schema),
    closed: isClosed(schema),
    indexes: kind === 'collection' ? await indexesOf(db, name) : [],
    ...(kind === 'view' ? {} : await sizeOf(collection)),
  };
}

/** Documents from anywhere; where that takes too long the first ones, or none. */
async function someDocuments(
  collection: Collection,
  kind: CollectionInfo['kind'],
  { limitMs, signal }: { readonly limitMs: number; readonly signal: AbortSignal | undefined },
): Promise<readonly Document[]> {
  const options = { maxTimeMS: limitMs, ...(signal ? { signal } : {}) };
  const first = { $limit: sampleSize };
  // A random sample of a view would run the view to its end.
  for (const pick of kind === 'view' ? [first] : [{ $sample: { size: sampleSize } }, first])
    try {
      return await collection.aggregate([pick], options).toArray();
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== tookTooLong) throw error;
    }
  return [];
}

/** How many documents there are, and how large; only the count where the user may not ask for more. */
async function sizeOf(
  collection: Collection,
): Promise<Pick<CollectionInfo, 'estimatedCount' | 'estimatedSize'>> {
  try {
    const shards = await collection.aggregate([{ $collStats: { storageStats: {} } }]).toArray();
    const sum = (name: string) =>
      shards.reduce((total, { storageStats }) => {
        return total + Number((storageStats as Record<string, unknown>)[name] ?? Number.NaN);
      }, 0);
    const [count, size] = [sum('count'), sum('size')];
    if (Number.isFinite(count) && Number.isFinite(size))
      return { estimatedCount: count, estimatedSize: size };
  } catch {
    // Statistics need a right of their own.
  }
  return { estimatedCount: await collection.estimatedDocumentCount() };
}

async function indexesOf(db: Db, name: string): Promise<readonly IndexInfo[]> {
  const found = await db.collection(name).listIndexes().toArray();
  return found.map((index) => ({
    name: String(index.name),
    keys: Object.entries(index.key as Record<string, unknown>).map(([path, direction]) => ({
      path,
      direction: directionOf(direction),
    })),
    unique: index['unique'] === true || index.name === '_id_',
    sparse: index['sparse'] === true,
    partial: index['partialFilterExpression'] !== undefined,
  }));
}

function directionOf(direction: unknown): IndexKeyInfo['direction'] {
  if (direction === 'text' || direction === '2dsphere' || direction === 'hashed') return direction;
  const number = Number(direction);
  if (number > 0) return 1;
  return number < 0 ? -1 : 'other';
}
