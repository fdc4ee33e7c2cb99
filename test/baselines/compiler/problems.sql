SELECT nme FROM customers;
SELECT id FROM customer;
SELECT x.id FROM customers c;
SELECT id FROM customers, orders;
SELECT UPER(name) FROM customers;
SELECT id, count(*) FROM customers;
SELECT count(*) AS n FROM customers WHERE n > 1;
SELECT sum(count(*)) FROM customers;
SELECT id FROM customers ORDER BY 3;
SELECT id FROM customers UNION SELECT id, name FROM customers;
SELECT id::frobnitz FROM customers;
SELECT * FROM customers c JOIN orders c ON true;
SELECT kidn FROM events;
SELECT rank() OVER w FROM customers WINDOW v AS (ORDER BY id);
SELECT DISTINCT name FROM customers ORDER BY city;
SELECT 'x'::int;
SELECT id FROM orders WHERE id = :missing;
CREATE VIEW v AS SELECT 1;

SELECT FORMAT('%*s', 99999999999, 'a'), 1 << NULL, QUOTE_LITERAL(42.5);

SELECT rank() FILTER (WHERE id > 1) OVER (ORDER BY id) FROM customers;
SELECT lag(id, 1, 0, 0) OVER (ORDER BY id) FROM customers;
SELECT GROUPING() FROM customers GROUP BY id;
SELECT u.id FROM customers u, customers v JOIN customers w ON u.id = w.id;
SELECT name[1], id[0:1] FROM customers;

SELECT name LIKE 'a' ESCAPE 'xx', name NOT SIMILAR TO 'a' ESCAPE '', name ILIKE 'a' ESCAPE '😀' FROM customers;
SELECT REGEXP_REPLACE(name, 'a', 'b', 'gz'), REGEXP_REPLACE(name, 'a', 'b', 1, 1, 'i'), REGEXP_LIKE(name, 'a', 'g') FROM customers;
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT a.n + 1 FROM t a, t b WHERE a.n < 3) SELECT a.n FROM t a, t b;
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < (SELECT MAX(n) FROM t)) SELECT n FROM t;
