import type { JsonSchema } from '../catalog/infer-schema.ts';
import type { SqlType } from '../catalog/types.ts';
import { castType } from '../functions/index.ts';
import type { IndexSpecification } from '../pipeline/statement-command.ts';
import type { CreateCollection } from '../syntax/ast/catalog.ts';
import { print } from '../syntax/print.ts';
import { typeNamed } from './binder.ts';
import type { Binder } from './binder.ts';
import { emptyScope } from './scope.ts';

// The columns of CREATE TABLE as a validator that infer-schema.ts reads back: a title keeps what BSON's types do not tell apart.

/** What BSON may hold in a column of the type. */
const bsonTypes: Readonly<Partial<Record<SqlType['name'], readonly string[]>>> = {
  boolean: ['bool'],
  int: ['int'],
  long: ['int', 'long'],
  double: ['double'],
  decimal: ['decimal'],
  text: ['string'],
  date: ['date'],
  timestamp: ['date'],
  timestamptz: ['date'],
  time: ['string'],
  interval: ['object'],
  objectId: ['objectId'],
  uuid: ['string', 'binData'],
  binary: ['binData'],
  document: ['object'],
  array: ['array'],
};

/** The collection's validator. Only the declared columns, and `_id`, may be in a document. */
export function schemaOf(statement: CreateCollection, binder: Binder): JsonSchema | undefined {
  if (statement.columns.length === 0) return undefined;
  const keys = primaryKey(statement);
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const column of statement.columns) {
    const { text: name, span } = column.name;
    const type = typeNamed(column.type, binder);
    if (Object.hasOwn(properties, name))
      binder.report('QL2042', span, [name, 'two columns have this name, rename one']);
    else if (!isField(name))
      binder.report('QL2042', span, [name, 'a field’s name has no dot and no $ before it']);
    if (!type) continue;
    const needed = column.notNull || keys.includes(name);
    if (needed) required.push(name);
    const { default: otherwise } = column;
    if (otherwise) binder.expression(otherwise, { ...emptyScope, clause: 'SET' }, binder);
    properties[name] = {
      ...columnSchema(type, !needed),
      ...(otherwise ? { description: `DEFAULT ${print(otherwise)}` } : {}),
    };
  }
  return {
    bsonType: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: { ...properties, ...(properties['_id'] ? {} : { _id: {} }) },
    additionalProperties: false,
  };
}

/** A name that a document's field may have. */
export const isField = (name: string): boolean => name !== '' && !name.includes('.') && !name.startsWith('$');

function columnSchema(type: SqlType, nullable: boolean): JsonSchema {
  const names = bsonTypes[type.name] ?? [];
  const title = titleOf(type);
  return {
    ...(names.length === 0 ? {} : { bsonType: nullable ? [...names, 'null'] : names }),
    ...(title === undefined ? {} : { title }),
    ...(type.name === 'array' && type.element && type.element.name !== 'unknown'
      ? { items: columnSchema(type.element, true) }
      : {}),
  };
}

/** The type in the words that infer-schema.ts takes back; undefined where BSON's own type says it all. */
function titleOf(type: SqlType): string | undefined {
  const { precision, scale, length } = type;
  const digits = precision === undefined ? '' : `(${precision})`;
  switch (type.name) {
    case 'int':
      return precision === 16 ? 'smallint' : 'integer';
    case 'long':
      return 'bigint';
    case 'double':
      return precision === 24 ? 'real' : 'double precision';
    case 'decimal':
      return precision === undefined ? 'numeric' : `numeric(${precision},${scale ?? 0})`;
    case 'text':
      if (length === undefined) return 'text';
      return precision === 0 ? `character(${length})` : `character varying(${length})`;
    case 'timestamptz':
      return `timestamp${digits} with time zone`;
    case 'timestamp':
    case 'time':
    case 'interval':
      return `${type.name}${digits}`;
    case 'array': {
      const element = type.element && titleOf(type.element);
      return element === undefined ? undefined : `${element}[]`;
    }
    case 'boolean':
    case 'date':
    case 'uuid':
      return type.name;
    default:
      return undefined;
  }
}

function primaryKey({ columns, keys }: CreateCollection): readonly string[] {
  return [
    ...columns.filter((column) => column.primaryKey).map((column) => column.name.text),
    ...keys
      .filter((key) => key.type === 'PRIMARY KEY')
      .flatMap((key) => key.columns.map((name) => name.text)),
  ];
}

/** PRIMARY KEY and UNIQUE as unique indexes; `_id` has one already. */
export function keyIndexes(statement: CreateCollection, binder: Binder): readonly IndexSpecification[] {
  const { columns, keys } = statement;
  const primary = primaryKey(statement);
  for (const name of keys.flatMap((key) => key.columns))
    if (!columns.some((column) => column.name.text === name.text))
      binder.report('QL2002', name.span, [name.text, '']);
  const nullable = (name: string) =>
    !primary.includes(name) && !columns.some((column) => column.name.text === name && column.notNull);
  const type = (name: string) => {
    const column = columns.find((each) => each.name.text === name);
    return column && castType(column.type);
  };
  const unique = (names: readonly string[]): IndexSpecification => {
    // NULL is equal to nothing in SQL: documents with one are left out of the index.
    const filters = names.filter(nullable).map((name) => [name, present(type(name))] as const);
    return {
      keys: names.map((path) => ({ path, direction: 1 })),
      unique: true,
      ...(filters.length > 0 ? { filter: Object.fromEntries(filters) } : {}),
    };
  };
  return [
    ...(columns.some((column) => column.primaryKey) ? [primary] : []),
    ...columns.filter((column) => column.unique).map((column) => [column.name.text]),
    ...keys.map((key) => key.columns.map((name) => name.text)),
  ]
    .filter((names) => names.join() !== '_id')
    .map(unique);
}

/** What holds of every value of the type but NULL, and follows from an equality, so that the index answers it. */
function present(type: SqlType | undefined): Record<string, unknown> {
  switch (type?.name) {
    case 'text':
    case 'time':
      return { $gte: '' };
    case 'int':
    case 'long':
    case 'decimal':
    case 'double':
      return { $gte: Number.NEGATIVE_INFINITY };
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return { $gte: new Date(-8.64e15) };
    default:
      return { $type: type ? [...(bsonTypes[type.name] ?? ['string'])] : ['string'] };
  }
}
