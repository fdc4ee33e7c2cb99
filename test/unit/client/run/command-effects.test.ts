import assert from 'node:assert/strict';
import { effectsOf } from '../../../../client/src/run/command-effects.ts';
import { analyze } from '../../../../dialect/src/analysis/analyze.ts';
import type { Command, QueryCommand } from '../../../../dialect/src/index.ts';
import { compile } from '../../../../dialect/src/pipeline/compile.ts';
import { plan } from '../../../../dialect/src/planner/plan.ts';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import { shop } from '../../dialect/shop-catalog.ts';

function commandOf(sql: string): Command {
  const { statement } = parseStatement(sql);
  assert.ok(statement, sql);
  const { bound, problems } = analyze(statement, shop);
  assert.ok(bound, problems.map(({ message }) => message).join('\n'));
  const planned = plan(bound);
  const compiled = compile(planned, {
    now: new Date(0),
    parameters: {},
    variables: {},
    virtualRows: () => [],
  });
  const told = [...problems, ...planned.problems, ...compiled.problems];
  assert.ok(compiled.command, told.map(({ message }) => message).join('\n'));
  return compiled.command;
}

const effects = (command: Command) =>
  effectsOf(command).onServer.map(({ verb, place }) => `${verb} ${place}`);

const writes: readonly (readonly [sql: string, ...effects: string[]])[] = [
  ["INSERT INTO customers (id, name) VALUES (1, 'a')", 'INSERT customers'],
  ["INSERT INTO customers (id, name) VALUES (1, 'a'), (2, 'b')", 'INSERT customers'],
  ['INSERT INTO customers DEFAULT VALUES', 'INSERT customers'],
  ['INSERT INTO customers (id) SELECT id FROM orders', 'INSERT customers'],
  ["INSERT INTO customers (id, name) VALUES (1, 'a') RETURNING id", 'INSERT customers'],
  ["INSERT INTO customers (id, name) VALUES (1, 'a') ON CONFLICT DO NOTHING", 'INSERT customers'],
  [
    "INSERT INTO customers (id, name) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET name = 'b'",
    ...['INSERT customers', 'UPDATE customers'],
  ],
  ['INSERT INTO customers (id) SELECT 1 WHERE false', 'INSERT customers'],
  ["UPDATE orders SET status = 'x'", 'UPDATE orders'],
  ["UPDATE orders SET status = 'x' WHERE id = 1", 'UPDATE orders'],
  ["UPDATE orders SET status = 'x' WHERE false", 'UPDATE orders'],
  ['UPDATE orders SET status = c.name FROM customers c WHERE c.id = orders.customer_id', 'UPDATE orders'],
  ["UPDATE orders SET status = 'x' RETURNING id", 'UPDATE orders'],
  [
    "UPDATE orders o SET status = 'x' WHERE EXISTS (SELECT 1 FROM customers c WHERE c.id = o.customer_id)",
    'UPDATE orders',
  ],
  ['KILL CONNECTION 7', 'KILL connection 7'],
  ['DELETE FROM orders', 'DELETE orders'],
  ['DELETE FROM orders WHERE id = 1', 'DELETE orders'],
  ['DELETE FROM orders WHERE false', 'DELETE orders'],
  ['DELETE FROM orders USING customers c WHERE c.id = orders.customer_id', 'DELETE orders'],
  ['DELETE FROM orders RETURNING *', 'DELETE orders'],
  ['DELETE FROM orders WHERE customer_id IN (SELECT id FROM customers)', 'DELETE orders'],
  ['MERGE INTO orders o USING customers c ON o.customer_id = c.id WHEN MATCHED THEN DELETE', 'DELETE orders'],
  [
    "MERGE INTO orders o USING customers c ON o.customer_id = c.id WHEN MATCHED THEN UPDATE SET status = 'x'",
    'UPDATE orders',
  ],
  [
    'MERGE INTO orders o USING customers c ON o.customer_id = c.id WHEN NOT MATCHED THEN INSERT (id) VALUES (c.id)',
    'INSERT orders',
  ],
  [
    'MERGE INTO orders o USING customers c ON o.customer_id = c.id WHEN MATCHED THEN DO NOTHING',
    'WRITE orders',
  ],
  ['WITH gone AS (DELETE FROM orders RETURNING id) SELECT COUNT(*) FROM gone', 'DELETE orders'],
  ["WITH done AS (UPDATE orders SET status = 'x' RETURNING id) SELECT * FROM done", 'UPDATE orders'],
  [
    'WITH made AS (INSERT INTO customers (id) VALUES (9) RETURNING id) SELECT * FROM made',
    'INSERT customers',
  ],
  ['WITH gone AS (DELETE FROM orders) SELECT 1 AS one', 'DELETE orders'],
  [
    'WITH gone AS (DELETE FROM orders RETURNING customer_id) INSERT INTO customers (id) SELECT customer_id FROM gone',
    ...['DELETE orders', 'INSERT customers'],
  ],
  [
    "WITH a AS (DELETE FROM orders WHERE id = 1 RETURNING id), b AS (UPDATE customers SET name = 'x' RETURNING id) SELECT id FROM a UNION ALL SELECT id FROM b",
    ...['DELETE orders', 'UPDATE customers'],
  ],
  ['CREATE COLLECTION fresh', 'CREATE COLLECTION fresh'],
  ['CREATE COLLECTION IF NOT EXISTS fresh', 'CREATE COLLECTION fresh'],
  ['CREATE TABLE fresh (a INT, b TEXT)', 'CREATE COLLECTION fresh'],
  ['CREATE TABLE fresh AS SELECT * FROM orders', 'CREATE TABLE AS fresh'],
  ['CREATE VIEW paid AS SELECT id FROM orders', 'CREATE VIEW paid'],
  ['CREATE OR REPLACE VIEW paid AS SELECT id FROM orders', 'CREATE VIEW paid'],
  ['CREATE INDEX by_total ON orders (total)', 'CREATE INDEX orders'],
  ['CREATE UNIQUE INDEX IF NOT EXISTS by_total ON orders (total)', 'CREATE INDEX orders'],
  ['DROP COLLECTION orders', 'DROP COLLECTION orders'],
  ['DROP TABLE IF EXISTS orders, customers', 'DROP COLLECTION orders', 'DROP COLLECTION customers'],
  ['DROP VIEW paid', 'DROP VIEW paid'],
  ['DROP INDEX id_1 ON orders', 'DROP INDEX id_1'],
  ['TRUNCATE orders', 'TRUNCATE orders'],
  ['TRUNCATE TABLE orders, customers', 'TRUNCATE orders', 'TRUNCATE customers'],
  ['EXPLAIN ANALYZE DELETE FROM orders', 'DELETE orders'],
  ["BENCHMARK DELETE FROM orders WITH (concurrency = 1, duration = '1 s')", 'DELETE orders'],
  [
    "BENCHMARK WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone WITH (concurrency = 1, duration = '1 s')",
    'DELETE orders',
  ],
  ["EXPLAIN (ANALYZE) UPDATE orders SET status = 'x'", 'UPDATE orders'],
  ['EXPLAIN ANALYZE WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone', 'DELETE orders'],
];

