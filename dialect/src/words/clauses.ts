import type { WordRow } from './word-row.ts';

const row = (name: string, form: string, documentation: string): WordRow => ({ name, form, documentation });

/** What begins a clause of a query. */
const queryClauses: readonly WordRow[] = [
  row(
    'WITH',
    'WITH name AS (query) SELECT …',
    'Queries by name, which the statement reads as if they were collections; each runs once at most where it is read more than once.',
  ),
  row(
    'RECURSIVE',
    'WITH RECURSIVE name AS (query UNION [ALL] query)',
    'The second query may read the name: it runs over the rows that it gave last until it gives no more.',
  ),
  row(
    'MATERIALIZED',
    'WITH name AS MATERIALIZED (query)',
    'The query runs by itself, and no condition around it goes into it.',
  ),
  row('SELECT', 'SELECT value [AS name], …', 'The columns of the result; * stands for all of them.'),
  row(
    'DISTINCT',
    'SELECT DISTINCT …',
    'Of rows that are the same only one, and in an aggregate of values; NULL is the same as NULL here.',
  ),
  row(
    'DISTINCT ON',
    'SELECT DISTINCT ON (key, …) … ORDER BY key, …',
    'Of the rows with the same keys only the first by ORDER BY.',
  ),
  row(
    'FROM',
    'FROM collection [AS name] [JOIN …], …',
    'What is read: collections, queries in brackets, functions that give rows.',
  ),
  row(
    'WHERE',
    'WHERE condition',
    'Only the rows for which the condition is TRUE: those for which it is NULL are left out too.',
  ),
  row(
    'GROUP BY',
    'GROUP BY key, …',
    'One row for all rows with the same keys, NULL among them; what else is selected must be computed by aggregates. A number means a column of the SELECT list.',
  ),
  row(
    'GROUPING SETS',
    'GROUP BY GROUPING SETS ((a, b), (a), ())',
    'The same rows grouped by each of these lists of keys; () is all of them.',
  ),
  row('ROLLUP', 'GROUP BY ROLLUP (a, b)', 'Sums of each level: by a and b, by a, of all.'),
  row('CUBE', 'GROUP BY CUBE (a, b)', 'Sums by every choice of the keys: by a and b, by a, by b, of all.'),
  row(
    'HAVING',
    'HAVING condition',
    'Only the groups for which the condition is TRUE. WHERE chooses rows before they are grouped, HAVING groups after it.',
  ),
  row(
    'ORDER BY',
    'ORDER BY value [ASC | DESC] [NULLS FIRST | NULLS LAST], …',
    'The order of the rows; NULL is the greatest value. A number or an alias means a column of the SELECT list.',
  ),
  row('ASC', 'ORDER BY value ASC', 'The smallest first, NULL last: the order where none is written.'),
  row('DESC', 'ORDER BY value DESC', 'The greatest first, and before it NULL unless NULLS LAST follows.'),
  row('NULLS FIRST', 'ORDER BY value NULLS FIRST', 'NULL before all values.'),
  row('NULLS LAST', 'ORDER BY value DESC NULLS LAST', 'NULL behind all values.'),
  row('LIMIT', 'LIMIT count', 'The first rows, so many at most. Which ones they are only ORDER BY says.'),
  row(
    'OFFSET',
    'OFFSET count',
    'So many rows are left out first. They are read nevertheless: a condition on the last key seen is faster.',
  ),
  row(
    'FETCH',
    'FETCH FIRST count ROWS ONLY',
    'LIMIT as the standard writes it; WITH TIES goes on with rows that ORDER BY does not tell from the last one.',
  ),
  row(
    'WITH TIES',
    'FETCH FIRST count ROWS WITH TIES',
    'Also the rows that ORDER BY does not tell from the last one.',
  ),
  row('UNION', 'query UNION query', 'The rows of both queries, of those that are the same only one.'),
  row('UNION ALL', 'query UNION ALL query', 'The rows of both queries, all of them.'),
  row('INTERSECT', 'query INTERSECT query', 'The rows that both queries give, each once.'),
  row('INTERSECT ALL', 'query INTERSECT ALL query', 'The rows that both queries give, as often as both do.'),
  row(
    'EXCEPT',
    'query EXCEPT query',
    'The rows of the first query that the second does not give, each once.',
  ),
  row(
    'EXCEPT ALL',
    'query EXCEPT ALL query',
    'The rows of the first query, each as often as it gives them more than the second.',
  ),
  row(
    'VALUES',
    'VALUES (value, …), …',
    'Rows as they are written; outside INSERT their columns are column1, column2 and so on.',
  ),
  row('FOR UPDATE', 'SELECT … FOR UPDATE', 'Without effect: MongoDB locks no rows that are read.'),
];

