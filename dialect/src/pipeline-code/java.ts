import type { Read } from '../pipeline/command.ts';
import { isInt32, printValue, withPoint, type ValueWords } from './print-value.ts';
import { stagesOf } from './stages.ts';

/** A read as a Java class for the synchronous driver; its connection string comes from MONGODB_URI. */
export function javaText(read: Read): string {
  const imports = new Set([
    'com.mongodb.client.MongoClients',
    'java.util.Arrays',
    'java.util.List',
    'org.bson.Document',
    'org.bson.conversions.Bson',
  ]);
  const lines = stagesOf(read).map((stage) => `        ${printValue(stage, wordsFor(imports))}`);
  return [
    ...[...imports].sort().map((name) => `import ${name};`),
    '',
    'public class Query {',
    '  public static void main(String[] args) {',
    '    String uri = System.getenv().getOrDefault("MONGODB_URI", "mongodb://localhost:27017");',
    '    List<Bson> pipeline = Arrays.asList(',
    `${lines.join(',\n')});`,
    '    try (var client = MongoClients.create(uri)) {',
    `      ${target(read.source)}.aggregate(pipeline).forEach(row -> System.out.println(row.toJson()));`,
    '    }',
    '  }',
    '}',
    '',
  ].join('\n');
}

function target(source: Read['source']): string {
  const database = (source.kind === 'collection' ? source.database : undefined) ?? 'test';
  const db = `client.getDatabase(${JSON.stringify(database)})`;
  return source.kind === 'collection' ? `${db}.getCollection(${JSON.stringify(source.collection)})` : db;
}

/** `imports` takes the classes that the values need. */
function wordsFor(imports: Set<string>): ValueWords {
  const needing = (name: string, expression: string): string => {
    imports.add(name);
    return expression;
  };
  return {
    nothing: 'null',
    boolean: String,
    text: (value) => JSON.stringify(value),
    number: (value) => (isInt32(value) ? String(value) : double(value)),
    int32: (digits) => digits,
    long: (digits) => `${digits}L`,
    double,
    decimal: (digits) => needing('org.bson.types.Decimal128', `Decimal128.parse("${digits}")`),
    date: (milliseconds) => needing('java.util.Date', `new Date(${milliseconds}L)`),
    objectId: (hex) => needing('org.bson.types.ObjectId', `new ObjectId("${hex}")`),
    uuid: (hex) => binary(hexToBase64(hex), 4),
    binary,
    regularExpression: (pattern, flags) =>
      needing(
        'org.bson.BsonRegularExpression',
        `new BsonRegularExpression(${JSON.stringify(pattern)}, ${JSON.stringify(flags)})`,
      ),
    other: (ejson) => `Document.parse(${JSON.stringify(`{"value":${ejson}}`)}).get("value")`,
    array: (elements) => `Arrays.asList(${elements.join(', ')})`,
    document: (members) =>
      members.reduce((text, [name, value], n) => {
        const pair = `${JSON.stringify(name)}, ${value}`;
        return n === 0 ? `new Document(${pair})` : `${text}.append(${pair})`;
      }, 'new Document()'),
  };

  function binary(base64: string, subtype: number): string {
    imports.add('java.util.Base64');
    const bytes = `Base64.getDecoder().decode("${base64}")`;
    return needing('org.bson.types.Binary', `new Binary((byte) ${subtype}, ${bytes})`);
  }
}

/** The driver for Java sends a java.util.UUID only where its settings say how: bytes are sure. */
function hexToBase64(hex: string): string {
  return Buffer.from(hex.replaceAll('-', ''), 'hex').toString('base64');
}

function double(value: number): string {
  if (Number.isFinite(value)) return withPoint(value);
  return Number.isNaN(value) ? 'Double.NaN' : `Double.${value < 0 ? 'NEGATIVE' : 'POSITIVE'}_INFINITY`;
}
