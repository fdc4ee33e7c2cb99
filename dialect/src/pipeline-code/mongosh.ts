import type { Document, Read } from '../pipeline/command.ts';
import { memberName, printValue, type ValueWords } from './print-value.ts';
import { stagesOf } from './stages.ts';

/** A pipeline as people write it in mongosh. */
export function mongoshText(read: Read): string {
  const lines = stagesOf(read).map((stage) => `  ${mongoshStage(stage)}`);
  return `${target(read.source)}.aggregate([\n${lines.join(',\n')}\n])`;
}

/** One stage of it. */
export const mongoshStage = (stage: Document): string => printValue(stage, mongoshWords);

function target(source: Read['source']): string {
  if (source.kind !== 'collection') return 'db';
  const { database, collection } = source;
  const db = database === undefined ? 'db' : `db.getSiblingDB(${JSON.stringify(database)})`;
  const plain = /^[A-Za-z][A-Za-z0-9]*$/.test(collection) && !taken.has(collection);
  return plain ? `${db}.${collection}` : `${db}.getCollection(${JSON.stringify(collection)})`;
}

/** Methods of a database, which hide collections of the same name. */
const taken = new Set(['version', 'stats', 'help', 'watch', 'aggregate', 'auth', 'logout', 'hello']);

/** How mongosh writes values. */
export const mongoshWords: ValueWords = {
  nothing: 'null',
  boolean: String,
  text: (value) => JSON.stringify(value),
  number: (value) => (Object.is(value, -0) ? '-0' : String(value)),
  int32: (digits) => digits,
  long: (digits) => `NumberLong("${digits}")`,
  double: (value) => (Number.isInteger(value) ? `Double(${value})` : String(value)),
  decimal: (digits) => `NumberDecimal("${digits}")`,
  date: (milliseconds) =>
    Number.isNaN(milliseconds) ? 'new Date(NaN)' : `ISODate("${new Date(milliseconds).toISOString()}")`,
  objectId: (hex) => `ObjectId("${hex}")`,
  uuid: (hex) => `UUID("${hex}")`,
  binary: (base64, subtype) => `BinData(${subtype}, ${JSON.stringify(base64)})`,
  regularExpression: (pattern, flags) => `BSONRegExp(${JSON.stringify(pattern)}, ${JSON.stringify(flags)})`,
  other: (ejson) => `EJSON.parse(${JSON.stringify(ejson)})`,
  array: (elements) => `[${elements.join(', ')}]`,
  document: (members) =>
    members.length === 0
      ? '{}'
      : `{ ${members.map(([name, value]) => `${memberName(name)}: ${value}`).join(', ')} }`,
};
