// The tables and statements of cases/relation.json: joins, subqueries, WITH, set operations and writes; make-cases.mjs adds the answers.
import { crate, fruit, pair, tag } from './case-tables.mjs';

const on = (text) => ({ $date: { $numberLong: String(Date.parse(text)) } });
const decimal = (text) => ({ $numberDecimal: text });

const boat = {
  name: 'boat',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'name', type: 'text', notNull: true },
    { name: 'rig', type: 'text' },
    { name: 'length', type: 'numeric' },
    { name: 'crew', type: 'integer' },
  ],
  primaryKey: ['id'],
  docs: [
    { id: 1, name: 'Ada', rig: 'sloop', length: decimal('9.5'), crew: 3 },
    { id: 2, name: 'Bee', rig: 'sloop', length: decimal('12'), crew: null },
    { id: 3, name: 'Cod, the', rig: 'ketch', length: decimal('14.25'), crew: 5 },
    { id: 4, name: 'Dot', rig: 'ketch', length: null, crew: 2 },
    { id: 5, name: 'Eel', rig: null, length: decimal('7'), crew: null },
  ],
};

const trip = {
  name: 'trip',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'boat_id', type: 'integer' },
    { name: 'miles', type: 'integer' },
    { name: 'day', type: 'date' },
  ],
  primaryKey: ['id'],
  docs: [
    { id: 1, boat_id: 1, miles: 40, day: on('2024-05-01') },
    { id: 2, boat_id: 1, miles: 65, day: on('2024-05-02') },
    { id: 3, boat_id: 3, miles: 10, day: on('2024-05-02') },
    { id: 4, boat_id: 9, miles: 25, day: on('2024-05-03') },
    { id: 5, boat_id: null, miles: 5, day: null },
  ],
};

const berth = {
  name: 'berth',
  columns: [
    { name: 'no', type: 'integer', notNull: true },
    { name: 'holds', type: 'text' },
  ],
  primaryKey: ['no'],
  docs: [
    { no: 1, holds: 'one' },
    { no: 2, holds: 'two' },
  ],
};

const lock = {
  name: 'lock',
  columns: [
    { name: 'no', type: 'integer', notNull: true },
    { name: 'keeper', type: 'text', default: "'nobody'" },
    { name: 'gate', type: 'integer', default: '7' },
  ],
  primaryKey: ['no'],
  unique: [['gate']],
  docs: [
    { no: 1, keeper: 'Ann', gate: 30 },
    { no: 2, keeper: null, gate: null },
  ],
};

/** Statements over all the tables, in groups of one kind. */
const over = (...statements) => statements.map((sql) => ({ tables: ['boat', 'trip', 'berth'], sql }));

