import { rowsStage } from '../../../dialect/src/pipeline/rows.ts';
import type { Read } from '../../../dialect/src/index.ts';

/** A pipeline as people write it in mongosh. */
export function mongoshText({ source, pipeline }: Read): string {
  const stages = [...(source.kind === 'rows' ? [rowsStage(source.rows)] : []), ...pipeline];
  const lines = stages.map((stage) => `  ${value(stage)}`);
  return `${target(source)}.aggregate([\n${lines.join(',\n')}\n])`;
}

function target(source: Read['source']): string {
  if (source.kind !== 'collection') return 'db';
  const { database, collection } = source;
  const db = database === undefined ? 'db' : `db.getSiblingDB(${JSON.stringify(database)})`;
  const plain = /^[A-Za-z][A-Za-z0-9]*$/.test(collection) && !taken.has(collection);
  return plain ? `${db}.${collection}` : `${db}.getCollection(${JSON.stringify(collection)})`;
}

/** Methods of a database, which hide collections of the same name. */
const taken = new Set(['version', 'stats', 'help', 'watch', 'aggregate', 'auth', 'logout', 'hello']);

function value(given: unknown): string {
  if (given === null || given === undefined) return 'null';
  if (typeof given === 'bigint') return `NumberLong("${given}")`;
  if (typeof given === 'number' && Object.is(given, -0)) return '-0';
  if (typeof given !== 'object') return typeof given === 'string' ? JSON.stringify(given) : String(given);
  if (given instanceof Date)
    return Number.isNaN(given.getTime()) ? 'new Date(NaN)' : `ISODate("${given.toISOString()}")`;
  if (given instanceof RegExp) return String(given);
  if (Array.isArray(given)) return `[${given.map(value).join(', ')}]`;
  const { _bsontype: bson } = given as { readonly _bsontype?: string };
  if (bson !== undefined) return bsonText(bson, given);
  const entries = Object.entries(given).map(([name, inner]) => `${key(name)}: ${value(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function bsonText(bson: string, given: object): string {
  // Each of these prints its own digits.
  const digits = (given as { toString(): string }).toString();
  switch (bson) {
    case 'Decimal128':
      return `NumberDecimal("${digits}")`;
    case 'Long':
      return `NumberLong("${digits}")`;
    case 'Int32':
      return digits;
    case 'Double':
      return Number.isInteger(Number(digits)) ? `Double(${digits})` : digits;
    case 'ObjectId':
      return `ObjectId("${digits}")`;
    case 'UUID':
      return `UUID("${digits}")`;
    case 'BSONRegExp': {
      const { pattern, options } = given as { readonly pattern: string; readonly options: string };
      return `BSONRegExp(${JSON.stringify(pattern)}, ${JSON.stringify(options)})`;
    }
    case 'Binary':
      return `BinData(0, ${JSON.stringify((given as { toString(encoding: string): string }).toString('base64'))})`;
    default:
      return `${bson}()`;
  }
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
