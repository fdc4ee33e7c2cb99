// Drops the database `shop` and fills it anew. It refuses to drop one that it has not filled itself.
import { MongoClient } from 'mongodb';
import { announced } from '../parts/announce.mjs';
import { indexes, isOurs, usersValidator } from './shop-schema.mjs';
import { shop } from './shop.mjs';

const shopDatabase = 'shop';
const batchSize = 2000;

/** @param {string} uri @param {{ scale?: number }} [options] scale 1: 2,000 users, 20,000 activities, 8,000 orders */
export async function seedShop(uri, { scale = 1 } = {}) {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    await announced(`shop: sample data, ${scale} × 36,000 documents`, () =>
      fill(client.db(shopDatabase), scale),
    );
  } finally {
    await client.close();
  }
}

/** The same address with `shop` as the database that a connection begins with. */
export const shopUri = (uri) => uri.replace(/\/(\?|$)/, `/${shopDatabase}$1`);

async function fill(database, scale) {
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
    const collection = database.collection(name);
    for (const batch of batches(documents())) await collection.insertMany(batch, { ordered: false });
    await collection.createIndexes(indexes[name]);
  }
}

function* batches(documents) {
  let batch = [];
  for (const document of documents) {
    batch.push(document);
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
