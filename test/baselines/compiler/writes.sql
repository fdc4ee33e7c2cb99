UPDATE orders SET status = 'paid', total = total * 2 WHERE customer_id = 7;
UPDATE orders SET customer_id = customer_id + 1 WHERE status LIKE 'p%';
UPDATE orders SET total = (SELECT max(total) FROM orders) WHERE id = 1;
DELETE FROM orders WHERE status IS NULL OR total > 10;
DELETE FROM orders WHERE TRUE;
DELETE FROM orders;
DELETE FROM orders WHERE id + 1 = 5 RETURNING id;
MERGE INTO orders o USING customers c ON c.id = o.customer_id WHEN MATCHED THEN UPDATE SET status = c.city WHEN NOT MATCHED BY SOURCE THEN DELETE RETURNING merge_action(), o.id;
SELECT merge_action();
