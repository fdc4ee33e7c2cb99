import assert from 'node:assert/strict';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { refactorings } from '../../../../server/src/features/refactoring/refactorings.ts';
import { changed } from '../../../../server/src/text/changed.ts';
import { hardNames } from '../../hard-names.ts';
import { check, model } from '../check.ts';

/** What each refactoring whose title begins so makes of the text at the cursor mark; undefined where it is not offered. */
function refactored(marked: string, title: string): string | undefined {
  const text = marked.replace('‸', '');
  const { answer } = check(marked, refactorings);
  const found = answer.find((each) => each.title.startsWith(title));
  return found && changed(text, found.changes);
}

const cases: Readonly<Record<string, readonly (readonly [before: string, after: string | undefined])[]>> = {
  Extract: [
    [
      'SELECT o.total FROM (SELECT‸ total FROM orders) AS o WHERE o.total > 1;',
      'WITH o AS (SELECT total FROM orders) SELECT o.total FROM o WHERE o.total > 1;',
    ],
    [
      'WITH u AS (SELECT 1 AS n) SELECT a FROM u, (SELECT n‸ FROM u) AS o(a);',
      'WITH u AS (SELECT 1 AS n), o(a) AS (SELECT n FROM u) SELECT a FROM u, o;',
    ],
    // The name is another relation's: the query gets one of its own, and keeps its alias.
    [
      'SELECT orders.total FROM (SELECT‸ total FROM orders) AS orders;',
      'WITH orders_rows AS (SELECT total FROM orders) SELECT orders.total FROM orders_rows AS orders;',
    ],
    // The inner query keeps what is around it visible.
    [
      'SELECT * FROM users u WHERE EXISTS (SELECT 1 FROM (SELECT‸ total, customer_id FROM orders) AS o WHERE o.customer_id = u.user_id);',
      'SELECT * FROM users u WHERE EXISTS (WITH o AS (SELECT total, customer_id FROM orders) SELECT 1 FROM o WHERE o.customer_id = u.user_id);',
    ],
    [
      'SELECT * FROM users u, LATERAL (SELECT‸ total FROM orders WHERE customer_id = u.user_id) AS o;',
      undefined,
    ],
    ['SELECT total‸ FROM orders;', undefined],
    // Comments go with the query, a ) in one closes nothing.
    [
      'SELECT o.total FROM ( -- the query :)\n  SELECT‸ total FROM orders -- all\n) AS o;',
      'WITH o AS ( -- the query :)\n  SELECT total FROM orders -- all\n) SELECT o.total FROM o;',
    ],
    // One that would be lost keeps it from being offered.
    ['SELECT o.total FROM (SELECT‸ total FROM orders) /* why */ AS o;', undefined],
    [
      'SELECT "my o"."a b" FROM (SELECT‸ total FROM orders) AS "my o"("a b");',
      'WITH "my o"("a b") AS (SELECT total FROM orders) SELECT "my o"."a b" FROM "my o";',
    ],
    // A name in another case is the same name.
    [
      'SELECT 1 FROM (SELECT‸ total FROM orders) AS Orders, (SELECT 1 FROM orders) AS b;',
      'WITH Orders_rows AS (SELECT total FROM orders) SELECT 1 FROM Orders_rows AS Orders, (SELECT 1 FROM orders) AS b;',
    ],
    [
      'INSERT INTO users (user_id) SELECT o.total FROM (SELECT‸ total FROM orders) AS o;',
      'INSERT INTO users (user_id) WITH o AS (SELECT total FROM orders) SELECT o.total FROM o;',
    ],
    [
      "SELECT a.n FROM (SELECT b.n FROM (SELECT‸ ')' AS n) AS b) AS a;",
      "SELECT a.n FROM (WITH b AS (SELECT ')' AS n) SELECT b.n FROM b) AS a;",
    ],
  ],
  Inline: [
    [
      'WITH o‸ AS (SELECT total FROM orders) SELECT total FROM o WHERE total > 1;',
      'SELECT total FROM (SELECT total FROM orders) AS o WHERE total > 1;',
    ],
    [
      'WITH a AS (SELECT 1 AS n), b(m) AS (SELECT n FROM a) SELECT x.m FROM b‸ AS x;',
      'WITH a AS (SELECT 1 AS n) SELECT x.m FROM (SELECT n FROM a) AS x(m);',
    ],
    [
      'WITH a‸ AS (SELECT 1 AS n), b AS (SELECT n FROM a) SELECT n FROM b;',
      'WITH b AS (SELECT n FROM (SELECT 1 AS n) AS a) SELECT n FROM b;',
    ],
    ['WITH o‸ AS (SELECT total FROM orders) SELECT 1 FROM o, o AS p;', undefined],
    [
      'WITH RECURSIVE n‸ AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n;',
      undefined,
    ],
    [
      'WITH o‸ AS ( -- ours )\n  SELECT total FROM orders -- all\n) SELECT p.total FROM o /* here */ AS p;',
      'SELECT p.total FROM ( -- ours )\n  SELECT total FROM orders -- all\n) /* here */ AS p;',
    ],
    ['WITH "my o"("a b")‸ AS (SELECT 1) SELECT "a b" FROM "my o";', undefined],
    [
      'WITH "my‸ o"("a b") AS (SELECT 1) SELECT "a b" FROM "my o";',
      'SELECT "a b" FROM (SELECT 1) AS "my o"("a b");',
    ],
    ['WITH Open‸ AS (SELECT 1 AS n) SELECT n FROM OPEN;', 'SELECT n FROM (SELECT 1 AS n) AS Open;'],
    // In its new place it would read another query.
    [
      'WITH a‸ AS (SELECT total FROM orders) SELECT total FROM (WITH orders AS (SELECT 1 AS total) SELECT a.total FROM a, orders) AS x;',
      undefined,
    ],
    ['WITH a‸ AS (SELECT 1 AS n) SELECT n FROM (WITH a AS (SELECT 2 AS n) SELECT n FROM a) AS x;', undefined],
    ['WITH a AS (SELECT 1 AS n), -- the second\n b‸ AS (SELECT 2 AS m) SELECT n, m FROM a, b;', undefined],
  ],
  Expand: [
    ['SELECT‸ * FROM orders;', undefined],
    ['SELECT *‸ FROM orders;', 'SELECT _id, customer_id, status, total FROM orders;'],
    [
      'SELECT u.*‸, total FROM orders o JOIN users u ON u.user_id = o.customer_id;',
      'SELECT u._id, u.user_id, u."full name", total FROM orders o JOIN users u ON u.user_id = o.customer_id;',
    ],
    ['SELECT count(*‸) FROM orders;', undefined],
    ['SELECT U.*‸ FROM users u;', 'SELECT u._id, u.user_id, u."full name" FROM users u;'],
    [
      'SELECT /* all */ *‸ -- of them\nFROM users AS "my users", orders;',
      'SELECT /* all */ "my users"._id, "my users".user_id, "my users"."full name", orders._id, orders.customer_id, orders.status, orders.total -- of them\nFROM users AS "my users", orders;',
    ],
    [
      'SELECT *‸ FROM (SELECT 1 AS a, 2 AS b) AS x JOIN (SELECT 1 AS a, 3 AS "c d") AS y USING (a);',
      'SELECT a, x.b, y."c d" FROM (SELECT 1 AS a, 2 AS b) AS x JOIN (SELECT 1 AS a, 3 AS "c d") AS y USING (a);',
    ],
    [
      'SELECT 1 FROM users WHERE EXISTS (SELECT *‸ FROM orders);',
      'SELECT 1 FROM users WHERE EXISTS (SELECT _id, customer_id, status, total FROM orders);',
    ],
    ['SELECT 2 *‸ 3;', undefined],
    ['SELECT x.*‸ FROM (SELECT 1 AS a, 2 AS a) AS x;', undefined],
  ],
  'Add the alias': [
    [
      'SELECT orders.total, orders.* FROM orders‸ WHERE orders.total > 1;',
      'SELECT o.total, o.* FROM orders AS o WHERE o.total > 1;',
    ],
    ['SELECT 1 FROM orders‸, users AS o;', 'SELECT 1 FROM orders AS o2, users AS o;'],
    ['SELECT 1 FROM orders‸ o;', undefined],
    [
      'SELECT orders.total FROM orders‸ GROUP BY orders.total ORDER BY orders.total;',
      'SELECT o.total FROM orders AS o GROUP BY o.total ORDER BY o.total;',
    ],
    // An inner table of the same name keeps its columns.
    [
      "SELECT orders.total FROM orders‸ WHERE EXISTS (SELECT 1 FROM orders WHERE orders.status = 'x') AND EXISTS (SELECT 1 FROM users WHERE user_id = orders.total);",
      "SELECT o.total FROM orders AS o WHERE EXISTS (SELECT 1 FROM orders WHERE orders.status = 'x') AND EXISTS (SELECT 1 FROM users WHERE user_id = o.total);",
    ],
    [
      'SELECT ORDERS.total, \'orders.total\', "orders".status FROM orders‸ -- orders.total\n;',
      "SELECT o.total, 'orders.total', o.status FROM orders AS o -- orders.total\n;",
    ],
    [
      'SELECT 1 FROM orders‸ TABLESAMPLE BERNOULLI (10);',
      'SELECT 1 FROM orders AS o TABLESAMPLE BERNOULLI (10);',
    ],
    ['SELECT 1 FROM orders‸, users AS O;', 'SELECT 1 FROM orders AS o2, users AS O;'],
  ],
  Qualify: [
    [
      "SELECT total‸, upper(status) FROM orders o, users u WHERE total > user_id AND o.status = 'open';",
      "SELECT o.total, upper(o.status) FROM orders o, users u WHERE o.total > u.user_id AND o.status = 'open';",
    ],
    ['SELECT o.total‸ FROM orders o, users u;', undefined],
    ['SELECT total‸ FROM orders;', undefined],
    [
      'SELECT total‸, "full name", (SELECT max(status) FROM orders), \'status\' FROM orders o, users u GROUP BY total, "full name" ORDER BY total;',
      'SELECT o.total, u."full name", (SELECT max(orders.status) FROM orders), \'status\' FROM orders o, users u GROUP BY o.total, u."full name" ORDER BY total;',
    ],
    [
      'SELECT user_id‸ FROM orders "my o", users "my u" WHERE EXISTS (SELECT 1 FROM orders WHERE customer_id = user_id);',
      'SELECT "my u".user_id FROM orders "my o", users "my u" WHERE EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = "my u".user_id);',
    ],
    [
      'SELECT A‸, b FROM (SELECT 1 AS a) AS x, (SELECT 2 AS "B", 3 AS b) AS y;',
      'SELECT x.A, y.b FROM (SELECT 1 AS a) AS x, (SELECT 2 AS "B", 3 AS b) AS y;',
    ],
    ['SELECT a‸ FROM (SELECT 1 AS a) AS x JOIN (SELECT 1 AS a) AS y USING (a);', undefined],
  ],
  'Convert IN': [
    [
      "SELECT total FROM orders WHERE status = 'open' AND customer_id IN (SELECT‸ user_id FROM users);",
      "SELECT total FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS user_ids ON user_ids.user_id = customer_id WHERE status = 'open';",
    ],
    [
      'SELECT total FROM orders WHERE customer_id IN‸ (SELECT user_id FROM users);',
      'SELECT total FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS user_ids ON user_ids.user_id = customer_id;',
    ],
    // Not the same rows: NOT, OR, a query that reads the row around it, a star that would show more.
    ['SELECT total FROM orders WHERE customer_id NOT IN‸ (SELECT user_id FROM users);', undefined],
    ['SELECT total FROM orders WHERE total > 1 OR customer_id IN‸ (SELECT user_id FROM users);', undefined],
    [
      'SELECT total FROM orders o WHERE customer_id IN‸ (SELECT user_id FROM users WHERE user_id > o.total);',
      undefined,
    ],
    ['SELECT * FROM orders WHERE customer_id IN‸ (SELECT user_id FROM users);', undefined],
    [
      'SELECT total FROM orders WHERE customer_id IN‸ (SELECT user_id FROM users) -- ours\n;',
      'SELECT total FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS user_ids ON user_ids.user_id = customer_id -- ours\n;',
    ],
    // A comment would be lost.
    [
      "SELECT total FROM orders WHERE status = 'a' /* and */ AND customer_id IN‸ (SELECT user_id FROM users);",
      undefined,
    ],
    [
      'SELECT total FROM orders WHERE customer_id IN‸ (SELECT "full name" FROM users);',
      'SELECT total FROM orders JOIN (SELECT DISTINCT "full name" FROM users) AS "full names" ON "full names"."full name" = customer_id;',
    ],
    // user_id is of the query around, and would be of the join.
    [
      'SELECT 1 FROM users WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id IN‸ (SELECT user_id FROM users) AND o.total > user_id);',
      undefined,
    ],
    ['UPDATE orders SET total = 0 WHERE customer_id IN‸ (SELECT user_id FROM users);', undefined],
    ['SELECT total FROM orders WHERE (customer_id, total) IN‸ (SELECT user_id, 1 FROM users);', undefined],
  ],
  'Convert the join': [
    [
      "SELECT total FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS k‸ ON k.user_id = customer_id WHERE status = 'open';",
      "SELECT total FROM orders WHERE customer_id IN (SELECT DISTINCT user_id FROM users) AND status = 'open';",
    ],
    [
      'SELECT total FROM orders JOIN (SELECT user_id FROM users) AS k‸ ON k.user_id = customer_id;',
      undefined,
    ],
    [
      'SELECT total, k.user_id FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS k‸ ON k.user_id = customer_id;',
      undefined,
    ],
    // All of WHERE stays one condition.
    [
      "SELECT total FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS k‸ ON K.user_id = customer_id WHERE status = 'a' OR total = 1;",
      "SELECT total FROM orders WHERE customer_id IN (SELECT DISTINCT user_id FROM users) AND (status = 'a' OR total = 1);",
    ],
    [
      'SELECT total FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS k‸ ON k.user_id = customer_id LEFT JOIN users u ON u.user_id = total;',
      'SELECT total FROM orders LEFT JOIN users u ON u.user_id = total WHERE customer_id IN (SELECT DISTINCT user_id FROM users);',
    ],
    // An outer join around it brings rows back that WHERE would leave out.
    [
      'SELECT total FROM orders JOIN (SELECT DISTINCT user_id FROM users) AS k‸ ON k.user_id = customer_id RIGHT JOIN users u ON u.user_id = total;',
      undefined,
    ],
    [
      'SELECT total FROM users u LEFT JOIN (orders JOIN (SELECT DISTINCT user_id FROM users) AS k‸ ON k.user_id = customer_id) ON true;',
      undefined,
    ],
  ],
  'Convert to': [
    ['USE CONNECTION_POOL read‸_pool;', "SELECT @read_pool := USE_CONNECTION_POOL('read_pool');"],
    ["SELECT @p := USE_CONNECTION‸_POOL('read_pool');", 'USE CONNECTION_POOL read_pool;'],
    ["SELECT USE_CONNECTION_POOL‸('shop', 'my tenant');", 'USE CONNECTION_POOL shop."my tenant";'],
    ["SELECT USE_CONNECTION_POOL‸('shop', @tenant);", undefined],
    ["SELECT @p := USE_CONNECTION‸_POOL('read_pool' /* ours */);", undefined],
    ['USE CONNECTION_POOL shop‸.acme;', "SELECT @pool := USE_CONNECTION_POOL('shop.acme');"],
    ['USE CONNECTION_POOL "it\'s‸";', "SELECT @pool := USE_CONNECTION_POOL('it''s');"],
    ['USE CONNECTION_POOL "1st‸";', "SELECT @pool := USE_CONNECTION_POOL('1st');"],
    // What a variable holds is not overwritten, and what others read is not taken away.
    [
      'SET @Pool = 1; USE CONNECTION_POOL pool‸; SELECT @Pool;',
      "SET @Pool = 1; SELECT @pool2 := USE_CONNECTION_POOL('pool'); SELECT @Pool;",
    ],
    ["SELECT @p := USE_CONNECTION‸_POOL('read_pool'); SELECT CONNECTION_POOL_NAME(@p);", undefined],
    ["SELECT USE_CONNECTION‸_POOL('read_pool') LIMIT 0;", undefined],
    ["SELECT DISTINCT USE_CONNECTION‸_POOL('read_pool');", undefined],
  ],
};

