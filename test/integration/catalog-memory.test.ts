import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { CatalogFolder } from '../../client/src/run/catalog-memory.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionResolver } from '../../client/src/run/connections.ts';
import { analyze, hasErrors, parseStatement } from '../../dialect/src/index.ts';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { freshDatabase, singleMongo } from './fixtures.ts';

const database = freshDatabase();

/** The one connection, at an address. */
const connectionsAt = (uri: string): ConnectionResolver => ({
  names: () => ['shop'],
  default: () => ({ name: 'shop', uri, database }),
  resolve: () => Promise.resolve({ name: 'shop', uri, database }),
});

describe('the catalogue of a database that does not answer', () => {
  let mongo: RunningMongo;
  const folder = mkdtempSync(join(tmpdir(), 'qlsql-catalogue-'));
  const manager = new PoolManager();
  const storeAt = (uri: string) =>
    new CatalogStore({ manager, connections: connectionsAt(uri), memory: new CatalogFolder(folder) });
  const errorsOf = (sql: string, store: CatalogStore) => {
    const { statement } = parseStatement(sql);
    return statement !== undefined && hasErrors(analyze(statement, store.catalog()).problems);
  };

  before(async () => {
    mongo = await singleMongo();
    const client = new MongoClient(mongo.uri);
    const db = client.db(database);
    await db.collection('people').insertMany([{ name: 'Ada Lovelace', address: { city: 'Marylebone' } }]);
    await db.collection('people').createIndex({ name: 1 });
    await client.close();
    const store = storeAt(mongo.uri);
    await store.refresh();
    await store.close();
  });
  after(async () => {
    await manager.close();
    rmSync(folder, { recursive: true });
  });

  it('is what was last seen of it', () => {
    const store = storeAt('mongodb://127.0.0.1:1/');
    const { collections, complete, ...catalog } = store.catalog();
    assert.equal(catalog.database, database);
    assert.deepEqual(
      collections.map(({ name, fields, indexes }) => [
        name,
        fields.map((field) => field.name),
        indexes.length,
      ]),
      [['people', ['_id', 'name', 'address'], 2]],
    );
    // Others may have made what is not remembered.
    assert.equal(complete, false);
    assert.equal(
      errorsOf('SELECT people.name FROM people JOIN newer ON newer.name = people.name', store),
      false,
    );
  });

  it('holds names and types, and no value of a document', () => {
    const written = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    assert.match(written.join(), /"city"/);
    assert.doesNotMatch(written.join(), /Lovelace|Marylebone/);
  });

  it('gives way to what the server says as soon as it answers', async () => {
    const client = new MongoClient(mongo.uri);
    await client
      .db(database)
      .collection('people')
      .updateOne({}, { $set: { born: 1815 } });
    await client.close();
    const store = storeAt(mongo.uri);
    assert.equal(store.catalog().complete, false);
    await store.ensure(['people']);
    const { collections, complete } = store.catalog();
    await store.close();
    assert.equal(complete, true);
    assert.ok(collections[0]?.fields.some(({ name }) => name === 'born'));
  });

  it('is empty where the file is broken', () => {
    for (const file of readdirSync(folder)) writeFileSync(join(folder, file), '{"form":1,"seen"');
    assert.deepEqual(storeAt('mongodb://127.0.0.1:1/').catalog().collections, []);
  });
});
