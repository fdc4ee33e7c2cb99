import type { Read } from '../pipeline/command.ts';
import { isInt32, printValue, withPoint, type ValueWords } from './print-value.ts';
import { stagesOf } from './stages.ts';

/** A read as a script for PyMongo; its connection string comes from MONGODB_URI. */
export function pythonText(read: Read): string {
  const imports = new Set(['import os', 'from pymongo import MongoClient']);
  const lines = stagesOf(read).map((stage) => `    ${printValue(stage, wordsFor(imports))},\n`);
  const [plain, from] = [true, false].map((isPlain) =>
    [...imports].filter((line) => line.startsWith('import ') === isPlain).sort(),
  );
  return [
    ...(plain ?? []),
    '',
    ...(from ?? []),
    '',
    'uri = os.environ.get("MONGODB_URI", "mongodb://localhost:27017")',
    // Else PyMongo refuses a result that holds a date beyond the years 1 to 9999.
    'client = MongoClient(uri, datetime_conversion="DATETIME_AUTO")',
    `rows = ${target(read.source)}.aggregate([`,
    `${lines.join('')}])`,
    'for row in rows:',
    '    print(row)',
    'client.close()',
    '',
  ].join('\n');
}

function target(source: Read['source']): string {
  const database = source.kind === 'collection' ? source.database : undefined;
  const db =
    database === undefined ? 'client.get_default_database("test")' : `client[${JSON.stringify(database)}]`;
  return source.kind === 'collection' ? `${db}[${JSON.stringify(source.collection)}]` : db;
}

/** `imports` takes the lines that the values need. */
function wordsFor(imports: Set<string>): ValueWords {
  const needing = (line: string, expression: string): string => {
    imports.add(line);
    return expression;
  };
  return {
    nothing: 'None',
    boolean: (value) => (value ? 'True' : 'False'),
    text: (value) => JSON.stringify(value),
    number: (value) => (isInt32(value) ? String(value) : double(value)),
    int32: (digits) => digits,
    long: (digits) => needing('from bson import Int64', `Int64(${digits})`),
    double,
    decimal: (digits) => needing('from bson import Decimal128', `Decimal128("${digits}")`),
    date: (milliseconds) => needing('from bson.datetime_ms import DatetimeMS', `DatetimeMS(${milliseconds})`),
    objectId: (hex) => needing('from bson import ObjectId', `ObjectId("${hex}")`),
    uuid: (hex) => {
      imports.add('from uuid import UUID');
      return needing('from bson import Binary', `Binary.from_uuid(UUID("${hex}"))`);
    },
    binary: (base64, subtype) => {
      imports.add('import base64');
      return needing('from bson import Binary', `Binary(base64.b64decode("${base64}"), ${subtype})`);
    },
    regularExpression: (pattern, flags) =>
      needing('from bson import Regex', `Regex(${JSON.stringify(pattern)}, ${JSON.stringify(flags)})`),
    other: (ejson) => needing('from bson import json_util', `json_util.loads(${JSON.stringify(ejson)})`),
    array: (elements) => `[${elements.join(', ')}]`,
    document: (members) =>
      `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(', ')}}`,
  };
}

function double(value: number): string {
  return Number.isFinite(value) ? withPoint(value) : `float("${value}")`;
}
