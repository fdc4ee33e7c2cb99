/**
 * Orders of likelihood, from how SQL is commonly written; what is not listed follows in the alphabet's order. The grammar has said
 * already what may come next: these lists only say which of it comes first.
 */

/** At the start of a statement. */
export const statementOrder: readonly string[] = [
  ...['SELECT', 'WITH', 'INSERT INTO', 'UPDATE', 'DELETE FROM', 'EXPLAIN'],
];

/** Behind an operand, a table or a whole clause. */
export const goingOnOrder: readonly string[] = [
  ...['THEN', 'END', 'WHEN', 'ELSE', 'BY', 'FROM', 'ON', 'WHERE', 'AND', 'ORDER BY', 'AS'],
  ...['GROUP BY', 'JOIN', 'IS', 'DESC', 'LEFT', 'OVER', 'IN', 'LIMIT', 'OR', 'HAVING', 'NOT'],
  ...['PARTITION BY', 'UNION', 'BETWEEN', 'LIKE', 'ASC', 'USING', 'INNER', 'CROSS', 'NULLS', 'FILTER'],
  ...['OFFSET', 'EXCEPT', 'INTERSECT', 'ILIKE', 'FULL', 'RIGHT', 'ROWS', 'RANGE', 'RETURNING', 'SET'],
  ...['SELECT', 'VALUES', 'CONNECTION_POOLS', 'CONNECTION_POOL'],
  ...['NATURAL', 'WINDOW', 'FETCH', 'AT', 'WITHIN', 'SIMILAR', 'COLLATE', 'GROUPS'],
];

/** Where a value may begin. */
export const valueOrder: readonly string[] = [
  ...['SELECT', 'DISTINCT', 'CASE', 'NOT', 'NULL', 'EXISTS', 'INTERVAL', 'DATE', 'CAST', 'EXTRACT', 'TRUE'],
  ...['FALSE', 'ARRAY', 'ANY', 'ALL', 'CURRENT_DATE', 'TIMESTAMP', 'CURRENT_TIMESTAMP', 'SUBSTRING', 'TRIM'],
  ...['POSITION', 'ROW', 'ORDER BY', 'PARTITION BY', 'ROLLUP', 'CUBE', 'GROUPING', 'DEFAULT', 'LATERAL'],
];

/** The types that stand before a constant in quotes, for a place that such a constant follows. */
export const constantOrder: readonly string[] = [
  ...['INTERVAL', 'DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'TIME', 'UUID', 'OBJECTID'],
];

/** Functions where rows are put together: in a select list, HAVING and ORDER BY. */
export const aggregateOrder: readonly string[] = [
  ...['COUNT', 'SUM', 'AVG', 'MAX', 'MIN', 'COALESCE', 'ROUND', 'ROW_NUMBER', 'RANK', 'UPPER'],
  ...['LOWER', 'LENGTH', 'DATE_TRUNC', 'STRING_AGG', 'ARRAY_AGG', 'DENSE_RANK', 'LAG', 'LEAD', 'ABS'],
  ...['CONCAT', 'NULLIF', 'GREATEST', 'LEAST', 'TO_CHAR', 'SUBSTR', 'REPLACE', 'FIRST_VALUE', 'LAST_VALUE'],
  ...['NTILE', 'FLOOR', 'CEIL', 'MOD', 'POWER', 'SQRT', 'NOW', 'DATE_PART', 'AGE', 'SPLIT_PART'],
  ...['BOOL_OR', 'BOOL_AND', 'STDDEV', 'VARIANCE', 'CORR', 'LPAD', 'RPAD', 'REVERSE', 'REPEAT', 'SIGN'],
  ...['TRUNC', 'LEFT', 'RIGHT', 'INITCAP', 'CONCAT_WS', 'REGEXP_REPLACE', 'JSON_BUILD_OBJECT', 'UNNEST'],
];

/** Functions over one row: in WHERE, ON, GROUP BY. */
export const scalarOrder: readonly string[] = [
  ...[
    'COALESCE',
    'LOWER',
    'UPPER',
    'LENGTH',
    'DATE_TRUNC',
    'NOW',
    'ABS',
    'ROUND',
    'NULLIF',
    'SUBSTR',
    'TRIM',
  ],
  ...['GREATEST', 'LEAST', 'CONCAT', 'MOD', 'REPLACE', 'DATE_PART', 'TO_CHAR', 'FLOOR', 'CEIL', 'LEFT'],
  ...['SUBSTRING', 'SPLIT_PART', 'POWER', 'SQRT', 'TRUNC', 'RIGHT', 'LPAD', 'AGE', 'TO_DATE', 'TO_TIMESTAMP'],
  ...['SIGN', 'LN', 'EXP', 'LOG', 'LTRIM', 'RTRIM', 'REVERSE', 'REPEAT', 'INITCAP', 'CONCAT_WS', 'FORMAT'],
  ...['STRPOS', 'REGEXP_REPLACE', 'ARRAY_LENGTH', 'STRING_TO_ARRAY', 'GENERATE_SERIES'],
];

/** Functions before OVER. */
export const windowOrder: readonly string[] = [
  ...['ROW_NUMBER', 'SUM', 'RANK', 'LAG', 'COUNT', 'AVG', 'LEAD', 'DENSE_RANK', 'MAX', 'MIN'],
  ...['FIRST_VALUE', 'LAST_VALUE', 'NTILE', 'PERCENT_RANK', 'CUME_DIST', 'NTH_VALUE'],
];

/** A place in an order as points: the first gets `top`, each next one `step` less, what is not listed 0. */
export function points(order: readonly string[], label: string, top: number, step: number): number {
  const at = order.indexOf(label);
  return at < 0 ? 0 : Math.max(top - at * step, 1 - at / 1000);
}

/** Types as people write them most. */
export const typeOrder: readonly string[] = [
  ...['text', 'integer', 'int', 'numeric', 'date', 'timestamp', 'boolean', 'bigint', 'varchar', 'interval'],
  ...[
    'decimal',
    'timestamptz',
    'float',
    'double precision',
    'time',
    'smallint',
    'jsonb',
    'json',
    'real',
    'uuid',
  ],
];
