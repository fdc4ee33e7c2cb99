import assert from 'node:assert/strict';
import { analyze, compile, parseStatement, plan } from '../../../../dialect/src/index.ts';
import type { Catalog } from '../../../../dialect/src/index.ts';
import { shop } from '../shop-catalog.ts';
import { busy, lines, planned, plannedOver, small } from './planned.ts';

describe('planner rules', () => {
  it('prune-columns drops an outer join that gives nothing and leaves each row once', () => {
    const joined = (sql: string) => lines(planned(sql, 'prune-columns')).includes('left');
    const from = 'FROM orders o LEFT JOIN customers c';
    assert.equal(joined(`SELECT o.total ${from} ON c.id = o.customer_id`), false);
    assert.equal(joined(`SELECT count(*) ${from} ON o.customer_id = c.id AND c.city = 'Oslo'`), false);
    assert.equal(
      joined(`SELECT o.total ${from} ON c.id = o.customer_id LEFT JOIN customers d ON d.id = c.id`),
      false,
    );
    assert.equal(joined(`SELECT o.total, c.city ${from} ON c.id = o.customer_id`), true);
    assert.equal(joined(`SELECT o.total ${from} ON c.id = o.customer_id WHERE c.city IS NULL`), true);
    assert.equal(joined(`SELECT o.total ${from} ON c.city = o.status`), true);
    assert.equal(joined(`SELECT o.total ${from} ON c.id > o.customer_id`), true);
    assert.equal(joined('SELECT c.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id'), true);
  });

  it('join-order meets each relation through an equality', () => {
    const sql =
      "SELECT 1 FROM customers a, customers b, orders o WHERE o.customer_id = a.id AND o.id = b.id AND b.city = 'Oslo'";
    const before = planned(sql, 'push-filters');
    const after = planned(sql, 'push-filters', 'join-order');
    assert.match(before, /inner join\n/);
    assert.doesNotMatch(after, /inner join\n/);
    assert.equal(lines(after).filter((line) => line === 'scan').length, 3);
  });

  it('join-order begins with what is computed, since no index finds its rows', () => {
    const sql =
      "SELECT 1 FROM customers c JOIN (SELECT customer_id, sum(total) AS spent FROM orders GROUP BY 1) s ON s.customer_id = c.id WHERE c.city = 'Oslo'";
    const before = ['extend', 'inner', 'filter', 'scan', 'extend', 'group', 'scan'];
    assert.deepEqual(lines(planned(sql, 'push-filters')), before);
    const after = ['extend', 'inner', 'extend', 'group', 'scan', 'filter', 'scan'];
    assert.deepEqual(lines(planned(sql, 'push-filters', 'join-order')), after);
  });

  it('semi-join begins with the keys of EXISTS and IN', () => {
    for (const condition of [
      "EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.status = 'paid')",
      "c.id IN (SELECT customer_id FROM orders WHERE status = 'paid')",
    ]) {
      const sql = `SELECT id FROM customers c WHERE ${condition}`;
      assert.deepEqual(lines(planned(sql)).slice(0, 4), ['extend', 'filter', 'apply', 'scan']);
      const after = lines(planned(sql, 'semi-join')).filter((line) => line !== 'extend');
      assert.deepEqual(after, ['inner', 'distinct', 'filter', 'scan', 'scan']);
    }
  });

  it('semi-join leaves what is asked of few rows, of other operators, and beside others', () => {
    for (const condition of [
      'id = 5 AND EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)',
      'EXISTS (SELECT 1 FROM orders o WHERE o.customer_id > c.id)',
      "city = 'Oslo' OR EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)",
      'EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id LIMIT 0)',
      'NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)',
    ]) {
      const sql = `SELECT id FROM customers c WHERE ${condition}`;
      assert.equal(planned(sql, 'push-filters', 'semi-join'), planned(sql, 'push-filters'), condition);
    }
  });

  it('semi-join asks NOT IN of an index, and of NULL apart', () => {
    const sql = 'SELECT id FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)';
    assert.match(planned(sql), /^extend.*\n +filter NOT quantified.*\n +apply #\d+ array/);
    const after = lines(planned(sql, 'semi-join'));
    assert.deepEqual(after.slice(0, 6), ['extend', 'filter', 'apply', 'filter', 'apply', 'scan']);
  });

  it('group-before-join groups by the key that the join looks for, and brings the groups together behind it', () => {
    const sql =
      'SELECT c.city, count(*), sum(o.total), max(c.name) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.city';
    assert.deepEqual(lines(plannedOver(busy, sql)), ['extend', 'group', 'inner', 'scan', 'scan']);
    const after = plannedOver(busy, sql, 'group-before-join');
    assert.deepEqual(lines(after), ['extend', 'group', 'inner', 'group', 'scan', 'scan']);
    assert.match(
      after,
      /#\d+ = SUM\(#(\d+)\), #\d+ = SUM\(#\d+\), #\d+ = MAX\(#\d+\)[^]*group \[#\d+ = #\d+\] #\1 = COUNT\(\)/,
    );
  });

  it('group-before-join groups once where each group meets one row', () => {
    const sql =
      'SELECT c.id, c.name, count(*), max(o.total) FROM orders o JOIN customers c ON c.id = o.customer_id GROUP BY c.id, c.name';
    const after = lines(plannedOver(busy, sql, 'group-before-join'));
    assert.deepEqual(after, ['extend', 'extend', 'inner', 'group', 'scan', 'scan']);
  });

  it('group-before-join leaves aggregates of both sides, and such as cannot be joined', () => {
    const from = 'FROM orders o JOIN customers c ON c.id = o.customer_id';
    for (const select of [
      `SELECT avg(o.total) ${from}`,
      `SELECT count(*) ${from}`,
      `SELECT c.city, sum(o.total + c.id) ${from} GROUP BY 1`,
      `SELECT c.city, count(DISTINCT o.status) ${from} GROUP BY 1`,
      `SELECT c.city, sum(c.id), sum(o.total) ${from} GROUP BY 1`,
      'SELECT o.status, max(c.name) FROM orders o JOIN customers c ON c.city = o.status GROUP BY 1',
      'SELECT c.id, sum(o.total) FROM customers c FULL JOIN orders o ON o.customer_id = c.id GROUP BY 1',
    ])
      assert.equal(plannedOver(busy, select, 'group-before-join'), plannedOver(busy, select), select);
  });

  it('group-beside computes aggregates of outer joins beside the row', () => {
    const sql =
      'SELECT c.id, c.name, count(o.id), sum(o.total), count(DISTINCT p.status), count(*) FROM customers c LEFT JOIN orders o ON o.customer_id = c.id LEFT JOIN orders p ON p.customer_id = c.id GROUP BY c.id, c.name';
    const after = plannedOver(small, sql, 'group-beside');
    const joins = ['inner', 'inner', 'scan', 'group', 'filter', 'scan', 'group', 'filter', 'scan'];
    assert.deepEqual(lines(after), ['extend', 'extend', ...joins]);
    // The other side's rows, and those of both for count(*).
    assert.match(after, /#\d+ = \(#\d+ \* case\(\(#(\d+) > 1\), #\1, 1\)\)/);
    assert.match(after, /#\d+ = \(case\(\(#(\d+) > 1\), #\1, 1\) \* case\(\(#(\d+) > 1\), #\2, 1\)\)/);
  });

  it('group-beside leaves groups of several rows, values of two sides, and what counts a row that is not there', () => {
    const from = 'FROM customers c LEFT JOIN orders o ON o.customer_id = c.id';
    for (const sql of [
      `SELECT c.city, count(o.id) ${from} GROUP BY 1`,
      `SELECT c.id, count(coalesce(o.id, 1)) ${from} GROUP BY 1`,
      `SELECT c.id, count(*) FILTER (WHERE o.id IS NULL) ${from} GROUP BY 1`,
      `SELECT c.id, sum(o.total + c.id) ${from} GROUP BY 1`,
      `SELECT c.id, sum(DISTINCT o.total) ${from} GROUP BY 1`,
      `SELECT c.id, sum(c.id) ${from} GROUP BY 1`,
      `SELECT c.id, array_agg(o.id) ${from} GROUP BY 1`,
      `SELECT c.id, o.status, count(*) ${from} GROUP BY 1, 2`,
      'SELECT c.id, count(o.id) FROM customers c LEFT JOIN orders o ON o.total > c.id GROUP BY 1',
      `SELECT c.id, count(p.id) ${from} LEFT JOIN orders p ON p.id = o.id GROUP BY 1`,
    ])
      assert.equal(plannedOver(small, sql, 'group-beside'), plannedOver(small, sql), sql);
  });

  it('scalar-first computes a value that hangs on no row before the rows', () => {
    const sql = 'SELECT id FROM orders WHERE total > (SELECT avg(total) FROM orders)';
    assert.deepEqual(lines(planned(sql)).slice(0, 4), ['extend', 'filter', 'apply', 'scan']);
    const after = lines(planned(sql, 'scalar-first')).slice(0, 2);
    assert.deepEqual(after, ['extend', 'inner']);
    const tied =
      'SELECT id FROM orders o WHERE total > (SELECT avg(total) FROM orders WHERE status = o.status)';
    assert.equal(planned(tied, 'scalar-first'), planned(tied));
    const id = 'SELECT id FROM customers WHERE id = 7';
    const newest = 'SELECT id FROM customers ORDER BY id DESC LIMIT 1';
    for (const asked of [`customer_id = (${id})`, `customer_id > (${newest}) - 5`]) {
      const one = `SELECT id FROM orders WHERE ${asked}`;
      assert.deepEqual(lines(planned(one, 'scalar-first')).slice(0, 2), ['extend', 'inner'], one);
    }
    // There may be several, or none where the condition may hold then.
    for (const asked of [
      "customer_id = (SELECT id FROM customers WHERE city = 'Rome')",
      `coalesce((${id}), 3) = customer_id`,
      `(${id}) IS NULL`,
    ]) {
      const several = `SELECT id FROM orders WHERE ${asked}`;
      assert.equal(planned(several, 'scalar-first'), planned(several), several);
    }
  });

  it('prune-columns leaves out a subquery that nothing reads', () => {
    const sql = 'SELECT id FROM (SELECT id, (SELECT max(total) FROM orders) AS most FROM customers) t';
    assert.match(planned(sql), /apply/);
    assert.doesNotMatch(planned(sql, 'prune-columns'), /apply/);
  });

  it('series-in-place unwinds in the rows, and lets conditions on them through', () => {
    const sql = "SELECT u FROM customers c, unnest(c.tags) AS u WHERE c.city = 'Oslo'";
    assert.deepEqual(lines(planned(sql)), ['extend', 'filter', 'inner', 'scan', 'series', 'rows']);
    assert.deepEqual(lines(planned(sql, 'series-in-place', 'push-filters')), [
      'extend',
      'series',
      'filter',
      'scan',
    ]);
  });

  it('push-filters asks a random condition of each row of a series, not of the one that it is made of', () => {
    const sql = 'SELECT u FROM customers c, unnest(c.tags) AS u WHERE random() < 0.5';
    assert.deepEqual(lines(planned(sql, 'series-in-place', 'push-filters')), [
      'extend',
      'filter',
      'series',
      'scan',
    ]);
  });

  it('series-in-place leaves an outer join with a condition as it is', () => {
    const sql = 'SELECT u FROM customers c LEFT JOIN unnest(c.tags) AS u ON c.id > 5';
    assert.deepEqual(lines(planned(sql, 'series-in-place')), lines(planned(sql)));
  });

  it('count-distinct groups twice, and takes other aggregates along', () => {
    const sql =
      'SELECT customer_id, count(DISTINCT status), count(*), max(total) FROM orders GROUP BY customer_id';
    assert.deepEqual(lines(planned(sql)), ['extend', 'group', 'scan']);
    assert.deepEqual(lines(planned(sql, 'count-distinct')), ['extend', 'group', 'group', 'scan']);
  });

  it('count-distinct knows both groups as one where the values are few, and no index has each once', () => {
    const indexed: Catalog = {
      ...busy,
      collections: busy.collections.map((each) => ({
        ...each,
        indexes: [
          {
            name: 's',
            unique: false,
            sparse: false,
            partial: false,
            keys: [{ path: 'status', direction: 1 }],
          },
        ],
      })),
    };
    const many = { ...busy, collections: busy.collections.map((each) => ({ ...each, estimatedCount: 1e6 })) };
    const grouped = 'SELECT customer_id, count(DISTINCT status) FROM orders GROUP BY customer_id';
    const whole = 'SELECT count(DISTINCT status) FROM orders';
    for (const [catalog, sql, gathered] of [
      [busy, grouped, true],
      [busy, whole, true],
      [indexed, grouped, true],
      [indexed, whole, false],
      [many, grouped, false],
    ] as const)
      assert.equal(plannedOver(catalog, sql, 'count-distinct').includes('both groups in one'), gathered, sql);
  });

  it('count-distinct leaves what two groups cannot compute', () => {
    for (const aggregates of [
      'count(DISTINCT status), count(DISTINCT total)',
      'count(DISTINCT status), avg(total)',
      'count(DISTINCT status), count(*)',
      "count(DISTINCT status) FILTER (WHERE status > 'a')",
    ]) {
      const sql = `SELECT ${aggregates} FROM orders`;
      assert.equal(planned(sql, 'count-distinct'), planned(sql));
    }
  });

  it('first-of-partition keeps the first rows without numbering all', () => {
    const numbered = (condition: string) =>
      `SELECT id FROM (SELECT id, total, row_number() OVER (PARTITION BY status ORDER BY total DESC) AS n FROM orders) t WHERE ${condition}`;
    assert.deepEqual(lines(planned(numbered('n = 1'), 'first-of-partition')), [
      'extend',
      'extend',
      'extend',
      'distinct',
      'scan',
    ]);
    assert.match(planned(numbered('n = 2'), 'first-of-partition'), /window/);
    assert.match(planned(numbered('n <= 1 AND total > 5'), 'first-of-partition'), /filter/);
  });

  it('join-by-group groups both sides where many rows would be looked up, and keeps what is read behind the join', () => {
    const spent = 'SELECT customer_id, sum(total) AS spent FROM orders GROUP BY customer_id';
    const join = 'FROM customers c JOIN';
    for (const [sql, isGrouped] of [
      [`SELECT c.city, s.spent ${join} (${spent}) s ON s.customer_id = c.id`, true],
      [`SELECT c.city, s.spent FROM customers c LEFT JOIN (${spent}) s ON s.customer_id = c.id`, true],
      [`SELECT c.city, o.total ${join} orders o ON o.customer_id = c.id`, false],
      [`SELECT o.total, c.city FROM orders o JOIN customers c ON o.customer_id = c.id`, true],
      [`SELECT o.total, c.city FROM orders o LEFT JOIN customers c ON o.customer_id = c.id`, false],
      [`SELECT o.total, c.city FROM orders o JOIN customers c ON o.customer_id = c.id LIMIT 10`, false],
      [`SELECT o.total, c.city FROM orders o JOIN customers c ON o.customer_id = c.id WHERE o.id < 7`, false],
    ] as const) {
      const after = plannedOver(busy, sql, 'push-filters', 'join-by-group');
      assert.equal(after.includes(', as one group'), isGrouped, sql);
      assert.doesNotMatch(planned(sql, 'join-by-group'), /as one group/, 'of sizes that are not known');
    }
    const large = { ...busy, collections: busy.collections.map((each) => ({ ...each, estimatedSize: 1e8 })) };
    const documents = 'SELECT o.total, c.city FROM orders o JOIN customers c ON o.customer_id = c.id';
    assert.doesNotMatch(plannedOver(large, documents, 'join-by-group'), /as one group/);
  });

  it('anti-join looks for what NOT EXISTS has no partner in with one grouping', () => {
    const collections = shop.collections.map((each) => ({ ...each, estimatedCount: 50_000 }));
    const even: Catalog = { ...shop, collections };
    const sql =
      'SELECT id FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id)';
    assert.deepEqual(lines(plannedOver(even, sql, 'push-filters')), [
      'extend',
      'filter',
      'apply',
      'scan',
      'extend',
      'filter',
      'scan',
    ]);
    const after = plannedOver(even, sql, 'push-filters', 'anti-join');
    assert.deepEqual(lines(after), [
      'extend',
      'filter',
      'left',
      'scan',
      'distinct',
      'extend',
      'extend',
      'scan',
    ]);
    assert.match(after, /filter #(\d+) IS NULL\n +left join on \(#\d+ = #\1\)/);
    for (const other of [
      sql.replace('WHERE NOT', 'WHERE'),
      sql.replace('o.customer_id = c.id', 'o.customer_id > c.id'),
      sql.replace('o.customer_id = c.id', 'o.customer_id = c.id AND o.status = c.city'),
      `${sql} AND id < 10`,
      'SELECT id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = o.customer_id)',
    ])
      assert.equal(
        plannedOver(even, other, 'push-filters', 'anti-join'),
        plannedOver(even, other, 'push-filters'),
        other,
      );
  });

  it('sum-by-filter lets 0 stand for NULL where neither passes', () => {
    const pipelineOf = (sql: string, without: readonly string[] = []): string => {
      const { statement } = parseStatement(sql);
      const bound = statement && analyze(statement, shop).bound;
      return JSON.stringify(bound && compile(plan(bound, { without })).command);
    };
    const spent = 'SELECT customer_id, sum(total) AS spent FROM orders GROUP BY customer_id';
    for (const passing of ['sum(total) > 0', '10 <= sum(total)', 'sum(total) = 5 AND count(*) > 1']) {
      const sql = `${spent} HAVING ${passing}`;
      assert.doesNotMatch(pipelineOf(sql), /\$toInt/, sql);
      assert.match(pipelineOf(sql, ['sum-by-filter']), /\$toInt/, sql);
    }
    assert.doesNotMatch(pipelineOf(`SELECT * FROM (${spent}) s WHERE spent > 100`), /\$toInt/);
    for (const other of [
      'sum(total) < 10',
      'sum(total) >= 0',
      'sum(total) <> 5',
      'sum(total) > 5 OR count(*) > 1',
      'NOT sum(total) > 5',
      'max(total) > 5',
      'sum(total) + 1 > 5',
      'sum(total) IS NULL',
    ])
      assert.match(pipelineOf(`${spent} HAVING ${other}`), /\$toInt|"\$max"/, other);
  });

  it('COUNT(*) beside CASE is counted by a conversion on MongoDB 6', () => {
    const groupOf = (sql: string, major: number): string => {
      const { statement } = parseStatement(sql);
      const bound = statement && analyze(statement, shop).bound;
      const command = bound && compile(plan(bound), undefined, { serverVersion: [major, 0, 0] }).command;
      assert.ok(command?.kind === 'query', sql);
      return JSON.stringify(command.pipeline.find((stage) => '$group' in stage));
    };
    const size = "CASE WHEN total < 10 THEN 'small' ELSE 'large' END";
    const sql = `SELECT ${size} AS size, count(*) FROM orders GROUP BY size`;
    assert.match(groupOf(sql, 6), /{"\$sum":{"\$toInt":true}}/);
    assert.match(groupOf(`SELECT status, max(${size}), count(*) FROM orders GROUP BY status`, 6), /\$toInt/);
    assert.match(groupOf(sql, 7), /{"\$sum":1}/);
    assert.match(groupOf('SELECT status, count(*) FROM orders GROUP BY status', 6), /{"\$sum":1}/);
  });

  it('a view does not hang on how large a collection is just now', () => {
    const behindLookup = (sql: string): readonly string[] => {
      const { statement } = parseStatement(sql);
      const bound = statement && analyze(statement, small).bound;
      const command = bound && compile(plan(bound)).command;
      assert.ok(command && 'pipeline' in command, sql);
      const stages = command.pipeline as readonly object[];
      return Object.keys(stages[stages.findIndex((stage) => '$lookup' in stage) + 1] ?? {});
    };
    const query = 'SELECT o.id, c.id AS c FROM customers c JOIN orders o ON o.customer_id = c.id';
    assert.deepEqual(behindLookup(query), ['$match']);
    assert.deepEqual(behindLookup(`CREATE VIEW v AS ${query}`), ['$unwind']);
  });
});
