import { crate, fruit, pair } from './case-tables.mjs';

// The statements of cases/recursion.json: recursive queries, with SEARCH and CYCLE, and within rows of others; make-cases.mjs adds PostgreSQL's answers.
const edge = {
  name: 'edge',
  columns: [
    { name: 'f', type: 'integer' },
    { name: 't', type: 'integer' },
    { name: 'label', type: 'text' },
  ],
  docs: [
    { f: 1, t: 2, label: 'a' },
    { f: 1, t: 3, label: 'a, b' },
    { f: 2, t: 3, label: null },
    { f: 1, t: 4, label: '' },
    { f: 4, t: 5, label: 'd' },
    { f: 5, t: 1, label: 'e' },
  ],
};

/** Statements over the edges: `search` is their recursive query, with what stands behind it. */
const from = (behind, ...statements) =>
  statements.map((statement) => ({
    tables: ['edge'],
    sql: `WITH RECURSIVE s(f, t, label) AS (SELECT * FROM edge WHERE f = 1 UNION ALL SELECT e.* FROM edge e, s WHERE e.f = s.t) ${behind} ${statement}`,
  }));

const bounded = (behind, statement) => ({
  tables: ['edge'],
  sql: `WITH RECURSIVE s(f, t) AS (SELECT f, t FROM edge g WHERE g.f < 5 UNION ALL SELECT e.f, e.t FROM s JOIN edge e ON e.f = s.t AND e.f < 5) ${behind} ${statement}`,
});

export default {
  tables: { edge, fruit, crate, pair },
  cases: [
    // an order of the tree
    bounded('SEARCH DEPTH FIRST BY f, t SET seq', 'SELECT * FROM s ORDER BY seq'),
    bounded('SEARCH BREADTH FIRST BY f, t SET seq', 'SELECT * FROM s ORDER BY seq'),
    bounded('SEARCH BREADTH FIRST BY t SET "order"', 'SELECT t, "order" FROM s ORDER BY "order" DESC'),
    bounded('SEARCH DEPTH FIRST BY f, t SET seq', 'SELECT count(DISTINCT seq), max(t) FROM s'),
    {
      sql: 'WITH RECURSIVE t AS (VALUES (1) UNION ALL SELECT column1 + 1 FROM t WHERE column1 < 4) SEARCH BREADTH FIRST BY column1 SET place SELECT * FROM t ORDER BY place DESC',
    },
    // a way that comes back to where it was
    ...from(
      'CYCLE f, t SET is_cycle USING path',
      'SELECT * FROM s',
      'SELECT f, t FROM s WHERE NOT is_cycle',
      'SELECT path, count(*) FROM s GROUP BY path',
    ),
    ...from(
      "CYCLE f, t SET seen TO 'Y' DEFAULT 'N' USING way",
      'SELECT f, t, label, seen, way FROM s',
      'SELECT seen, count(*) FROM s GROUP BY seen ORDER BY 1',
    ),
    ...from('CYCLE label SET seen TO 1 DEFAULT 0 USING way', 'SELECT t, seen, way FROM s'),
    {
      tables: ['edge'],
      sql: 'WITH RECURSIVE s AS (SELECT f, t FROM edge UNION SELECT e.f, e.t FROM edge e, s WHERE e.f = s.t) CYCLE f, t SET is_cycle USING path SELECT x.f, x.t, x.is_cycle, x.path FROM s AS x',
    },
    // both
    ...from(
      'SEARCH DEPTH FIRST BY f, t SET seq CYCLE f, t SET is_cycle USING path',
      'SELECT * FROM s ORDER BY seq',
    ),
    ...from(
      'SEARCH BREADTH FIRST BY f, t SET seq CYCLE f, t SET is_cycle USING path',
      'SELECT * FROM s ORDER BY seq, f, t',
    ),
    // several names of one query, and a query inside another that reads it
    bounded(
      'SEARCH DEPTH FIRST BY f, t SET seq',
      'SELECT a.f, b.t FROM s a JOIN s b ON a.seq = b.seq ORDER BY a.seq',
    ),
    {
      tables: ['edge'],
      sql: 'SELECT f, (WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 6) SELECT sum(n) FROM r WHERE n <= edge.f) FROM edge ORDER BY 1, t',
    },
    // what reads the row around it
    ...[
      'SELECT f.id, r.n FROM fruit f, LATERAL (WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < f.id) SELECT n FROM r) r',
      'SELECT f.id, (WITH RECURSIVE t(n, k) AS (SELECT 1, 1 UNION ALL SELECT n + 1, k * n FROM t WHERE n <= f.id) SELECT max(k) FROM t) FROM fruit f WHERE f.id > 1 ORDER BY 1',
      'SELECT f.id, f.name, x.* FROM fruit f LEFT JOIN LATERAL (WITH RECURSIVE t(n) AS (SELECT f.id - 2 UNION SELECT (n + 1) % 3 FROM t WHERE f.ripe) SELECT sum(n) s, count(*) c FROM t HAVING count(*) > 1) x ON true',
      'SELECT a, b FROM pair p WHERE EXISTS (WITH RECURSIVE t(n) AS (SELECT p.a UNION ALL SELECT t.n + 1 FROM t WHERE t.n < p.b) SELECT 1 FROM t WHERE n = 2)',
      'SELECT f.id, (WITH RECURSIVE t AS (SELECT f.id AS n UNION ALL SELECT n + 1 FROM t WHERE n < 4), u AS (SELECT n FROM t UNION ALL SELECT n * 10 FROM u WHERE n < 50 + f.id) SELECT sum(u.n) + (SELECT max(n) FROM t) FROM u) FROM fruit f',
      'SELECT f.ripe, count(*), (WITH RECURSIVE t AS (SELECT count(f.id) AS n UNION ALL SELECT n + 1 FROM t WHERE n < 4 AND f.ripe) SELECT sum(n) FROM t) FROM fruit f GROUP BY f.ripe',
      'SELECT f.id, (SELECT sum((WITH RECURSIVE t AS (SELECT f.id AS n UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) + c.no FROM t)) FROM crate c) FROM fruit f',
      'WITH RECURSIVE s AS (SELECT 1 AS k UNION ALL SELECT k + 1 FROM s WHERE k < 3) SELECT k, (WITH RECURSIVE t AS (SELECT k AS n UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t) FROM s',
      "SELECT p.a, x.* FROM pair p CROSS JOIN LATERAL (WITH RECURSIVE t(n, w) AS (SELECT p.a, 'x' UNION ALL SELECT n + 1, w || p.t FROM t WHERE n < 3) SEARCH DEPTH FIRST BY n SET seq CYCLE n SET cyc USING path SELECT n, w, seq, cyc FROM t) x",
      'UPDATE crate SET count = (WITH RECURSIVE t AS (SELECT no AS n UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t) WHERE no > 1 RETURNING no, count',
      'DELETE FROM crate c WHERE 3 IN (WITH RECURSIVE t AS (SELECT no AS n UNION ALL SELECT n + 2 FROM t WHERE n < 3) SELECT n FROM t) RETURNING no',
      'INSERT INTO crate (no, count) SELECT f.id + 100, (WITH RECURSIVE t AS (SELECT f.id AS n UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t) FROM fruit f RETURNING no, count',
    ].map((sql) => ({ tables: ['fruit', 'crate', 'pair'], sql })),
  ],
};
