import assert from 'node:assert/strict';
import { changed, refactorings } from '../../../../server/src/features/refactoring/refactorings.ts';
import { check } from '../check.ts';

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
  ],
  Expand: [
    ['SELECT‸ * FROM orders;', undefined],
    ['SELECT *‸ FROM orders;', 'SELECT _id, customer_id, status, total FROM orders;'],
    [
      'SELECT u.*‸, total FROM orders o JOIN users u ON u.user_id = o.customer_id;',
      'SELECT u._id, u.user_id, u."full name", total FROM orders o JOIN users u ON u.user_id = o.customer_id;',
    ],
    ['SELECT count(*‸) FROM orders;', undefined],
  ],
  'Add the alias': [
    [
      'SELECT orders.total, orders.* FROM orders‸ WHERE orders.total > 1;',
      'SELECT o.total, o.* FROM orders AS o WHERE o.total > 1;',
    ],
    ['SELECT 1 FROM orders‸, users AS o;', 'SELECT 1 FROM orders AS o2, users AS o;'],
    ['SELECT 1 FROM orders‸ o;', undefined],
  ],
  Qualify: [
    [
      "SELECT total‸, upper(status) FROM orders o, users u WHERE total > user_id AND o.status = 'open';",
      "SELECT o.total, upper(o.status) FROM orders o, users u WHERE o.total > u.user_id AND o.status = 'open';",
    ],
    ['SELECT o.total‸ FROM orders o, users u;', undefined],
    ['SELECT total‸ FROM orders;', undefined],
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
  ],
  'Convert to': [
    ['USE CONNECTION_POOL read‸_pool;', "SELECT @read_pool := USE_CONNECTION_POOL('read_pool');"],
    ["SELECT @p := USE_CONNECTION‸_POOL('read_pool');", 'USE CONNECTION_POOL read_pool;'],
  ],
};

describe('server: refactorings', () => {
  for (const [title, each] of Object.entries(cases)) {
    describe(title, () => {
      for (const [before, after] of each)
        it(before, () => {
          assert.equal(refactored(before, title), after);
        });
    });
  }

  it('are not offered in a statement with errors, nor beside it', () => {
    assert.deepEqual(check('SELECT *‸ FROM orders WHERE nope(1);', refactorings).answer, []);
    assert.deepEqual(check('‸  SELECT 1;', refactorings).answer, []);
  });
});
