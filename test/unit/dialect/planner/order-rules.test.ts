import assert from 'node:assert/strict';
import { analyze, compile, parseStatement, plan } from '../../../../dialect/src/index.ts';
import type { Catalog } from '../../../../dialect/src/index.ts';
import { shop } from '../shop-catalog.ts';
import { busy, lines, planned, plannedOver } from './planned.ts';

describe('planner rules about order', () => {
  it('limit-first sorts and limits below what keeps each row', () => {
    const from = 'FROM orders o LEFT JOIN customers c ON c.id = o.customer_id';
    const sql = `SELECT o.id, c.name ${from} ORDER BY o.placed LIMIT 5 OFFSET 2`;
    assert.deepEqual(lines(planned(sql)), ['limit', 'sort', 'extend', 'left', 'scan', 'scan']);
    const after = planned(sql, 'limit-first');
    assert.deepEqual(lines(after), ['limit', 'sort', 'extend', 'left', 'limit', 'sort', 'scan', 'scan']);
    assert.match(after, / limit 7\n/);
    for (const other of [
      `SELECT o.id ${from} ORDER BY c.name LIMIT 5`,
      `SELECT o.id ${from} ORDER BY o.id`,
      `SELECT o.id ${from.replace('LEFT ', '')} ORDER BY o.id LIMIT 5`,
      `SELECT o.id ${from} WHERE c.name IS NULL ORDER BY o.id LIMIT 5`,
    ])
      assert.equal(planned(other, 'limit-first'), planned(other), other);
  });

  it('limit-first ends a series after as many values as are wanted', () => {
    const sql = 'SELECT n + 1 FROM generate_series(1, 2000000000) AS n LIMIT 5 OFFSET 2';
    assert.match(planned(sql, 'limit-first'), /series GENERATE_SERIES, at most 7\n/);
    for (const other of [
      'SELECT n FROM generate_series(1, 20) AS n ORDER BY n DESC LIMIT 5',
      'SELECT n FROM generate_series(1, 20) AS n WHERE n > 3 LIMIT 5',
      'SELECT count(n) FROM generate_series(1, 20) AS n LIMIT 5',
    ])
      assert.equal(planned(other, 'limit-first'), planned(other), other);
  });

  it('nulls-apart reads by an index what has a value, and apart what has none', () => {
    const index = { name: 'placed_1', unique: false, sparse: false, partial: false };
    const indexed: Catalog = {
      ...shop,
      collections: shop.collections.map((each) => ({
        ...each,
        indexes: [...each.indexes, { ...index, keys: [{ path: 'placed', direction: 1 as const }] }],
      })),
    };
    const sql = 'SELECT id FROM orders ORDER BY placed LIMIT 5';
    assert.match(plannedOver(indexed, sql, 'nulls-apart'), /^limit 5\n +sort .* asc, those without apart\n/);
    for (const [catalog, other] of [
      [shop, sql],
      [indexed, 'SELECT id FROM orders ORDER BY placed NULLS FIRST LIMIT 5'],
      [indexed, 'SELECT id FROM orders ORDER BY placed'],
      [indexed, 'SELECT id FROM orders ORDER BY placed OFFSET 5'],
      [indexed, 'SELECT id FROM orders ORDER BY placed, id LIMIT 5'],
    ] as const)
      assert.equal(plannedOver(catalog, other, 'nulls-apart'), plannedOver(catalog, other), other);
  });

  it('nulls-apart scans for what has a value where the samples say that there is enough of it', () => {
    const seen = (share: number): Catalog => ({
      ...busy,
      collections: busy.collections.map((each) => ({
        ...each,
        fields: each.fields.map((field) => ({ ...field, presence: share })),
      })),
    });
    const sql = 'SELECT id FROM orders ORDER BY placed LIMIT 5';
    assert.match(
      plannedOver(seen(0.9), sql, 'nulls-apart'),
      /^limit 5\n +sort .*, those without apart if wanted\n/,
    );
    for (const [catalog, other] of [
      [seen(0.05), sql],
      [seen(0.9), 'SELECT id FROM orders ORDER BY placed DESC NULLS LAST LIMIT 5'],
      [seen(0.9), 'SELECT id FROM orders ORDER BY placed LIMIT 50000'],
      [seen(0.9), 'SELECT id FROM orders ORDER BY placed, status LIMIT 5'],
      [shop, sql],
    ] as const)
      assert.equal(plannedOver(catalog, other, 'nulls-apart'), plannedOver(catalog, other), other);
  });

  it('ends-of-index needs a row for each end where MIN and MAX are all that is asked for', () => {
    const of = (sql: string) => planned(sql, 'push-filters', 'ends-of-index').split('\n')[1]?.trim();
    assert.equal(of('SELECT MIN(id), MAX(id) FROM orders'), 'group [] #7 = MIN(#1), #8 = MAX(#1), of 2 rows');
    assert.equal(of('SELECT MAX(id) FROM orders WHERE id < 7'), 'group [] #7 = MAX(#1), of one row');
    for (const other of ['SELECT MAX(id), COUNT(*) FROM orders', 'SELECT MAX(total) FROM orders'])
      assert.doesNotMatch(planned(other, 'ends-of-index'), /of one row/);
  });

  it('sort-without-null lets an index give the order where a filter leaves no NULL', () => {
    const sortOf = (sql: string): string => {
      const { statement } = parseStatement(sql);
      const bound = statement && analyze(statement, shop).bound;
      const command = bound && compile(plan(bound)).command;
      return JSON.stringify(
        command?.kind === 'query' ? command.pipeline.filter((each) => '$sort' in each) : [],
      );
    };
    const order = 'SELECT id, placed FROM orders';
    const filtered = `${order} WHERE placed > '2025-01-01' ORDER BY placed DESC LIMIT 5`;
    assert.equal(sortOf(filtered), '[{"$sort":{"placed":-1}}]');
    assert.match(sortOf(`${order} ORDER BY placed DESC LIMIT 5`), /__q/);
    assert.match(sortOf(`${order} WHERE total > 5 OR placed > '2025-01-01' ORDER BY placed DESC`), /__q/);
  });

  it('sort-without-null finds what a column holds that is carried under its own number', () => {
    const counted =
      'SELECT o.customer_id AS id, COUNT(c.id) AS n FROM orders o LEFT JOIN customers c ON c.id = o.customer_id GROUP BY o.customer_id';
    const sql = `SELECT id FROM (${counted}) t WHERE n <> 1 ORDER BY 1`;
    for (const id of ['o.id', 'o.customer_id']) {
      const { statement } = parseStatement(sql.replaceAll('o.customer_id', id));
      const bound = statement && analyze(statement, shop).bound;
      assert.deepEqual(bound && plan(bound).problems, []);
    }
  });
});
