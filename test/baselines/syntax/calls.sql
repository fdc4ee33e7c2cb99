SELECT count(*), count(DISTINCT a), count(t.*), sum(ALL a), f(), left('abc', 2), right(b, 1), "Quoted"(a), db.f(1);
SELECT string_agg(a, ',' ORDER BY b DESC NULLS LAST, c), percentile_cont(0.5) WITHIN GROUP (ORDER BY x), sum(a) FILTER (WHERE b > 1);
SELECT make_interval(days => 3, hours := 2), concat(VARIADIC arr);
SELECT CURRENT_DATE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(3), LOCALTIME, CURRENT_USER;
SELECT EXTRACT(year FROM d), EXTRACT('epoch' FROM a - b), EXTRACT(DAY, d), SUBSTRING(s FROM 2 FOR 3), SUBSTRING(s FOR 3), SUBSTRING(s, 2), SUBSTRING(s SIMILAR p ESCAPE '#');
SELECT POSITION('a' IN b), POSITION(a, b), OVERLAY(s PLACING 'x' FROM 3 FOR 1), TRIM(s), TRIM(BOTH 'x' FROM s), TRIM(LEADING FROM s), TRIM(TRAILING 'y' FROM s), TRIM('x' FROM s), TRIM(s, 'x');
SELECT CAST(a AS numeric(10, 2)), TRY_CAST(b AS date), a::text[], a::double precision, a::timestamp(3) with time zone, a::character varying(20), x::int[3][];
SELECT CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END, CASE x WHEN 1 THEN 'a' END, EXISTS (SELECT FROM t), NOT EXISTS (SELECT 1);
SELECT extract, substring, trim, position, exists, row, cast_x FROM t;
