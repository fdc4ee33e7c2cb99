// The statements of cases/cast.json: values of each type cast to each other that PostgreSQL casts them to; make-cases.mjs adds its answers.

/** A type, values of it as text, and the types that they become. */
const perRow = [
  ['boolean', ['true', 'false'], ['integer', 'text', 'varchar(3)', 'char(4)']],
  [
    'smallint',
    ['-7', '32767', '0'],
    ['integer', 'bigint', 'real', 'double precision', 'numeric', 'text', 'varchar(3)', 'char(4)'],
  ],
  [
    'integer',
    ['0', '1', '2147483647'],
    ['boolean', 'bigint', 'real', 'double precision', 'numeric', 'text', 'varchar(3)', 'char(4)'],
  ],
  [
    'bigint',
    ['9007199254740993', '-5'],
    ['real', 'double precision', 'numeric', 'text', 'varchar(3)', 'char(4)'],
  ],
  ['real', ['1.5', '-0.1', '1e20'], ['double precision', 'numeric', 'text', 'varchar(3)', 'char(4)']],
  [
    'double precision',
    ['2.5', '3.5', '1e300', 'NaN', 'Infinity'],
    ['numeric', 'text', 'varchar(3)', 'char(4)'],
  ],
  [
    'numeric',
    ['2.50', '-0.5', '12345678901234567890', 'NaN'],
    ['real', 'double precision', 'text', 'varchar(3)', 'char(4)'],
  ],
  [
    'text',
    [' 42 ', '1.5'],
    ['real', 'double precision', 'numeric', 'varchar(3)', 'char(4)', 'interval', 'numeric(5,2)'],
  ],
  ['varchar(3)', ['abcdef', '42'], ['text', 'varchar(3)', 'char(4)']],
  ['char(4)', ['ab', '1'], ['text', 'varchar(3)', 'char(4)']],
  ['date', ['2024-02-29'], ['text', 'varchar(3)', 'char(4)', 'timestamp', 'timestamptz']],
  [
    'timestamp',
    ['2024-02-29 10:20:30.5', '0001-01-01 00:00:00'],
    ['text', 'varchar(3)', 'char(4)', 'date', 'timestamptz', 'time'],
  ],
  ['timestamptz', ['2024-02-29 10:20:30+02'], ['text', 'varchar(3)', 'char(4)', 'date', 'timestamp', 'time']],
  ['time', ['10:20:30.25', '24:00'], ['text', 'varchar(3)', 'char(4)', 'interval']],
  ['interval', ['1 year 2 days 03:04:05', '-1 hour'], ['text', 'varchar(3)', 'char(4)', 'time']],
  [
    'numeric(5,2)',
    ['12.345'],
    [
      'smallint',
      'integer',
      'bigint',
      'real',
      'double precision',
      'numeric',
      'text',
      'varchar(3)',
      'char(4)',
      'numeric(5,2)',
    ],
  ],
  ['text', ['t', 'yes'], ['boolean', 'varchar(3)', 'char(4)']],
  ['text', ['2024-02-29 10:20'], ['varchar(3)', 'char(4)', 'date', 'timestamp', 'timestamptz']],
  ['text', ['10:20', '1 day'], ['varchar(3)', 'char(4)', 'interval']],
  ['text', ['{1,2}'], ['varchar(3)', 'char(4)']],
  [
    'bigint',
    ['12', '-5'],
    [
      'smallint',
      'integer',
      'real',
      'double precision',
      'numeric',
      'text',
      'varchar(3)',
      'char(4)',
      'numeric(5,2)',
    ],
  ],
  [
    'integer',
    ['0', '1'],
    [
      'boolean',
      'smallint',
      'bigint',
      'real',
      'double precision',
      'numeric',
      'text',
      'varchar(3)',
      'char(4)',
      'numeric(5,2)',
    ],
  ],
  [
    'numeric',
    ['2.50', '-0.5'],
    [
      'smallint',
      'integer',
      'bigint',
      'real',
      'double precision',
      'text',
      'varchar(3)',
      'char(4)',
      'numeric(5,2)',
    ],
  ],
  [
    'double precision',
    ['2.5', '3.5', '-0.1'],
    ['smallint', 'integer', 'bigint', 'real', 'numeric', 'text', 'varchar(3)', 'char(4)', 'numeric(5,2)'],
  ],
  [
    'varchar(3)',
    ['42'],
    [
      'smallint',
      'integer',
      'bigint',
      'real',
      'double precision',
      'numeric',
      'text',
      'varchar(3)',
      'char(4)',
      'interval',
      'numeric(5,2)',
    ],
  ],
  [
    'char(4)',
    ['1'],
    [
      'boolean',
      'smallint',
      'integer',
      'bigint',
      'real',
      'double precision',
      'numeric',
      'text',
      'varchar(3)',
      'char(4)',
      'interval',
      'numeric(5,2)',
    ],
  ],
];

/** The same, where MongoDB reads no such text for each row. */
const ofConstants = [
  ['text', [' 42 ', '1.5'], ['jsonb']],
  ['uuid', ['f0e4c2f7-6d3b-4a5e-9a7f-2f2f0c5c6d1a'], ['text', 'varchar(3)', 'char(4)']],
  ['integer[]', ['{1,NULL,3}', '{}'], ['text', 'varchar(3)', 'char(4)', 'text[]']],
  ['text[]', ['{a,"b c",NULL}', '{1,2}'], ['text', 'varchar(3)', 'char(4)']],
  ['text', ['2024-02-29 10:20'], ['time']],
  ['text', ['{1,2}'], ['integer[]', 'text[]']],
  [
    'jsonb',
    ['12', '-7'],
    [
      'smallint',
      'integer',
      'bigint',
      'real',
      'double precision',
      'numeric',
      'text',
      'varchar(3)',
      'char(4)',
      'numeric(5,2)',
    ],
  ],
  ['jsonb', ['true', 'false'], ['boolean', 'text', 'varchar(3)', 'char(4)']],
  ['date', ['infinity'], ['text', 'varchar(3)', 'char(4)', 'timestamp', 'timestamptz']],
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
