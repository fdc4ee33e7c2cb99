import { combinations, differential } from './differential.ts';
import type { Case } from './differential.ts';

// A document's field has no declared type: the value of each row decides. The answers are still PostgreSQL's for values of that type; only
// that integers which outgrow their size become larger ones rather than an error.

const ints = [null, '0', '7', '-13', '40000'];
const decimals = [null, '0.00', '2.5', '-2.5', '0.1', '12345.6789', '1.10'];
const doubles = [null, '2.5', '-2.5', '0.1', '2.675', '123456.789', '33.333333333333336', '1e20'];
const texts = [null, '', 'abc', 'Zoë straße', '12', '%$'];
const timestamps = [null, '2024-02-29 23:59:59.987', '2001-01-01 12:30:05.5', '1999-03-31 10:00:00'];
const intervals = [null, '1 day', '1 month', '-00:00:01', '1 year 2 months 3 days 04:05:06.7'];
const values: Readonly<Record<string, readonly (string | null)[]>> = {
  int: ints,
  numeric: decimals,
  float8: doubles,
};
const numberTypes = Object.keys(values);

const open = (cases: readonly Omit<Case, 'schemaless'>[]): Case[] =>
  cases.map((each) => ({ ...each, schemaless: true }));

differential(
  'values without a known type',
  open([
    ...numberTypes.flatMap((type) => [
      ...['+', '-', '*', '=', '<>', '<', '>='].map((what) => ({
        what,
        types: [type, type],
        rows: combinations(values[type] ?? [], values[type] ?? []),
      })),
      ...['ROUND', 'TRUNC', 'ABS', 'CEIL', 'FLOOR'].map((what) => ({
        what,
        types: [type],
        rows: combinations(values[type] ?? []),
      })),
      { what: 'CAST', types: [type], to: 'text', rows: combinations(values[type] ?? []) },
      { what: '||', types: ['text', type], constant: [0], rows: combinations(['x'], values[type] ?? []) },
      {
        what: 'CAST',
        types: [type],
        to: 'int',
        rows: combinations((values[type] ?? []).filter((each) => each !== '1e20')),
      },
      { what: 'CAST', types: [type], to: 'float8', rows: combinations(values[type] ?? []) },
    ]),
    // A literal is numeric: beside a double it counts as one.
    ...['=', '<', '*', '+'].map((what) => ({
      what,
      types: ['float8', 'numeric'],
      constant: [1],
      rows: combinations(doubles, ['0.1', '2.5', '0']),
    })),
    ...['=', '<', '*', '+'].map((what) => ({
      what,
      types: ['numeric', 'numeric'],
      constant: [1],
      rows: combinations(decimals, ['0.1', '2.5', '0']),
    })),
    { what: 'ROUND', types: ['numeric', 'int'], constant: [1], rows: combinations(decimals, ['1', '2']) },
    {
      what: 'ROUND',
      types: ['float8', 'int'],
      constant: [1],
      sql: 'ROUND(c0::numeric, c1)::float8',
      rows: combinations(doubles, ['1', '2']),
    },
    ...['UPPER', 'LENGTH', 'REVERSE', 'BTRIM'].map((what) => ({
      what,
      types: ['text'],
      rows: combinations(texts),
    })),
    { what: 'CAST', types: ['text'], to: 'int', rows: combinations(texts) },
    { what: '~', types: ['text', 'text'], constant: [1], rows: combinations(texts, ['^a', '\\d']) },
    ...['year', 'month', 'second', 'epoch'].map((field) => ({
      what: 'EXTRACT',
      types: ['text', 'timestamp'],
      constant: [0],
      sql: `EXTRACT(${field} FROM c1)`,
      rows: combinations([field], timestamps),
    })),
    {
      what: 'DATE_TRUNC',
      types: ['text', 'timestamp'],
      constant: [0],
      rows: combinations(['month', 'day'], timestamps),
    },
    { what: '+', types: ['timestamp', 'interval'], constant: [1], rows: combinations(timestamps, intervals) },
    { what: '-', types: ['timestamp', 'interval'], constant: [1], rows: combinations(timestamps, intervals) },
    { what: '-', types: ['timestamp', 'timestamp'], rows: combinations(timestamps, timestamps) },
    { what: 'AGE', types: ['timestamp', 'timestamp'], rows: combinations(timestamps, timestamps) },
    { what: 'CAST', types: ['timestamp'], to: 'date', rows: combinations(timestamps) },
    { what: 'CAST', types: ['timestamp'], to: 'text', rows: combinations(timestamps) },
    {
      what: 'TO_CHAR',
      types: ['timestamp', 'text'],
      constant: [1],
      rows: combinations(timestamps, ['YYYY-MM', 'FMMonth DD']),
    },
    ...['=', '<'].map((what) => ({ what, types: ['text', 'text'], rows: combinations(texts, texts) })),
    { what: 'GREATEST', types: ['int', 'int'], rows: combinations(ints, ints) },
    { what: 'CARDINALITY', types: ['int[]'], rows: combinations([null, '{}', '{1,2}']) },
    {
      what: 'ARRAY_TO_STRING',
      types: ['int[]', 'text'],
      constant: [1],
      rows: combinations([null, '{}', '{1,2}'], [',']),
    },
  ]),
);
