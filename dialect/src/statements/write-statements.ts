import { fromItem, withQuery } from './query-statements.ts';
import type { StatementRow } from './statement-row.ts';

const withList = '[ WITH [ RECURSIVE ] with_query [, …] ]';
const returning = '[ RETURNING { * | expression [ [ AS ] alias ] } [, …] ]';
const setItem: readonly string[] = [
  'column = expression',
  'column . field = expression',
  'column [0] = expression',
  '( column [, …] ) = ( expression [, …] )',
  '( column [, …] ) = ( query )',
];

export const writeStatements: readonly StatementRow[] = [
  {
    name: 'INSERT',
    chapter: 'write',
    synopsis: `${withList}
INSERT INTO collection [ AS alias ] [ ( column [, …] ) ]
{ DEFAULT VALUES | query }
[ ON CONFLICT [ ( column [, …] ) [ WHERE condition ] | ON CONSTRAINT index ] conflict_action ]
${returning}`,
    parts: {
      with_query: withQuery,
      conflict_action: ['DO NOTHING', 'DO UPDATE SET set_item [, …] [ WHERE condition ]'],
      set_item: setItem,
    },
    documentation:
      'New documents, from VALUES or from a query. `excluded` is the row that met one with the same key. A collection that does not exist is made, where the columns are named.',
    example: `INSERT INTO users (_id, name, status) VALUES (1, 'Ann', 'active')
ON CONFLICT (_id) DO UPDATE SET name = excluded.name
RETURNING *`,
  },
  {
    name: 'UPDATE',
    chapter: 'write',
    synopsis: `${withList}
UPDATE collection [ [ AS ] alias ]
SET set_item [, …]
[ FROM from_item [, …] ]
[ WHERE condition ]
${returning}`,
    parts: { set_item: setItem, from_item: fromItem, with_query: withQuery },
    documentation:
      'Changes the documents that the condition holds for. Expressions read the row as it was before; in RETURNING, `old` is that row and `new` the one that is written. Without a WHERE it changes every document.',
    example: `UPDATE orders o SET status = 'late'
FROM users u
WHERE u._id = o.user_id AND u.status = 'active' AND o.status = 'open'
RETURNING o._id, old.status, new.status`,
  },
  {
    name: 'DELETE',
    chapter: 'write',
    synopsis: `${withList}
DELETE FROM collection [ [ AS ] alias ]
[ USING from_item [, …] ]
[ WHERE condition ]
${returning}`,
    parts: { from_item: fromItem, with_query: withQuery },
    documentation:
      'Deletes the documents that the condition holds for. Without a WHERE it deletes every document.',
    example: `DELETE FROM orders WHERE status = 'cancelled' RETURNING _id`,
  },
  {
    name: 'MERGE',
    chapter: 'write',
    synopsis: `${withList}
MERGE INTO collection [ [ AS ] alias ]
USING from_item ON condition
branch [ branch ]
${returning}`,
    parts: {
      branch: [
        'WHEN MATCHED [ AND condition ] THEN { UPDATE SET set_item [, …] | DELETE | DO NOTHING }',
        'WHEN NOT MATCHED BY SOURCE [ AND condition ] THEN { UPDATE SET set_item [, …] | DELETE | DO NOTHING }',
        `WHEN NOT MATCHED [ BY TARGET ] [ AND condition ]
  THEN { INSERT [ ( column [, …] ) ] { VALUES ( expression [, …] ) | DEFAULT VALUES } | DO NOTHING }`,
      ],
      set_item: setItem,
      from_item: fromItem,
      with_query: withQuery,
    },
    documentation:
      'Inserts, changes and deletes in one statement, by what a second relation says. Of the branches, the first that fits a row is taken.',
    example: `MERGE INTO users u
USING (VALUES (1, 'Ann'), (2, 'Bob')) AS s(id, name) ON u._id = s.id
WHEN MATCHED THEN UPDATE SET name = s.name
WHEN NOT MATCHED THEN INSERT (_id, name) VALUES (s.id, s.name)`,
  },
  {
    name: 'TRUNCATE',
    chapter: 'write',
    synopsis:
      'TRUNCATE [ TABLE | COLLECTION ] collection [, …] [ { RESTART | CONTINUE } IDENTITY ] [ CASCADE | RESTRICT ]',
    documentation: 'Deletes all documents; the collections stay, with their indexes and validators.',
    example: 'TRUNCATE orders',
  },
];
