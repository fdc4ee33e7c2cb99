import type { FieldInfo, TypeShare } from './catalog.ts';
import { isStoredInterval } from './types.ts';
import type { SqlType } from './types.ts';

/** A `$jsonSchema` validator, as far as it is read here. */
export interface JsonSchema {
  readonly bsonType?: string | readonly string[];
  /** The type as SQL declared it, where BSON's own says less: `date`, `numeric(10,2)`. */
  readonly title?: string;
  /** `DEFAULT expression` or `GENERATED expression`, as CREATE TABLE declared it. */
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  /** The values that there may be. */
  readonly enum?: readonly unknown[];
  readonly additionalProperties?: boolean;
}

/**
 * The fields of a collection from documents of it and, where it has one, its validator: what the validator says is certain, and how often
 * fields have values is what the documents show.
 */
export function inferFields(
  documents: readonly Readonly<Record<string, unknown>>[],
  validator?: JsonSchema,
): readonly FieldInfo[] {
  // A validator that allows no other fields has to allow `_id`; without a type it is not one of the declared columns.
  const sampled = new Map(sampledFields(documents).map((field) => [field.name, field]));
  const declared = Object.entries(validator?.properties ?? {})
    .filter(([name, schema]) => name !== '_id' || schema.bsonType !== undefined)
    .map(([name, schema]) => {
      const isRequired = validator?.required?.includes(name) === true;
      const field = declaredField(name, schema, isRequired, documents);
      const shown = sampled.get(name);
      // Where any value is allowed, samples tell more.
      return shown && field.type.name === 'unknown' ? shown : { ...shownBy(shown), ...field };
    });
  if (isClosed(validator)) return declared;
  for (const { name } of declared) sampled.delete(name);
  return [...declared, ...sampled.values()];
}

/** What samples show of a field whose type is declared. */
function shownBy(
  sampled: FieldInfo | undefined,
): Pick<FieldInfo, 'seen' | 'presence' | 'examples' | 'children'> {
  if (!sampled) return {};
  const { seen = [], presence = 0, examples = [], children } = sampled;
  return { seen, presence, examples, ...(children ? { children } : {}) };
}

/** Whether a validator says that documents have no other fields. */
export const isClosed = (validator: JsonSchema | undefined): boolean =>
  validator?.additionalProperties === false;

const bsonTypes: Readonly<Record<string, SqlType['name']>> = {
  bool: 'boolean',
  int: 'int',
  long: 'long',
  double: 'double',
  decimal: 'decimal',
  string: 'text',
  date: 'timestamp',
  objectId: 'objectId',
  binData: 'binary',
  regex: 'regex',
  object: 'document',
  array: 'array',
  null: 'null',
};

function declaredField(
  name: string,
  schema: JsonSchema,
  required: boolean,
  documents: readonly Readonly<Record<string, unknown>>[],
): FieldInfo {
  const names = bsonNames(schema);
  const nullable = !required || names.length === 0 || names.includes('null');
  const type = declaredType(schema);
  return {
    name,
    type,
    certainty: type.name === 'unknown' ? 'unknown' : 'declared',
    nullable,
    mayBeArray: names.length === 0 || (names.includes('array') && type.name !== 'array'),
    ...(schema.properties
      ? { children: inferFields(documentsIn(documents.map((each) => each[name])), schema) }
      : {}),
    ...declaredValue(schema.description),
  };
}

/** BSON's types that a validator allows; none where it does not say. A list of texts says it by its values. */
function bsonNames({ bsonType, enum: values }: JsonSchema): readonly string[] {
  if (bsonType !== undefined) return [bsonType].flat();
  const names = (values ?? []).map((value) =>
    value === null ? 'null' : typeof value === 'string' ? 'string' : undefined,
  );
  return names.includes(undefined) ? [] : [...new Set(names.flatMap((name) => name ?? []))];
}

function declaredValue(description: string | undefined): Pick<FieldInfo, 'default' | 'generated'> {
  const found = /^(DEFAULT|GENERATED) (.+)$/s.exec(description ?? '');
  if (!found?.[2]) return {};
  return found[1] === 'DEFAULT' ? { default: found[2] } : { generated: found[2] };
}

function declaredType(schema: JsonSchema): SqlType {
  const titled = schema.title === undefined ? undefined : titledType(schema.title);
  if (titled) return titled;
  const names = bsonNames(schema).filter((name) => name !== 'null');
  const [name] = names;
  const only = names.length === 1 && name !== undefined ? (bsonTypes[name] ?? 'unknown') : 'unknown';
  if (only === 'array')
    return { name: 'array', element: schema.items ? declaredType(schema.items) : { name: 'unknown' } };
  if (only === 'document' && schema.properties) {
    const fields = Object.entries(schema.properties).map(([field, inner]) => ({
      name: field,
      type: declaredType(inner),
    }));
    return { name: 'document', fields };
  }
  return { name: only };
}

