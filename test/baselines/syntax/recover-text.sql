SELECT 1abc, 0x, 2024_sales FROM t;
SELECT “a” FROM t WHERE b = ‘c’;
SELECT a FROM t WHERE a = 1 } \ ;
SELECT "never closed FROM t;
