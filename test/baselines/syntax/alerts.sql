CREATE ALERT slow ON CONNECTION_POOLS() WHEN (avg_checkout_time_ms > 1000 AND pool_name <> 'batch') SEVERITY critical FOR INTERVAL '5 minutes' EVERY 30 SECONDS MESSAGE 'Pool {{pool_name}} is slow';
CREATE OR REPLACE ALERT IF NOT EXISTS a ON read_pool WHEN (error_rate > 5) SEVERITY 'WARNING' FOR '1 minute';
ALTER ALERT slow SET (severity = 'WARNING', every = '1 minute');
DROP ALERT IF EXISTS slow;