/** The types that SQL tells apart and BSON does not, by the words that CREATE TABLE takes for them. */
function titledType(title: string): SqlType | undefined {
  if (title.endsWith('[]')) {
    const element = titledType(title.slice(0, -2));
    return element && { name: 'array', element };
  }
  const found = /^([a-z ]+?)\s*(?:\((\d+)(?:\s*,\s*(-?\d+))?\)( [a-z ]+)?)?$/.exec(title);
  const name = found && `${found[1]}${found[4] ?? ''}`;
  const [first, second] = [found?.[2], found?.[3]].map((each) =>
    each === undefined ? undefined : Number(each),
  );
  const words: Readonly<Record<string, SqlType['name']>> = {
    boolean: 'boolean',
    smallint: 'int',
    integer: 'int',
    bigint: 'long',
    real: 'double',
    'double precision': 'double',
    numeric: 'decimal',
    text: 'text',
    'character varying': 'text',
    character: 'text',
    date: 'date',
    'timestamp without time zone': 'timestamp',
    timestamp: 'timestamp',
    'timestamp with time zone': 'timestamptz',
    'time without time zone': 'time',
    time: 'time',
    interval: 'interval',
    uuid: 'uuid',
  };
  const type = words[name ?? ''];
  if (type === undefined) return undefined;
  const precision = { smallint: 16, real: 24 }[name ?? ''] ?? first;
  if (precision === undefined) return { name: type };
  if (type === 'decimal') return { name: type, precision, scale: second ?? 0 };
  if (type !== 'text') return { name: type, precision };
  // What char(n) holds has no trailing blanks: see isBlankPadded.
  return name === 'character'
    ? { name: type, length: precision, precision: 0 }
    : { name: type, length: precision };
}

/** What samples show: for each field, in the order in which they first appear, the types seen and how often. */
function sampledFields(documents: readonly Readonly<Record<string, unknown>>[]): readonly FieldInfo[] {
  const seen = new Map<string, unknown[]>();
  for (const document of documents) {
    for (const [name, value] of Object.entries(document)) {
      const values = seen.get(name);
      if (values) values.push(value);
      else seen.set(name, [value]);
    }
  }
  return [...seen].map(([name, values]) => sampledField(name, values, documents.length));
}

function sampledField(name: string, values: readonly unknown[], total: number): FieldInfo {
  const counts = new Map<string, { type: SqlType; count: number }>();
  for (const value of values) {
    const type = sampledType(value);
    const known = counts.get(type.name);
    if (known) known.count += 1;
    else counts.set(type.name, { type, count: 1 });
  }
  const shares = [...counts.values()].sort((a, b) => b.count - a.count);
  const types = shares.filter((each) => each.type.name !== 'null');
  const type = common(types.map((each) => each.type));
  const documents = documentsIn(values);
  const seen: TypeShare[] = shares.map((each) => ({ type: each.type, share: each.count / total }));
  const examples = [
    ...new Set(
      values.filter((value) => value !== null && !isDocument(value) && !Array.isArray(value)).map(String),
    ),
  ];
  return {
    name,
    type: type.name === 'document' ? documentType(documents) : type,
    certainty: 'sampled',
    nullable: name !== '_id',
    mayBeArray: name !== '_id',
    seen,
    presence: values.length / total,
    examples: examples.slice(0, 5).map((text) => text.slice(0, 80)),
    ...(documents.length > 0 ? { children: sampledFields(documents) } : {}),
  };
}

/** The documents among values, and in arrays among them. */
function documentsIn(values: readonly unknown[]) {
  return values
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(isDocument);
}

function documentType(documents: readonly Readonly<Record<string, unknown>>[]): SqlType {
  return {
    name: 'document',
    fields: sampledFields(documents).map((field) => ({ name: field.name, type: field.type })),
  };
}

const numbers: readonly string[] = ['int', 'long', 'decimal', 'double'];

/** The type that all seen ones are; numbers of several kinds are the widest of them. */
function common(types: readonly SqlType[]): SqlType {
  const [first] = types;
  if (!first) return { name: 'unknown' };
  if (types.length === 1) return first;
  // Objects or arrays beside values of other kinds are JSON to SQL.
  const isContainer = ({ name }: SqlType) => name === 'document' || name === 'array';
  if (types.some((type) => isContainer(type) || type.json)) {
    const scalars = types.filter((type) => !isContainer(type));
    const areTexts = scalars.length > 0 && scalars.every(({ name, texts }) => name === 'text' || texts);
    return { name: 'unknown', json: true, ...(areTexts ? { texts: true } : {}) };
  }
  if (!types.every((type) => numbers.includes(type.name))) return { name: 'unknown' };
  return {
    name: types.map((type) => type.name).reduce((a, b) => (numbers.indexOf(b) > numbers.indexOf(a) ? b : a)),
  };
}

function isDocument(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !('_bsontype' in value) &&
    !(value instanceof RegExp)
  );
}

/** The type of a value as the driver gives it: a JavaScript number is an int where it is whole and small enough. */
function sampledType(value: unknown): SqlType {
  if (value === null || value === undefined) return { name: 'null' };
  switch (typeof value) {
    case 'boolean':
      return { name: 'boolean' };
    case 'string':
      return { name: 'text' };
    case 'bigint':
      return { name: 'long' };
    case 'number':
      return { name: Number.isInteger(value) ? (Math.abs(value) < 2 ** 31 ? 'int' : 'long') : 'double' };
    default:
      break;
  }
  if (value instanceof Date) return { name: 'timestamp' };
  if (Array.isArray(value)) {
    const types = new Map(
      (value as unknown[])
        .filter((each) => each !== null)
        .map((each) => [sampledType(each).name, sampledType(each)]),
    );
    return { name: 'array', element: common([...types.values()]) };
  }
  if (value instanceof RegExp) return { name: 'regex' };
  const mark = (value as { _bsontype?: string })._bsontype;
  const marked: Readonly<Record<string, SqlType['name']>> = {
    Int32: 'int',
    Long: 'long',
    Double: 'double',
    Decimal128: 'decimal',
    ObjectId: 'objectId',
    UUID: 'uuid',
    Binary: 'binary',
    BSONRegExp: 'regex',
  };
  if (mark !== undefined) return { name: marked[mark] ?? 'unknown' };
  return { name: isStoredInterval(value) ? 'interval' : 'document' };
}
