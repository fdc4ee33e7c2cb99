import type { StatementRow } from './statement-row.ts';

export const collectionStatements: readonly StatementRow[] = [
  {
    name: 'CREATE TABLE',
    also: ['CREATE COLLECTION'],
    chapter: 'collection',
    synopsis: `CREATE { TABLE | COLLECTION } [ IF NOT EXISTS ] collection
[ ( { column_definition | key_definition } [, …] ) ]
[ AS query ]`,
    parts: {
      column_definition: ['column type [ NOT NULL ] [ PRIMARY KEY | UNIQUE ] [ DEFAULT expression ]'],
      key_definition: ['[ CONSTRAINT name ] { PRIMARY KEY | UNIQUE } ( column [, …] )'],
    },
    documentation:
      'A collection. Columns become a validator that holds them and no others, keys become unique indexes. With AS it holds the rows of the query.',
    example: `CREATE TABLE visits (id int PRIMARY KEY, page varchar(200) NOT NULL, seen_at timestamptz DEFAULT now())`,
  },
  {
    name: 'CREATE INDEX',
    also: ['CREATE UNIQUE INDEX'],
    chapter: 'collection',
    synopsis: `CREATE [ UNIQUE ] INDEX [ IF NOT EXISTS ] [ name ] ON collection [ USING method ]
( { field [ ASC | DESC ] } [, …] )
[ WHERE condition ]`,
    documentation:
      'An index over fields, those within documents too. WHERE makes it partial: comparisons with constants, IN, IS NOT NULL, AND and OR.',
    example: 'CREATE INDEX ON orders (status, created_at DESC)',
  },
  {
    name: 'CREATE VIEW',
    also: ['CREATE OR REPLACE VIEW'],
    chapter: 'collection',
    synopsis: 'CREATE [ OR REPLACE ] VIEW view [ ( column [, …] ) ] AS query',
    documentation:
      'A view that the server keeps as a pipeline. Nothing in it may depend on the run: parameters, variables, the clock.',
    example: `CREATE VIEW open_orders AS SELECT * FROM orders WHERE status = 'open'`,
  },
  {
    name: 'DROP TABLE',
    also: ['DROP COLLECTION', 'DROP VIEW'],
    chapter: 'collection',
    synopsis: 'DROP { TABLE | COLLECTION | VIEW } [ IF EXISTS ] name [, …] [ CASCADE | RESTRICT ]',
    documentation:
      'Drops collections with all their documents, or views. With IF EXISTS what is missing is only told.',
    example: 'DROP TABLE IF EXISTS visits',
  },
  {
    name: 'DROP INDEX',
    chapter: 'collection',
    synopsis: 'DROP INDEX [ IF EXISTS ] index [, …] [ ON collection ] [ CASCADE | RESTRICT ]',
    documentation:
      'Drops indexes by their names; ON says of which collection, where several have one of that name.',
    example: 'DROP INDEX IF EXISTS status_1 ON orders',
  },
];