const reads: readonly string[] = [
  'SELECT * FROM orders',
  "SELECT 'DELETE FROM orders' AS text, '$out' AS stage, '$merge' AS other",
  'SELECT id FROM orders UNION SELECT id FROM customers',
  'SELECT (SELECT COUNT(*) FROM customers) FROM orders',
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n',
  'SET @v = 1',
  'SHOW COLLECTIONS',
  'EXPLAIN DELETE FROM orders',
  'EXPLAIN ANALYZE SELECT * FROM orders',
  'PREPARE p AS DELETE FROM orders',
  'BEGIN',
  'DROP CONNECTION_POOL IF EXISTS p',
];

describe('what a command changes on its server', () => {
  for (const [sql, ...expected] of writes) it(sql, () => assert.deepEqual(effects(commandOf(sql)), expected));

  it('is nothing where it only reads', () => {
    const changing = reads.filter((sql) => effects(commandOf(sql)).length > 0);
    assert.deepEqual(changing, []);
  });

  const query = (...pipeline: Record<string, unknown>[]): QueryCommand => ({
    kind: 'query',
    source: { kind: 'collection', collection: 'orders' },
    inProcess: false,
    pipeline,
    columns: [],
    assigns: [],
  });
  for (const [place, command, expected] of [
    ['at its end', query({ $match: {} }, { $out: 'copy' }), ['$out copy']],
    ['by database', query({ $out: { db: 'other', coll: 'copy' } }), ['$out copy']],
    ['as $merge', query({ $merge: { into: { db: 'other', coll: 'copy' } } }), ['$merge copy']],
    ['in a $lookup', query({ $lookup: { from: 'a', pipeline: [{ $merge: 'copy' }] } }), ['$merge copy']],
    ['in a $unionWith', query({ $unionWith: { coll: 'a', pipeline: [{ $out: 'copy' }] } }), ['$out copy']],
    ['in a $facet', query({ $facet: { a: [{ $merge: { into: 'copy' } }] } }), ['$merge copy']],
    ['in a variable', { kind: 'setVariable', query: query({ $out: 'copy' }) } as const, ['$out copy']],
  ] as const)
    it(`is what a pipeline writes ${place}`, () => assert.deepEqual(effects(command), expected));

  it('is not what a constant reads like', () => {
    assert.deepEqual(effects(query({ $project: { a: { $literal: { $out: 'copy' } } } })), []);
  });
});