const joins: readonly WordRow[] = [
  row('JOIN', 'a JOIN b ON condition', 'Each row of a with each row of b for which the condition is TRUE.'),
  row(
    'LEFT JOIN',
    'a LEFT JOIN b ON condition',
    'JOIN, and rows of a that meet none of b, with NULL in the columns of b.',
  ),
  row(
    'RIGHT JOIN',
    'a RIGHT JOIN b ON condition',
    'JOIN, and rows of b that meet none of a, with NULL in the columns of a.',
  ),
  row(
    'FULL JOIN',
    'a FULL JOIN b ON condition',
    'JOIN, and the rows of either side that meet none of the other, with NULL in its columns.',
  ),
  row('CROSS JOIN', 'a CROSS JOIN b', 'Each row of a with each row of b.'),
  row(
    'NATURAL',
    'a NATURAL JOIN b',
    'A join by all columns that both sides have under the same name; each of them comes once.',
  ),
  row(
    'LATERAL',
    'a, LATERAL (query) AS b',
    'The query may read the columns of what stands before it: it runs for each of its rows.',
  ),
  row(
    'ON',
    'JOIN b ON condition',
    'The condition of a join. In an outer join it says what meets, and leaves out no row of the kept side.',
  ),
  row(
    'USING',
    'JOIN b USING (column, …)',
    'The columns of these names are equal; each of them comes once, first.',
  ),
  row(
    'TABLESAMPLE',
    'collection TABLESAMPLE BERNOULLI (percent)',
    'Rows by chance, about so many of a hundred.',
  ),
  row(
    'WITH ORDINALITY',
    'function(…) WITH ORDINALITY AS t(value, n)',
    'One more column, which numbers the rows from 1.',
  ),
];

/** What follows the name of a function. */
const callClauses: readonly WordRow[] = [
  row(
    'OVER',
    'function(…) OVER (PARTITION BY … ORDER BY …)',
    'The function over rows beside this one, each row kept: those of its partition, up to it where there is an ORDER BY, or those of the frame.',
  ),
  row(
    'PARTITION BY',
    'OVER (PARTITION BY key, …)',
    'Only rows with the same keys are beside one another. Without it all rows are.',
  ),
  row('WINDOW', 'WINDOW name AS (PARTITION BY … ORDER BY …)', 'A window by name, for several OVER name.'),
  row(
    'ROWS',
    'ROWS BETWEEN start AND end',
    'A frame counted in rows: so many before this one and so many behind it.',
  ),
  row(
    'RANGE',
    'RANGE BETWEEN start AND end',
    'A frame by the value of ORDER BY: rows that lie so near, and those that are equal.',
  ),
  row(
    'GROUPS',
    'GROUPS BETWEEN start AND end',
    'A frame counted in groups of rows that ORDER BY does not tell apart.',
  ),
  row(
    'FILTER',
    'aggregate(…) FILTER (WHERE condition)',
    'The aggregate sees only the rows for which the condition is TRUE.',
  ),
  row(
    'WITHIN GROUP',
    'aggregate(…) WITHIN GROUP (ORDER BY value)',
    'The order of the values that the aggregate chooses from, as PERCENTILE_CONT does.',
  ),
];

/** What stands within a value. */
const valueWords: readonly WordRow[] = [
  row(
    'CASE',
    'CASE WHEN condition THEN value … [ELSE value] END',
    'The value behind the first condition that is TRUE; else that of ELSE, and NULL without it. CASE a WHEN b compares a with each b.',
  ),
  row(
    'CAST',
    'CAST(value AS type)',
    'The value in another type, also written value::type. What cannot be one is an error: TRY_CAST gives NULL.',
  ),
  row('TRY_CAST', 'TRY_CAST(value AS type)', 'The value in another type; NULL where it cannot be one.'),
  row('::', 'value::type', 'The value in another type: CAST(value AS type).'),
  row('COLLATE', 'text COLLATE name', 'The rules by which texts are compared and ordered.'),
  row('ARRAY', 'ARRAY[value, …] or ARRAY(query)', 'An array of these values, or of the rows of a query.'),
  row('ROW', 'ROW(value, …)', 'Several values as one, compared from the left.'),
];

const writeClauses: readonly WordRow[] = [
  row(
    'SET',
    'UPDATE … SET field = value, …',
    'The fields that are written; values are computed from the document as it was.',
  ),
  row(
    'ON CONFLICT',
    'INSERT … ON CONFLICT (field, …) DO NOTHING | DO UPDATE SET …',
    'What becomes of a row whose key is there already, by a unique index on the fields.',
  ),
  row('DO NOTHING', 'ON CONFLICT … DO NOTHING', 'The document that is there stays, and the row is left out.'),
  row(
    'DO UPDATE',
    'ON CONFLICT (field) DO UPDATE SET field = EXCLUDED.field',
    'The document that is there is changed; EXCLUDED is the row that was to be inserted.',
  ),
  row(
    'RETURNING',
    'RETURNING value, …',
    'A row for each document that is written: new as it is now, old as it was.',
  ),
  row(
    'WHEN MATCHED',
    'WHEN MATCHED [AND condition] THEN UPDATE SET … | DELETE | DO NOTHING',
    'What becomes of a document of the target that a row of the source meets.',
  ),
  row(
    'WHEN NOT MATCHED',
    'WHEN NOT MATCHED [AND condition] THEN INSERT … | DO NOTHING',
    'What becomes of a row of the source that meets no document.',
  ),
];

/** Every word of a clause, or of a value, that is no operator. */
export const clauseRows: readonly WordRow[] = [
  ...queryClauses,
  ...joins,
  ...callClauses,
  ...valueWords,
  ...writeClauses,
];
