import type { SqlType } from '../../catalog/types.ts';
import type { TypeName } from '../../syntax/ast/common.ts';

const scalarNames: Readonly<Record<string, SqlType>> = {
  boolean: { name: 'boolean' },
  bool: { name: 'boolean' },
  // The precision of an int and of a double counts bits: 16 is smallint, 24 is real.
  smallint: { name: 'int', precision: 16 },
  int2: { name: 'int', precision: 16 },
  integer: { name: 'int' },
  int: { name: 'int' },
  int4: { name: 'int' },
  oid: { name: 'long' },
  bigint: { name: 'long' },
  int8: { name: 'long' },
  long: { name: 'long' },
  real: { name: 'double', precision: 24 },
  float4: { name: 'double', precision: 24 },
  'double precision': { name: 'double' },
  double: { name: 'double' },
  float: { name: 'double' },
  float8: { name: 'double' },
  numeric: { name: 'decimal' },
  decimal: { name: 'decimal' },
  dec: { name: 'decimal' },
  number: { name: 'decimal' },
  text: { name: 'text' },
  string: { name: 'text' },
  varchar: { name: 'text' },
  'character varying': { name: 'text' },
  name: { name: 'text' },
  citext: { name: 'text' },
  date: { name: 'date' },
  timestamp: { name: 'timestamp' },
  datetime: { name: 'timestamp' },
  'timestamp without time zone': { name: 'timestamp' },
  timestamptz: { name: 'timestamptz' },
  'timestamp with time zone': { name: 'timestamptz' },
  time: { name: 'time' },
  'time without time zone': { name: 'time' },
  interval: { name: 'interval' },
  objectid: { name: 'objectId' },
  uuid: { name: 'uuid' },
  bytea: { name: 'binary' },
  binary: { name: 'binary' },
  json: { name: 'document' },
  jsonb: { name: 'document' },
  document: { name: 'document' },
  object: { name: 'document' },
};

/** `char(n)` and its kin: blank-padded in PostgreSQL, without trailing blanks here, where a document holds them. */
const characterNames = new Set(['char', 'character', 'bpchar']);

function scalarType({ name, modifiers }: TypeName): SqlType | undefined {
  const [first, second] = modifiers;
  if (characterNames.has(name)) {
    return name === 'bpchar' && first === undefined
      ? { name: 'text' }
      : { name: 'text', length: first ?? 1, precision: 0 };
  }
  const type = Object.hasOwn(scalarNames, name) ? scalarNames[name] : undefined;
  if (!type || first === undefined) return type;
  switch (type.name) {
    case 'decimal':
      return { name: 'decimal', precision: first, scale: second ?? 0 };
    case 'text':
      return { name: 'text', length: first };
    case 'double':
      return first <= 24 ? { name: 'double', precision: 24 } : { name: 'double' };
    case 'timestamp':
    case 'timestamptz':
    case 'time':
    case 'interval':
      return { name: type.name, precision: first };
    default:
      return type;
  }
}

/** The type that a cast names: `numeric(10, 2)`, `text[]`; undefined where there is no such type. */
export function castType(typeName: TypeName): SqlType | undefined {
  // `_int4` is PostgreSQL's own name of integer[].
  const element = typeName.name.startsWith('_') && scalarType({ ...typeName, name: typeName.name.slice(1) });
  let type: SqlType | undefined = element ? { name: 'array', element } : scalarType(typeName);
  for (let depth = 0; type && depth < typeName.arrayDimensions; depth += 1) {
    type = { name: 'array', element: type };
  }
  return type;
}

/** Whether this is char(n), whose trailing blanks do not count. */
export const isBlankPadded = (type: SqlType): boolean =>
  type.name === 'text' && type.precision === 0 && type.length !== undefined;

/** The names that a cast may use, for completion. */
export const castTypeNames: readonly string[] = [...Object.keys(scalarNames), ...characterNames].sort();

/** A type as people write it, for messages and hovers. */
export function typeText(type: SqlType): string {
  switch (type.name) {
    case 'array':
      return `${typeText(type.element ?? { name: 'unknown' })}[]`;
    case 'int':
      return type.precision === 16 ? 'smallint' : 'integer';
    case 'long':
      return 'bigint';
    case 'double':
      return type.precision === 24 ? 'real' : 'double precision';
    case 'decimal':
      return type.precision === undefined ? 'numeric' : `numeric(${type.precision},${type.scale ?? 0})`;
    case 'text':
      if (type.length === undefined) return 'text';
      return isBlankPadded(type) ? `char(${type.length})` : `varchar(${type.length})`;
    default:
      return type.name;
  }
}