export default {
  tables: { boat, trip, berth, lock, crate, fruit, pair, tag },
  cases: [
    // a relation's row as a value
    ...over(
      'SELECT b.id, count(t.*), count(t), count(*) FROM boat b LEFT JOIN trip t ON t.boat_id = b.id GROUP BY b.id ORDER BY 1',
      'SELECT b.id, count(t) FROM boat b LEFT JOIN (SELECT boat_id, miles FROM trip OFFSET 0) t ON t.boat_id = b.id GROUP BY b.id ORDER BY 1',
      'SELECT count(b.*), count(t.*), count(*) FROM boat b FULL JOIN trip t ON t.boat_id = b.id',
      'SELECT b::text, t.*::text FROM boat b LEFT JOIN trip t ON t.boat_id = b.id ORDER BY b.id, t.id',
      'SELECT b.id, t::text FROM boat b LEFT JOIN (SELECT boat_id, miles > 20 AS far FROM trip) t ON t.boat_id = b.id ORDER BY 1, 2',
      "SELECT row(1, 'a b', NULL, 'c\"d', '', true, 1.50, DATE '2024-01-31')::text",
      "SELECT 'no ' || n.*::text FROM generate_series(1, 3) AS n",
      'SELECT b.id, t IS NULL, t IS NOT NULL FROM boat b LEFT JOIN trip t ON t.boat_id = b.id ORDER BY b.id, t.id',
      'SELECT a.id FROM boat a JOIN boat b ON a = b ORDER BY 1',
      'SELECT count(*) FROM boat a JOIN boat b ON a.* <> b.*',
      'SELECT count(*) FROM (SELECT 1 a, NULL::int b) x JOIN (SELECT 1 a, NULL::int b) y ON x = y',
      'SELECT count(*) FROM (SELECT 1 a, NULL::int b) x JOIN (SELECT 1 a, NULL::int b) y ON row(x.*) = row(y.*)',
      'SELECT (b).name, row(b.*, 1) IS NULL FROM boat b ORDER BY b.id',
    ),
    // the alias of a join, and of its USING alone
    ...over(
      'SELECT j.*, boat.name FROM boat JOIN trip USING (id) AS j ORDER BY j.id',
      "SELECT j.id, j.miles, j::text FROM (boat JOIN trip USING (id)) AS j WHERE j.rig = 'ketch' ORDER BY 1",
      'SELECT * FROM boat JOIN trip USING (id) AS j WHERE j.id < 3 ORDER BY id',
    ),
    // a row beside a query of several columns
    ...over(
      "SELECT id FROM boat WHERE (name, rig) = (SELECT 'Ada', 'sloop')",
      'SELECT id FROM boat WHERE (length, crew) < (SELECT length, crew FROM boat WHERE id = 3) ORDER BY id',
      "SELECT id, (id, name) = (SELECT 1, 'Ada'), (id, name) <> (SELECT 1, 'Bee'), (id, crew) = (SELECT id, crew FROM boat WHERE id > 9) FROM boat ORDER BY id",
      'SELECT (SELECT row(1, 2)) = row(1, 2)',
    ),
    // a lateral column of the other side is NULL too where nothing is found
    ...over(
      'SELECT b.id, x.* FROM boat b LEFT JOIN LATERAL (SELECT t.*, b.crew AS crew FROM trip t) x ON x.boat_id = b.id',
      'SELECT b.id, x.crew FROM boat b LEFT JOIN LATERAL (SELECT b.crew) x ON b.id = 1',
    ),
    // an aggregate belongs to the query whose columns it reads, also from a subquery's WHERE; a subquery as a key of GROUP BY
    ...over(
      'SELECT rig, (SELECT count(*) FROM trip WHERE miles > min(b.id) * 9) FROM boat b GROUP BY rig ORDER BY 1',
      'SELECT rig FROM boat b GROUP BY rig HAVING EXISTS (SELECT 1 FROM trip WHERE id = count(b.id)) ORDER BY 1',
      'SELECT EXISTS (SELECT 1 FROM trip WHERE boat_id = b.id) AS sailed, count(*), sum(crew) FROM boat b GROUP BY sailed ORDER BY 1',
      'SELECT (SELECT max(miles) FROM trip WHERE boat_id = b.id), count(*) FROM boat b GROUP BY (SELECT max(miles) FROM trip WHERE boat_id = b.id) ORDER BY 1',
      'SELECT id >= ALL (SELECT id FROM trip) AS last, sum(id) FROM boat GROUP BY last ORDER BY 1',
    ),
    // a WITH inside may give a recursive query's name to another; locks change no answer
    ...over(
      'WITH RECURSIVE w(n) AS (WITH w(n) AS (SELECT 5) SELECT * FROM w) SELECT * FROM w',
      'WITH RECURSIVE t AS (SELECT no, (WITH t AS (SELECT 1 AS b) SELECT b FROM t) AS c FROM berth UNION ALL SELECT no + 1, c FROM t WHERE no < 4) SELECT * FROM t ORDER BY 1',
      'SELECT * FROM berth WHERE no = 1 FOR NO KEY UPDATE OF berth NOWAIT FOR KEY SHARE',
      'WITH t AS (SELECT * FROM berth FOR SHARE) (SELECT * FROM t) ORDER BY no LIMIT 1 FOR UPDATE SKIP LOCKED',
    ),
    // one field from several branches of CASE inside an aggregate; a filter that reads a subquery's rows, with a grand total
    ...over(
      'SELECT rig, sum(CASE id WHEN 2 THEN crew WHEN crew THEN crew END), max(CASE WHEN id > 1 THEN crew ELSE crew END) FROM boat GROUP BY rig ORDER BY 1',
      'SELECT rig, count(*) FILTER (WHERE id >= ANY (SELECT boat_id FROM trip WHERE miles > crew * 10)) FROM boat GROUP BY ROLLUP (rig) ORDER BY 1, 2',
    ),
    // DEFAULT in one row of VALUES says nothing of the other rows; NULL is in no key
    ...[
      "INSERT INTO lock VALUES (4, DEFAULT, NULL), (5, NULL, DEFAULT), (6, 'x', 8) RETURNING *",
      'INSERT INTO lock VALUES (1, NULL, 9), (7, NULL, 30), (8, NULL, NULL), (9, NULL, NULL) ON CONFLICT DO NOTHING RETURNING *',
      "INSERT INTO lock VALUES (7, 'q', 30) ON CONFLICT (gate) WHERE no > 0 DO UPDATE SET keeper = excluded.keeper || lock.no RETURNING *",
    ].map((sql) => ({ tables: ['lock'], sql })),
    // rows in SET and ON CONFLICT
    ...over(
      "UPDATE berth SET (no, holds) = row(v.*) FROM (VALUES (11, 'eleven')) v(a, b) WHERE no = 1 RETURNING *",
      'UPDATE boat SET (crew, length) = (SELECT count(*), sum(miles) FROM trip WHERE boat_id = boat.id) WHERE id < 4 RETURNING id, crew, length',
      "UPDATE berth SET holds = holds || '!' WHERE no = 1 RETURNING berth.*::text, holds",
      "INSERT INTO berth AS b VALUES (1, 'q') ON CONFLICT (no) DO UPDATE SET holds = excluded.*::text WHERE b.* <> excluded.* RETURNING *, b::text",
      "INSERT INTO berth AS b VALUES (1, 'one') ON CONFLICT (no) DO UPDATE SET holds = 'new' WHERE b <> excluded RETURNING *",
      "MERGE INTO berth USING (VALUES (1, 'x'), (8, 'y')) v(a, b) ON no = a WHEN MATCHED THEN UPDATE SET holds = v.*::text || berth.*::text WHEN NOT MATCHED THEN INSERT VALUES (a, v::text) RETURNING merge_action(), no, holds",
    ),
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
    // set operations and recursion
    { tables: ['crate'], sql: 'SELECT fruit_id FROM crate EXCEPT ALL SELECT 1 ORDER BY 1' },
    {
      sql: 'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n * 2 FROM t WHERE n < 100) SELECT count(*), max(n) FROM t',
    },
    // a join in parentheses has a name of its own
    { tables: ['pair', 'tag'], sql: 'SELECT j.a, j.n FROM (pair p JOIN tag t USING (a)) AS j ORDER BY 1, 2' },
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT x.a, y.n FROM (pair JOIN tag USING (a)) x(a, bb) JOIN tag AS y USING (a) AS k WHERE bb = 2 AND k.a = 1 ORDER BY 1, 2',
    },
    // literals that meet nothing but one another
    ...[
      "(SELECT b, NULL FROM pair UNION ALL SELECT a, 'B' FROM tag) EXCEPT ALL SELECT a, t FROM pair",
      "SELECT t FROM tag INTERSECT (SELECT 'a' UNION SELECT NULL)",
    ].map((sql) => ({ tables: ['pair', 'tag'], sql })),
    // queries without columns
    ...over(
      'SELECT UNION SELECT',
      'SELECT count(*) FROM (SELECT UNION ALL SELECT EXCEPT ALL SELECT UNION ALL SELECT) x',
      'SELECT count(*) FROM (SELECT FROM boat EXCEPT ALL SELECT FROM berth) x',
    ),
    // functions of FROM side by side, samples, and what says that nothing inherits
    ...over(
      "SELECT * FROM ROWS FROM (generate_series(1, 3), unnest(ARRAY['a', 'b']), upper('x')) WITH ORDINALITY AS t (a, b, c, n)",
      'SELECT b.id, x.* FROM boat b LEFT JOIN LATERAL ROWS FROM (generate_series(1, b.crew), generate_series(b.id, 3)) WITH ORDINALITY AS x (a, b, n) ON true ORDER BY b.id, x.n',
      'SELECT * FROM ROWS FROM (unnest(ARRAY[1], ARRAY[2, 3]), generate_series(1, (SELECT max(no) FROM berth))) x',
      `SELECT a, b, c FROM ROWS FROM (jsonb_each('{"k": 1, "l": 2}'), generate_series(1, 3)) AS t (a, b, c)`,
      'SELECT * FROM ROWS FROM (generate_series(1, 2)) AS g WHERE g > 1',
      'SELECT count(*), (SELECT count(*) FROM trip TABLESAMPLE system (0)) FROM boat AS b TABLESAMPLE BERNOULLI (100) REPEATABLE (7) JOIN ONLY (trip) t ON t.boat_id = b.id',
      'SELECT id FROM boat TABLESAMPLE BERNOULLI (50) REPEATABLE (3) EXCEPT SELECT id FROM boat TABLESAMPLE BERNOULLI (50) REPEATABLE (3)',
      'SELECT boat.name FROM ONLY boat JOIN berth * ON no = id ORDER BY 1',
    ),
    // a full join's condition asks a query about the left row alone
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT p.a, p.b, t.a, t.n FROM pair p FULL JOIN tag t ON p.a = t.a AND t.n NOT IN (SELECT x.n FROM tag x WHERE x.a > p.b) AND EXISTS (SELECT 1 FROM pair x WHERE x.b = t.n)',
    },
    // and about both rows
    ...[
      'SELECT p.a, p.b, t.a, t.n FROM pair p FULL JOIN tag t ON p.a = t.a AND EXISTS (SELECT 1 FROM pair x WHERE x.b + p.b > t.n)',
      'SELECT p.a, t.n, q.b FROM pair p FULL JOIN tag t ON p.a = t.a AND t.n > (SELECT min(x.b) + p.a FROM pair x WHERE x.a <= t.n) FULL JOIN pair q ON q.a = t.a AND (SELECT count(*) FROM tag x WHERE x.a = p.a AND x.n < q.b) = 1',
      'SELECT x.n, y.* FROM tag x, LATERAL (SELECT p.a, t.n AS m FROM pair p FULL JOIN tag t ON p.a = t.a AND p.b NOT IN (SELECT q.b + t.n - x.n FROM pair q WHERE q.b > 0)) y WHERE y.a IS NULL OR y.m IS NULL',
    ].map((sql) => ({ tables: ['pair', 'tag'], sql })),
    // a relation outside is meant where a column of that name, a number, holds no fields
    {
      tables: ['pair', 'tag'],
      sql: 'SELECT n.a, (SELECT count(*) FROM tag WHERE tag.n < n.b) FROM pair n',
    },
    // a key that both sides declare as never NULL, or one of them, is NULL in a row that the other side alone has
    ...[
      'SELECT id, no, name FROM (SELECT fruit_id AS id, no FROM crate) c FULL JOIN fruit f USING (id) ORDER BY id, no',
      'SELECT id, count(*) FROM (SELECT fruit_id AS id FROM crate) c FULL JOIN fruit f USING (id) FULL JOIN (SELECT count AS id FROM crate) d USING (id) WHERE id IS NULL OR id < 9 GROUP BY id ORDER BY id',
    ].map((sql) => ({ tables: ['fruit', 'crate'], sql })),
  ],
};
