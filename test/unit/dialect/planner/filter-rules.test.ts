import assert from 'node:assert/strict';
import { lines, planned } from './planned.ts';

describe('planner rules about conditions', () => {
  it('push-filters brings a condition to its side of an inner join', () => {
    const sql = "SELECT 1 FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.status = 'paid'";
    assert.deepEqual(lines(planned(sql)), ['extend', 'filter', 'inner', 'scan', 'scan']);
    assert.deepEqual(lines(planned(sql, 'push-filters')), ['extend', 'inner', 'scan', 'filter', 'scan']);
  });

  it('push-filters brings what ON asks of one side there, without a WHERE too, but of no outer join', () => {
    const on = "o.customer_id = c.id AND o.status = 'paid' AND c.city = 'Oslo'";
    const inner = lines(planned(`SELECT 1 FROM customers c JOIN orders o ON ${on}`, 'push-filters'));
    assert.deepEqual(inner, ['extend', 'inner', 'filter', 'scan', 'filter', 'scan']);
    const chain = `SELECT 1 FROM customers c JOIN orders o ON ${on} JOIN orders p ON p.id = o.id AND c.name = 'Ann'`;
    const both = lines(planned(chain, 'push-filters'));
    assert.deepEqual(both, [
      'extend',
      'inner',
      'inner',
      ...['filter', 'filter', 'scan'],
      'filter',
      'scan',
      'scan',
    ]);
    const left = lines(planned(`SELECT 1 FROM customers c LEFT JOIN orders o ON ${on}`, 'push-filters'));
    assert.deepEqual(left, ['extend', 'left', 'scan', 'scan']);
  });

  it('push-filters joins by what all sides of an OR ask for', () => {
    const sql =
      "SELECT 1 FROM customers c, orders o WHERE (c.id = o.customer_id AND c.city = 'Oslo') OR (o.status = 'paid' AND c.id = o.customer_id)";
    assert.match(planned(sql, 'push-filters'), /inner join on \(\(#\d+ = #\d+\) AND \(.* OR .*\)\)/);
  });

  it('push-filters brings the conditions of nested queries down together, and tells each by its own clause', () => {
    const sql =
      'SELECT id FROM (SELECT id FROM (SELECT id FROM customers WHERE id > 0) a WHERE id > 1) b WHERE id > 2';
    const [...told] = planned(sql, 'push-filters').matchAll(/filter .*> (\d)/g);
    assert.deepEqual(
      told.map(([, limit]) => limit),
      ['2', '1', '0'],
    );
  });

  it('push-filters asks a random condition of the pairs, and not of one side', () => {
    const sql = 'SELECT 1 FROM customers c JOIN orders o ON o.customer_id = c.id WHERE RANDOM() < 0.5';
    assert.deepEqual(lines(planned(sql, 'push-filters')), ['extend', 'inner', 'scan', 'scan']);
  });

  it('push-filters leaves a condition on the padded side above an outer join', () => {
    const sql =
      "SELECT 1 FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.status IS NULL AND c.city = 'Oslo'";
    assert.deepEqual(lines(planned(sql, 'push-filters')), [
      'extend',
      'filter',
      'left',
      'filter',
      'scan',
      'scan',
    ]);
  });

  it('push-filters goes below groups, windows, DISTINCT and both sides of a UNION by their keys alone', () => {
    const within = (query: string, where: string) =>
      lines(planned(`SELECT * FROM (${query}) q WHERE ${where}`, 'push-filters')).filter(
        (line) => line !== 'extend',
      );
    const grouped = 'SELECT status, customer_id, count(*) AS n FROM orders GROUP BY 1, 2';
    assert.deepEqual(within(grouped, "status = 'paid' AND customer_id > 5"), ['group', 'filter', 'scan']);
    assert.deepEqual(within(grouped, "status = 'paid' OR n > 5"), ['filter', 'group', 'scan']);
    assert.deepEqual(within(grouped.replace('1, 2', 'ROLLUP (1, 2)'), "status = 'paid'"), [
      'filter',
      'group',
      'scan',
    ]);
    const all = "SELECT max(status) AS status FROM orders HAVING 'a' = 'b'";
    assert.deepEqual(within(all, '1 = 0').slice(-2), ['group', 'scan']);
    const window =
      'SELECT status, sum(total) OVER (PARTITION BY status), count(*) OVER (PARTITION BY status, id) FROM orders';
    assert.deepEqual(within(window, "status = 'paid'"), ['window', 'filter', 'scan']);
    assert.deepEqual(
      within(`SELECT *, row_number() OVER () FROM (${window}) w`, "status = 'paid'").slice(0, 2),
      ['filter', 'window'],
    );
    assert.deepEqual(within('SELECT DISTINCT status FROM orders', "status = 'paid'"), [
      'distinct',
      'filter',
      'scan',
    ]);
    for (const operator of ['UNION ALL', 'UNION', 'INTERSECT', 'EXCEPT'])
      assert.deepEqual(
        within(`SELECT city FROM customers ${operator} SELECT status FROM orders`, "city = 'Oslo'"),
        [operator.split(' ')[0]!.toLowerCase(), 'filter', 'scan', 'filter', 'scan'],
        operator,
      );
    assert.deepEqual(within(grouped, 'status IS MISSING'), ['filter', 'group', 'scan']);
    assert.deepEqual(within(grouped, 'random() < customer_id'), ['filter', 'group', 'scan']);
    assert.deepEqual(within('SELECT * FROM orders LIMIT 5', "status = 'paid'"), ['filter', 'limit', 'scan']);
  });

  it('push-filters follows names of names, and stops at what is computed', () => {
    const within = (items: string) =>
      lines(planned(`SELECT * FROM (SELECT ${items} FROM orders) q WHERE y = 5`, 'push-filters'));
    assert.deepEqual(within('total AS x, x AS y').slice(-2), ['filter', 'scan']);
    assert.deepEqual(within('total + 1 AS x, x AS y').slice(-3), ['filter', 'extend', 'scan']);
  });

  it('date-ranges asks a declared instant itself, where days, units or years of it are asked for', () => {
    const asked = (condition: string, rule = 'date-ranges') =>
      /filter (.*)/.exec(planned(`SELECT id FROM orders WHERE ${condition}`, rule))?.[1] ?? '';
    assert.match(asked("placed::date = DATE '2024-01-05'"), /^\(\(#\d+ >= .* AND \(#\d+ < /);
    assert.match(asked("DATE '2024-01-05' < DATE(placed)"), /^\(#\d+ >= /);
    assert.match(asked('extract(year FROM placed) = 2024'), /^\(\(#\d+ >= .* AND \(#\d+ < [^=]*$/);
    assert.match(asked('year(placed) = 2024'), /^\(\(#\d+ >= .* AND \(#\d+ < [^=]*$/);
    assert.match(asked("date_trunc('month', placed) = '2024-01-01'"), /^\(\(#\d+ >= .* AND .*DATE_TRUNC/);
    for (const same of [
      "placed::date <> DATE '2024-01-05'",
      'placed::date = placed',
      'extract(month FROM placed) = 1',
      "date_trunc('month', placed, 'Europe/Oslo') = '2024-01-01'",
    ])
      assert.equal(asked(same), asked(same, 'push-filters'), same);
  });

  it('outer-to-inner drops the padding that no condition lets through', () => {
    const join = (type: string, where: string) =>
      lines(
        planned(
          `SELECT 1 FROM customers c ${type} JOIN orders o ON o.customer_id = c.id WHERE ${where}`,
          'outer-to-inner',
        ),
      )[2];
    const cases: readonly (readonly [type: string, where: string, joined: string])[] = [
      ['LEFT', "o.status = 'paid'", 'inner'],
      ['LEFT', 'o.total + 1 > c.id', 'inner'],
      ['LEFT', "o.status IS NOT NULL AND c.city = 'Oslo'", 'inner'],
      ['LEFT', "NOT (lower(o.status) LIKE 'p%') OR o.id IN (1, 2) AND o.status = 'x'", 'inner'],
      ['LEFT', "o.status = 'paid' OR c.city = 'Oslo'", 'left'],
      ['LEFT', 'o.status IS NULL', 'left'],
      ['LEFT', "COALESCE(o.status, '') = ''", 'left'],
      ['LEFT', "o.status IS DISTINCT FROM 'paid'", 'left'],
      ['LEFT', "c.city = 'Oslo'", 'left'],
      ['FULL', "c.city = 'Oslo'", 'left'],
      ['FULL', 'c.id < o.total', 'inner'],
      ['FULL', "o.status = 'paid'", 'full'],
    ];
    for (const [type, where, joined] of cases) assert.equal(join(type, where), joined, `${type} … ${where}`);
  });

  it('outer-to-inner reaches joins below others, but through no group, window or limit', () => {
    const chain = (on: string, rest = '') =>
      planned(
        `SELECT c.id FROM customers c LEFT JOIN orders o ON o.customer_id = c.id ${on} ${rest}`,
        'outer-to-inner',
      ).match(/\b(inner|left) join/g);
    assert.deepEqual(chain('JOIN orders p ON p.id = o.id', "WHERE p.status = 'paid'"), [
      'inner join',
      'inner join',
    ]);
    assert.deepEqual(chain('LEFT JOIN orders p ON p.id = o.id', "WHERE p.status = 'paid'"), [
      'inner join',
      'inner join',
    ]);
    assert.deepEqual(chain('LEFT JOIN orders p ON p.id = c.id', "WHERE p.status = 'paid'"), [
      'inner join',
      'left join',
    ]);
    const within = (query: string) =>
      planned(`SELECT * FROM (${query}) q WHERE q.status = 'paid'`, 'outer-to-inner').match(
        /\b(inner|left) join/g,
      );
    const from = 'FROM customers c LEFT JOIN orders o ON o.customer_id = c.id';
    assert.deepEqual(within(`SELECT o.status ${from}`), ['inner join']);
    assert.deepEqual(within(`SELECT o.status ${from} LIMIT 3`), ['left join']);
    assert.deepEqual(within(`SELECT o.status, count(*) ${from} GROUP BY 1`), ['left join']);
    assert.deepEqual(within(`SELECT o.status, row_number() OVER (ORDER BY c.id) ${from}`), ['left join']);
  });
});
