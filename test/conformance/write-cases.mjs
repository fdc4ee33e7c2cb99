// The statements of cases/write.json: INSERT, UPDATE, DELETE and MERGE; make-cases.mjs adds PostgreSQL's answers.
import { box, fruit, crate, fresh, pair } from './case-tables.mjs';

const keyed = {
  name: 'keyed',
  open: true,
  columns: ['_id', 'a', 'v', 'w'].map((name) => ({ name, type: 'integer' })),
  unique: [['a']],
  docs: [],
};

export default {
  tables: { box, fruit, crate, fresh, keyed, pair },
  cases: [
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
    // ON asks queries about both rows
    ...[
      'EXISTS (SELECT 1 FROM pair p WHERE p.a = f.id AND p.a < c.no)',
      'c.no > (SELECT min(a) + f.id FROM pair)',
    ].map((asked) => ({
      tables: ['fruit', 'crate', 'pair'],
      sql: `MERGE INTO crate c USING fruit f ON f.id = c.fruit_id AND ${asked} WHEN MATCHED THEN UPDATE SET count = 9 WHEN NOT MATCHED BY SOURCE AND EXISTS (SELECT 1 FROM pair WHERE a = c.no) THEN DELETE WHEN NOT MATCHED THEN INSERT (no, fruit_id) VALUES (f.id + 100, (SELECT max(a) FROM pair WHERE a < f.id)) RETURNING merge_action(), c.*, f.id`,
    })),
    {
      tables: ['crate', 'fruit', 'pair'],
      sql: [
        'MERGE INTO crate c USING fruit f ON c.no IN (SELECT c.no - 1 + count(*) FROM pair p WHERE p.a = f.id) WHEN NOT MATCHED BY SOURCE THEN DELETE',
        'SELECT no FROM crate ORDER BY no',
      ],
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
    // a computed column is computed again by whatever writes the others
    { tables: ['box'], sql: 'INSERT INTO box (no, high) VALUES (3, 5), (4, NULL) RETURNING *' },
    {
      tables: ['box'],
      sql: ['UPDATE box SET high = no + 1, area = DEFAULT', 'SELECT * FROM box ORDER BY no'],
    },
    {
      tables: ['box', 'crate'],
      sql: 'MERGE INTO box b USING crate c ON b.no = c.no WHEN MATCHED THEN UPDATE SET high = c.count WHEN NOT MATCHED THEN INSERT (no, wide, high) VALUES (c.no, 2, c.count) RETURNING b.*',
    },
    {
      tables: ['box'],
      sql: 'INSERT INTO box (no, wide) VALUES (1, 9), (7, 8) ON CONFLICT (no) DO UPDATE SET wide = excluded.wide + box.area RETURNING *',
    },
    // one row of VALUES in which a function gives several
    {
      tables: ['box'],
      sql: 'INSERT INTO box (wide, no) VALUES (7, generate_series(4, 5)) RETURNING *',
    },
    // queries of RETURNING see the row as it is written
    {
      tables: ['crate', 'fruit'],
      sql: 'UPDATE crate SET count = coalesce(count, 0) + no, fruit_id = (SELECT max(id) - 1 FROM fruit) FROM (VALUES (2), (4)) v(least) WHERE no = least RETURNING no, (SELECT name FROM fruit WHERE id = fruit_id), EXISTS (SELECT 1 FROM fruit WHERE id = count), count IN (SELECT id + least FROM fruit)',
    },
    // the _id of documents of which nothing is known
    ...[
      'DO UPDATE SET a = fresh.a + excluded.a * excluded._id RETURNING _id, a',
      'DO UPDATE SET a = fresh._id + excluded.a WHERE fresh.a > 20 RETURNING _id, a',
      'DO NOTHING RETURNING a, _id',
    ].flatMap((conflict) =>
      ['SELECT _id, a FROM fresh ORDER BY _id', undefined].map((then) => ({
        tables: ['fresh'],
        sql: [
          'INSERT INTO fresh (_id, a) VALUES (1, 10), (2, 20), (3, 30)',
          `INSERT INTO fresh (_id, a) VALUES (1, 11), (3, 33), (4, 44) ON CONFLICT (_id) ${conflict}`,
          ...(then ? [then] : []),
        ],
      })),
    ),
    { tables: ['fresh'], sql: 'INSERT INTO fresh (_id, a) VALUES (1, 10), (2, 20) RETURNING _id' },
    // a key other than _id, of documents of which nothing is known: what the document that is there has, and what it is given
    ...[
      '(_id, a, v) VALUES (5, 10, 1), (6, 30, 2) ON CONFLICT (a) DO UPDATE SET v = excluded.v RETURNING a, _id',
      '(_id, a, v) VALUES (5, 10, 1), (6, 30, 2) ON CONFLICT (a) DO UPDATE SET v = keyed._id + excluded._id RETURNING _id, a, v, v + 1, w',
      '(_id, a) VALUES (5, 10), (6, 30) ON CONFLICT (a) DO UPDATE SET v = keyed.v * 2, w = excluded.a WHERE keyed.a < 20 RETURNING w, v, a, _id',
      '(_id, a, v) VALUES (5, 10, 1), (6, 30, 2) ON CONFLICT (a) DO NOTHING RETURNING _id, v, w',
      '(_id, a, v) VALUES (5, 10, 1), (6, 20, 2) ON CONFLICT (a) DO UPDATE SET a = keyed.a + 1 RETURNING old.a, new.a, new._id',
    ].map((rows) => ({
      tables: ['keyed'],
      sql: [
        'INSERT INTO keyed (_id, a, v, w) VALUES (1, 10, 7, 8), (2, 20, 9, NULL)',
        `INSERT INTO keyed ${rows}`,
      ],
    })),
  ],
};
