import { MongoClient, type Db, type Document } from 'mongodb';
import { indexes, isOurs, usersValidator } from './shop-schema.ts';
import { shop } from './shop.ts';

const shopDatabase = 'shop';
const batchSize = 2000;

export interface Seeding {
  /** 1: 2,000 users, 20,000 activities, 8,000 orders, 36,000 documents in all. */
  readonly scale?: number;
  /** Told of each collection before it is filled. */
  readonly tell?: (collection: string) => void;
  /** Ends it between two batches, and rejects. */
  readonly signal?: AbortSignal | undefined;
}

/** Drops the database `shop` and fills it anew. Rejects where it holds something else than sample data. */
export async function seedShop(uri: string, { scale = 1, tell, signal }: Seeding = {}): Promise<void> {
  await withShop(uri, async (database) => {
    const existing = await database.listCollections().toArray();
    if (existing.length > 0 && !existing.some(isOurs))
      throw new Error(`The database "${shopDatabase}" there is not sample data, so it is left alone.`);
    await database.dropDatabase();
    await database.createCollection('users', { validator: usersValidator });
    const collections = shop({
      users: Math.ceil(2000 * scale),
      activities: Math.ceil(20_000 * scale),
      orders: Math.ceil(8000 * scale),
      now: Date.now(),
    });
    for (const [name, documents] of Object.entries(collections)) {
      tell?.(name);
      const collection = database.collection(name);
      for (const batch of batches(documents())) {
        signal?.throwIfAborted();
        await collection.insertMany(batch, { ordered: false });
      }
      signal?.throwIfAborted();
      await collection.createIndexes(indexes[name] ?? []);
    }
  });
}

/** Whether the database `shop` was filled to its end: its last collection has its indexes. */
export function isSeeded(uri: string): Promise<boolean> {
  const last = Object.keys(indexes).at(-1) ?? '';
  return withShop(uri, async (database) => {
    const found = await database.listCollections({ name: last }).toArray();
    return found.length > 0 && (await database.collection(last).indexes()).length > 1;
  });
}

/** The same address with `shop` as the database that a connection begins with. */
export const shopUri = (uri: string): string => uri.replace(/\/(\?|$)/, `/${shopDatabase}$1`);

async function withShop<Result>(uri: string, work: (database: Db) => Promise<Result>): Promise<Result> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    return await work(client.db(shopDatabase));
  } finally {
    await client.close();
  }
}

function* batches(documents: Iterable<Document>): Generator<Document[]> {
  let batch: Document[] = [];
  for (const document of documents) {
    batch.push(document);
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
