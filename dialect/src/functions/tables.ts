import type { SqlType } from '../catalog/types.ts';
import type { SetFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { numberType, plainType } from './type-rules.ts';
import { arrayOf, intType, jsonType, textType, timestamptzType, unknownType } from './values.ts';

const elementOf = (type: SqlType | undefined): SqlType => {
  // UNNEST goes through all dimensions.
  const element = type?.element ?? unknownType;
  return element.name === 'array' ? elementOf(element) : plainType(element);
};

/** The type of a series: that of its bounds; days become timestamps, as the step is an interval. */
function seriesType(types: readonly SqlType[]): SqlType {
  const [start = unknownType, stop = unknownType, step] = types;
  if (step?.name === 'interval') return start.name === 'timestamp' ? start : timestamptzType;
  if (start.name === 'unknown' || stop.name === 'unknown') return intType;
  return numberType(start, numberType(stop, step ?? intType));
}

/** Functions that give rows: in FROM, or in a select list. */
export const tableFunctions: readonly SetFunction[] = [
  {
    name: 'UNNEST',
    category: 'table',
    documentation:
      'A row for each element of an array; of several arrays side by side, NULL where one is shorter.',
    example: { sql: "SELECT * FROM UNNEST(ARRAY['a', 'b']) AS t(x)", result: 'a, b' },
    signatures: [signature('arrays array…', (types) => elementOf(types[0]), 'a row for each element')],
    columns: (types) =>
      types.map((type, index) => ({
        name: index === 0 ? 'unnest' : `unnest${index + 1}`,
        type: elementOf(type),
      })),
  },
  {
    name: 'GENERATE_SERIES',
    category: 'table',
    documentation:
      'A row for each value from the first to the last, a step (1) apart: numbers, or timestamps with an interval, whose days are those of a time zone (UTC).',
    example: { sql: 'SELECT * FROM GENERATE_SERIES(1, 3)', result: '1, 2, 3' },
    signatures: [
      signature('start number, stop number, [step number]', seriesType, 'a row for each value'),
      signature(
        'start datetime, stop datetime, step interval, [zone text]',
        seriesType,
        'a row for each value',
      ),
    ],
    columns: (types) => [{ name: 'generate_series', type: seriesType(types) }],
  },
  {
    name: 'GENERATE_SUBSCRIPTS',
    category: 'table',
    documentation: 'A row for each subscript of an array, counted from 0 as subscripts are.',
    example: { sql: "SELECT * FROM GENERATE_SUBSCRIPTS(ARRAY['a', 'b'], 1)", result: '0, 1' },
    signatures: [signature('array, dimension integer', intType)],
    columns: () => [{ name: 'generate_subscripts', type: intType }],
  },
  {
    name: 'REGEXP_SPLIT_TO_TABLE',
    category: 'table',
    documentation: 'A row for each part of a text between the matches of a regular expression.',
    example: { sql: "SELECT * FROM REGEXP_SPLIT_TO_TABLE('a b', ' ')", result: 'a, b' },
    signatures: [signature('text, pattern text, [flags text]', textType)],
    columns: () => [{ name: 'regexp_split_to_table', type: textType }],
  },
  {
    name: 'STRING_TO_TABLE',
    category: 'table',
    documentation:
      'A row for each part of a text between separators; those equal to the third text become NULL.',
    example: { sql: "SELECT * FROM STRING_TO_TABLE('a,b', ',')", result: 'a, b' },
    signatures: [signature('text, separator text, [null text]', textType)],
    columns: () => [{ name: 'string_to_table', type: textType }],
  },
  {
    name: 'REGEXP_MATCHES',
    category: 'table',
    documentation:
      'The groups of the first match of a regular expression as an array; with the flag g, a row for each match.',
    example: { sql: "SELECT REGEXP_MATCHES('a1', '(.)(.)')", result: '{a,1}' },
    signatures: [signature('text, pattern text, [flags text]', arrayOf(textType))],
    columns: () => [{ name: 'regexp_matches', type: arrayOf(textType) }],
  },
  {
    name: 'JSON_ARRAY_ELEMENTS',
    aliases: ['JSONB_ARRAY_ELEMENTS'],
    category: 'table',
    documentation: 'A row for each element of a JSON array.',
    example: { sql: "SELECT * FROM JSON_ARRAY_ELEMENTS('[1, 2]')", result: '1, 2' },
    signatures: [signature('array document', jsonType, 'a row for each element')],
    columns: () => [{ name: 'value', type: jsonType }],
  },
  {
    name: 'JSON_ARRAY_ELEMENTS_TEXT',
    aliases: ['JSONB_ARRAY_ELEMENTS_TEXT'],
    category: 'table',
    documentation: 'A row for each element of a JSON array, as text.',
    example: { sql: `SELECT * FROM JSON_ARRAY_ELEMENTS_TEXT('["a", 2]')`, result: 'a, 2' },
    signatures: [signature('array document', textType)],
    columns: () => [{ name: 'value', type: textType }],
  },
  {
    name: 'JSONB_PATH_QUERY',
    category: 'table',
    documentation: 'A row for each item at a path of a document.',
    example: {
      sql: `SELECT * FROM JSONB_PATH_QUERY('{"a": [1, 2]}', '$.a[*]')`,
      result: '1, 2',
    },
    signatures: [
      signature('document, path text, [vars document], [silent boolean]', jsonType, 'a row for each item'),
    ],
    columns: () => [{ name: 'jsonb_path_query', type: jsonType }],
  },
  {
    name: 'JSON_EACH_TEXT',
    aliases: ['JSONB_EACH_TEXT'],
    category: 'table',
    documentation: 'A row for each field of a document: its name and its value as text.',
    example: { sql: `SELECT * FROM JSON_EACH_TEXT('{"a": 1}')`, result: 'a, 1' },
    signatures: [signature('document', textType)],
    columns: () => [
      { name: 'key', type: textType },
      { name: 'value', type: textType },
    ],
  },
  {
    name: 'JSON_EACH',
    aliases: ['JSONB_EACH'],
    category: 'table',
    documentation: 'A row for each field of a document: its name and its value.',
    example: { sql: `SELECT * FROM JSON_EACH('{"a": 1}')`, result: 'a, 1' },
    signatures: [signature('document', jsonType, 'a row for each field')],
    columns: () => [
      { name: 'key', type: textType },
      { name: 'value', type: jsonType },
    ],
  },
  {
    name: 'JSON_TO_RECORDSET',
    aliases: ['JSONB_TO_RECORDSET'],
    category: 'table',
    documentation:
      'A row for each document of an array: the columns that the alias lists are its fields, cast to their types.',
    example: {
      sql: `SELECT * FROM JSON_TO_RECORDSET('[{"a": 1}, {"a": "2"}]') AS t(a int)`,
      result: '1, 2',
    },
    signatures: [signature('array document', unknownType, 'a row for each document')],
    columns: () => [],
    record: true,
  },
  {
    name: 'JSON_TO_RECORD',
    aliases: ['JSONB_TO_RECORD'],
    category: 'table',
    documentation:
      'A document as one row: the columns that the alias lists are its fields, cast to their types.',
    example: {
      sql: `SELECT * FROM JSON_TO_RECORD('{"a": 1, "b": "x"}') AS t(a int, b text)`,
      result: '1, x',
    },
    signatures: [signature('document', unknownType, 'one row')],
    columns: () => [],
    record: true,
  },
  {
    name: 'JSON_OBJECT_KEYS',
    aliases: ['JSONB_OBJECT_KEYS'],
    category: 'table',
    documentation: 'A row for the name of each field of a document.',
    example: { sql: `SELECT * FROM JSON_OBJECT_KEYS('{"a": 1}')`, result: 'a' },
    signatures: [signature('document', textType)],
    columns: () => [{ name: 'json_object_keys', type: textType }],
  },
];
