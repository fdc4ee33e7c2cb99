// The statements of cases/predicate.json: conditions, names, order and limits; make-cases.mjs adds PostgreSQL's answers.
import { fruit, moment, pair, tag } from './case-tables.mjs';

export default {
  tables: { fruit, moment, pair, tag },
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
    // what is NULL for certain
    { tables: ['tag'], sql: 'SELECT left(left(t, NULL), -3), length(upper(repeat(t, NULL))) FROM tag' },
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT a FROM tag WHERE coalesce(NULL::date, NULL::date) IN (SELECT d FROM pair)',
    },
    // the ends of a subquery's values decide <, <=, > and >= with any or all of them; NULL among them, and none at all
    ...[
      ...['<', '<=', '>', '>='].flatMap((operator) =>
        ['ANY', 'ALL'].flatMap((quantifier) => {
          const asked = `a ${operator} ${quantifier}`;
          return [
            `${asked} (SELECT b FROM pair)`,
            `${asked} (SELECT b FROM pair WHERE b IS NOT NULL)`,
            `${asked} (SELECT b FROM pair WHERE b > 99)`,
            `NOT (${asked} (SELECT b FROM pair WHERE b IS NOT NULL))`,
            `(${asked} (SELECT b FROM pair)) IS NULL`,
          ];
        }),
      ),
      't > ALL (SELECT t FROM pair p WHERE p.t < pair.t)',
      "t >= ALL (SELECT t FROM pair WHERE t <> '')",
      'd <= ALL (SELECT d FROM pair WHERE d IS NOT NULL)',
      'd > ANY (SELECT d FROM pair)',
      'a > ALL (SELECT b FROM pair) OR a < ANY (SELECT b FROM pair)',
    ].map((condition) => ({
      tables: ['pair'],
      sql: `SELECT a, b FROM pair WHERE ${condition} ORDER BY 1, 2`,
    })),
    // a part of an instant is a range of it
    ...[
      ...['=', '<', '<=', '>', '>=', '<>'].flatMap((operator) => [
        `at::date ${operator} DATE '2024-02-29'`,
        `CAST(z AS date) ${operator} '2024-04-01'`,
        `DATE '2024-03-01' ${operator} at::date`,
        `date_trunc('month', at) ${operator} '2024-02-01'`,
        `date_trunc('month', z) ${operator} TIMESTAMPTZ '2024-03-31 10:00:00+00'`,
        `date_trunc('quarter', at) ${operator} DATE '2024-01-01'`,
        `date_trunc('week', at) ${operator} '2024-12-30'`,
        `extract(year FROM at) ${operator} 2024`,
        `2024 ${operator} date_part('year', z)`,
      ]),
      "at::date BETWEEN '2024-02-29' AND '2024-03-31'",
      "NOT (at::date = '2024-02-29')",
      "at::date = '2024-02-29' OR extract(year FROM at) = 2025",
      "date_trunc('year', at) = date_trunc('year', DATE '2024-07-01')",
    ].map((condition) => ({
      tables: ['moment'],
      sql: `SELECT id FROM moment WHERE ${condition} ORDER BY id`,
    })),
  ],
};
