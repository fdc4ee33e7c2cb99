import { combinations, differential } from './differential.ts';
import type { Case } from './differential.ts';

const ints = [null, '0', '1', '-1', '7', '-13', '12345', '2147483647', '-2147483648'];
const longs = [null, '0', '-5', '4567890123456789', '-9007199254740993', '9223372036854770000'];
const decimals = [
  null,
  '0',
  '0.00',
  '2.5',
  '-2.5',
  '0.1',
  '0.2',
  '3.14159',
  '-0.005',
  '12345.6789',
  '1.10',
  '99999999999999999999.99',
];
const doubles = [
  null,
  '0',
  '2.5',
  '-2.5',
  '0.1',
  '0.2',
  '2.675',
  '1.005',
  '-7.25',
  '123456.789',
  '1e15',
  '1.5e100',
  '1e-7',
  '0.0001',
  '33.333333333333336',
];
const small = [null, '0', '1', '-1', '2', '3', '10'];

const of = (type: string): readonly (string | null)[] =>
  ({ int: ints, bigint: longs, numeric: decimals, float8: doubles })[type] ?? [];

const types = ['int', 'bigint', 'numeric', 'float8'];
const pairs = types.flatMap((left) => types.map((right) => [left, right] as const));

// PostgreSQL raises an error where the dialect gives NULL: division by zero.
const nonZero = (values: readonly (string | null)[]) =>
  values.filter((value) => value === null || Number(value) !== 0);

differential('arithmetic', [
  ...pairs.flatMap(([left, right]): Case[] =>
    ['+', '-', '*'].map((what) => ({ what, types: [left, right], rows: combinations(of(left), of(right)) })),
  ),
  ...pairs.map(([left, right]): Case => ({
    what: '/',
    types: [left, right],
    rows: combinations(of(left), nonZero(of(right))),
  })),
  ...pairs
    .filter(([left, right]) => left !== 'float8' && right !== 'float8')
    .map(([left, right]): Case => ({
      what: '%',
      types: [left, right],
      rows: combinations(of(left), nonZero(of(right))),
    })),
  ...types.map((type): Case => ({ what: '-', types: [type], rows: combinations(of(type)) })),
  ...['&', '|', '#'].flatMap((what): Case[] => [
    { what, types: ['int', 'int'], rows: combinations(ints, ints) },
    { what, types: ['bigint', 'bigint'], rows: combinations(longs, longs) },
  ]),
  { what: '<<', types: ['int', 'int'], rows: combinations([null, '1', '-13', '5'], [null, '0', '2', '8']) },
  { what: '>>', types: ['int', 'int'], rows: combinations(ints, [null, '0', '2', '8']) },
  { what: '~', types: ['int'], rows: combinations(ints) },
  { what: '^', types: ['int', 'int'], rows: combinations(small, ['0', '1', '2', '3']) },
  { what: '^', types: ['float8', 'float8'], rows: combinations(['0.5', '2', '9'], ['0', '0.5', '-1', '2']) },
]);

