// The statements of cases/function.json: functions and operators; make-cases.mjs adds PostgreSQL's answers.
import { fruit, label, crate, odd, ride } from './case-tables.mjs';

export default {
  tables: { fruit, label, crate, odd, ride },
  cases: [
    // arrays
    { tables: ['fruit'], sql: "SELECT id FROM fruit WHERE 'sweet' = ANY (tags) ORDER BY id" },
    { tables: ['fruit'], sql: 'SELECT id, t FROM fruit, unnest(tags) AS t ORDER BY id, t' },
    // arrays of several dimensions
    {
      tables: ['ride'],
      sql: "SELECT id, cardinality(grid), array_ndims(grid), array_dims(grid), array_length(grid, 3 - id), array_to_string(grid, '+'), grid::text FROM ride WHERE id <> 3 ORDER BY id",
    },
    { tables: ['ride'], sql: 'SELECT id, cell FROM ride, unnest(grid) AS cell' },
    {
      tables: ['ride'],
      sql: 'SELECT id, grid || ARRAY[id, seats], array_cat(ARRAY[id, seats], grid), stops || stops FROM ride WHERE id IN (1, 4)',
    },
    {
      sql: "SELECT array_cat(ARRAY[1, 2], ARRAY[[3, 4]]), ARRAY[[1, 2]] || ARRAY[3, 4], array_fill(7, '{}'::int[]), array_fill(7, ARRAY[2, 1, 2])",
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, array_fill(id, ARRAY[seats, 2]), array_fill(seats, ARRAY[id]) FROM ride WHERE seats > 0',
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, stops <@ stops, stops && stops, stops && ARRAY[NULL, 4]::int[], stops @> ARRAY[9] FROM ride',
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, cardinality(array_shuffle(stops)), array_sample(stops, 2) <@ stops, array_sample(stops, 0) FROM ride WHERE id IN (1, 5)',
    },
    { sql: "SELECT v, v IS NULL FROM string_to_table('a,-,c', ',', '-') g(v)" },
    // literals without a type as elements
    {
      sql: "SELECT array_append(ARRAY[1, 2], '3'), array_prepend('0', ARRAY[1, 2]), array_remove(ARRAY[1, 2], '2'), array_position(ARRAY[1, 2], '2'), array_positions(ARRAY[1, 2], '2'), array_replace(ARRAY[1, 2], '2', '7'), array_append('{1,2}', 3)",
    },
    {
      tables: ['ride'],
      sql: "SELECT id, array_append(stops, '3'), array_prepend('3', stops), array_remove(stops, '4'), array_position(stops, '4'), array_replace(stops, '4', '7') FROM ride ORDER BY id",
    },
    // texts that are read by a format for each row
    {
      tables: ['fruit'],
      sql: "SELECT id, to_date(id || ' Mar 2024', 'DD Mon YYYY'), to_date('March ' || id || ', 2021', 'FMMonth FMDD, YYYY'), to_date(id || '/' || id + 1 || '/99', 'DD/MM/YY') FROM fruit ORDER BY id",
    },
    {
      tables: ['fruit'],
      sql: "SELECT id, to_timestamp(id || '/12/2024 ' || id || ':05 pm', 'DD/MM/YYYY HH12:MI AM'), to_timestamp('2024-02-29T1' || id || ':3:05.25', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS'), to_timestamp('2024', 'YYYY-DDD \"of\" HH') FROM fruit ORDER BY id",
    },
    // functions that give rows
    { tables: [], sql: "SELECT * FROM regexp_matches('a1b2', '([a-z])([0-9])', 'g')" },
    { tables: [], sql: "SELECT regexp_matches('foobar', 'o(b)')" },
    {
      tables: ['fruit'],
      sql: "SELECT id, p FROM fruit, regexp_split_to_table(name, 'p+') AS p ORDER BY id, p",
    },
    { tables: ['fruit'], sql: "SELECT id, p FROM fruit, string_to_table(name, 'p') AS p ORDER BY id, p" },
    {
      tables: ['fruit'],
      sql: 'SELECT id, tags[n] FROM fruit, generate_subscripts(tags, 1) AS n ORDER BY id, n',
    },
    { tables: [], sql: `SELECT key, value::text FROM jsonb_each('{"a": 1, "b": true}') ORDER BY key` },
    { tables: [], sql: `SELECT json_object_keys('{"a": 1, "b": 2}')` },
    { tables: [], sql: "SELECT concat_ws('-', VARIADIC ARRAY['a', NULL, 'b'])" },
    // Patterns that are known per row only, lists of patterns, and escapes of one's own.
    { tables: ['label'], sql: 'SELECT no, text ~ pattern FROM label WHERE no < 5' },
    { tables: ['label'], sql: 'SELECT no, text !~* upper(pattern) FROM label WHERE no < 4' },
    { tables: ['label'], sql: 'SELECT no, text SIMILAR TO wild, text LIKE wild FROM label' },
    {
      tables: ['label'],
      sql: "SELECT no, text LIKE wild ESCAPE '!', text NOT SIMILAR TO wild ESCAPE '!' FROM label",
    },
    { tables: ['label'], sql: 'SELECT no, text LIKE ANY (wilds), text NOT LIKE ALL (wilds) FROM label' },
    { tables: ['label'], sql: "SELECT no FROM label WHERE text LIKE ANY (ARRAY['a%', '%c', wild])" },
    { tables: ['label'], sql: "SELECT no FROM label WHERE text NOT ILIKE ALL ('{A%,%C}')" },
    {
      tables: ['label'],
      sql: 'SELECT no FROM label WHERE text LIKE ANY (SELECT wild FROM label WHERE no > 1)',
    },
    {
      tables: ['label'],
      sql: "SELECT no, text ~ ANY (ARRAY['^a', '\\d$']), text !~ ALL (ARRAY['b', '9']) FROM label",
    },
    { tables: ['label'], sql: "SELECT no, text LIKE '%' ESCAPE NULL, text SIMILAR TO NULL FROM label" },
    {
      tables: ['label'],
      sql: "SELECT no, regexp_replace(text, pattern, '<\\&>'), regexp_count(text, pattern) FROM label WHERE no < 5",
    },
    {
      sql: `SELECT substring('two marks' SIMILAR 't#"%#" ma%' ESCAPE '#'), substring('one mark' SIMILAR 'on#"%' ESCAPE '#')`,
    },
    { sql: "SELECT 'a.b' ~ '***=.', 'ab' ~ '(?i)B$', regexp_replace(E'x\\ny', 'x$', '!', 'n')" },
    {
      tables: ['label'],
      sql: "SELECT no, text ^@ 'a', 'abc' ^@ text, @ (no - 3), |/ (no * no), ||/ 27 FROM label",
    },
    { sql: "SELECT U&'\\0063\\+00006f', U&'!!!0041' UESCAPE '!', name 'n'" },
    // VARIADIC with arrays of a row, and what is added to functions of texts and numbers.
    {
      tables: ['label'],
      sql: "SELECT no, concat(VARIADIC wilds), concat_ws('/', VARIADIC wilds) FROM label",
    },
    { tables: ['label'], sql: "SELECT format('%s or %2$s', VARIADIC wilds) FROM label WHERE no < 3" },
    { sql: "SELECT concat_ws('-', VARIADIC NULL::int[]) IS NULL, concat(VARIADIC '{}'::text[]) = ''" },
    { sql: "SELECT format('[%*1$s]', 5, 'ab'), format('[%-*s|%*s]', 4, 'c', 3, 'd')" },
    {
      sql: "SELECT unistr('\\0063\\+00006f\\u0064\\U00000065 \\\\'), sqrt(0.04)::text, sqrt(90000000000000000000000000000001)::text",
    },
    {
      sql: "SELECT 'NaN'::numeric / 0, 'NaN'::float8 / 0::float8, div('NaN'::numeric, 0), power(-1.0, 'inf'::numeric), gcd('NaN'::numeric, 2)",
    },
    {
      tables: ['fruit'],
      sql: 'SELECT id, scale(price), min_scale(price), trim_scale(price)::text, ceil(-price * 0.1)::text FROM fruit',
    },
    {
      sql: 'SELECT gcd(x, 6::bigint), lcm(x % 100, 6::bigint) FROM (VALUES (-9223372036854775808), (0), (45::bigint)) AS t(x)',
    },
    { sql: 'SELECT gcd(7.5, x), lcm(7.5, x) FROM (VALUES (2.25), (0), (-15)) AS t(x)' },
    // The text of a quotient has the digits that PostgreSQL gives it.
    {
      tables: ['fruit'],
      sql: "SELECT avg(id)::text, 'mean ' || avg(price), concat(max(price) / 7), (sum(price) / 70000)::text FROM fruit",
    },
    {
      tables: ['crate'],
      sql: 'SELECT no, (no / 3.0)::text, (no * 12345.0 / 7)::text, (avg(no) OVER ())::text FROM crate ORDER BY no',
    },
    {
      sql: "SELECT string_agg((x / 3)::text, ' ') FROM (VALUES (0.0), (3.0), (-3.0), (5.0), ('NaN'::numeric)) AS t(x)",
      ordered: false,
    },
    { sql: 'SELECT coalesce(avg(x), 0.50)::text, round(avg(x), 1)::text FROM (VALUES (1), (2)) AS t(x)' },
    {
      tables: ['ride'],
      sql: "SELECT id, ARRAY[1, 'NaN']::float8[], ARRAY[['1'], ['2']]::int[], ARRAY[seats, '7']::bigint[] FROM ride",
    },
    // Angles in degrees are exact where they are whole, and infinite at the poles; underscores in numbers.
    {
      sql: 'SELECT x, tand(x), cotd(x), asind(x / 540.0) FROM (VALUES (0), (45), (90), (-135), (180), (270), (400)) AS t(x)',
    },
    { sql: 'SELECT tand(270), cotd(-180), tand(225), cotd(22.5), asind(-0.5)' },
    { sql: "SELECT '1_500e-1_0'::numeric, ' 0x_ff '::bigint, '-0b1_01'::int" },
    // Fields and units whose names are known per row only, of intervals and times too.
    {
      sql: `SELECT unit, date_part(unit, i), date_part(unit, time '14:28:50.447')
            FROM (VALUES ('minute', interval '3 years 5 mons 18 days 128.5 seconds'), ('Seconds', interval '-90.25 s'),
                         ('hours', interval '26:03'), ('epoch', interval '1 day 2 s')) AS t(unit, i)`,
    },
    {
      sql: `SELECT unit, date_part(unit, i), date_trunc(unit, i)
            FROM (VALUES ('year', interval '31 mons 12 days 30:31:32.5'), ('Quarter', interval '-8 mons 4 days'),
                         ('day', interval '49:00'), ('hour', interval '-3 days -01:59:59'), ('ms', interval '1.25 s'),
                         (NULL, interval '1 day')) AS t(unit, i)`,
    },
    // The gamma and error functions, of constants and per row.
    {
      sql: 'SELECT gamma(5), gamma(0.5), gamma(-1.5), gamma(170), lgamma(1), lgamma(0.25), lgamma(1000), lgamma(-2.5)',
    },
    { sql: 'SELECT erf(0.3), erf(-2), erf(9), erfc(0.1), erfc(3), erfc(-1), erfc(20)' },
    {
      sql: `SELECT x, gamma(x), lgamma(x), erf(x), erfc(x)
            FROM (VALUES (1::float8), (2), (7), (18), (19), (0.125), (-0.5), (-3.25), (4.5), (33.3), ('NaN'), (NULL)) AS t(x)`,
    },
    {
      sql: 'SELECT m, extract(quarter FROM make_interval(months => m)) FROM generate_series(-14, 14, 3) AS t(m)',
    },
    {
      sql: "SELECT extract(quarter FROM interval '-2 mons'), extract(quarter FROM interval '-1 year'), extract(quarter FROM interval '-11 mons')",
    },
    { sql: "SELECT x, lgamma(x), erf(x), erfc(x) FROM (VALUES ('Infinity'::float8), ('-Infinity')) AS t(x)" },
    // A series of which few values are wanted, without an end or longer than can be made.
    { sql: "SELECT generate_series(timestamp '2022-01-31', 'infinity', interval '1 month') LIMIT 4" },
    {
      sql: "SELECT generate_series(timestamp '2022-01-31', 'infinity', interval '36 hours') LIMIT 3 OFFSET 2",
    },
    { sql: 'SELECT generate_series(1, 2000000000) AS a, generate_series(4, -2000000000, -3) AS b LIMIT 3' },
    { sql: 'SELECT v, g FROM (VALUES (0), (2), (1)) AS t(v), generate_series(1, v) AS g LIMIT 2' },
    // NaN is above all thresholds; punctuation and exponents in intervals; empty arrays within one.
    {
      sql: "SELECT x, width_bucket(x, ARRAY[-2, 0.5, 'NaN']::float8[]) FROM (VALUES (-3::float8), (0.5), (9), ('NaN')) AS t(x)",
    },
    {
      sql: "SELECT interval '@ 2 hours @ 10 minutes', interval '3 days, 04:05', interval '1 year; 2 mons ago', interval 'P1.5e1D', interval 'PT03:04:05.25', interval 'P-2Y3MT-4.5H'",
    },
    {
      sql: "SELECT '{{},{}}'::int[], '{{{}},{{}}}'::text[], array_length('{{}}'::int[], 1), ' { } '::int[]",
    },
    // SQL's own forms of JSON, and tests of texts.
    {
      sql: `SELECT '1' IS JSON, 'x' IS NOT JSON, '[1]' IS JSON ARRAY, '{}' IS JSON OBJECT, '"s"' IS JSON SCALAR, '[1,]' IS JSON, '{"a": 1, "a": 2}' IS JSON WITH UNIQUE KEYS, '{"a": {"a": 2}}' IS JSON WITH UNIQUE KEYS, NULL::text IS JSON`,
    },
    {
      sql: `SELECT v IS JSON, v IS JSON OBJECT, v IS JSON ARRAY, v IS NOT JSON SCALAR FROM (VALUES ('{"a": [1, -2.5e3, {"b": null}], "c": "\\u00e9\\n"}'), (' [ ] '), ('[1 2]'), ('{"a" 1}'), ('01'), ('-0.5'), ('tru'), ('"a'), (''), (NULL), ('{"a":1,}'), ('"\\x"')) t(v)`,
    },
    {
      sql: "SELECT JSON_OBJECT('a': 1, 'b': NULL), JSON_OBJECT('a': 1, 'b': NULL ABSENT ON NULL), JSON_OBJECT('a' VALUE 2 NULL ON NULL), JSON_OBJECT(), JSON_ARRAY(1, 'a', NULL), JSON_ARRAY(1, NULL NULL ON NULL), JSON_ARRAY()",
    },
    {
      tables: ['fruit'],
      sql: "SELECT id, JSON_OBJECT('n': name, 'r': ripe ABSENT ON NULL), JSON_ARRAY(name, ripe), JSON_ARRAY(name NULL ON NULL) FROM fruit ORDER BY id",
    },
    {
      tables: ['fruit'],
      sql: 'SELECT JSON_ARRAYAGG(name ORDER BY id), JSON_ARRAYAGG(name ORDER BY id NULL ON NULL), JSON_ARRAYAGG(id ORDER BY id DESC) FILTER (WHERE id > 1) FROM fruit',
    },
    {
      tables: ['fruit'],
      sql: 'SELECT ripe, JSON_OBJECTAGG(id: name ABSENT ON NULL) FROM fruit WHERE id IN (1, 3) GROUP BY ripe',
    },
    {
      sql: `SELECT JSON_VALUE(j, '$.a.b[1]'), JSON_VALUE(j, '$.a' RETURNING text), JSON_QUERY(j, '$.a.b'), JSON_EXISTS(j, '$.a."c d"'), JSON_EXISTS(j, '$.x'), JSON_VALUE(j, '$.n' RETURNING int) + 1, JSON_VALUE(j, '$.x' RETURNING int DEFAULT 7 ON EMPTY) FROM (VALUES ('{"a": {"b": [1, 2], "c d": null}, "n": "5"}'::jsonb)) t(j)`,
    },
    {
      sql: "SELECT 'a' IS NORMALIZED, 'é' IS NFC NORMALIZED, U&'\\0061\\0308' IS NOT NFC NORMALIZED, normalize('é', NFD) = 'é', length(normalize('é', NFD))",
    },
    // Fields of intervals, and zones.
    {
      sql: "SELECT '3 days 05:06:07'::interval day to minute, '1 year 3 months'::interval year, '3 days 05:06:07.128'::interval second(1), CAST('3 days 05:06:07' AS interval hour)",
    },
    {
      tables: ['ride'],
      sql: 'SELECT id, lasts::interval hour to minute, CAST(lasts AS interval day), lasts::interval minute to second FROM ride ORDER BY id',
    },
    {
      sql: "SELECT TIMESTAMP '2024-01-01 10:00' AT LOCAL, TIMESTAMPTZ '2024-01-01 10:00+02' AT LOCAL + INTERVAL '1 day'",
    },
    {
      sql: "SELECT v, make_timestamptz(2024, 7, 1, 10, 0, 0.5, v) FROM (VALUES ('Europe/Berlin'), ('UTC'), (NULL)) t(v)",
    },
    // Matches that are empty and behind characters of two units, numbers in arrays, weeks of years, texts that are no dates.
    {
      tables: ['odd'],
      sql: "SELECT id, regexp_replace(s, '$', '!'), regexp_replace(s, '(.)(.)', '\\2\\1', 'g'), regexp_split_to_array(s, '') FROM odd",
    },
    {
      tables: ['odd'],
      sql: "SELECT id, array_sort(ns), array_sort(words), to_char(at, 'IYYY-IW-ID'), nullif(s, 'null')::date IS NULL FROM odd WHERE id < 3",
    },
    {
      tables: ['odd'],
      sql: "SELECT id, to_date('2024-' || id || '-15', 'YYYY-MM-DD'), to_char(at, 'J DDD') FROM odd",
    },
    // An infinite value is not any number.
    { sql: "SELECT x, x = 'Infinity' FROM (VALUES ('Infinity'::float8), (1), ('-Infinity')) AS t(x)" },
    // Days of a zone, whole numbers by chance, sizes.
    ...["'1 day'", "'12 hours'", "'1 day 12 hours'", "'1 month'", "'-1 day'"].map((step) => ({
      sql: `SELECT g FROM generate_series('2024-03-29 00:00+01'::timestamptz, '2024-03-29 00:00+01'::timestamptz + 3 * interval ${step}, ${step}, 'Europe/Paris') g ORDER BY g`,
    })),
    {
      tables: ['ride'],
      sql: "SELECT id, generate_series('2024-10-26 00:00+02', '2024-10-26 12:00+02'::timestamptz + make_interval(days => id), make_interval(days => id), 'Europe/' || CASE id WHEN 1 THEN 'Paris' ELSE 'London' END) FROM ride ORDER BY 1, 2",
    },
    {
      sql: 'SELECT count(*), min(n) >= -2, max(n) <= 3, count(DISTINCT n), max(pg_typeof(n)::text) FROM (SELECT random(-2, 3) AS n FROM generate_series(1, 300)) r',
    },
    { sql: 'SELECT random(5, 5), random(NULL::int, 5), length(uuidv7()::text), length(uuidv4()::text)' },
    {
      sql: 'SELECT n, pg_size_pretty(n), pg_size_pretty(-n) FROM (VALUES (0::bigint), (1), (10239), (10240), (10752), (123456789), (20480 * 1024 - 1024), (20479 * 1024), (5678901234567), (9007199254740991), (NULL)) t(n)',
    },
    {
      sql: 'SELECT pg_size_pretty(123456789::bigint), pg_size_pretty(-10::bigint), pg_size_pretty(9007199254740991)',
    },
    // What a literal without a type is beside an interval; a zone right behind a day; what is infinite; no -0 and all digits of numerics.
    { sql: "SELECT interval '1 day' * '2', interval '3 days' / '2', '1.5' * interval '1 hour'" },
    { sql: "SELECT timestamptz '2024-03-01Z', timestamp '2024-03-01z', timestamptz '2024-03-01+02'" },
    {
      sql: "SELECT d, isfinite(d) FROM (VALUES (timestamp 'infinity'), ('-infinity'), ('2024-01-01'), (NULL)) t(d)",
    },
    { sql: "SELECT to_char(date '2024-02-03', ''), to_char(interval '1 day', ''), to_char(5, '')" },
    { tables: ['fruit'], sql: 'SELECT (-(price - price))::text, -price FROM fruit ORDER BY id' },
    { sql: 'SELECT 2::numeric ^ 100, (-3)::numeric ^ 41, 10::numeric ^ 30, 0::numeric ^ 0' },
    // Options at a pattern's beginning; arrays of arrays that are made for each row.
    {
      sql: "SELECT x ~ '(?n)^b', x ~ '(?n)a.b', x ~* '(?c)A', x ~ '(?q)a.c', x ~ '(?in)^B$' FROM (VALUES (E'a\\nb'), ('a.c'), ('abc'), (NULL)) t(x)",
    },
    {
      tables: ['ride'],
      sql: "SELECT id, array_to_string(ARRAY[[id, 2], [3, seats]], ',', '*'), array_to_string(grid, ',') FROM ride ORDER BY id",
    },
  ],
};
