// QLSQL as an engine under test: `open`, `run(setup, sql, info)` and `close`, over a real mongod.
import { MongoClient } from 'mongodb';
import { emptyCatalog, inferFields, isClosed } from '../../dialect/src/index.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import { compileStatement, resultOf } from './statement.mjs';
import { runSteps } from './steps.mjs';
import { loadTable } from './tables.mjs';

let server;
let client;
let database;
let serverVersion = [6, 0, 5];
/** Which table each collection holds, by its key, and what is known of it. */
const loaded = new Map();

/** @param {{ uri?: string }} [options]  without an address (or MONGODB_URI), a mongod is started */
export async function open({ uri = process.env.MONGODB_URI } = {}) {
  server = uri ? undefined : await startSingle();
  client = new MongoClient(uri ?? server.uri, {
    promoteLongs: false,
    promoteValues: true,
    useBigInt64: false,
  });
  await client.connect();
  database = client.db('conformance');
  const { version } = await database.admin().serverInfo();
  serverVersion = version.split('.').map(Number);
  await database.dropDatabase();
}

export async function close() {
  await client?.close();
  await server?.stop();
}

/** The result of the last of the statements: its columns' names and its rows. Throws with code UNSUPPORTED what is refused. */
export async function run(setup, sql, info) {
  const collections = await prepare(setup);
  const catalog = {
    ...emptyCatalog,
    version: 1,
    database: database.databaseName,
    serverVersion,
    collections,
    complete: true,
  };
  try {
    let result = { columns: [], rows: [] };
    for (const statement of [sql].flat()) result = await execute(statement, catalog);
    return result;
  } finally {
    if (info?.mutates) for (const table of setup.tables) loaded.delete(table.name);
  }
}

async function prepare(setup) {
  const collections = [];
  for (const table of setup.tables) {
    if (loaded.get(table.name)?.key !== table.key) {
      await loadTable(database, table);
      loaded.set(table.name, { key: table.key, info: await describe(table.name) });
    }
    collections.push(loaded.get(table.name).info);
  }
  return collections;
}

/** A collection as the catalogue has it: from its validator, samples and indexes, as for any collection. */
async function describe(name) {
  const collection = database.collection(name);
  const [options, indexes, documents, [stats]] = await Promise.all([
    collection.options(),
    collection.indexes(),
    collection.find().limit(100).toArray(),
    collection.aggregate([{ $collStats: { storageStats: {} } }]).toArray(),
  ]);
  const schema = options.validator?.$jsonSchema;
  return {
    name,
    kind: 'collection',
    fields: inferFields(documents, schema),
    closed: isClosed(schema),
    estimatedCount: stats.storageStats.count,
    estimatedSize: stats.storageStats.size,
    indexes: indexes.map((index) => ({
      name: index.name,
      keys: Object.entries(index.key).map(([path, direction]) => ({ path, direction })),
      unique: index.unique === true,
      sparse: index.sparse === true,
      partial: index.partialFilterExpression !== undefined,
    })),
  };
}

async function execute(sql, catalog) {
  const command = compileStatement(sql, catalog);
  if (command.kind === 'query') return resultOf(command.columns, await aggregate(command));
  const documents = await runSteps(database, command, aggregate);
  return resultOf(command.result?.columns ?? [], documents);
}

function aggregate(command, more = {}) {
  const { source, pipeline } = command;
  const options = { maxTimeMS: 25_000, allowDiskUse: true, ...more };
  if (source.kind === 'collection')
    return database.collection(source.collection).aggregate(pipeline, options).toArray();
  return database.aggregate([{ $documents: { $literal: source.rows } }, ...pipeline], options).toArray();
}
