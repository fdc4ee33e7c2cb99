import type { StatementRow } from './statement-row.ts';

const alias = '[ [ AS ] alias [ ( column [, …] ) ] ]';
const order = 'ORDER BY { expression [ ASC | DESC ] [ NULLS { FIRST | LAST } ] } [, …]';

/** What stands in FROM and JOIN. */
export const fromItem: readonly string[] = [
  `collection ${alias} [ TABLESAMPLE { BERNOULLI | SYSTEM } ( percent ) [ REPEATABLE ( seed ) ] ]`,
  `[ LATERAL ] ( query ) ${alias}`,
  `[ LATERAL ] table_function [ WITH ORDINALITY ] ${alias}`,
  `[ LATERAL ] table_function [ WITH ORDINALITY ] [ AS ] alias ( { column type } [, …] )`,
  `[ LATERAL ] ROWS FROM ( table_function [, …] ) [ WITH ORDINALITY ] ${alias}`,
  `from_item [ INNER | { LEFT | RIGHT | FULL } [ OUTER ] ] JOIN from_item { ON condition | USING ( column [, …] ) [ AS alias ] }`,
  'from_item NATURAL [ INNER | { LEFT | RIGHT | FULL } [ OUTER ] ] JOIN from_item',
  'from_item CROSS JOIN from_item',
];

/** What WITH lists before a query or a write. */
export const withQuery: readonly string[] = [
  `name [ ( column [, …] ) ] AS [ [ NOT ] MATERIALIZED ] ( statement )
  [ SEARCH { BREADTH | DEPTH } FIRST BY column [, …] SET new_column ]
  [ CYCLE column [, …] SET new_column [ TO value DEFAULT value ] USING new_column ]`,
];

const tail = `[ ${order} ]
[ OFFSET count [ ROW | ROWS ] ]
[ LIMIT { count | ALL } | FETCH { FIRST | NEXT } [ count ] { ROW | ROWS } { ONLY | WITH TIES } ]`;

export const queryStatements: readonly StatementRow[] = [
  {
    name: 'SELECT',
    also: ['WITH'],
    chapter: 'query',
    synopsis: `[ WITH [ RECURSIVE ] with_query [, …] ]
SELECT [ ALL | DISTINCT [ ON ( expression [, …] ) ] ] { * | expression [ [ AS ] alias ] } [, …]
[ FROM from_item [, …] ]
[ WHERE condition ]
[ GROUP BY [ ALL | DISTINCT ] grouping [, …] ]
[ HAVING condition ]
[ WINDOW { window AS ( window_definition ) } [, …] ]
[ { UNION | INTERSECT | EXCEPT } [ ALL | DISTINCT ] query ]
${tail}`,
    parts: {
      with_query: withQuery,
      from_item: fromItem,
      grouping: [
        'expression',
        '( )',
        '( expression [, …] )',
        'ROLLUP ( grouping [, …] )',
        'CUBE ( grouping [, …] )',
        'GROUPING SETS ( grouping [, …] )',
      ],
      window_definition: [
        `[ window ] [ PARTITION BY expression [, …] ] [ ${order} ]
  [ { ROWS | RANGE | GROUPS } { frame_bound | BETWEEN frame_bound AND frame_bound }
    [ EXCLUDE { CURRENT ROW | GROUP | TIES | NO OTHERS } ] ]`,
      ],
      frame_bound: [
        'CURRENT ROW',
        'UNBOUNDED PRECEDING',
        'offset PRECEDING',
        'offset FOLLOWING',
        'UNBOUNDED FOLLOWING',
      ],
    },
    documentation:
      'Rows of collections, computed by the server in one aggregation pipeline wherever that can be. Collections and documents have any fields; one that is missing is NULL.',
    example: `SELECT u.name, COUNT(*) AS orders, SUM(o.total) AS total
FROM users u
JOIN orders o ON o.user_id = u._id
WHERE o.created_at >= CURRENT_DATE - INTERVAL '90 days'
GROUP BY u.name
ORDER BY total DESC
LIMIT 10`,
  },
  {
    name: 'VALUES',
    chapter: 'query',
    synopsis: `VALUES { ( expression [, …] ) } [, …]
${tail}`,
    documentation: 'Rows that are written out. Their columns are called `column1`, `column2` and so on.',
    example: `VALUES (1, 'one'), (2, 'two')`,
  },
  {
    name: 'TABLE',
    chapter: 'query',
    synopsis: `TABLE collection
${tail}`,
    documentation: 'All rows of a collection: short for `SELECT * FROM`.',
    example: 'TABLE users LIMIT 5',
  },
];
