import type { StatementRow } from './statement-row.ts';

export const sessionStatements: readonly StatementRow[] = [
  {
    name: 'SET',
    chapter: 'session',
    synopsis: `SET @variable { = | := | TO } expression
SET [ SESSION ] setting { = | TO } { value | DEFAULT }
SET TIME ZONE value`,
    documentation:
      'A variable of the session, or a setting: `statement_timeout` is how long the server may work at an operation, `batch_size` how many documents come at once.',
    example: `SET statement_timeout = '5 s'`,
  },
  {
    name: 'SHOW',
    chapter: 'session',
    synopsis: `SHOW { CONNECTION_POOLS | CONNECTION_POOL_GROUPS | CHECKOUTS | CONNECTIONS | QUEUE | BUDGET | ALERTS }
SHOW [ CREATE ] { CONNECTION_POOL pool | CONNECTION_POOL_GROUP group }
SHOW CONNECTION_POOL CHANGES
SHOW DATABASES
SHOW COLLECTIONS [ { FROM | IN } database ]
SHOW { INDEXES | FIELDS } [ { FROM | IN | ON } collection ]
SHOW { setting | TIME ZONE }`,
    documentation:
      'Pools, what they do and how they are set up; what there is in a database; a setting. SHOW CREATE writes the statement that makes a pool as it runs.',
    example: 'SHOW CHECKOUTS',
  },
  {
    name: 'DESCRIBE',
    also: ['DESC'],
    chapter: 'session',
    synopsis: `{ DESCRIBE | DESC } { CONNECTION_POOL pool | CONNECTION_POOL_GROUP group | [ TABLE | COLLECTION ] collection }`,
    documentation:
      'The fields of a collection with their types, or the options of a pool and where each comes from.',
    example: 'DESCRIBE orders',
  },
  {
    name: 'PREPARE',
    chapter: 'session',
    synopsis: 'PREPARE prepared [ ( type [, …] ) ] AS statement',
    documentation:
      'A statement under a name. `$1`, `$2` and so on take the values, cast to the types where there are any.',
    example: 'PREPARE of_user (int) AS SELECT * FROM orders WHERE user_id = $1',
  },
  {
    name: 'EXECUTE',
    chapter: 'session',
    synopsis: 'EXECUTE prepared [ ( expression [, …] ) ]',
    documentation: 'Runs a prepared statement with these values.',
    example: 'EXECUTE of_user (7)',
  },
  {
    name: 'DEALLOCATE',
    chapter: 'session',
    synopsis: 'DEALLOCATE [ PREPARE ] { prepared | ALL }',
    documentation: 'Forgets a prepared statement, or all.',
    example: 'DEALLOCATE ALL',
  },
  {
    name: 'BEGIN',
    also: ['START TRANSACTION'],
    chapter: 'session',
    synopsis: '{ BEGIN [ TRANSACTION | WORK ] | START TRANSACTION }',
    documentation:
      'Begins a transaction on the pool of the session, which has to lead to a replica set. After an error only its end runs.',
    example: 'BEGIN',
  },
  {
    name: 'COMMIT',
    also: ['END'],
    chapter: 'session',
    synopsis: '{ COMMIT | END } [ TRANSACTION | WORK ]',
    documentation: 'Ends the transaction, and keeps what it wrote. After an error it takes everything back.',
    example: 'COMMIT',
  },
  {
    name: 'ROLLBACK',
    also: ['ABORT'],
    chapter: 'session',
    synopsis: '{ ROLLBACK | ABORT } [ TRANSACTION | WORK ]',
    documentation: 'Ends the transaction, and takes back everything that it wrote.',
    example: 'ROLLBACK',
  },
  {
    name: 'EXPLAIN',
    chapter: 'session',
    synopsis: `EXPLAIN [ ANALYZE ] [ VERBOSE ] statement
EXPLAIN ( { ANALYZE | VERBOSE | FORMAT { TEXT | JSON | PIPELINE } } [, …] ) statement`,
    documentation:
      'The plan of a statement, its pipeline and the index that the server uses. ANALYZE runs it and tells what it cost, and a write is then written; VERBOSE tells each rule that changed the plan; FORMAT PIPELINE is the pipeline as mongosh takes it.',
    example: `EXPLAIN ANALYZE SELECT * FROM orders WHERE status = 'open'`,
  },
];
