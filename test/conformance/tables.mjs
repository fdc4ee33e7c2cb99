// Tables of a conformance case as collections: documents, a validator that declares the columns, and unique indexes for the keys.
import { EJSON } from 'bson';
import { foldCast } from '../../dialect/src/functions/index.ts';

/** BSON's types for PostgreSQL's names of types. */
const bsonTypes = {
  boolean: ['bool'],
  smallint: ['int'],
  integer: ['int'],
  bigint: ['int', 'long'],
  real: ['double'],
  'double precision': ['double'],
  numeric: ['decimal'],
  date: ['date'],
  'timestamp without time zone': ['date'],
  'timestamp with time zone': ['date'],
  interval: ['object'],
  json: ['object'],
};

const bare = (type) => type.replace(/\(.*\)/, '').trim();

function schemaOf(type, nullable) {
  // Any value is jsonb.
  if (type === 'jsonb') return {};
  const names = type.endsWith('[]') ? ['array'] : (bsonTypes[bare(type)] ?? ['string']);
  return { bsonType: nullable ? [...names, 'null'] : names, title: type };
}

function valueOf(column) {
  if (column.generated) return { description: `GENERATED ${column.generated}` };
  return column.default ? { description: `DEFAULT ${column.default}` } : {};
}

/** What CREATE TABLE would declare: a closed validator whose titles keep what BSON does not tell apart. An open table declares nothing. */
export function validatorOf(table) {
  if (table.open) return { bsonType: 'object' };
  const required = table.columns.filter(
    (column) => column.notNull || table.primaryKey?.includes(column.name),
  );
  const properties = Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      { ...schemaOf(column.type, !required.includes(column)), ...valueOf(column) },
    ]),
  );
  return {
    bsonType: 'object',
    ...(required.length > 0 ? { required: required.map((column) => column.name) } : {}),
    properties: { ...properties, _id: {} },
    additionalProperties: false,
  };
}

/** The documents of a table as the driver inserts them; an interval becomes the document that QLSQL stores. */
export function documentsOf(table) {
  const documents = EJSON.parse(JSON.stringify(table.docs), { relaxed: false });
  const intervals = table.columns
    .filter((column) => bare(column.type) === 'interval')
    .map((column) => column.name);
  for (const document of documents) {
    for (const name of intervals) {
      if (typeof document[name] === 'string') document[name] = intervalOf(document[name]);
    }
  }
  return documents;
}

function intervalOf(text) {
  const argument = { expression: text, type: { name: 'text' }, nullable: false, constant: text };
  const folded = foldCast(
    argument,
    { name: 'interval' },
    { serverVersion: [6], fresh: String, refuse: () => {} },
  );
  if (!folded.ok) throw new Error(folded.message);
  return folded.value.constant;
}

/** Replaces a collection by a table; its validator declares the columns' types. */
export async function loadTable(database, table) {
  await database.dropCollection(table.name).catch(() => false);
  const collection = await database.createCollection(table.name, {
    validator: { $jsonSchema: validatorOf(table) },
  });
  for (const columns of [table.primaryKey, ...(table.unique ?? [])]) {
    if (columns?.length && columns.join() !== '_id') await uniqueIndex(collection, table, columns);
  }
  const documents = documentsOf(table);
  if (documents.length > 0) await collection.insertMany(documents);
}

/** NULL is equal to nothing in SQL: a row with one is left out of the index. */
async function uniqueIndex(collection, table, columns) {
  if (holdsArrays(table, columns)) return;
  const nullable = nullableIn(table, columns);
  const present = { $type: ['bool', 'number', 'string', 'date'] };
  const partial = Object.fromEntries(nullable.map((name) => [name, present]));
  await collection.createIndex(
    Object.fromEntries(columns.map((name) => [name, 1])),
    nullable.length > 0 ? { unique: true, partialFilterExpression: partial } : { unique: true },
  );
}

/** The same indexes as the catalogue has them. */
export function uniqueIndexesOf(table) {
  return [table.primaryKey, ...(table.unique ?? [])]
    .filter((columns) => columns?.length && !holdsArrays(table, columns))
    .map((columns) => ({
      name: `${columns.join('_1_')}_1`,
      keys: columns.map((path) => ({ path, direction: 1 })),
      unique: true,
      sparse: false,
      partial: nullableIn(table, columns).length > 0,
    }));
}

const holdsArrays = (table, columns) =>
  table.columns.some(({ name, type }) => columns.includes(name) && type.endsWith('[]'));

const nullableIn = (table, columns) =>
  table.columns
    .filter(({ name, notNull }) => columns.includes(name) && !notNull && !table.primaryKey?.includes(name))
    .map(({ name }) => name);
