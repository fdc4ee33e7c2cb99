import { rowsStage } from '../../../dialect/src/pipeline/rows.ts';
import type { Document, Read } from '../../../dialect/src/index.ts';

/** A read as a Node.js module for the official driver; its connection string comes from MONGODB_URI. */
export function nodeText({ source, pipeline }: Read): string {
  const stages = [...(source.kind === 'rows' ? [rowsStage(source.rows)] : []), ...pipeline];
  const used = new Set(['MongoClient']);
  const lines = stages.map((stage) => `  ${text(stage, used)},\n`);
  return [
    `import { ${[...used].sort().join(', ')} } from 'mongodb';`,
    '',
    "const client = new MongoClient(process.env.MONGODB_URI ?? 'mongodb://localhost:27017');",
    `const rows = ${target(source)}.aggregate([`,
    `${lines.join('')}]);`,
    'for await (const row of rows) console.log(row);',
    'await client.close();',
    '',
  ].join('\n');
}

function target(source: Read['source']): string {
  if (source.kind !== 'collection') return 'client.db()';
  const database = source.database === undefined ? '' : JSON.stringify(source.database);
  return `client.db(${database}).collection(${JSON.stringify(source.collection)})`;
}

/** A value as an expression; `used` takes the names that the driver has to give. */
function text(value: unknown, used: Set<string>): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return construct('Long', `fromString('${value}')`, used);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof Date)
    return `new Date(${Number.isNaN(value.getTime()) ? 'NaN' : `'${value.toISOString()}'`})`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map((each) => text(each, used)).join(', ')}]`;
  const { _bsontype: type } = value as { readonly _bsontype?: string };
  if (type !== undefined) return bsonText(type, value, used);
  const members = Object.entries(value as Document).map(
    ([name, inner]) =>
      `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${text(inner, used)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Each type prints its own digits; those without digits say themselves in Extended JSON. */
function bsonText(type: string, value: object, used: Set<string>): string {
  const digits = (value as { toString(): string }).toString();
  switch (type) {
    case 'Long':
    case 'Decimal128':
      return construct(type, `fromString('${digits}')`, used);
    case 'ObjectId':
    case 'UUID':
      used.add(type);
      return `new ${type}('${digits}')`;
    case 'Int32':
    case 'Double':
      used.add(type);
      return `new ${type}(${digits})`;
    case 'Binary':
      return construct(
        type,
        `createFromBase64('${(value as { toString(as: string): string }).toString('base64')}')`,
        used,
      );
    default:
      used.add('BSON');
      return `BSON.EJSON.parse(${JSON.stringify(JSON.stringify((value as { toExtendedJSON(): unknown }).toExtendedJSON()))})`;
  }
}

function construct(type: string, call: string, used: Set<string>): string {
  used.add(type);
  return `${type}.${call}`;
}
