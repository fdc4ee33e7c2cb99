import type { Read } from '../pipeline/command.ts';
import { memberName, printValue, type ValueWords } from './print-value.ts';
import { stagesOf } from './stages.ts';

/** A read as a Node.js module for the official driver; its connection string comes from MONGODB_URI. */
export function nodeText(read: Read): string {
  const used = new Set(['MongoClient']);
  const lines = stagesOf(read).map((stage) => `  ${printValue(stage, wordsFor(used))},\n`);
  return [
    `import { ${[...used].sort().join(', ')} } from 'mongodb';`,
    '',
    "const client = new MongoClient(process.env.MONGODB_URI ?? 'mongodb://localhost:27017');",
    `const rows = ${target(read.source)}.aggregate([`,
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

/** `used` takes the names that the driver has to give. */
function wordsFor(used: Set<string>): ValueWords {
  const from = (type: string, expression: string): string => {
    used.add(type);
    return expression;
  };
  return {
    nothing: 'null',
    boolean: String,
    text: (value) => JSON.stringify(value),
    number: (value) => (Object.is(value, -0) ? '-0' : String(value)),
    int32: (digits) => from('Int32', `new Int32(${digits})`),
    long: (digits) => from('Long', `Long.fromString('${digits}')`),
    double: (value) => from('Double', `new Double(${Object.is(value, -0) ? '-0' : value})`),
    decimal: (digits) => from('Decimal128', `Decimal128.fromString('${digits}')`),
    date: (milliseconds) =>
      `new Date(${Number.isNaN(milliseconds) ? 'NaN' : `'${new Date(milliseconds).toISOString()}'`})`,
    objectId: (hex) => from('ObjectId', `new ObjectId('${hex}')`),
    uuid: (hex) => from('UUID', `new UUID('${hex}')`),
    binary: (base64, subtype) => from('Binary', `Binary.createFromBase64('${base64}', ${subtype})`),
    regularExpression: (pattern, flags) =>
      from('BSONRegExp', `new BSONRegExp(${JSON.stringify(pattern)}, ${JSON.stringify(flags)})`),
    other: (ejson) => from('BSON', `BSON.EJSON.parse(${JSON.stringify(ejson)}, { relaxed: false })`),
    array: (elements) => `[${elements.join(', ')}]`,
    document: (members) =>
      members.length === 0
        ? '{}'
        : `{ ${members.map(([name, value]) => `${memberName(name)}: ${value}`).join(', ')} }`,
  };
}
