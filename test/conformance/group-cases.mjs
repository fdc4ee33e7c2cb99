// The statements of cases/group.json: groups, aggregates and windows; make-cases.mjs adds PostgreSQL's answers.
import { fruit, crate, pair, ride } from './case-tables.mjs';

export default {
  tables: { fruit, crate, pair, ride },
  cases: [
    // groups over nothing
    {
      tables: ['fruit'],
      sql: 'SELECT count(*), sum(id), max(name), array_agg(id) FROM fruit WHERE id > 99',
    },
    { tables: ['fruit'], sql: 'SELECT name, count(*) FROM fruit WHERE id > 99 GROUP BY name' },
    {
      tables: ['fruit'],
      sql: 'SELECT ripe, count(*), sum(price) FROM fruit WHERE id > 99 GROUP BY ROLLUP (ripe)',
    },
    {
      tables: ['crate'],
      sql: 'SELECT fruit_id, sum(count), count(count), avg(count) FROM crate GROUP BY fruit_id ORDER BY 1',
    },
    { tables: ['crate'], sql: 'SELECT count(DISTINCT fruit_id), sum(DISTINCT count) FROM crate' },
    // windows
    {
      tables: ['crate'],
      sql: 'SELECT no, sum(count) OVER (ORDER BY fruit_id), rank() OVER (ORDER BY fruit_id) FROM crate ORDER BY no',
    },
    {
      tables: ['crate'],
      sql: 'SELECT no, lag(count, 1, -1) OVER (ORDER BY no), first_value(count) OVER (ORDER BY no DESC) FROM crate ORDER BY no',
    },
    // one expression under two names is two keys
    {
      tables: ['fruit'],
      sql: 'SELECT ripe AS a, ripe AS b, count(*) FROM fruit GROUP BY a, ROLLUP (b) ORDER BY 1, 2, 3',
    },
    {
      tables: ['fruit'],
      sql: 'SELECT ripe AS a, ripe AS b, count(*) FROM fruit GROUP BY GROUPING SETS ((a), (b))',
    },
    // the place of a row that is not there
    {
      tables: ['fruit'],
      sql: 'SELECT rank(2.0) WITHIN GROUP (ORDER BY price), dense_rank(2.0) WITHIN GROUP (ORDER BY price DESC), percent_rank(2.0) WITHIN GROUP (ORDER BY price), cume_dist(2.0) WITHIN GROUP (ORDER BY price NULLS FIRST) FROM fruit',
    },
    {
      tables: ['fruit'],
      sql: "SELECT ripe, rank(2.5, 'b') WITHIN GROUP (ORDER BY price, name DESC) FILTER (WHERE id > 1) FROM fruit GROUP BY ripe ORDER BY ripe",
    },
    {
      tables: [],
      sql: 'SELECT rank(1) WITHIN GROUP (ORDER BY x), cume_dist(1) WITHIN GROUP (ORDER BY x) FROM (VALUES (1)) t(x) WHERE x > 1',
    },
    // COUNT(DISTINCT …) beside other aggregates
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT fruit_id, count(DISTINCT count), count(*), sum(count), max(no), min(count) FILTER (WHERE count > 1) FROM crate GROUP BY fruit_id',
    },
    { tables: ['crate'], sql: 'SELECT count(DISTINCT fruit_id), max(no), sum(count) FROM crate' },
    {
      tables: ['crate'],
      sql: 'SELECT count(DISTINCT fruit_id), max(no), sum(count) FROM crate WHERE no < 0',
    },
    { tables: ['fruit'], sql: 'SELECT count(DISTINCT weight), count(DISTINCT weight) + 1 FROM fruit' },
    // the first row of each partition
    {
      tables: ['fruit'],
      sql: 'SELECT id, ripe, n FROM (SELECT id, ripe, row_number() OVER (PARTITION BY ripe ORDER BY price DESC, id) AS n FROM fruit) t WHERE n = 1 ORDER BY id',
    },
    {
      tables: ['fruit'],
      sql: 'SELECT id FROM (SELECT *, row_number() OVER (PARTITION BY ripe ORDER BY name NULLS FIRST, weight DESC) AS n FROM fruit) t WHERE n <= 1 AND id > 1 ORDER BY id',
    },
    // RANGE with offsets that MongoDB has no window for
    {
      tables: ['pair'],
      sql: "SELECT b, d, sum(b) OVER (ORDER BY d DESC RANGE BETWEEN '1 year'::interval PRECEDING AND '1 month 3 days' FOLLOWING) FROM pair",
      ordered: false,
    },
    {
      tables: ['pair'],
      sql: 'SELECT a, sum(b) OVER (ORDER BY a DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), sum(b) OVER (ORDER BY a NULLS FIRST RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING EXCLUDE TIES) FROM pair',
      ordered: false,
    },
    // parts of months and days that rounding would lose
    {
      tables: ['pair'],
      sql: "SELECT a, (interval '999 mons 999 days' + a * interval '1 day') * 8.2 FROM pair WHERE a = 1 AND b = 2",
    },
    {
      tables: ['ride'],
      sql: 'SELECT var_pop(weight), stddev(weight), corr(weight, seats), regr_syy(weight, seats), variance(seats) FROM ride',
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, variance(weight) OVER (ORDER BY id ROWS 1 PRECEDING), stddev_pop(seats) OVER (ORDER BY id) FROM ride',
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, avg(lasts) OVER (ORDER BY id ROWS 2 PRECEDING), string_agg(line, $$-$$) OVER (ORDER BY id ROWS 1 PRECEDING), array_agg(seats) FILTER (WHERE seats > 1) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM ride',
    },
    {
      tables: ['ride'],
      sql: 'SELECT line, count(DISTINCT lasts), count(DISTINCT lasts) FILTER (WHERE id > 1) FROM ride GROUP BY line',
    },
    {
      tables: ['ride'],
      sql: 'SELECT max(ARRAY[seats, id]), array_agg(ARRAY[id, seats] ORDER BY id DESC) FROM ride WHERE seats > 0',
    },
    {
      tables: ['ride'],
      sql: 'SELECT line, json_object_agg(id, stops ORDER BY id) FROM ride GROUP BY line',
      ordered: false,
    },
    {
      tables: ['ride'],
      sql: 'SELECT line, rank(line) WITHIN GROUP (ORDER BY line), dense_rank(line) WITHIN GROUP (ORDER BY line DESC) FROM ride GROUP BY ROLLUP (line)',
      ordered: false,
    },
    {
      tables: ['ride'],
      sql: 'SELECT p, percentile_cont(p) WITHIN GROUP (ORDER BY seats), percentile_disc(p) WITHIN GROUP (ORDER BY seats DESC) FROM ride, (VALUES (0.2::float8), (0.9), (NULL)) v(p) GROUP BY p ORDER BY p',
    },
    {
      tables: ['ride'],
      sql: 'SELECT percentile_cont(ARRAY[0.3, NULL, 0.5]) WITHIN GROUP (ORDER BY lasts) FROM ride WHERE id < 5',
    },
    {
      tables: ['ride'],
      sql: 'SELECT * FROM (SELECT 7 AS k, seats, count(*) FROM ride GROUP BY GROUPING SETS (1, 2)) t WHERE k = 7',
    },
    {
      tables: ['ride'],
      sql: "SELECT id, count(*) OVER (ORDER BY leaves RANGE BETWEEN '1 hour' PRECEDING AND CURRENT ROW), sum(seats) OVER (ORDER BY leaves DESC RANGE BETWEEN UNBOUNDED PRECEDING AND '30 minutes' FOLLOWING) FROM ride",
      ordered: false,
    },
    {
      tables: ['ride'],
      sql: "SELECT id, sum(seats) OVER (ORDER BY lasts RANGE BETWEEN '1 day' PRECEDING AND '1 month' FOLLOWING), array_agg(id) OVER (ORDER BY lasts DESC, id GROUPS 1 PRECEDING) FROM ride",
      ordered: false,
    },
    {
      tables: ['ride'],
      sql: "SELECT id, lag(id, seats) OVER (ORDER BY id), lead(seats, 5 - id, 0) OVER (ORDER BY id), lead(lasts, 2, '1 hour') OVER (ORDER BY id) FROM ride",
      ordered: false,
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, sum(id) OVER (ORDER BY id ROWS (SELECT min(seats) FROM ride) PRECEDING), count(*) OVER (ORDER BY seats RANGE BETWEEN (SELECT 1) PRECEDING AND (SELECT 1) FOLLOWING EXCLUDE CURRENT ROW) FROM ride',
      ordered: false,
    },
    {
      sql: 'SELECT x, max(x) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND 1.1::float8 FOLLOWING) FROM (VALUES (0::float8), (1.1), (2), (0.1)) v(x)',
      ordered: false,
    },
    {
      sql: 'SELECT x FROM generate_series(2147483646, 2147483648) x UNION ALL SELECT generate_series(-9223372036854775806, -9223372036854775807, -1)',
      ordered: false,
    },
    {
      tables: ['ride'],
      sql: 'SELECT line, unnest(stops) AS stop, count(*), sum(seats) FROM ride GROUP BY line, unnest(stops) ORDER BY line, stop',
    },
    {
      tables: ['ride'],
      sql: 'SELECT line, generate_series(1, 2) AS g, count(*) FROM ride GROUP BY CUBE (line, g) ORDER BY g, line, 3',
    },
    {
      tables: ['ride'],
      sql: 'SELECT sum(count(*)) OVER (PARTITION BY generate_series(1, 2)), generate_series(1, 2) AS g FROM ride GROUP BY g',
      ordered: false,
    },
    { tables: ['ride'], sql: 'SELECT id FROM ride ORDER BY id DESC, generate_series(1, seats) DESC' },
    {
      tables: ['ride'],
      sql: 'SELECT DISTINCT ON (line) line, id, generate_series(1, 2) AS g FROM ride ORDER BY line, id DESC',
    },
    { sql: 'SELECT generate_series(1, generate_series(1, 3)), generate_series(2, 4)', ordered: false },
    // intervals of one length are equal, whatever their parts
    ...[
      "SELECT x, count(*), sum(x) FROM (VALUES (interval '1 day'), ('24:00:00'), ('1 mon'), (NULL), ('30 days'), (NULL)) v(x) GROUP BY x",
      "SELECT x, y, count(*) FROM (VALUES (interval '1 day', 1), ('24:00:00', 1), ('1 mon', 2)) v(x, y) GROUP BY ROLLUP (x, y)",
      "SELECT DISTINCT x FROM (VALUES (interval '1 day'), ('24:00:00'), ('1 mon'), (NULL), ('30 days'), (NULL)) v(x)",
      "SELECT DISTINCT x, y FROM (VALUES (interval '1 day', 1), ('24:00:00', 1), ('24 hours', 2)) v(x, y)",
      "SELECT count(*) FROM (SELECT interval '1 day' UNION SELECT '24:00:00' UNION SELECT NULL UNION SELECT NULL) v",
      "VALUES (interval '1 day'), ('1 mon'), ('2 mon') EXCEPT VALUES (interval '24:00:00'), ('60 days')",
      "SELECT DISTINCT ON (x) x, y FROM (VALUES (interval '1 day', 1), ('24:00:00', 2), ('1 mon', 3)) v(x, y) ORDER BY x, y",
      "SELECT rank() OVER (ORDER BY x), count(*) OVER (PARTITION BY x) FROM (VALUES (interval '1 day'), ('24:00:00'), ('1 mon')) v(x)",
    ].map((sql) => ({ sql, ordered: /order by x, y$/.test(sql) })),
    {
      tables: ['ride'],
      sql: 'SELECT lasts, count(*), min(id) FROM (SELECT * FROM ride ORDER BY id) r GROUP BY lasts HAVING count(*) > 1',
    },
    // Doubles that leave a frame take nothing with them.
    {
      sql: "WITH t(n, x, g) AS (VALUES (1, 1e20::float8, 1), (2, 1, 1), (3, 2, 1), (4, NULL, 2), (5, 'NaN'::float8, 2), (6, 3, 2), (7, 'Infinity'::float8, 3), (8, 4, 3)) SELECT n, sum(x) OVER (ORDER BY n ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING), avg(x) OVER (ORDER BY n ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING), sum(x) FILTER (WHERE n <> 3) OVER (ORDER BY g RANGE BETWEEN 1 FOLLOWING AND 1 FOLLOWING) FROM t ORDER BY n",
    },
    {
      sql: 'WITH t(n, x, g) AS (VALUES (1, 1e20::float8, 1), (2, 1, 1), (3, 2, 1), (4, NULL, 2), (5, 8, 2), (6, 3, 3)) SELECT n, sum(x) OVER (ORDER BY n ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING), sum(x) OVER (ORDER BY g GROUPS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), avg(x) OVER (ORDER BY g DESC RANGE BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING), var_pop(x) FILTER (WHERE n > 1) OVER (ORDER BY n ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING), row_number() OVER (ORDER BY n) FROM t ORDER BY n',
    },
    // A key that is never NULL in the rows is NULL in the sets without it, and so is what is made of it.
    {
      tables: ['ride'],
      sql: "SELECT id + 1 AS next, coalesce(id * 2, 0), id NOT IN (1, 2), coalesce(id::text || '!', 'all'), array[id], count(*) FROM ride GROUP BY ROLLUP (id) ORDER BY next",
    },
    {
      tables: ['ride'],
      sql: 'SELECT id FROM ride GROUP BY ROLLUP (id) HAVING id + 1 IS NULL OR NOT (id < 3) ORDER BY id * 2 DESC',
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, (SELECT count(*) FROM ride r WHERE r.id <> ride.id), (SELECT coalesce(ride.id + 1, -1)), 3 <> ALL (SELECT ride.id FROM ride r) FROM ride GROUP BY ROLLUP (id) ORDER BY id',
    },
    {
      tables: ['ride'],
      sql: "SELECT coalesce(line, '-') || '!' AS name, NOT (seats IS NULL) AS known, count(*) FROM ride GROUP BY CUBE (coalesce(line, '-'), seats IS NULL) ORDER BY name, known",
    },
    {
      tables: ['ride'],
      sql: 'SELECT next, sum(next) OVER (ORDER BY next DESC) FROM (SELECT id + 1 AS next FROM ride GROUP BY ROLLUP (id)) r WHERE next IS NULL OR NOT (next < 3)',
      ordered: false,
    },
  ],
};
