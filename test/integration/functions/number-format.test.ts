import { combinations, differential } from './differential.ts';
import type { Case } from './differential.ts';

const values: Readonly<Record<string, readonly string[]>> = {
  numeric: [
    '0',
    '1',
    '-1',
    '12.345',
    '-12.5',
    '0.5',
    '-0.001',
    '99.995',
    '-123456.789',
    '1000000',
    'NaN',
    'inf',
  ],
  float8: [
    '0',
    '2.5',
    '-0.001',
    '0.125',
    '99.995',
    '-123456.789',
    '123456789012345.678',
    '1e20',
    'NaN',
    '-inf',
  ],
  real: ['0', '2.5', '123456.789', '-0.04'],
  int: ['0', '1', '-12', '113', '-2147483'],
  bigint: ['0', '22', '-9223372036854775', '4567890123456789'],
};

const formats = [
  '999',
  '9,990.99',
  '0000.00',
  '90009.09',
  '.99',
  '9G999D9',
  'FM999.99',
  'FM990.990',
  'FM9,999,999.9',
  'S999',
  '999S',
  '9,999.99S',
  'SG999.9',
  '99.9SG',
  '999MI',
  'MI0999.9',
  'FMMI99.9',
  'PL999',
  '99.9PL',
  '999PR',
  'FM999.9PR',
  '9999.99PR',
  'S 9 9 9 . 9',
  '999th',
  'FM9999TH',
  '99V99',
  '9V9S',
  'L999.99',
  '"no. "999 "of \\"all\\""',
  'x9\\"9',
  '"back\\\\"9',
  '9.99EEEE',
  '9EEEE',
  'RN',
  'FMrn',
  '"year "RN',
];

const few = ['90009.09', 'FM990.990', '9,999.99S', '999th', '99V99', '9.99EEEE', 'FMrn'];

differential('TO_CHAR of numbers', [
  ...Object.entries(values).flatMap(([type, texts]): Case[] =>
    (type === 'numeric' || type === 'float8' ? formats : few).map((format) => ({
      what: 'TO_CHAR',
      types: [type, 'text'],
      constant: [1],
      // PostgreSQL has no ordinal of NaN.
      rows: combinations([null, ...texts.filter((text) => text !== 'NaN' || !/th/i.test(format))], [format]),
    })),
  ),
  {
    what: 'TO_CHAR',
    types: ['bigint', 'text'],
    constant: [1],
    rows: combinations(['-9223372036854775808', '9223372036854775807'], ['S9999999999999999999', '9EEEE']),
  },
  // A field's values decide by their type.
  ...['FM9,990.99', '999.99S', '9.9EEEE'].flatMap((format): Case[] =>
    ['numeric', 'float8', 'int'].map((type) => ({
      what: 'TO_CHAR',
      types: [type, 'text'],
      constant: [1],
      rows: combinations([null, '0', '12', '-113'], [format]),
      schemaless: true,
    })),
  ),
  // What contradicts itself is an error.
  {
    what: 'TO_CHAR',
    types: ['numeric', 'text'],
    foldedOnly: true,
    rows: combinations(['1'], ['S9S', 'S9MI', '9PR9', '9.9.9', '9V9.9', 'FM9EEEE', '9EEEE9', 'RN.RN']),
  },
]);
