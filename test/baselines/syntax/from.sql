SELECT * FROM a, b x, c AS y (p, q);
SELECT * FROM a JOIN b ON a.id = b.id LEFT OUTER JOIN c USING (id, k) RIGHT JOIN d ON TRUE FULL JOIN e ON FALSE CROSS JOIN f NATURAL LEFT JOIN g;
SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x;
SELECT * FROM a JOIN (b CROSS JOIN c) ON a.x = b.x, (d JOIN e USING (k) AS u) AS de;
SELECT * FROM (SELECT 1 AS x) s, LATERAL (SELECT s.x) l, (VALUES (1, 2)) AS v (a, b), ((SELECT 1) UNION ALL (SELECT 2)) u, ((SELECT 3) p JOIN q ON TRUE);
SELECT * FROM CONNECTION_POOLS() p JOIN CONNECTION_POOL_HOSTS('read_pool') h ON h.pool_name = p.pool_name;
SELECT * FROM UNNEST(@batch) AS b(x, y), UNNEST(a, c) WITH ORDINALITY AS t(i, j, n), GENERATE_SERIES(1, 10) g, t LEFT JOIN LATERAL UNNEST(t.tags) tag ON TRUE;
SELECT * FROM "shop".orders o;
SELECT * FROM ROWS FROM (UNNEST(a, b), GENERATE_SERIES(1, 3)) WITH ORDINALITY AS t (x, y, z, n), LATERAL ROWS FROM (UPPER('a')) u;
SELECT * FROM a TABLESAMPLE BERNOULLI (10), b AS c TABLESAMPLE system (0.5 + 1) REPEATABLE (7) JOIN ONLY d ON TRUE, ONLY (e) f, g * h;

SELECT r.a FROM notes n LEFT JOIN LATERAL JSON_TO_RECORDSET(n.doc) AS r (a int, "b c" numeric(6, 2)[], d timestamp with time zone) ON TRUE;