differential('functions of numbers', [
  ...['ABS', 'SIGN', 'CEIL', 'FLOOR', 'ROUND', 'TRUNC'].flatMap((what): Case[] =>
    ['int', 'numeric', 'float8'].map((type) => ({
      what,
      types: [type],
      rows: combinations(type === 'int' ? ints.filter((n) => n !== '-2147483648') : of(type)),
    })),
  ),
  ...['ROUND', 'TRUNC'].flatMap((what): Case[] =>
    ['-2', '0', '1', '2', '5'].flatMap((digits): Case[] => [
      { what, types: ['numeric', 'int'], constant: [1], rows: combinations(decimals, [digits]) },
      { what, types: ['int', 'int'], constant: [1], rows: combinations(ints, [digits]) },
      {
        what,
        types: ['float8', 'int'],
        constant: [1],
        sql: `${what}(c0::numeric, c1)::float8`,
        rows: combinations(
          doubles.filter((n) => n !== '1.5e100'),
          [digits],
        ),
      },
    ]),
  ),
  { what: 'ROUND', types: ['numeric', 'int'], rows: combinations(decimals, [null, '-2', '0', '2']) },
  { what: 'MOD', types: ['int', 'int'], rows: combinations(ints, nonZero(small)) },
  { what: 'MOD', types: ['numeric', 'numeric'], rows: combinations(decimals, ['0.7', '-3', '2.5']) },
  { what: 'DIV', types: ['numeric', 'numeric'], rows: combinations(decimals, ['0.7', '-3', '2.5']) },
  {
    what: 'POWER',
    types: ['float8', 'float8'],
    rows: combinations(['0', '0.5', '2', '10'], ['0', '0.5', '3']),
  },
  { what: 'POWER', types: ['int', 'int'], rows: combinations(small, ['0', '1', '2', '3']) },
  { what: 'SQRT', types: ['float8'], rows: combinations([null, '0', '2', '144', '-1']) },
  { what: 'SQRT', types: ['numeric'], rows: combinations([null, '0', '2', '144', '-1']) },
  { what: 'CBRT', types: ['float8'], rows: combinations([null, '0', '27', '-8', '2']) },
  { what: 'EXP', types: ['float8'], rows: combinations([null, '0', '1', '-2.5']) },
  { what: 'LN', types: ['float8'], rows: combinations([null, '1', '2', '0.5', '0', '-1']) },
  { what: 'LN', types: ['numeric'], rows: combinations([null, '1', '2', '0.5', '0', '-1']) },
  { what: 'LOG', types: ['float8'], rows: combinations([null, '1', '100', '0.5']) },
  { what: 'LOG', types: ['numeric', 'numeric'], rows: combinations(['2', '10'], ['64', '3', '100']) },
  ...['SIN', 'COS', 'TAN', 'ATAN', 'SINH', 'COSH', 'TANH', 'ASINH', 'DEGREES', 'RADIANS', 'COT'].map(
    (what): Case => ({ what, types: ['float8'], rows: combinations([null, '0.5', '1', '-2']) }),
  ),
  ...['ASIN', 'ACOS', 'ATANH'].map((what): Case => ({
    what,
    types: ['float8'],
    rows: combinations([null, '0.5', '-0.25', '2']),
  })),
  ...['SIND', 'COSD', 'TAND', 'ATAND'].map((what): Case => ({
    what,
    types: ['float8'],
    rows: combinations([null, '30', '45', '-60']),
  })),
  { what: 'ATAN2', types: ['float8', 'float8'], rows: combinations(['1', '-2'], ['1', '3']) },
  { what: 'GCD', types: ['int', 'int'], rows: combinations(['0', '12', '-18', '7', null], ['18', '0', '5']) },
  { what: 'LCM', types: ['int', 'int'], rows: combinations(['0', '12', '-18', '7', null], ['18', '0', '5']) },
  { what: 'FACTORIAL', types: ['bigint'], rows: combinations([null, '0', '1', '5', '20']) },
  {
    what: 'WIDTH_BUCKET',
    types: ['numeric', 'numeric', 'numeric', 'int'],
    rows: combinations(['-1', '0', '5.35', '9.99', '10', '11', null], ['0'], ['10'], ['5', '3']),
  },
  {
    what: 'WIDTH_BUCKET',
    types: ['float8', 'float8', 'float8', 'int'],
    rows: combinations(['-1', '0', '5.35', '10', '11'], ['10'], ['0'], ['5']),
  },
  { what: 'GREATEST', types: ['int', 'int', 'int'], rows: combinations(small, small, [null, '2']) },
  { what: 'LEAST', types: ['numeric', 'int'], rows: combinations(decimals, small) },
  { what: 'GREATEST', types: ['numeric', 'float8'], rows: combinations(decimals, doubles) },
  { what: 'NULLIF', types: ['int', 'int'], rows: combinations(small, small) },
  { what: 'COALESCE', types: ['int', 'int'], rows: combinations(small, small) },
]);

differential(
  'comparisons of numbers',
  pairs.flatMap(([left, right]): Case[] =>
    ['=', '<>', '<', '>='].map((what) => ({
      what,
      types: [left, right],
      rows: combinations(of(left), of(right)),
    })),
  ),
);

differential('numbers as text and as each other', [
  ...types.map((type): Case => ({ what: 'CAST', types: [type], to: 'text', rows: combinations(of(type)) })),
  {
    what: 'CAST',
    types: ['float8'],
    to: 'text',
    rows: combinations([
      '1234567.125',
      '123456789012345680',
      '1e14',
      '0.00001234',
      '-1.7976931348623157e308',
      '5e-300',
      '100',
      '-0.5',
      '0.30000000000000004',
      '1234567890123456',
      'NaN',
      'Infinity',
      '-Infinity',
      '4.35',
    ]),
  },
  {
    what: 'CAST',
    types: ['numeric'],
    to: 'text',
    rows: combinations(['0.0000001', '1000000000000000000000', '-0.00000012300', 'NaN', '123000.00']),
  },
  { what: '||', types: ['text', 'float8'], rows: combinations(['x'], doubles) },
  ...types.flatMap((from) =>
    types.map((to): Case => ({ what: 'CAST', types: [from], to, rows: combinations(of(from)) })),
  ),
  ...['int', 'bigint', 'numeric', 'float8', 'smallint', 'numeric(6, 2)', 'boolean'].map((to): Case => ({
    what: 'CAST',
    types: ['text'],
    to,
    rows: combinations([
      null,
      '',
      '12',
      ' 7 ',
      '-3',
      '1.5',
      'abc',
      '99999999999',
      '1e3',
      '12345.678',
      't',
      'off',
    ]),
  })),
  { what: 'CAST', types: ['numeric'], to: 'numeric(8, 1)', rows: combinations(decimals) },
  { what: 'CAST', types: ['float8'], to: 'numeric(10, 2)', rows: combinations(doubles) },
  { what: 'CAST', types: ['int'], to: 'boolean', rows: combinations(ints) },
  { what: 'CAST', types: ['boolean'], to: 'int', rows: combinations([null, 'true', 'false']) },
  { what: 'CAST', types: ['boolean'], to: 'text', rows: combinations([null, 'true', 'false']) },
  { what: 'CAST', types: ['text'], to: 'varchar(3)', rows: combinations([null, '', 'ab', 'Zoë!']) },
]);
