import type { SqlType } from '../catalog/types.ts';
import type { SetFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { isInteger, plainType } from './type-rules.ts';
import {
  arrayOf,
  booleanType,
  decimalType,
  documentType,
  doubleType,
  intType,
  longType,
  textType,
  unknownType,
  quotientType,
} from './values.ts';

/** Numbers, or intervals: what can be added up. */
const summed = (returns: (types: readonly SqlType[]) => SqlType, returnsText: string) => [
  signature('value number', returns, returnsText),
  signature('value interval', first),
];

const first = (types: readonly SqlType[]): SqlType => plainType(types[0] ?? unknownType);

/** The type of SUM: integers widen, so that a total does not overflow. */
function sumType(types: readonly SqlType[]): SqlType {
  const type = first(types);
  switch (type.name) {
    case 'int':
      return longType;
    case 'long':
      return decimalType;
    default:
      return type;
  }
}

/** The type of AVG: numeric for integers. */
function averageType(types: readonly SqlType[]): SqlType {
  const type = first(types);
  return isInteger(type) || type.name === 'decimal' ? quotientType : type;
}

/** The type of deviations and variances: numeric, double for doubles. */
function spreadType(types: readonly SqlType[]): SqlType {
  const { name } = types[0] ?? unknownType;
  return name === 'double' || name === 'unknown' ? doubleType : decimalType;
}

const ofOne = (
  name: string,
  documentation: string,
  parameter: string,
  returns: SqlType | ((types: readonly SqlType[]) => SqlType),
  example: { readonly sql: string; readonly result: string },
  { aliases = [], returnsText }: { readonly aliases?: readonly string[]; readonly returnsText?: string } = {},
): SetFunction => ({
  name,
  ...(aliases.length > 0 ? { aliases } : {}),
  category: 'aggregate',
  documentation,
  example,
  signatures: [signature(parameter, returns, returnsText)],
});

const spread = (
  name: string,
  documentation: string,
  result: string,
  aliases: readonly string[] = [],
): SetFunction =>
  ofOne(
    name,
    documentation,
    'value number',
    spreadType,
    { sql: `${name}(price)`, result },
    { aliases, returnsText: 'numeric, double precision for doubles' },
  );

/** A function over pairs of numbers; `result` is that of the pairs (2, 1) and (4, 2). */
const regression = (
  name: string,
  documentation: string,
  result: string,
  returns: SqlType = doubleType,
): SetFunction => ({
  name,
  category: 'aggregate',
  documentation: `${documentation} Pairs with a NULL do not count.`,
  example: { sql: `SELECT ${name}(y, x) FROM (VALUES (2, 1), (4, 2)) AS pairs(y, x)`, result },
  signatures: [signature('y number, x number', returns)],
});

/** Functions over the rows of a group; each may also stand before OVER. */
export const aggregateFunctions: readonly SetFunction[] = [
  {
    name: 'COUNT',
    category: 'aggregate',
    documentation: 'How many rows there are, or in how many of them the value is not NULL.',
    example: { sql: 'COUNT(*)', result: '42' },
    unit: 'rows',
    signatures: [signature('value any', longType)],
    empty: 'zero',
  },
  {
    name: 'SUM',
    category: 'aggregate',
    documentation: 'The sum of the values that are not NULL; NULL where there are none.',
    example: { sql: 'SUM(quantity)', result: '120' },
    signatures: summed(sumType, 'a wider number'),
  },
  {
    name: 'AVG',
    aliases: ['MEAN'],
    category: 'aggregate',
    documentation: 'The mean of the values that are not NULL.',
    example: { sql: 'AVG(price)', result: '19.95' },
    signatures: summed(averageType, 'numeric, double precision for doubles'),
  },
  ofOne('MIN', 'The least of the values.', 'value any', first, { sql: 'MIN(price)', result: '2.50' }),
  ofOne('MAX', 'The greatest of the values.', 'value any', first, { sql: 'MAX(price)', result: '99.00' }),
  ofOne('ANY_VALUE', 'Any one of the values that are not NULL.', 'value any', first, {
    sql: 'ANY_VALUE(city)',
    result: 'Lyon',
  }),
  ofOne(
    'BOOL_AND',
    'Whether the condition holds in every row.',
    'condition boolean',
    booleanType,
    {
      sql: 'BOOL_AND(paid)',
      result: 'false',
    },
    { aliases: ['EVERY'] },
  ),
  ofOne('BOOL_OR', 'Whether the condition holds in some row.', 'condition boolean', booleanType, {
    sql: 'BOOL_OR(paid)',
    result: 'true',
  }),
  ofOne('BIT_AND', 'The bits that all values have.', 'value integer', first, {
    sql: 'BIT_AND(flags)',
    result: '4',
  }),
  ofOne('BIT_OR', 'The bits that some value has.', 'value integer', first, {
    sql: 'BIT_OR(flags)',
    result: '7',
  }),
  ofOne('BIT_XOR', 'The bits that an odd number of values have.', 'value integer', first, {
    sql: 'BIT_XOR(flags)',
    result: '3',
  }),
  spread('STDDEV_SAMP', 'The standard deviation of the values, which are a sample of more.', '12.5', [
    'STDDEV',
  ]),
  spread('STDDEV_POP', 'The standard deviation of the values, which are all that there are.', '12.1'),
  spread('VAR_SAMP', 'The variance of the values, which are a sample of more.', '156.25', ['VARIANCE']),
  spread('VAR_POP', 'The variance of the values, which are all that there are.', '146.41'),
  {
    name: 'STRING_AGG',
    category: 'aggregate',
    documentation:
      'The texts that are not NULL in one, with a separator between them. ORDER BY inside orders them.',
    example: { sql: "STRING_AGG(name, ', ' ORDER BY name)", result: 'Ada, Bruno' },
    signatures: [signature('value text, separator text', textType)],
  },
  {
    name: 'GROUP_CONCAT',
    category: 'aggregate',
    documentation:
      'The texts that are not NULL in one, with a separator between them, a comma where none is given, as in MySQL.',
    example: { sql: 'GROUP_CONCAT(name ORDER BY name)', result: 'Ada,Bruno' },
    signatures: [signature('value text, [separator text]', textType)],
  },
  ofOne(
    'ARRAY_AGG',
    'The values in an array, NULLs included. ORDER BY inside orders them.',
    'value any',
    (types) => arrayOf(types[0] ?? unknownType),
    {
      sql: 'ARRAY_AGG(id ORDER BY id)',
      result: '{1,2,3}',
    },
    { returnsText: 'an array of the type' },
  ),
  ofOne(
    'JSON_AGG',
    'The values in a JSON array, NULLs included.',
    'value any',
    documentType,
    {
      sql: 'JSON_AGG(name)',
      result: '["Ada", "Bruno"]',
    },
    { aliases: ['JSONB_AGG'] },
  ),
  {
    name: 'JSON_OBJECT_AGG',
    aliases: ['JSONB_OBJECT_AGG'],
    category: 'aggregate',
    documentation: 'A document with a field for each row.',
    example: { sql: 'JSON_OBJECT_AGG(sku, price)', result: '{"A1": 2.5}' },
    signatures: [signature('name text, value any', documentType)],
  },
  {
    name: 'PERCENTILE_CONT',
    category: 'aggregate',
    documentation:
      'The value below which a share (0 to 1) of the ordered values lies, interpolated between its neighbours.',
    example: { sql: 'PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY price)', result: '19.5' },
    signatures: [
      signature(
        'share number, [ordered any]',
        (types) => (types[1]?.name === 'interval' ? { name: 'interval' } : doubleType),
        'double precision',
      ),
      signature('shares array, [ordered any]', arrayOf(doubleType)),
    ],
  },
  {
    name: 'PERCENTILE_DISC',
    category: 'aggregate',
    documentation: 'The first of the ordered values at or above a share (0 to 1).',
    example: { sql: 'PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY price)', result: '19' },
    signatures: [
      signature(
        'share number, [ordered any]',
        (types) => plainType(types[1] ?? unknownType),
        'the type that is ordered',
      ),
      signature(
        'shares array, [ordered any]',
        (types) => arrayOf(plainType(types[1] ?? unknownType)),
        'an array of the type that is ordered',
      ),
    ],
  },
  {
    name: 'MODE',
    category: 'aggregate',
    documentation: 'The most frequent of the ordered values; the first of them where several are.',
    example: { sql: 'MODE() WITHIN GROUP (ORDER BY city)', result: 'Lyon' },
    signatures: [signature('[ordered any]', first)],
  },
  ofOne(
    'MEDIAN',
    'The value in the middle of the ordered ones, interpolated between two.',
    'value number',
    doubleType,
    {
      sql: 'MEDIAN(price)',
      result: '19.5',
    },
  ),
  regression('CORR', 'The correlation of two columns, from -1 to 1.', '1'),
  regression('COVAR_POP', 'The covariance of two columns, whose rows are all that there are.', '0.5'),
  regression('COVAR_SAMP', 'The covariance of two columns, whose rows are a sample of more.', '1'),
  { ...regression('REGR_COUNT', 'How many pairs have no NULL.', '2', longType), empty: 'zero' },
  regression('REGR_AVGX', 'The mean of x.', '1.5'),
  regression('REGR_AVGY', 'The mean of y.', '3'),
  regression('REGR_SLOPE', 'The slope of the line that fits best.', '2'),
  regression('REGR_INTERCEPT', 'Where the line that fits best meets the y axis.', '0'),
  regression('REGR_R2', 'The square of the correlation.', '1'),
  regression('REGR_SXX', 'The sum of the squares of x around its mean.', '0.5'),
  regression('REGR_SYY', 'The sum of the squares of y around its mean.', '2'),
  regression('REGR_SXY', 'The sum of the products of x and y around their means.', '1'),
  {
    name: 'GROUPING',
    category: 'aggregate',
    documentation:
      'For ROLLUP, CUBE and GROUPING SETS: a bit for each argument, set where the row is not grouped by it.',
    example: {
      sql: "SELECT GROUPING(region) FROM (VALUES ('north')) AS sales(region) GROUP BY ROLLUP (region) ORDER BY 1",
      result: '0, 1',
    },
    signatures: [signature('columns any…', intType)],
    empty: 'zero',
  },
];
