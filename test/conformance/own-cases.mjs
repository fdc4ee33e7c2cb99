// The tables and statements of cases/own.json; make-cases.mjs adds PostgreSQL's answers.
const day = (text) => ({ $date: { $numberLong: String(Date.parse(text)) } });

export default {
  tables: {
    fruit: {
      name: 'fruit',
      columns: [
        { name: 'id', type: 'integer', notNull: true },
        { name: 'name', type: 'text' },
        { name: 'price', type: 'numeric' },
        { name: 'weight', type: 'double precision' },
        { name: 'ripe', type: 'boolean' },
        { name: 'picked', type: 'date' },
        { name: 'tags', type: 'text[]' },
        { name: 'a.b', type: 'integer' },
        { name: '$c', type: 'text' },
      ],
      primaryKey: ['id'],
      docs: [
        {
          id: 1,
          name: 'apple',
          price: { $numberDecimal: '1.25' },
          weight: 0.1,
          ripe: true,
          picked: { $date: { $numberLong: '1704067200000' } },
          tags: ['red', 'sweet'],
          'a.b': 7,
          $c: '$name',
        },
        {
          id: 2,
          name: null,
          price: null,
          weight: { $numberDouble: 'NaN' },
          ripe: null,
          picked: null,
          tags: null,
          'a.b': null,
          $c: null,
        },
        {
          id: 3,
          name: '$name',
          price: { $numberDecimal: '2.50' },
          weight: 2.5,
          ripe: false,
          picked: { $date: { $numberLong: '1706659200000' } },
          tags: [],
          'a.b': 3,
          $c: 'x',
        },
        {
          id: 4,
          name: 'fig',
          price: { $numberDecimal: '2.5' },
          weight: { $numberDouble: '3.0' },
          ripe: true,
          picked: { $date: { $numberLong: '1706659200000' } },
          tags: ['sweet'],
          'a.b': 7,
          $c: 'y',
        },
      ],
    },
    label: {
      name: 'label',
      columns: [
        { name: 'no', type: 'integer', notNull: true },
        { name: 'text', type: 'text' },
        { name: 'pattern', type: 'text' },
        { name: 'wild', type: 'text' },
        { name: 'wilds', type: 'text[]' },
      ],
      docs: [
        { no: 1, text: 'abc', pattern: '^a[b$]', wild: 'a%', wilds: ['%z', 'a_c'] },
        { no: 2, text: 'a%c', pattern: '\\mA|c$', wild: 'a!%(b|c)', wilds: ['a\\%c', null] },
        { no: 3, text: 'x_y 9', pattern: '\\w+\\M', wild: 'x[_a-z]y%', wilds: [] },
        { no: 4, text: null, pattern: 'a', wild: '%', wilds: ['%'] },
        { no: 5, text: 'b', pattern: null, wild: null, wilds: null },
      ],
    },
    crate: {
      name: 'crate',
      columns: [
        { name: 'no', type: 'integer', notNull: true },
        { name: 'fruit_id', type: 'integer' },
        { name: 'count', type: 'integer' },
      ],
      docs: [
        { no: 1, fruit_id: 1, count: 10 },
        { no: 2, fruit_id: 1, count: null },
        { no: 3, fruit_id: null, count: 5 },
        { no: 4, fruit_id: 9, count: 0 },
      ],
    },
    // for statements made up by chance: NULL and missing fields, duplicates, negative numbers, texts
    pair: {
      name: 'pair',
      columns: [
        { name: 'a', type: 'integer' },
        { name: 'b', type: 'integer' },
        { name: 't', type: 'text' },
        { name: 'd', type: 'date' },
      ],
      docs: [
        { a: 1, b: 2, t: 'a', d: day('2024-01-31') },
        { a: 1, b: -3, t: 'b', d: day('2024-02-29') },
        { a: 2, b: null, t: 'ab', d: day('2023-12-31') },
        { a: 5, b: 5, t: 'B', d: null },
        { a: null, b: 0, t: null, d: day('2024-01-31') },
        { a: -3, t: '' },
        { a: 1, b: 2, t: 'a', d: day('2024-01-31') },
        { b: 7, d: day('2024-12-25') },
      ],
    },
    tag: {
      name: 'tag',
      columns: [
        { name: 'a', type: 'integer' },
        { name: 'n', type: 'integer' },
        { name: 't', type: 'text' },
      ],
      docs: [
        { a: 1, n: 1, t: 'a' },
        { a: 1, n: 7, t: null },
        { a: 2, n: -3, t: 'B' },
        { a: null, n: 5, t: 'ab' },
        { n: 2, t: 'a' },
        { a: 7, n: 0, t: '' },
      ],
    },
    ride: {
      name: 'ride',
      columns: [
        { name: 'id', type: 'integer', notNull: true },
        { name: 'line', type: 'text' },
        { name: 'leaves', type: 'time without time zone' },
        { name: 'lasts', type: 'interval' },
        { name: 'stops', type: 'integer[]' },
        { name: 'grid', type: 'integer[]' },
        { name: 'weight', type: 'double precision' },
        { name: 'seats', type: 'integer' },
      ],
      primaryKey: ['id'],
      docs: [
        {
          id: 1,
          line: 'north',
          leaves: '06:30:00',
          lasts: '1 day',
          stops: [4, 2, 9],
          grid: [
            [1, 2],
            [3, 4],
          ],
          weight: 100000003.5,
          seats: 2,
        },
        {
          id: 2,
          line: 'north',
          leaves: '07:15:00',
          lasts: '02:30:00',
          stops: [9, null],
          grid: [
            [5, 6],
            [7, 8],
            [9, 10],
          ],
          weight: 100000004.5,
          seats: 1,
        },
        {
          id: 3,
          line: 'south',
          leaves: null,
          lasts: null,
          stops: null,
          grid: null,
          weight: null,
          seats: null,
        },
        {
          id: 4,
          line: 'south',
          leaves: '07:45:00',
          lasts: '1 mon 2 days',
          stops: [],
          grid: [],
          weight: 100000006.5,
          seats: 3,
        },
        {
          id: 5,
          line: null,
          leaves: '09:00:00',
          lasts: '24:00:00',
          stops: [2, 9],
          grid: [[6]],
          weight: 100000007.5,
          seats: 2,
        },
      ],
    },
  },
  cases: [
    // NULL in conditions, and under NOT
    { tables: ['fruit'], sql: "SELECT id FROM fruit WHERE name <> 'fig' ORDER BY id" },
    { tables: ['fruit'], sql: "SELECT id FROM fruit WHERE NOT (name = 'fig') ORDER BY id" },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit WHERE NOT (price > 2 AND ripe) ORDER BY id' },
    { tables: ['fruit'], sql: "SELECT id FROM fruit WHERE name NOT IN ('fig', NULL) ORDER BY id" },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit WHERE ripe IS NOT TRUE ORDER BY id' },
    {
      tables: ['fruit'],
      sql: 'SELECT id, price > 2 AND ripe, price > 2 OR ripe, NOT ripe FROM fruit ORDER BY id',
    },
    { tables: ['fruit'], sql: "SELECT id FROM fruit WHERE name IS DISTINCT FROM 'fig' ORDER BY id" },
    // text that looks like an expression, names that look like paths
    { tables: ['fruit'], sql: "SELECT id FROM fruit WHERE name = '$name' ORDER BY id" },
    { tables: ['fruit'], sql: "SELECT '$name' AS a, '$$ROOT' || name AS b FROM fruit ORDER BY id" },
    {
      tables: ['fruit'],
      sql: "SELECT id, CASE WHEN ripe THEN '$price' ELSE '$$NOW' END FROM fruit ORDER BY id",
    },
    { tables: ['fruit'], sql: 'SELECT "a.b", "$c" FROM fruit WHERE "a.b" > 3 ORDER BY id' },
    {
      tables: ['fruit'],
      sql: 'SELECT "a.b", count(*), max("$c") FROM fruit GROUP BY "a.b" ORDER BY 1',
    },
    // order
    { tables: ['fruit'], sql: 'SELECT id FROM fruit ORDER BY name' },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit ORDER BY name DESC' },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit ORDER BY price DESC NULLS LAST, id DESC' },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit ORDER BY weight, id' },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit WHERE weight > 1 ORDER BY id' },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit ORDER BY tags, id' },
    // numbers
    { sql: 'SELECT 7 / 2 AS a, -7 / 2 AS b, 7 / 2.0 AS c, 0.1 + 0.2 AS d, 2147483647 + 1::bigint AS e' },
    {
      tables: ['fruit'],
      sql: 'SELECT round(price, 1), round(avg(price), 3) FROM fruit GROUP BY price ORDER BY 1',
    },
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
    // joins: NULL meets nothing
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT f.id, c.no FROM fruit f JOIN crate c ON c.fruit_id = f."a.b" ORDER BY 1, 2',
    },
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT f.id, c.no FROM fruit f LEFT JOIN crate c ON c.fruit_id = f.id ORDER BY 1, 2',
    },
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT f.id, c.no FROM fruit f FULL JOIN crate c ON c.fruit_id = f.id ORDER BY 1, 2',
    },
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT f.id, c.no FROM crate c RIGHT JOIN fruit f ON c.fruit_id = f.id AND c.count > 1 ORDER BY 1, 2',
    },
    {
      tables: ['crate'],
      sql: 'SELECT a.no, b.no FROM crate a JOIN crate b ON a.count = b.count ORDER BY 1, 2',
    },
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT id FROM fruit WHERE id NOT IN (SELECT fruit_id FROM crate) ORDER BY id',
    },
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT id FROM fruit f WHERE NOT EXISTS (SELECT 1 FROM crate c WHERE c.fruit_id = f.id) ORDER BY id',
    },
    {
      tables: ['fruit', 'crate'],
      sql: 'SELECT id, (SELECT sum(count) FROM crate c WHERE c.fruit_id = f.id) FROM fruit f ORDER BY id',
    },
    // windows
    {
      tables: ['crate'],
      sql: 'SELECT no, sum(count) OVER (ORDER BY fruit_id), rank() OVER (ORDER BY fruit_id) FROM crate ORDER BY no',
    },
    {
      tables: ['crate'],
      sql: 'SELECT no, lag(count, 1, -1) OVER (ORDER BY no), first_value(count) OVER (ORDER BY no DESC) FROM crate ORDER BY no',
    },
    // set operations and recursion
    { tables: ['crate'], sql: 'SELECT fruit_id FROM crate EXCEPT ALL SELECT 1 ORDER BY 1' },
    {
      sql: 'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n * 2 FROM t WHERE n < 100) SELECT count(*), max(n) FROM t',
    },
    // arrays
    { tables: ['fruit'], sql: "SELECT id FROM fruit WHERE 'sweet' = ANY (tags) ORDER BY id" },
    { tables: ['fruit'], sql: 'SELECT id, t FROM fruit, unnest(tags) AS t ORDER BY id, t' },
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
    // limits that the run finds
    {
      tables: ['fruit'],
      sql: 'SELECT id FROM fruit ORDER BY id DESC LIMIT (SELECT min(id) + 1 FROM fruit) OFFSET (SELECT 1)',
    },
    { tables: ['fruit'], sql: 'SELECT id FROM fruit ORDER BY id LIMIT (SELECT NULL::int)' },
    {
      tables: ['fruit'],
      sql: 'SELECT id, (SELECT g FROM generate_series(10, 13) g ORDER BY g LIMIT 1 OFFSET fruit.id) FROM fruit ORDER BY id',
    },
    // functions that give rows
    { tables: [], sql: "SELECT * FROM regexp_matches('a1b2', '([a-z])([0-9])', 'g')" },
    { tables: [], sql: "SELECT regexp_matches('foobar', 'o(b)')" },
    {
      tables: ['fruit'],
      sql: "SELECT id, p FROM fruit, regexp_split_to_table(name, 'p+') AS p ORDER BY id, p",
    },
    { tables: ['fruit'], sql: "SELECT id, p FROM fruit, string_to_table(name, 'p') AS p ORDER BY id, p" },
    {
      tables: ['fruit'],
      sql: 'SELECT id, tags[n] FROM fruit, generate_subscripts(tags, 1) AS n ORDER BY id, n',
    },
    { tables: [], sql: `SELECT key, value::text FROM jsonb_each('{"a": 1, "b": true}') ORDER BY key` },
    { tables: [], sql: `SELECT json_object_keys('{"a": 1, "b": 2}')` },
    { tables: [], sql: "SELECT concat_ws('-', VARIADIC ARRAY['a', NULL, 'b'])" },
    // writes
    {
      tables: ['crate'],
      sql: [
        'UPDATE crate SET count = coalesce(count, 0) + 1 WHERE fruit_id = 1',
        'SELECT * FROM crate ORDER BY no',
      ],
    },
    {
      tables: ['fruit', 'crate'],
      sql: [
        'DELETE FROM crate USING fruit WHERE fruit.id = crate.fruit_id AND fruit.ripe',
        'SELECT no FROM crate ORDER BY no',
      ],
    },
    {
      tables: ['fruit'],
      sql: "INSERT INTO fruit (id, name, weight) VALUES (1, 'pear', 1) ON CONFLICT (id) DO UPDATE SET name = excluded.name || fruit.name RETURNING id, name, price",
    },
    {
      tables: ['crate'],
      sql: 'WITH gone AS (DELETE FROM crate WHERE count IS NULL RETURNING no) SELECT (SELECT count(*) FROM crate), (SELECT max(no) FROM gone)',
    },
    // MERGE
    {
      tables: ['fruit', 'crate'],
      sql: 'MERGE INTO crate c USING fruit f ON f.id = c.fruit_id AND f.ripe WHEN MATCHED AND c.count > 1 THEN UPDATE SET count = c.count + 1 WHEN MATCHED THEN DELETE WHEN NOT MATCHED AND f.id < 3 THEN INSERT (no, fruit_id) VALUES (f.id + 100, f.id) WHEN NOT MATCHED BY SOURCE AND c.count IS NOT NULL THEN UPDATE SET count = 0 RETURNING merge_action(), f.id, c.*',
    },
    {
      tables: ['fruit', 'crate'],
      sql: [
        'MERGE INTO crate c USING (SELECT id FROM fruit WHERE id > 1) f ON f.id = c.fruit_id WHEN NOT MATCHED BY SOURCE THEN DELETE WHEN NOT MATCHED THEN INSERT (no, fruit_id) VALUES (f.id + 100, f.id)',
        'SELECT * FROM crate ORDER BY no',
      ],
    },
    {
      tables: ['fruit', 'crate'],
      sql: 'MERGE INTO crate c USING fruit f ON f.id = c.fruit_id WHEN NOT MATCHED BY TARGET THEN DO NOTHING WHEN MATCHED AND f.ripe THEN UPDATE SET count = 9 RETURNING *',
    },
    // found by statements made up by chance, or beside PostgreSQL's own tests
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT a FROM tag WHERE NULL::int NOT IN (SELECT coalesce(b, 2) FROM pair)',
    },
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT a, (SELECT count(*) FROM tag x WHERE x.n < length(p.t)) FROM pair p',
    },
    { tables: ['pair'], sql: 'SELECT a, (SELECT count(*) FROM generate_series(1, p.a) g) FROM pair p' },
    {
      tables: ['tag'],
      sql: 'SELECT coalesce(t, t), count(*), count(DISTINCT coalesce(t, t)) FROM tag GROUP BY t',
    },
    { tables: ['pair'], sql: "SELECT d - '2024-01-01', '2024-12-31' - d FROM pair" },
    { sql: "SELECT date '2020-01-01' - '2019-01-01', timestamp '2020-01-01' - '2019-12-31 12:00'" },
    {
      sql: "SELECT d::date FROM generate_series('2024-01-01'::date, '2024-03-01'::date, '1 week') AS g(d) ORDER BY 1",
    },
    { sql: "SELECT generate_series(date '2020-01-30', date '2020-04-30', interval '1 month')" },
    {
      sql: "SELECT * FROM generate_series(timestamptz '2020-12-31', timestamptz '2020-10-01', interval '-1 month')",
    },
    { sql: "SELECT numeric(5,1) '12.34', varchar(2) 'abc', decimal(3,1) '2.25'" },
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
    // what is NULL for certain
    { tables: ['tag'], sql: 'SELECT left(left(t, NULL), -3), length(upper(repeat(t, NULL))) FROM tag' },
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT a FROM tag WHERE coalesce(NULL::date, NULL::date) IN (SELECT d FROM pair)',
    },
    // a join in parentheses has a name of its own
    { tables: ['pair', 'tag'], sql: 'SELECT j.a, j.n FROM (pair p JOIN tag t USING (a)) AS j ORDER BY 1, 2' },
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT x.a, y.n FROM (pair JOIN tag USING (a)) x(a, bb) JOIN tag AS y USING (a) AS k WHERE bb = 2 AND k.a = 1 ORDER BY 1, 2',
    },
    // a literal of VALUES has its column's type; a type's name casts; dates less a time
    {
      tables: ['pair'],
      sql: [
        "INSERT INTO pair (a, d) VALUES (71, 'Sat Mar 12 1988'), (72, 'J2451187')",
        'SELECT a, d FROM pair WHERE a > 70 ORDER BY a',
      ],
    },
    {
      tables: ['pair'],
      sql: "SELECT date(d + interval '26 hours'), d - time '06:30', text(a) FROM pair WHERE d > '2024-01-01' ORDER BY d",
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
    {
      tables: ['ride'],
      sql: "SELECT id, cardinality(grid), array_ndims(grid), array_dims(grid), array_length(grid, 3 - id), array_to_string(grid, '+'), grid::text FROM ride WHERE id <> 3 ORDER BY id",
    },
    { tables: ['ride'], sql: 'SELECT id, cell FROM ride, unnest(grid) AS cell' },
    {
      tables: ['ride'],
      sql: 'SELECT id, grid || ARRAY[id, seats], array_cat(ARRAY[id, seats], grid), stops || stops FROM ride WHERE id IN (1, 4)',
    },
    {
      sql: "SELECT array_cat(ARRAY[1, 2], ARRAY[[3, 4]]), ARRAY[[1, 2]] || ARRAY[3, 4], array_fill(7, '{}'::int[]), array_fill(7, ARRAY[2, 1, 2])",
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, array_fill(id, ARRAY[seats, 2]), array_fill(seats, ARRAY[id]) FROM ride WHERE seats > 0',
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, stops <@ stops, stops && stops, stops && ARRAY[NULL, 4]::int[], stops @> ARRAY[9] FROM ride',
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, cardinality(array_shuffle(stops)), array_sample(stops, 2) <@ stops, array_sample(stops, 0) FROM ride WHERE id IN (1, 5)',
    },
    { sql: "SELECT v, v IS NULL FROM string_to_table('a,-,c', ',', '-') g(v)" },
    // Patterns that are known per row only, lists of patterns, and escapes of one's own.
    { tables: ['label'], sql: 'SELECT no, text ~ pattern FROM label WHERE no < 5' },
    { tables: ['label'], sql: 'SELECT no, text !~* upper(pattern) FROM label WHERE no < 4' },
    { tables: ['label'], sql: 'SELECT no, text SIMILAR TO wild, text LIKE wild FROM label' },
    {
      tables: ['label'],
      sql: "SELECT no, text LIKE wild ESCAPE '!', text NOT SIMILAR TO wild ESCAPE '!' FROM label",
    },
    { tables: ['label'], sql: 'SELECT no, text LIKE ANY (wilds), text NOT LIKE ALL (wilds) FROM label' },
    { tables: ['label'], sql: "SELECT no FROM label WHERE text LIKE ANY (ARRAY['a%', '%c', wild])" },
    { tables: ['label'], sql: "SELECT no FROM label WHERE text NOT ILIKE ALL ('{A%,%C}')" },
    {
      tables: ['label'],
      sql: 'SELECT no FROM label WHERE text LIKE ANY (SELECT wild FROM label WHERE no > 1)',
    },
    {
      tables: ['label'],
      sql: "SELECT no, text ~ ANY (ARRAY['^a', '\\d$']), text !~ ALL (ARRAY['b', '9']) FROM label",
    },
    { tables: ['label'], sql: "SELECT no, text LIKE '%' ESCAPE NULL, text SIMILAR TO NULL FROM label" },
    {
      tables: ['label'],
      sql: "SELECT no, regexp_replace(text, pattern, '<\\&>'), regexp_count(text, pattern) FROM label WHERE no < 5",
    },
    {
      sql: `SELECT substring('two marks' SIMILAR 't#"%#" ma%' ESCAPE '#'), substring('one mark' SIMILAR 'on#"%' ESCAPE '#')`,
    },
    { sql: "SELECT 'a.b' ~ '***=.', 'ab' ~ '(?i)B$', regexp_replace(E'x\\ny', 'x$', '!', 'n')" },
    {
      tables: ['label'],
      sql: "SELECT no, text ^@ 'a', 'abc' ^@ text, @ (no - 3), |/ (no * no), ||/ 27 FROM label",
    },
    { sql: "SELECT U&'\\0063\\+00006f', U&'!!!0041' UESCAPE '!', name 'n'" },
    // VARIADIC with arrays of a row, and what is added to functions of texts and numbers.
    {
      tables: ['label'],
      sql: "SELECT no, concat(VARIADIC wilds), concat_ws('/', VARIADIC wilds) FROM label",
    },
    { tables: ['label'], sql: "SELECT format('%s or %2$s', VARIADIC wilds) FROM label WHERE no < 3" },
    { sql: "SELECT concat_ws('-', VARIADIC NULL::int[]) IS NULL, concat(VARIADIC '{}'::text[]) = ''" },
    { sql: "SELECT format('[%*1$s]', 5, 'ab'), format('[%-*s|%*s]', 4, 'c', 3, 'd')" },
    {
      sql: "SELECT unistr('\\0063\\+00006f\\u0064\\U00000065 \\\\'), sqrt(0.04)::text, sqrt(90000000000000000000000000000001)::text",
    },
    {
      sql: "SELECT 'NaN'::numeric / 0, 'NaN'::float8 / 0::float8, div('NaN'::numeric, 0), power(-1.0, 'inf'::numeric), gcd('NaN'::numeric, 2)",
    },
    {
      tables: ['fruit'],
      sql: 'SELECT id, scale(price), min_scale(price), trim_scale(price)::text, ceil(-price * 0.1)::text FROM fruit',
    },
    {
      sql: 'SELECT gcd(x, 6::bigint), lcm(x % 100, 6::bigint) FROM (VALUES (-9223372036854775808), (0), (45::bigint)) AS t(x)',
    },
    { sql: 'SELECT gcd(7.5, x), lcm(7.5, x) FROM (VALUES (2.25), (0), (-15)) AS t(x)' },
    // The text of a quotient has the digits that PostgreSQL gives it.
    {
      tables: ['fruit'],
      sql: "SELECT avg(id)::text, 'mean ' || avg(price), concat(max(price) / 7), (sum(price) / 70000)::text FROM fruit",
    },
    {
      tables: ['crate'],
      sql: 'SELECT no, (no / 3.0)::text, (no * 12345.0 / 7)::text, (avg(no) OVER ())::text FROM crate ORDER BY no',
    },
    {
      sql: "SELECT string_agg((x / 3)::text, ' ') FROM (VALUES (0.0), (3.0), (-3.0), (5.0), ('NaN'::numeric)) AS t(x)",
      ordered: false,
    },
    { sql: 'SELECT coalesce(avg(x), 0.50)::text, round(avg(x), 1)::text FROM (VALUES (1), (2)) AS t(x)' },
    {
      tables: ['ride'],
      sql: "SELECT id, ARRAY[1, 'NaN']::float8[], ARRAY[['1'], ['2']]::int[], ARRAY[seats, '7']::bigint[] FROM ride",
    },
    // Angles in degrees are exact where they are whole, and infinite at the poles; underscores in numbers.
    {
      sql: 'SELECT x, tand(x), cotd(x), asind(x / 540.0) FROM (VALUES (0), (45), (90), (-135), (180), (270), (400)) AS t(x)',
    },
    { sql: 'SELECT tand(270), cotd(-180), tand(225), cotd(22.5), asind(-0.5)' },
    { sql: "SELECT '1_500e-1_0'::numeric, ' 0x_ff '::bigint, '-0b1_01'::int" },
  ],
};
