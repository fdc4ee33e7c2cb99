import { combinations, differential } from './differential.ts';
import type { Case } from './differential.ts';

const arrays = [null, '{}', '{1,2,3}', '{3,NULL,1,3}', '{NULL}', '{-5}'];
const texts = [null, '{}', '{a,b}', '{"a b",NULL,"",c}', '{"x\\"y",null}', '{"NULL"}'];
const ints = [null, '1', '3', '9'];

differential('arrays', [
  { what: 'ARRAY_LENGTH', types: ['int[]', 'int'], constant: [1], rows: combinations(arrays, ['1', '2']) },
  { what: 'ARRAY_LENGTH', types: ['int[]', 'int'], rows: combinations(arrays, ['1']) },
  ...['CARDINALITY', 'ARRAY_NDIMS', 'ARRAY_REVERSE', 'ARRAY_SORT'].map((what): Case => ({
    what,
    types: ['int[]'],
    rows: combinations(arrays),
  })),
  { what: 'ARRAY_UPPER', types: ['int[]', 'int'], constant: [1], rows: combinations(arrays, ['1']) },
  ...['ARRAY_APPEND', 'ARRAY_REMOVE', 'ARRAY_POSITION', 'ARRAY_POSITIONS'].map((what): Case => ({
    what,
    types: ['int[]', 'int'],
    rows: combinations(arrays, ints),
  })),
  { what: 'ARRAY_DIMS', types: ['int[]'], rows: combinations(arrays) },
  { what: 'ARRAY_FILL', types: ['int', 'int[]'], rows: combinations(ints, ['{3}', '{0}']) },
  { what: 'ARRAY_PREPEND', types: ['int', 'int[]'], rows: combinations(ints, arrays) },
  { what: 'ARRAY_REPLACE', types: ['int[]', 'int', 'int'], rows: combinations(arrays, ints, ['7', null]) },
  { what: 'ARRAY_CAT', types: ['int[]', 'int[]'], rows: combinations(arrays, arrays) },
  {
    what: 'TRIM_ARRAY',
    types: ['int[]', 'int'],
    rows: combinations(['{1,2,3}', '{1}', null], ['0', '1', null]),
  },
  ...['||', '=', '<>', '<', '>='].map((what): Case => ({
    what,
    types: ['int[]', 'int[]'],
    rows: combinations(
      arrays.filter((each) => !each?.includes('NULL')),
      arrays.filter((each) => !each?.includes('NULL')),
    ),
  })),
  { what: '||', types: ['int[]', 'int'], rows: combinations(arrays, ints) },
  { what: '||', types: ['int', 'int[]'], rows: combinations(ints, arrays) },
  ...['@>', '<@', '&&'].map((what): Case => ({
    what,
    types: ['int[]', 'int[]'],
    rows: combinations([null, '{}', '{1,2,3}', '{3}', '{7}'], [null, '{}', '{1,3}', '{7,1}']),
  })),
  { what: 'ARRAY_TO_STRING', types: ['int[]', 'text'], rows: combinations(arrays, [null, ',', '']) },
  {
    what: 'ARRAY_TO_STRING',
    types: ['text[]', 'text', 'text'],
    rows: combinations(texts, [', '], ['*', null]),
  },
  {
    what: 'STRING_TO_ARRAY',
    types: ['text', 'text'],
    rows: combinations([null, '', 'a,b,,c', 'abc', '🦆,x'], [null, ',', '', 'b']),
  },
  {
    what: 'STRING_TO_ARRAY',
    types: ['text', 'text', 'text'],
    rows: combinations([null, '', 'a,b,,c'], [','], ['', 'b']),
  },
  ...['int[]', 'text[]', 'boolean[]', 'numeric[]', 'float8[]'].map((type): Case => ({
    what: 'CAST',
    types: [type],
    to: 'text',
    rows: combinations(type === 'text[]' ? texts : type === 'boolean[]' ? [null, '{t,f,NULL}'] : arrays),
  })),
  { what: 'CAST', types: ['int[]'], to: 'text[]', rows: combinations(arrays) },
  {
    what: 'CAST',
    types: ['text'],
    to: 'int[]',
    foldedOnly: true,
    rows: combinations([null, '{1,2}', '{1,x}', '{{1,2},{3,4}}', 'abc']),
  },
]);

differential('conditions on texts', [
  ...['=', '<>', '<', '<=', '>', '>='].map((what): Case => ({
    what,
    types: ['text', 'text'],
    rows: combinations([null, '', 'a', 'B', 'é', '🦆', 'abc'], [null, '', 'a', 'B', 'é', '\uffee']),
  })),
  ...['=', '<', '>='].map((what): Case => ({
    what,
    types: ['boolean', 'boolean'],
    rows: combinations([null, 'true', 'false'], [null, 'true', 'false']),
  })),
  { what: 'GREATEST', types: ['text', 'text'], rows: combinations([null, '', 'a', 'B'], [null, 'b']) },
]);