/** The pools that statements name. */
const poolsOf = (text: string) =>
  model(text).statements.flatMap(({ analysis }) =>
    analysis.references.flatMap(({ kind, name }) => (kind === 'pool' ? [name] : [])),
  );

describe('server: refactorings', () => {
  for (const [title, each] of Object.entries(cases)) {
    describe(title, () => {
      for (const [before, after] of each)
        it(before, () => {
          assert.equal(refactored(before, title), after);
        });
    });
  }

  it('of USE there and back are the same statement, whatever the pool is called', () => {
    for (const name of [...hardNames, 'a.b', '@x']) {
      const use = `USE CONNECTION_POOL ‸${name.split('.').map(writtenName).join('.')};`;
      const select = refactored(use, 'Convert to') ?? assert.fail(use);
      assert.ok(select.startsWith('SELECT @'), select);
      assert.equal(refactored(`‸${select}`, 'Convert to'), use.replace('‸', ''));
      assert.deepEqual(poolsOf(select), [name]);
    }
  });

  it('are not offered in a statement with errors, nor beside it', () => {
    assert.deepEqual(check('SELECT *‸ FROM orders WHERE nope(1);', refactorings).answer, []);
    assert.deepEqual(check('‸  SELECT 1;', refactorings).answer, []);
  });
});
