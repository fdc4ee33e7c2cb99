import { ObjectId } from 'bson';
import type { SqlType } from '../catalog/types.ts';
import { typeText } from './casts/type-name.ts';
import { bind, choose, hasType, isNull, literal } from './expression.ts';
import { md5 } from './md5.ts';
import type { ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { plainType } from './type-rules.ts';
import { textType, timestamptzType } from './values.ts';

/** What SQL calls the types that $type names. */
const sqlNames = {
  double: 'double precision',
  string: 'text',
  object: 'document',
  array: 'array',
  binData: 'binary',
  objectId: 'objectid',
  bool: 'boolean',
  date: 'timestamp with time zone',
  int: 'integer',
  long: 'bigint',
  decimal: 'numeric',
} as const;

/** Without what a declaration adds to a type's name. */
const undeclared = (type: SqlType): SqlType =>
  type.name === 'decimal' || type.name === 'text' ? plainType(type) : type;

export const systemFunctions: readonly ScalarFunction[] = [
  {
    name: 'PG_TYPEOF',
    aliases: ['TYPEOF'],
    category: 'system',
    documentation: 'The name of a value’s type; where the type is not known, of each row’s value.',
    example: { sql: 'PG_TYPEOF(1.5)', result: 'numeric' },
    signatures: [signature('value any', textType)],
    nulls: 'own',
    lower: ({ args, it: [value], context }) => {
      const { type } = args[0]!;
      if (type.name !== 'unknown') return literal(typeText(undeclared(type)));
      return bind(context, [value], (bound) =>
        choose(
          [
            [isNull(bound), null],
            ...Object.entries(sqlNames).map(([bson, name]) => [hasType(bound, bson), name] as const),
          ],
          { $type: bound },
        ),
      );
    },
    evaluate: (_, { types }) => typeText(undeclared(types[0]!)),
  },
  {
    name: 'BSON_TYPE',
    category: 'system',
    documentation:
      'MongoDB’s name of the value’s type: double, string, object, array, objectId, date, missing and so on.',
    example: { sql: 'BSON_TYPE(_id)', result: 'objectId' },
    signatures: [signature('value any', textType)],
    nulls: 'own',
    lower: ({ it: [value] }) => ({ $type: value }),
  },
  {
    name: 'MD5',
    category: 'system',
    documentation:
      'The MD5 hash of a text in hexadecimal digits. Of constants only: MongoDB has no such operator.',
    example: { sql: "MD5('abc')", result: '900150983cd24fb0d6963f7d28e17f72' },
    signatures: [signature('text', textType)],
    nulls: 'strict',
    evaluate: ([value]) => md5(new TextEncoder().encode(String(value))),
  },
  {
    name: 'OBJECTID_TIMESTAMP',
    category: 'system',
    documentation: 'The instant at which an ObjectId was made.',
    example: {
      sql: "OBJECTID_TIMESTAMP(OBJECTID '65e05cad0000000000000000')",
      result: '2024-02-29 10:30:05+00',
    },
    signatures: [signature('id any', timestamptzType)],
    nulls: 'native',
    lower: ({ it: [value] }) => ({ $toDate: value }),
    evaluate: ([value]) => (value instanceof ObjectId ? value.getTimestamp() : null),
  },
  {
    name: 'CURRENT_DATABASE',
    aliases: ['CURRENT_CATALOG', 'CURRENT_SCHEMA', 'DATABASE'],
    category: 'system',
    documentation: 'The database that names without one lie in: MongoDB has no schemas within a database.',
    example: { sql: 'CURRENT_DATABASE()', result: 'shop' },
    signatures: [signature('', textType)],
    nulls: 'native',
    mayBeNull: true,
  },
  {
    name: 'CURRENT_USER',
    aliases: ['CURRENT_ROLE', 'SESSION_USER'],
    category: 'system',
    documentation: 'Who is signed in at the server; NULL where nobody is.',
    example: { sql: 'CURRENT_USER', result: 'reporting' },
    signatures: [signature('', textType)],
    nulls: 'native',
    mayBeNull: true,
  },
  {
    name: 'VERSION',
    category: 'system',
    documentation: 'The dialect’s name.',
    example: { sql: 'VERSION()', result: 'QLSQL on MongoDB' },
    signatures: [signature('', textType)],
    nulls: 'native',
    evaluate: () => 'QLSQL on MongoDB',
  },
];
