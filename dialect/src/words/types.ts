import type { SqlType } from '../catalog/types.ts';

/** What a type is and how documents keep its values; its names are those of casts. */
interface TypeRow {
  readonly documentation: string;
  /** The BSON type that documents keep. */
  readonly bson: string;
  readonly example?: { readonly sql: string; readonly result: string };
}

/** The types that a text can name. */
export const typeRows: Readonly<Record<Exclude<SqlType['name'], 'unknown' | 'null' | 'regex'>, TypeRow>> = {
  boolean: {
    documentation: 'TRUE or FALSE.',
    bson: 'bool',
    example: { sql: "'yes'::boolean", result: 'true' },
  },
  int: {
    documentation:
      'Whole numbers of 32 bits, -2147483648 to 2147483647; smallint has 16. What is larger is an error, and does not wrap.',
    bson: 'int',
    example: { sql: "'42'::integer", result: '42' },
  },
  long: {
    documentation: 'Whole numbers of 64 bits, to 9223372036854775807.',
    bson: 'long',
    example: { sql: '2147483648::bigint', result: '2147483648' },
  },
  double: {
    documentation: 'Binary floating point: about 15 digits, 6 of real. Sums of money belong in numeric.',
    bson: 'double',
    example: { sql: '0.1::float8 + 0.2::float8', result: '0.30000000000000004' },
  },
  decimal: {
    documentation:
      'Decimal numbers as they are written, 34 digits of them. numeric(precision, scale) rounds to scale digits behind the point and refuses more than precision in all.',
    bson: 'decimal',
    example: { sql: '2.345::numeric(10, 2)', result: '2.35' },
  },
  text: {
    documentation:
      'Characters of Unicode, as many as there are. varchar(n) takes n of them at most, a cast to it cuts off the rest; char(n) does not count blanks at the end.',
    bson: 'string',
    example: { sql: "'pipeline'::varchar(4)", result: 'pipe' },
  },
  date: {
    documentation: 'A day without a time. A document keeps it as midnight in UTC.',
    bson: 'date',
    example: { sql: "DATE '2024-02-28' + 1", result: '2024-02-29' },
  },
  timestamp: {
    documentation:
      'A day and a time without a zone, to the millisecond. A document keeps it as if it were UTC.',
    bson: 'date',
    example: { sql: "TIMESTAMP '2024-01-31 12:30' + INTERVAL '1 month'", result: '2024-02-29 12:30:00' },
  },
  timestamptz: {
    documentation:
      'An instant, to the millisecond: shown in UTC, and by AT TIME ZONE on the clock of another zone.',
    bson: 'date',
    example: { sql: "TIMESTAMPTZ '2024-01-01 12:00+02'", result: '2024-01-01 10:00:00+00' },
  },
  time: {
    documentation: 'A time of the day, to the millisecond.',
    bson: 'string',
    example: { sql: "TIME '23:30' + INTERVAL '1 hour'", result: '00:30:00' },
  },
  interval: {
    documentation:
      'A length of time in months, days and milliseconds, which are kept apart: a month is as long as the calendar has it where it is added.',
    bson: 'object',
    example: { sql: "INTERVAL '1 day 2 hours' * 2", result: '2 days 04:00:00' },
  },
  objectId: {
    documentation: 'The identity that MongoDB gives documents: 12 bytes, written as 24 hexadecimal digits.',
    bson: 'objectId',
  },
  uuid: {
    documentation: 'An identity of 16 bytes, written as 32 hexadecimal digits.',
    bson: 'binData',
  },
  binary: {
    documentation: 'Bytes, written as hexadecimal digits behind \\x.',
    bson: 'binData',
  },
  document: {
    documentation:
      'JSON of any kind: members with names, in their order. -> and ->> take members out, @> looks for them; json and jsonb are the same.',
    bson: 'object',
    example: { sql: "'{\"a\": 1}'::jsonb -> 'a'", result: '1' },
  },
  array: {
    documentation: 'Values in their order. Subscripts count from 0, as in MongoDB.',
    bson: 'array',
    example: { sql: "(ARRAY['a', 'b'])[1]", result: 'b' },
  },
};
