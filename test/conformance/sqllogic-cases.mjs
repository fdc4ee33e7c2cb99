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
  ],
};
