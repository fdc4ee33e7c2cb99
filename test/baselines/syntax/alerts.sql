CREATE ALERT slow ON CONNECTION_POOLS() WHEN (avg_checkout_time_ms > 1000 AND pool_name <> 'batch') SEVERITY critical FOR INTERVAL '5 minutes' EVERY 30 SECONDS MESSAGE 'Pool {{pool_name}} is slow';
CREATE OR REPLACE ALERT IF NOT EXISTS a ON read_pool WHEN (error_rate > 5) SEVERITY 'WARNING' FOR '1 minute';
CREATE ALERT b ON CONNECTION_POOL read_pool WHEN (waiting_operations > 5) FOR 10 SECONDS;
ALTER ALERT slow SET (severity = 'WARNING', for = '1 minute', every = '1 minute', limit = 5);
DROP ALERT IF EXISTS slow;
