import { combinations, differential } from './differential.ts';
import type { Case } from './differential.ts';

const words = [
  null,
  '',
  'abc',
  'Hello World',
  'xxhixx',
  'Zoë straße',
  'ДОБРЫЙ день',
  'ÀÉÎ õü ñ',
  '🦆ab',
  ' pad ',
  "it's",
  'a-b-c',
  '%$',
];
const counts = [null, '-20', '-3', '-1', '0', '1', '2', '5', '40'];

const ofText = (...names: readonly string[]): Case[] =>
  names.map((what) => ({ what, types: ['text'], rows: combinations(words) }));

differential('text functions', [
  ...ofText(
    'LENGTH',
    'OCTET_LENGTH',
    'BIT_LENGTH',
    'UPPER',
    'LOWER',
    'INITCAP',
    'REVERSE',
    'BTRIM',
    'LTRIM',
    'RTRIM',
    'QUOTE_LITERAL',
    'QUOTE_IDENT',
    'QUOTE_NULLABLE',
  ),
  ...['BTRIM', 'LTRIM', 'RTRIM'].map((what) => ({
    what,
    types: ['text', 'text'],
    rows: combinations(words, [null, '', 'x', ' ax', 'Ze']),
  })),
  ...['LEFT', 'RIGHT', 'REPEAT'].map((what) => ({
    what,
    types: ['text', 'int'],
    rows: combinations(words, counts),
  })),
  ...['LPAD', 'RPAD'].map((what) => ({ what, types: ['text', 'int'], rows: combinations(words, counts) })),
  ...['LPAD', 'RPAD'].map((what) => ({
    what,
    types: ['text', 'int', 'text'],
    rows: combinations(words, counts, [null, '', 'ab', 'ñ🦆']),
  })),
  { what: 'SUBSTRING', types: ['text', 'int'], rows: combinations(words, counts) },
  {
    what: 'SUBSTRING',
    types: ['text', 'int', 'int'],
    rows: combinations(words, counts, [null, '-1', '0', '1', '3', '30']),
  },
  {
    what: 'SUBSTRING',
    types: ['text', 'int', 'int'],
    constant: [1, 2],
    rows: combinations(words, ['-2', '0', '1', '3'], ['0', '1', '4']),
  },
  {
    what: 'STRPOS',
    types: ['text', 'text'],
    rows: combinations(words, [null, '', 'x', 'o', 'ß', 'ab', 'день']),
  },
  {
    what: 'REPLACE',
    types: ['text', 'text', 'text'],
    rows: combinations(words, [null, '', 'x', '-', 'ab'], [null, '', '++', '$1']),
  },
  {
    what: 'TRANSLATE',
    types: ['text', 'text', 'text'],
    rows: combinations(words, [null, '', 'aeio', 'xhx'], [null, '', 'AE', '12345']),
  },
  {
    what: 'SPLIT_PART',
    types: ['text', 'text', 'int'],
    rows: combinations(words, [null, '', '-', ' ', 'b'], [null, '-2', '-1', '0', '1', '2', '9']),
  },
  {
    what: 'SPLIT_PART',
    types: ['text', 'text', 'int'],
    constant: [1, 2],
    rows: combinations(words, ['-', ' ', ''], ['-2', '1', '2']),
  },
  {
    what: 'OVERLAY',
    types: ['text', 'text', 'int', 'int'],
    sql: 'OVERLAY($1 PLACING $2 FROM $3 FOR $4)',
    rows: combinations(words, ['', 'ZZ'], ['1', '3', '20'], ['0', '1', '4']),
  },
  {
    what: 'OVERLAY',
    types: ['text', 'text', 'int'],
    sql: 'OVERLAY($1 PLACING $2 FROM $3)',
    rows: combinations(words, [null, 'ZZ'], ['1', '3']),
  },
  { what: 'ASCII', types: ['text'], rows: combinations([null, '', 'abc', 'Z', ' ', '~x']) },
  { what: 'ASCII', types: ['text'], foldedOnly: true, rows: combinations(['ñ', '🦆']) },
  { what: 'CHR', types: ['int'], rows: combinations([null, '65', '32', '126', '36']) },
  { what: 'STARTS_WITH', types: ['text', 'text'], rows: combinations(words, [null, '', 'a', 'Hello', 'Zo']) },
  {
    what: 'CONCAT',
    types: ['text', 'int', 'boolean'],
    rows: combinations([null, 'a', ''], [null, '7'], [null, 'true', 'false']),
  },
  {
    what: 'CONCAT_WS',
    types: ['text', 'text', 'text'],
    rows: combinations([null, '', '-'], [null, 'a', ''], [null, 'b', '']),
  },
  {
    what: 'FORMAT',
    types: ['text', 'text', 'int'],
    constant: [0],
    rows: combinations(['%s and %s', '%2$s %1$s %%', '[%10s|%-5s]', '%L %s', '%I-%s'], words, [null, '7']),
  },
  { what: 'MD5', types: ['text'], foldedOnly: true, rows: combinations(words) },
  { what: 'TO_HEX', types: ['int'], rows: combinations([null, '0', '255', '-1234', '2147483647']) },
  {
    what: 'TO_BIN',
    types: ['bigint'],
    rows: combinations([null, '0', '255', '-1234', '9223372036854775807']),
  },
  { what: 'TO_OCT', types: ['int'], rows: combinations([null, '0', '255', '-1234']) },
  { what: '||', types: ['text', 'text'], rows: combinations(words, [null, '', 'x']) },
]);

differential('patterns', [
  {
    what: 'REGEXP_REPLACE',
    types: ['text', 'text', 'text'],
    constant: [1, 2],
    rows: combinations(words, ['[aeo]', 'x+', '(l)(l)', '^.', 'z*$'], ['', '<\\&>', '[\\1]', '$1']),
  },
  {
    what: 'REGEXP_REPLACE',
    types: ['text', 'text', 'text', 'text'],
    constant: [1, 2, 3],
    rows: combinations(words, ['[AEO]', '\\s+', '(.)-', '\\w'], ['', '<\\&>'], ['g', 'i', 'gi']),
  },
  {
    what: 'REGEXP_MATCH',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(words, ['(a)(b)?', 'l+', '^$', '(?:o)\\s*(W)', '[[:upper:]]']),
  },
  {
    what: 'REGEXP_LIKE',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(words, ['^a', 'c$', '\\mHello\\M', '\\d']),
  },
  {
    what: 'REGEXP_COUNT',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(words, ['[a-z]', 'l', ' ']),
  },
  {
    what: 'REGEXP_SUBSTR',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(words, ['[a-z]+', 'l.', ' ']),
  },
  {
    what: 'REGEXP_INSTR',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(words, ['[b-z]+', 'l.', 'ß']),
  },
  {
    what: 'REGEXP_SPLIT_TO_ARRAY',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(words, ['-', '\\s*', 'x|l']),
  },
  {
    what: 'SUBSTRING',
    types: ['text', 'text'],
    sql: 'SUBSTRING($1 FROM $2)',
    constant: [1],
    rows: combinations(words, ['[a-z]+', '(l)l', 'o(.)', 'q']),
  },
  {
    what: '~',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(words, ['^a', 'c$', '[[:alpha:]] ', '\\d', 'H.*d']),
  },
  { what: '!~*', types: ['text', 'text'], constant: [1], rows: combinations(words, ['^A', 'HELLO', 'ß']) },
]);
