import assert from 'node:assert/strict';
import { complete } from '../../../../server/src/features/completion.ts';
import { hover } from '../../../../server/src/features/hover.ts';
import { inlayHints } from '../../../../server/src/features/inlay-hints.ts';
import { check, model } from '../check.ts';

/** The first suggestions at the mark, as many as asked for. */
function first(marked: string, count: number): string {
  const suggestions = check(marked, complete).answer?.suggestions ?? [];
  return suggestions
    .slice(0, count)
    .map(({ label }) => label)
    .join(' | ');
}

/** What stands first at a place: `count` of it, or all where nothing else may stand there. */
const places: readonly {
  readonly place: string;
  readonly cases: readonly (readonly [marked: string, begins: string, count?: number])[];
}[] = [
  {
    place: 'the values that a column has, before their quotes are written',
    cases: [
      ['SELECT * FROM orders WHERE status = ‸', "'completed' | 'open' | status", 3],
      ['SELECT * FROM orders WHERE status <> ‸ ORDER BY total', "'completed' | 'open' | status", 3],
      ["SELECT * FROM orders WHERE status IN ('open', ‸)", "'completed' | 'open' | status", 3],
      ['SELECT * FROM orders WHERE status || ‸', '_id | customer_id', 2],
      ["SELECT * FROM orders WHERE status = '‸", "'completed' | 'open'"],
      ['UPDATE orders SET total = 0 WHERE status = ‸', "'completed' | 'open' | status", 3],
      ['SELECT CASE WHEN status = ‸ THEN 1 END FROM orders', "'completed' | 'open' | status", 3],
      [
        'SELECT * FROM CONNECTION_POOLS() WHERE health_status = ‸',
        "'HEALTHY' | 'WARNING' | 'UNHEALTHY' | pool_name",
        4,
      ],
      ['CREATE ALERT a ON CONNECTION_POOLS() WHEN (health_status = ‸', "'HEALTHY' | 'WARNING'", 2],
    ],
  },
  {
    place: 'the units that a function takes',
    cases: [
      ['SELECT DATE_TRUNC(‸, NOW())', "'day' | 'month' | 'hour'", 3],
      ["SELECT DATE_TRUNC('‸', NOW())", "'day' | 'month' | 'hour'", 3],
      ['SELECT EXTRACT(‸ FROM NOW())', 'day | month | hour', 3],
      ["SELECT DATE_TRUNC('day', ‸)", 'DATE_TRUNC', 1],
    ],
  },
  {
    place: 'what a write sees, and nothing of other collections',
    cases: [
      ["UPDATE orders SET status = 'x' WHERE ‸", 'status | _id | customer_id', 3],
      ['DELETE FROM orders o WHERE o.‸', '_id | customer_id | status | total'],
      ['DELETE FROM orders o USING users u WHERE u.‸', '_id | user_id | full name'],
      ['MERGE INTO orders o USING users u ON u.‸', '_id | user_id | full name'],
      ['INSERT INTO orders (‸', '_id | customer_id | status | total | VALUES', 5],
      ['MERGE INTO orders o USING users u ON TRUE WHEN MATCHED THEN ‸', 'DELETE | DO | INSERT | UPDATE'],
    ],
  },
  {
    place: 'collections alone where no other table may stand',
    cases: [
      ['CREATE INDEX i ON ‸', 'orders | users'],
      ['SHOW FIELDS FROM ‸', 'orders | users'],
      ['DELETE FROM ‸', 'orders | users'],
      ['DROP INDEX ‸', 'by_status | IF'],
    ],
  },
  {
    place: 'the bounds of a frame',
    cases: [
      ['SELECT SUM(total) OVER (ORDER BY _id ROWS ‸', 'BETWEEN | UNBOUNDED | CURRENT', 3],
      ['SELECT SUM(total) OVER (ORDER BY _id ROWS BETWEEN ‸', 'UNBOUNDED | CURRENT', 2],
      ['SELECT SUM(total) OVER (ORDER BY _id ROWS BETWEEN 3 PRECEDING AND ‸', 'UNBOUNDED | CURRENT', 2],
    ],
  },
  {
    place: 'numbers of rows, and no columns',
    cases: [
      ['SELECT total FROM orders LIMIT ‸', '10 | 100 | 1 | 20 | 50 | 1000 | ALL'],
      ['SELECT total FROM orders LIMIT 10 OFFSET ‸', '10 | 100 | 1 | 20 | 50 | 1000'],
      ['SELECT total FROM orders LIMIT 1‸', '10 | 100 | 1 | 1000', 4],
    ],
  },
  {
    place: 'what a row holds that is written out: no columns, but values that samples show',
    cases: [
      ['INSERT INTO orders (status, total) VALUES (‸', "'completed' | 'open' | NULL | DEFAULT", 4],
      ["INSERT INTO orders (status, total) VALUES ('‸", "'completed' | 'open'"],
      ["INSERT INTO orders (status, total) VALUES ('open', ‸, 1)", 'NULL | DEFAULT', 2],
      ['SELECT * FROM (VALUES (‸)) AS t', 'NULL', 1],
    ],
  },
  {
    place: 'the values of the column that CASE compares',
    cases: [
      ['SELECT CASE status WHEN ‸ THEN 1 END FROM orders', "'completed' | 'open' | status", 3],
      ["SELECT CASE status WHEN '‸' THEN 1 END FROM orders", "'completed' | 'open'"],
      ['SELECT CASE WHEN ‸ THEN 1 END FROM orders', '_id | customer_id', 2],
    ],
  },
  {
    place: 'what OVER takes: a window by its name, or brackets',
    cases: [
      [
        'SELECT SUM(total) OVER ‸ FROM orders',
        '(PARTITION BY …) | (ORDER BY …) | (PARTITION BY … ORDER BY …) | ()',
      ],
      ['SELECT SUM(total) OVER ‸ FROM orders WINDOW w AS (ORDER BY total)', 'w | (PARTITION BY …)', 2],
      ['SELECT SUM(total) OVER (PARTITION BY ‸ FROM orders', '_id | customer_id | status | total', 4],
      ['SELECT SUM(total) OVER (ORDER BY _id ROWS BETWEEN UNBOUNDED ‸', 'FOLLOWING | PRECEDING'],
      ['SELECT SUM(total) OVER (ORDER BY _id ROWS ‸', 'BETWEEN | UNBOUNDED | CURRENT'],
    ],
  },
  {
    place: 'prepared statements of the document',
    cases: [
      ['PREPARE find AS SELECT 1; EXECUTE ‸', 'find'],
      ['PREPARE find AS SELECT 1; DEALLOCATE ‸', 'find | ALL | PREPARE'],
    ],
  },
  {
    place: 'intervals, units and time zones',
    cases: [
      ['SELECT NOW() - INTERVAL ‸', "'1 day' | '1 hour' | '7 days'", 3],
      ['SELECT total FROM orders WHERE NOW() > NOW() - INTERVAL ‸ ORDER BY 1', "'1 day' | '1 hour'", 2],
      ['SELECT NOW() - INTERVAL 5 ‸', 'DAY | MONTH | HOUR', 3],
      ['SELECT NOW() AT ‸', 'TIME', 1],
      ['SELECT NOW() AT TIME ZONE ‸', "'UTC' | 'Europe/London' | 'Europe/Berlin'", 3],
      ["SELECT NOW() AT TIME ZONE '‸'", "'UTC' | 'Europe/London'", 2],
      ['SELECT EXTRACT(‸', 'day | month | hour | week | year', 5],
      ['SELECT EXTRACT(ye‸', 'year', 1],
      ['SELECT EXTRACT(YEAR ‸', 'FROM', 1],
      ['SELECT EXTRACT(YEAR FROM ‸ FROM orders', '_id', 1],
    ],
  },
  {
    place: 'types behind AS in a CAST',
    cases: [['SELECT CAST(total AS ‸', 'text | integer | int | numeric', 4]],
  },
  {
    place: 'unique keys and columns of what is written behind ON CONFLICT',
    cases: [
      ['INSERT INTO orders (total) VALUES (1) ON CONFLICT ‸', '(_id) | ON | WHERE | DO'],
      ['INSERT INTO orders (total) VALUES (1) ON CONFLICT (‸', '_id | customer_id | status | total'],
      [
        'INSERT INTO users (user_id) VALUES (1) ON CONFLICT (_id) DO UPDATE SET user_id = ‸',
        '_id | user_id | full name',
        3,
      ],
    ],
  },
  {
    place: 'the columns that both sides of a join have',
    cases: [
      ['SELECT * FROM orders JOIN users USING (‸', '_id'],
      ['SELECT * FROM orders a JOIN orders b USING (total, ‸', '_id | customer_id | status | total'],
    ],
  },
  {
    place: 'the options of EXPLAIN before the queries that may stand in brackets',
    cases: [
      ['EXPLAIN (‸', 'ANALYZE | FORMAT | VERBOSE | SELECT', 4],
      ['EXPLAIN (FORMAT ‸', 'JSON | PIPELINE | TEXT'],
    ],
  },
  {
    place: 'what a pool option takes',
    cases: [
      ["CREATE CONNECTION_POOL p WITH (compressors = ARRAY['zstd', ‸])", "'zlib' | 'snappy' | 'none'"],
      [
        "CREATE CONNECTION_POOL p WITH (compressors = JSON_BUILD_ARRAY('zstd', ‸))",
        "'zlib' | 'snappy' | 'none'",
      ],
      [
        "CREATE CONNECTION_POOL p WITH (readPreference = JSON_BUILD_OBJECT('mode', 'nearest', 'tags', ‸))",
        'ARRAY[JSON_BUILD_OBJECT(…)]',
      ],
      [
        "CREATE CONNECTION_POOL p WITH (readPreference = JSON_BUILD_OBJECT('mode', 'nearest', 'tags', ARRAY[‸]))",
        'JSON_BUILD_OBJECT(…)',
      ],
      // The names and values of tags are those of one's own servers.
      [
        "CREATE CONNECTION_POOL p WITH (readPreference = JSON_BUILD_OBJECT('tags', ARRAY[JSON_BUILD_OBJECT(‸)]))",
        '',
      ],
      ['CREATE CONNECTION_POOL p WITH (driverInfo = JSON_BUILD_OBJECT(‸))', ''],
      ['SET CONNECTION_POOL_OPTIONS = ‸', 'JSON_BUILD_OBJECT(…)'],
    ],
  },
  {
    place: 'what an alert watches, and for how long',
    cases: [
      ['CREATE ALERT a ON ‸', 'read_pool | CONNECTION_POOLS() | write_pool', 3],
      [
        'CREATE ALERT a ON CONNECTION_POOLS() WHEN (error_rate_pct > 5) FOR ‸',
        "'1 s' | '5 s' | '10 s' | '30 s' | '1 min'",
      ],
    ],
  },
  {
    place: 'settings, and no columns where a constant stands',
    cases: [
      ['SET ‸', 'statement_timeout | batch_size', 2],
      ['SET statement_timeout = ‸', 'ON'],
      ['SHOW ‸', 'CONNECTION_POOLS | CONNECTION_POOL', 2],
      ['KILL CONNECTION ‸', ''],
    ],
  },
];

describe('server: completion by places', () => {
  for (const { place, cases } of places)
    describe(`begins with ${place}`, () => {
      for (const [marked, begins, count = Infinity] of cases)
        it(marked, () => {
          assert.equal(first(marked, count), begins);
        });
    });

  it('takes a tag and an element in whole', () => {
    const marked = 'ALTER CONNECTION_POOL read_pool SET (readPreferenceTags = ARRAY[‸])';
    const [tag] = check(marked, complete).answer?.suggestions ?? [];
    assert.equal(tag?.insert, "JSON_BUILD_OBJECT('${1:region}', '${2:east}')");
  });

  it('is silent in a text that is not closed', () => {
    assert.equal(check("SELECT INTERVAL '1 ‸", complete).answer, undefined);
  });

  it('tells nothing of a name that is still to be written', () => {
    assert.equal(check('SELECT * FROM orders o WHERE o.‸', hover).answer, undefined);
    const text = 'SELECT * FROM ';
    assert.deepEqual(inlayHints(model(text), { start: 0, end: text.length }), []);
  });
});
