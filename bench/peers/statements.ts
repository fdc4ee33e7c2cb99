/** Queries of many shapes that most dialects of SQL share, on the collections customers, orders and events. */
export const statements: readonly string[] = [
  'SELECT id, name FROM customers WHERE id = 700',
  "SELECT o.id, o.total FROM orders o WHERE o.status = 'paid' AND o.total BETWEEN 10 AND 500 ORDER BY o.placed DESC LIMIT 50",
  "SELECT name, city FROM customers WHERE city IN ('Oslo', 'Bergen', 'Rome', 'Graz') OR name LIKE 'Ada%' ORDER BY name",
  `SELECT o.status, COUNT(*) AS orders, SUM(o.total) AS revenue, ROUND(AVG(o.total), 2) AS mean
FROM orders o JOIN customers c ON o.customer_id = c.id
WHERE o.placed >= '2024-01-01' AND c.city IN ('Oslo', 'Rome')
GROUP BY o.status HAVING COUNT(*) > 10 ORDER BY revenue DESC LIMIT 20`,
  `SELECT c.name, CASE WHEN o.total > 100 THEN 'large' WHEN o.total > 10 THEN 'middle' ELSE 'small' END AS size
FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.status <> 'open' AND NOT (o.total < 5 OR c.city IS NULL)`,
  `SELECT name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 1000)`,
  `SELECT city, COUNT(DISTINCT name) AS names, MIN(since) AS first_one, MAX(since) AS last_one
FROM customers WHERE since IS NOT NULL GROUP BY city ORDER BY names DESC, city`,
  `SELECT t.city, t.n FROM (SELECT city, COUNT(*) AS n FROM customers GROUP BY city) t WHERE t.n > 3 ORDER BY t.n DESC`,
  `SELECT UPPER(name) AS loud, LOWER(city) AS quiet, (id * 2 + 1) / 3 AS odd, COALESCE(city, 'nowhere') AS place
FROM customers WHERE (id + 5) * 2 >= 40 AND LENGTH(name) < 20`,
  `WITH best AS (SELECT customer_id, SUM(total) AS spent FROM orders WHERE status = 'paid' GROUP BY customer_id)
SELECT c.name, b.spent FROM best b JOIN customers c ON c.id = b.customer_id ORDER BY b.spent DESC LIMIT 10`,
  `SELECT id, total, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY total DESC) AS place FROM orders WHERE total > 0`,
  `SELECT name FROM customers WHERE city = 'Oslo' UNION ALL SELECT status FROM orders WHERE total > 500`,
  `SELECT c.id, c.name, o.id, o.total, e.kind FROM customers c JOIN orders o ON o.customer_id = c.id
JOIN events e ON e.value = o.id WHERE c.city = 'Rome' AND o.status = 'paid' AND e.kind = 'view' ORDER BY o.total`,
  `SELECT kind, SUM(value) AS total FROM events WHERE value > 0 AND kind NOT IN ('ping', 'pong') GROUP BY kind`,
  `SELECT c.name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.total > 100)`,
  `SELECT id, name, city, since FROM customers WHERE id > 1 AND id < 1000 AND city <> 'Rome' AND name >= 'B' AND name <= 'M'
AND since > '2020-01-01' AND since < '2024-01-01' ORDER BY city, name DESC LIMIT 100 OFFSET 20`,
];
