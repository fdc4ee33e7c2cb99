import type { SqlType } from '../../../dialect/src/index.ts';

/** The types that session variables have now, for analysis: from their values. */
export function variableTypes(values: Readonly<Record<string, unknown>>): Readonly<Record<string, SqlType>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeOf(value)]));
}

const bsonTypes: Readonly<Record<string, SqlType['name']>> = {
  Decimal128: 'decimal',
  Double: 'double',
  Int32: 'int',
  Long: 'long',
  ObjectId: 'objectId',
  UUID: 'uuid',
  Binary: 'binary',
  BSONRegExp: 'regex',
};

function typeOf(value: unknown): SqlType {
  switch (typeof value) {
    case 'string':
      return { name: 'text' };
    case 'boolean':
      return { name: 'boolean' };
    case 'bigint':
      return { name: 'long' };
    case 'number':
      return { name: Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'int' : 'double' };
    case 'object': {
      if (value === null) return { name: 'unknown' };
      if (value instanceof Date) return { name: 'timestamptz' };
      if (Array.isArray(value)) return arrayType(value);
      const { _bsontype: bson } = value as { _bsontype?: string };
      if (bson !== undefined) return { name: bsonTypes[bson] ?? 'unknown' };
      const fields = Object.entries(value).map(([name, inner]) => ({ name, type: typeOf(inner) }));
      return { name: 'document', fields };
    }
    default:
      return { name: 'unknown' };
  }
}

/** The element type where all elements agree; documents agree on the fields that all have with one type. */
function arrayType(values: readonly unknown[]): SqlType {
  const types = values.map(typeOf);
  const [first, ...rest] = types;
  if (!first) return { name: 'array' };
  if (rest.some((type) => type.name !== first.name)) return { name: 'array', element: { name: 'unknown' } };
  if (first.name !== 'document') return { name: 'array', element: first };
  const fields = first.fields?.filter(({ name, type }) =>
    rest.every((other) =>
      other.fields?.some((field) => field.name === name && field.type.name === type.name),
    ),
  );
  return { name: 'array', element: { name: 'document', fields: fields ?? [] } };
}
