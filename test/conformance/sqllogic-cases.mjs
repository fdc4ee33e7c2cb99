// The statements of cases/sqllogic.json: what the tests of other databases (DuckDB, sqllogictest, TPC) brought up; make-cases.mjs adds
// PostgreSQL's answers.
import { crate, pair, ride, tag } from './case-tables.mjs';

export default {
  tables: { crate, pair, ride, tag },
  cases: [
    {
      tables: ['ride'],
      sql: 'SELECT id, nth_value(id, nullif(seats, 3)) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), ntile(id) OVER (PARTITION BY id) FROM ride WHERE seats > 0',
      ordered: false,
    },
    // ON knows the two sides of its join alone
    { tables: ['pair', 'tag', 'crate'], sql: 'SELECT count(*) FROM pair, tag JOIN crate ON a = no' },
    // what all sides of an OR ask for stands by itself
    ...[
      'SELECT p.a, p.b, t.n FROM pair p, tag t WHERE (p.a = t.a AND p.b > 1) OR (t.n < 3 AND p.a = t.a) OR (p.a = t.a AND p.b IS NULL AND t.n IS NULL)',
      'SELECT p.a, t.n FROM pair p JOIN tag t ON (p.a = t.a AND p.b > 1) OR p.a = t.a WHERE NOT ((p.b = 1 AND t.n > 1) OR (p.b = 1 AND t.n IS NULL))',
      'SELECT p.a, (p.a = 1 AND p.b = 1) OR (p.a = 1 AND p.b > 1) FROM pair p LEFT JOIN tag t ON (p.a = t.a AND t.n > 1) OR (p.a = t.a AND p.b > 1)',
    ].map((sql) => ({ tables: ['pair', 'tag'], sql })),
    // clocks whose later fields are short or left out, and punctuation between the parts of a date
    {
      sql: "SELECT '11:'::time, '11:1'::time, '11:11:'::time, '1:2:3.5'::time, '11::5'::time, '9:5 pm'::time, '2020-01-02 1:2'::timestamp",
    },
    { sql: "SELECT '00:00:'::interval, '1:'::interval, '1 day -1:2:'::interval, '2 -1:'::interval" },
    { sql: String.raw`SELECT '1992\09\20'::date, '(2020-01-02)'::date, '#2020-01-02 10:00|'::timestamp` },
  ],
};
