// The tables that the statements of several files of cases read.
const day = (text) => ({ $date: { $numberLong: String(Date.parse(text)) } });

export const fruit = {
  name: 'fruit',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'name', type: 'text' },
    { name: 'price', type: 'numeric' },
    { name: 'weight', type: 'double precision' },
    { name: 'ripe', type: 'boolean' },
    { name: 'picked', type: 'date' },
    { name: 'tags', type: 'text[]' },
    { name: 'a.b', type: 'integer' },
    { name: '$c', type: 'text' },
  ],
  primaryKey: ['id'],
  docs: [
    {
      id: 1,
      name: 'apple',
      price: { $numberDecimal: '1.25' },
      weight: 0.1,
      ripe: true,
      picked: { $date: { $numberLong: '1704067200000' } },
      tags: ['red', 'sweet'],
      'a.b': 7,
      $c: '$name',
    },
    {
      id: 2,
      name: null,
      price: null,
      weight: { $numberDouble: 'NaN' },
      ripe: null,
      picked: null,
      tags: null,
      'a.b': null,
      $c: null,
    },
    {
      id: 3,
      name: '$name',
      price: { $numberDecimal: '2.50' },
      weight: 2.5,
      ripe: false,
      picked: { $date: { $numberLong: '1706659200000' } },
      tags: [],
      'a.b': 3,
      $c: 'x',
    },
    {
      id: 4,
      name: 'fig',
      price: { $numberDecimal: '2.5' },
      weight: { $numberDouble: '3.0' },
      ripe: true,
      picked: { $date: { $numberLong: '1706659200000' } },
      tags: ['sweet'],
      'a.b': 7,
      $c: 'y',
    },
  ],
};

export const label = {
  name: 'label',
  columns: [
    { name: 'no', type: 'integer', notNull: true },
    { name: 'text', type: 'text' },
    { name: 'pattern', type: 'text' },
    { name: 'wild', type: 'text' },
    { name: 'wilds', type: 'text[]' },
  ],
  docs: [
    { no: 1, text: 'abc', pattern: '^a[b$]', wild: 'a%', wilds: ['%z', 'a_c'] },
    { no: 2, text: 'a%c', pattern: '\\mA|c$', wild: 'a!%(b|c)', wilds: ['a\\%c', null] },
    { no: 3, text: 'x_y 9', pattern: '\\w+\\M', wild: 'x[_a-z]y%', wilds: [] },
    { no: 4, text: null, pattern: 'a', wild: '%', wilds: ['%'] },
    { no: 5, text: 'b', pattern: null, wild: null, wilds: null },
  ],
};

export const crate = {
  name: 'crate',
  columns: [
    { name: 'no', type: 'integer', notNull: true },
    { name: 'fruit_id', type: 'integer' },
    { name: 'count', type: 'integer' },
  ],
  docs: [
    { no: 1, fruit_id: 1, count: 10 },
    { no: 2, fruit_id: 1, count: null },
    { no: 3, fruit_id: null, count: 5 },
    { no: 4, fruit_id: 9, count: 0 },
  ],
};

// a column that is computed from the others
export const box = {
  name: 'box',
  columns: [
    { name: 'no', type: 'integer', notNull: true },
    { name: 'wide', type: 'integer' },
    { name: 'high', type: 'integer' },
    { name: 'area', type: 'integer', generated: 'wide * high' },
  ],
  primaryKey: ['no'],
  docs: [
    { no: 1, wide: 2, high: 3, area: 6 },
    { no: 2, wide: 4, high: null, area: null },
  ],
};

// for statements made up by chance: NULL and missing fields, duplicates, negative numbers, texts
export const pair = {
  name: 'pair',
  columns: [
    { name: 'a', type: 'integer' },
    { name: 'b', type: 'integer' },
    { name: 't', type: 'text' },
    { name: 'd', type: 'date' },
  ],
  docs: [
    { a: 1, b: 2, t: 'a', d: day('2024-01-31') },
    { a: 1, b: -3, t: 'b', d: day('2024-02-29') },
    { a: 2, b: null, t: 'ab', d: day('2023-12-31') },
    { a: 5, b: 5, t: 'B', d: null },
    { a: null, b: 0, t: null, d: day('2024-01-31') },
    { a: -3, t: '' },
    { a: 1, b: 2, t: 'a', d: day('2024-01-31') },
    { b: 7, d: day('2024-12-25') },
  ],
};

