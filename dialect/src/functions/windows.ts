import type { SqlType } from '../catalog/types.ts';
import type { SetFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { plainType } from './type-rules.ts';
import { doubleType, intType, longType, unknownType } from './values.ts';

const first = (types: readonly SqlType[]): SqlType => plainType(types[0] ?? unknownType);

function row(
  name: string,
  documentation: string,
  parameters: string,
  returns: SqlType | ((types: readonly SqlType[]) => SqlType),
  sql: string,
  result: string,
): SetFunction {
  return {
    name,
    category: 'window',
    documentation,
    example: { sql, result },
    signatures: [signature(parameters, returns)],
  };
}

/** Functions that stand before OVER (…) only. */
export const windowFunctions: readonly SetFunction[] = [
  row(
    'ROW_NUMBER',
    'The number of the row in its partition, from 1.',
    '',
    longType,
    'ROW_NUMBER() OVER (ORDER BY price)',
    '1',
  ),
  row(
    'RANK',
    'The number of the first row that is equal in the order: 1, 1, 3.',
    '',
    longType,
    'RANK() OVER (ORDER BY price)',
    '1',
  ),
  row(
    'DENSE_RANK',
    'The rank without gaps: 1, 1, 2.',
    '',
    longType,
    'DENSE_RANK() OVER (ORDER BY price)',
    '1',
  ),
  row(
    'PERCENT_RANK',
    'The rank as a share of the other rows: 0 to 1.',
    '',
    doubleType,
    'PERCENT_RANK() OVER (ORDER BY price)',
    '0.25',
  ),
  row(
    'CUME_DIST',
    'The share of rows that come before this one or are equal in the order.',
    '',
    doubleType,
    'CUME_DIST() OVER (ORDER BY price)',
    '0.5',
  ),
  row(
    'NTILE',
    'The number of the bucket, from 1, when the rows are dealt out into so many.',
    'buckets integer',
    intType,
    'NTILE(4) OVER (ORDER BY price)',
    '1',
  ),
  row(
    'LAG',
    'The value in the row that is so many (1) before this one, or the default (NULL) where there is none.',
    'value any, [offset integer], [default any]',
    first,
    'LAG(price) OVER (ORDER BY day)',
    '9.95',
  ),
  row(
    'LEAD',
    'The value in the row that is so many (1) behind this one, or the default (NULL) where there is none.',
    'value any, [offset integer], [default any]',
    first,
    'LEAD(price) OVER (ORDER BY day)',
    '10.95',
  ),
  row(
    'FIRST_VALUE',
    'The value in the first row of the frame.',
    'value any',
    first,
    'FIRST_VALUE(price) OVER (ORDER BY day)',
    '9.95',
  ),
  row(
    'LAST_VALUE',
    'The value in the last row of the frame, which ends at the current row unless the frame says otherwise.',
    'value any',
    first,
    'LAST_VALUE(price) OVER (ORDER BY day)',
    '10.95',
  ),
  row(
    'NTH_VALUE',
    'The value in the row of that number in the frame, counted from 1.',
    'value any, n integer',
    first,
    'NTH_VALUE(price, 2) OVER (ORDER BY day)',
    '10.10',
  ),
];
