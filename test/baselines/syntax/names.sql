SELECT "Mixed Case", `back``tick`, "do""uble", naïve, _x$1 FROM "my db"."my collection";
SELECT date, timestamp, name, value, status, type, user, key, index, filter, values, time, text, set, show FROM orders;
SELECT a.select, a.from, a.order.group FROM t a;
SELECT 1 AS select, 2 AS "order", 3 month, 4 type, 5 left;
SELECT o.address.city, o.items[0].name, o.items[*].price, items[1:3], items[:2], items[2:], items[lo:hi], items[:param] FROM orders o;
SELECT (row).field, (row).*, f(x).y, a.b[1][2].c FROM t;