export const tag = {
  name: 'tag',
  columns: [
    { name: 'a', type: 'integer' },
    { name: 'n', type: 'integer' },
    { name: 't', type: 'text' },
  ],
  docs: [
    { a: 1, n: 1, t: 'a' },
    { a: 1, n: 7, t: null },
    { a: 2, n: -3, t: 'B' },
    { a: null, n: 5, t: 'ab' },
    { n: 2, t: 'a' },
    { a: 7, n: 0, t: '' },
  ],
};

export const ride = {
  name: 'ride',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'line', type: 'text' },
    { name: 'leaves', type: 'time without time zone' },
    { name: 'lasts', type: 'interval' },
    { name: 'stops', type: 'integer[]' },
    { name: 'grid', type: 'integer[]' },
    { name: 'weight', type: 'double precision' },
    { name: 'seats', type: 'integer' },
  ],
  primaryKey: ['id'],
  docs: [
    {
      id: 1,
      line: 'north',
      leaves: '06:30:00',
      lasts: '1 day',
      stops: [4, 2, 9],
      grid: [
        [1, 2],
        [3, 4],
      ],
      weight: 100000003.5,
      seats: 2,
    },
    {
      id: 2,
      line: 'north',
      leaves: '07:15:00',
      lasts: '02:30:00',
      stops: [9, null],
      grid: [
        [5, 6],
        [7, 8],
        [9, 10],
      ],
      weight: 100000004.5,
      seats: 1,
    },
    {
      id: 3,
      line: 'south',
      leaves: null,
      lasts: null,
      stops: null,
      grid: null,
      weight: null,
      seats: null,
    },
    {
      id: 4,
      line: 'south',
      leaves: '07:45:00',
      lasts: '1 mon 2 days',
      stops: [],
      grid: [],
      weight: 100000006.5,
      seats: 3,
    },
    {
      id: 5,
      line: null,
      leaves: '09:00:00',
      lasts: '24:00:00',
      stops: [2, 9],
      grid: [[6]],
      weight: 100000007.5,
      seats: 2,
    },
  ],
};

/** Values at the edges of their types. */
export const odd = {
  name: 'odd',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'n', type: 'numeric' },
    { name: 'd', type: 'double precision' },
    { name: 's', type: 'text' },
    { name: 'at', type: 'timestamp without time zone' },
    { name: 'z', type: 'timestamp with time zone' },
    { name: 'ns', type: 'numeric[]' },
    { name: 'words', type: 'text[]' },
  ],
  primaryKey: ['id'],
  docs: [
    {
      id: 1,
      n: { $numberDecimal: '12.50' },
      d: 2.5,
      s: 'null',
      at: day('2000-01-01T13:45:06.789Z'),
      z: day('2024-03-30T23:30:00Z'),
      ns: [{ $numberDecimal: '10' }, { $numberDecimal: '9.99' }, null],
      words: ['b', null, 'a'],
    },
    { id: 2, n: null, d: null, s: null, at: null, z: null, ns: null, words: null },
    {
      id: 3,
      n: { $numberDecimal: 'NaN' },
      d: { $numberDouble: 'NaN' },
      s: 'Zoë ß😀x',
      at: day('2024-12-30T23:59:59.999Z'),
      z: day('2024-10-26T22:30:00Z'),
      ns: [],
      words: [],
    },
    {
      id: 4,
      n: { $numberDecimal: '-0.005' },
      d: { $numberDouble: '-0.0' },
      s: '',
      at: day('2024-02-29T00:00:00Z'),
      z: day('2024-01-31T12:00:00.5Z'),
      ns: [{ $numberDecimal: '1.10' }, { $numberDecimal: '1.1' }],
      words: ['', 'a,b'],
    },
    { id: 5, s: 'line1\nline2' },
  ],
};

// nothing is known of its documents, for there is none yet
export const fresh = {
  name: 'fresh',
  open: true,
  columns: [
    { name: '_id', type: 'integer' },
    { name: 'a', type: 'integer' },
  ],
  primaryKey: ['_id'],
  docs: [],
};

/** Instants at the ends of days, months, quarters and years. */
export const moment = {
  name: 'moment',
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'at', type: 'timestamp without time zone' },
    { name: 'z', type: 'timestamp with time zone' },
  ],
  docs: [
    '2023-12-31T23:59:59.999Z',
    '2024-01-01T00:00:00Z',
    '2024-02-29T12:30:00Z',
    '2024-02-29T23:59:59.999Z',
    '2024-03-01T00:00:00Z',
    '2024-03-31T23:00:00Z',
    '2024-04-01T00:00:00Z',
    '2024-12-30T05:00:00Z',
    '2025-01-01T00:00:00Z',
  ]
    .map((text, index) => ({ id: index + 1, at: day(text), z: day(text) }))
    .concat([{ id: 10 }, { id: 11, at: null, z: null }]),
};
