// The statements of cases/cast.json: values of each type cast to each other that PostgreSQL casts them to; make-cases.mjs adds its answers.

const integerTypes = ['smallint', 'integer', 'bigint'];
const floatTypes = ['real', 'double precision'];
const shortTexts = ['varchar(3)', 'char(4)'];
const textTypes = ['text', ...shortTexts];

/** A type, values of it as text, and the types that they become. */
const perRow = [
  ['boolean', ['true', 'false'], ['integer', ...textTypes]],
  ['smallint', ['-7', '32767', '0'], ['integer', 'bigint', ...floatTypes, 'numeric', ...textTypes]],
  ['integer', ['0', '1', '2147483647'], ['boolean', 'bigint', ...floatTypes, 'numeric', ...textTypes]],
  ['bigint', ['9007199254740993', '-5'], [...floatTypes, 'numeric', ...textTypes]],
  ['real', ['1.5', '-0.1', '1e20'], ['double precision', 'numeric', ...textTypes]],
  ['double precision', ['2.5', '3.5', '1e300', 'NaN', 'Infinity'], ['numeric', ...textTypes]],
  ['numeric', ['2.50', '-0.5', '12345678901234567890', 'NaN'], [...floatTypes, ...textTypes]],
  ['text', [' 42 ', '1.5'], [...floatTypes, 'numeric', ...shortTexts, 'interval', 'numeric(5,2)']],
  ['varchar(3)', ['abcdef', '42'], textTypes],
  ['char(4)', ['ab', '1'], textTypes],
  ['date', ['2024-02-29'], [...textTypes, 'timestamp', 'timestamptz']],
  [
    'timestamp',
    ['2024-02-29 10:20:30.5', '0001-01-01 00:00:00'],
    [...textTypes, 'date', 'timestamptz', 'time'],
  ],
  ['timestamptz', ['2024-02-29 10:20:30+02'], [...textTypes, 'date', 'timestamp', 'time']],
  ['time', ['10:20:30.25', '24:00'], [...textTypes, 'interval']],
  ['interval', ['1 year 2 days 03:04:05', '-1 hour'], [...textTypes, 'time']],
  ['numeric(5,2)', ['12.345'], [...integerTypes, ...floatTypes, 'numeric', ...textTypes, 'numeric(5,2)']],
  ['text', ['t', 'yes'], ['boolean', ...shortTexts]],
  ['text', ['2024-02-29 10:20'], [...shortTexts, 'date', 'timestamp', 'timestamptz']],
  ['text', ['10:20', '1 day'], [...shortTexts, 'interval']],
  ['text', ['{1,2}'], shortTexts],
  ['bigint', ['12', '-5'], ['smallint', 'integer', ...floatTypes, 'numeric', ...textTypes, 'numeric(5,2)']],
  [
    'integer',
    ['0', '1'],
    ['boolean', 'smallint', 'bigint', ...floatTypes, 'numeric', ...textTypes, 'numeric(5,2)'],
  ],
  ['numeric', ['2.50', '-0.5'], [...integerTypes, ...floatTypes, ...textTypes, 'numeric(5,2)']],
  [
    'double precision',
    ['2.5', '3.5', '-0.1'],
    [...integerTypes, 'real', 'numeric', ...textTypes, 'numeric(5,2)'],
  ],
  [
    'varchar(3)',
    ['42'],
    [...integerTypes, ...floatTypes, 'numeric', ...textTypes, 'interval', 'numeric(5,2)'],
  ],
  [
    'char(4)',
    ['1'],
    ['boolean', ...integerTypes, ...floatTypes, 'numeric', ...textTypes, 'interval', 'numeric(5,2)'],
  ],
];

/** The same, where MongoDB reads no such text for each row. */
const ofConstants = [
  ['text', [' 42 ', '1.5'], ['jsonb']],
  ['uuid', ['f0e4c2f7-6d3b-4a5e-9a7f-2f2f0c5c6d1a'], textTypes],
  ['integer[]', ['{1,NULL,3}', '{}'], [...textTypes, 'text[]']],
  ['text[]', ['{a,"b c",NULL}', '{1,2}'], textTypes],
  ['text', ['2024-02-29 10:20'], ['time']],
  ['text', ['{1,2}'], ['integer[]', 'text[]']],
  ['jsonb', ['12', '-7'], [...integerTypes, ...floatTypes, 'numeric', ...textTypes, 'numeric(5,2)']],
  ['jsonb', ['true', 'false'], ['boolean', ...textTypes]],
  ['date', ['infinity'], [...textTypes, 'timestamp', 'timestamptz']],
  ['varchar(3)', ['42'], ['jsonb']],
  ['char(4)', ['1'], ['jsonb']],
];

const items = (value, types) => types.map((type) => `(${value})::${type}::text`).join(', ');
const texts = (values) => values.map((value) => `('${value}')`).join(', ');

export default {
  tables: {},
  cases: [
    ...[...perRow, ...ofConstants].flatMap(([from, values, types]) =>
      values.map((value) => ({ sql: `SELECT ${items(`'${value}'::${from}`, types)}` })),
    ),
    ...perRow.map(([from, values, types]) => ({
      sql: `SELECT x, ${items(`x::${from}`, types)} FROM (VALUES ${texts(values)}, (NULL)) t(x)`,
    })),
  ],
};
