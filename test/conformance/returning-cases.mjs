// The statements of cases/returning.json: what RETURNING tells of a row before and after the write; make-cases.mjs adds PostgreSQL's answers.
import { box, crate, fruit } from './case-tables.mjs';

const tables = { fruit, crate, box };

export default {
  tables,
  cases: [
    'UPDATE crate SET count = coalesce(count, 0) + 1 RETURNING no, old.count, new.count, new.count - old.count AS more, count',
    'UPDATE crate SET count = 7 WHERE no < 3 RETURNING OLD.*, new.count AS now',
    'UPDATE crate c SET count = f.id FROM fruit f WHERE f.id = c.fruit_id RETURNING c.no, old.count AS was, new.count AS now, f.name',
    // a relation of the statement may have the name itself
    'UPDATE crate old SET count = 1 WHERE no = 1 RETURNING old.count, new.count',
    'DELETE FROM crate WHERE no < 3 RETURNING no, old.count, new.no, new.count IS NULL',
    'INSERT INTO crate (no, count) VALUES (8, 2) RETURNING old.no, new.no, new.count + 1, fruit_id',
    "INSERT INTO fruit (id, name) VALUES (1, 'pear'), (9, 'kiwi') ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id, old.name AS was, new.name AS now, old.id IS NULL AS fresh",
    "INSERT INTO fruit (id, name) VALUES (1, 'pear'), (9, 'kiwi') ON CONFLICT DO NOTHING RETURNING id, old.name, new.name",
    'MERGE INTO crate c USING fruit f ON f.id = c.fruit_id WHEN MATCHED AND c.count IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET count = c.count + 1 WHEN NOT MATCHED THEN INSERT (no, fruit_id) VALUES (f.id + 100, f.id) RETURNING merge_action(), old.no, new.no, old.count, new.count, c.no',
    'UPDATE box SET wide = wide + 1 RETURNING no, old.area, new.area, (SELECT count(*) FROM box b WHERE b.wide > old.wide)',
    'WITH u AS (UPDATE crate SET count = count * 2 RETURNING old.count AS o, new.count AS n) SELECT sum(n - o), count(*) FROM u',
  ].map((sql) => ({ tables: Object.keys(tables).filter((name) => sql.includes(name)), sql })),
};
