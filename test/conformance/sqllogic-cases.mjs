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
  ],
};
