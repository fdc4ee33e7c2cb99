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

/** Of the words that may stand for a value, those that a row has which is written out. */
export const writtenOrder: readonly string[] = ['DEFAULT', 'NULL'];

/** Where the bound of a window's frame may begin. */
export const boundOrder: readonly string[] = ['BETWEEN', 'UNBOUNDED', 'CURRENT'];

/** The types that stand before a constant in quotes, for a place that such a constant follows. */
export const constantOrder: readonly string[] = [
  ...['INTERVAL', 'DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'TIME', 'UUID', 'OBJECTID'],
];

/** Functions as often as people call them, aggregates and window functions among them. */
export const functionOrder: readonly string[] = `
  COUNT SUM AVG MAX MIN COALESCE ROUND ROW_NUMBER RANK UPPER LOWER LENGTH DATE_TRUNC NOW STRING_AGG ARRAY_AGG DENSE_RANK LAG LEAD ABS
  CONCAT NULLIF GREATEST LEAST TO_CHAR SUBSTR TRIM REPLACE MOD DATE_PART SUBSTRING FIRST_VALUE LAST_VALUE NTILE FLOOR CEIL LEFT POWER
  SQRT AGE SPLIT_PART TRUNC RIGHT LPAD TO_DATE TO_TIMESTAMP GENERATE_SERIES UNNEST REGEXP_REPLACE REVERSE REPEAT CONCAT_WS LTRIM RTRIM
  INITCAP STDDEV VARIANCE BOOL_OR BOOL_AND RPAD STRPOS SIGN LN EXP LOG RANDOM FORMAT ARRAY_LENGTH STRING_TO_ARRAY ARRAY_TO_STRING
  POSITION JSON_BUILD_OBJECT JSON_AGG PERCENTILE_CONT GROUPING CORR STDDEV_SAMP STDDEV_POP VAR_SAMP VAR_POP MEDIAN MODE GROUP_CONCAT
  IF IFNULL PI SIN COS TAN DEGREES RADIANS ATAN2 ASCII CHR TRANSLATE MD5 CARDINALITY ARRAY_APPEND ARRAY_POSITION ARRAY_CONTAINS ARRAY_CAT
  ARRAY_REMOVE PERCENT_RANK CUME_DIST NTH_VALUE PERCENTILE_DISC ANY_VALUE EVERY REGEXP_MATCHES REGEXP_MATCH REGEXP_SPLIT_TO_ARRAY
  REGEXP_LIKE REGEXP_COUNT REGEXP_SPLIT_TO_TABLE MAKE_DATE MAKE_INTERVAL DATE_DIFF DATE_ADD YEAR MONTH DAY HOUR LAST_DAY TO_NUMBER
  JSONB_BUILD_OBJECT JSONB_AGG JSON_OBJECT_AGG TO_JSONB TO_JSON JSON_ARRAY_LENGTH JSON_ARRAY_ELEMENTS JSONB_SET JSON_VALUE
  OVERLAY STARTS_WITH OCTET_LENGTH DIV LOG10 CBRT WIDTH_BUCKET BIT_AND BIT_OR REGR_SLOPE REGR_INTERCEPT COVAR_POP COVAR_SAMP
  ASIN ACOS ATAN COT QUOTE_LITERAL QUOTE_IDENT TO_HEX GCD LCM FACTORIAL PG_TYPEOF
`
  .trim()
  .split(/\s+/);

/** Functions before OVER: those of windows, among aggregates that are often summed up along one. */
export const windowOrder: readonly string[] = [
  ...['ROW_NUMBER', 'SUM', 'RANK', 'LAG', 'COUNT', 'AVG', 'LEAD', 'DENSE_RANK', 'MAX', 'MIN'],
  ...['FIRST_VALUE', 'LAST_VALUE', 'NTILE', 'PERCENT_RANK', 'CUME_DIST', 'NTH_VALUE', ...functionOrder],
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
