// The statements of cases/open.json: fields that nobody declared, and functions of values that only a row tells; make-cases.mjs adds
// PostgreSQL's answers.
const day = (text) => ({ $date: { $numberLong: String(Date.parse(text)) } });
const decimal = (text) => ({ $numberDecimal: text });

const loose = {
  name: 'loose',
  open: true,
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'at', type: 'timestamp without time zone' },
    { name: 'd', type: 'date' },
    { name: 'n', type: 'bigint' },
    { name: 'f', type: 'double precision' },
    { name: 'm', type: 'numeric' },
    { name: 's', type: 'text' },
    { name: 'tags', type: 'text[]' },
    { name: 'lasts', type: 'interval' },
    { name: 'b', type: 'boolean' },
  ],
  docs: [
    {
      id: 1,
      at: day('2024-01-31T10:20:30.5Z'),
      d: day('2024-01-31'),
      n: -5,
      f: 2.5,
      m: decimal('1.50'),
      s: 'abc',
      tags: ['b', null, 'a'],
      lasts: '1 day 02:30:00',
      b: true,
    },
    { id: 2, at: null, d: null, n: null, f: null, m: null, s: null, tags: null, lasts: null, b: null },
    {
      id: 3,
      at: day('1969-12-31T23:59:59.25Z'),
      d: day('1969-12-31'),
      n: 300,
      f: { $numberDouble: '-0.0' },
      m: decimal('-2.5'),
      s: '',
      tags: [],
      lasts: '1 mon -2 days',
      b: false,
    },
    {
      id: 4,
      at: day('2024-02-29T00:00:00Z'),
      d: day('2024-02-29'),
      n: 7,
      f: { $numberDouble: 'NaN' },
      m: decimal('NaN'),
      s: 'x',
      tags: ['a', 'b'],
      lasts: '-00:00:01.5',
      b: true,
    },
  ],
};
const tight = { ...loose, name: 'tight', open: false };

/** The same statement over fields that are declared and fields that are not. */
const both = (sql) => [sql, sql.replaceAll('FROM loose', 'FROM tight')];

export default {
  tables: { loose, tight },
  cases: [
    // intervals that samples show
    ...both(
      "SELECT id, extract(hour FROM lasts), extract(epoch FROM lasts), extract(day FROM lasts), date_part('month', lasts) FROM loose ORDER BY id",
    ),
    ...both(
      "SELECT id, to_char(lasts, 'DD HH24:MI'), lasts::text, date_trunc('hour', lasts) FROM loose ORDER BY id",
    ),
    ...both('SELECT sum(lasts), avg(lasts), min(lasts), max(lasts) FROM loose'),
    ...both(
      'SELECT id, lasts * 2, lasts + lasts, lasts / 2, -lasts, at + lasts, at - lasts, d + lasts FROM loose ORDER BY id',
    ),
    ...both("SELECT id FROM loose WHERE lasts > '1 hour' ORDER BY lasts DESC"),
    ...both('SELECT lasts, count(*) FROM loose GROUP BY lasts'),
    // what lies between dates
    ...both(
      'SELECT b, extract(epoch FROM max(at) - min(at)), extract(day FROM max(at) - min(at)), extract(hour FROM max(at) - min(at)) FROM loose GROUP BY b ORDER BY b',
    ),
    ...both(
      "SELECT l.id, extract(minute FROM l.at - r.at), date_part('epoch', l.at - r.at), extract(year FROM l.at) FROM loose l JOIN (SELECT id, at FROM loose) r ON r.id = l.id % 4 + 1 ORDER BY l.id",
    ),
    ...both(
      "SELECT l.id, date_part(CASE WHEN l.id = 1 THEN 'hour' ELSE 'day' END, l.at - r.at), date_part(CASE WHEN l.id = 1 THEN 'hour' ELSE 'day' END, l.at) FROM loose l JOIN (SELECT id, at FROM loose) r ON r.id = l.id % 4 + 1 ORDER BY l.id",
    ),
    ...both(
      "SELECT sum(at - d), avg(at - d), max(at - d), percentile_cont(0.5) WITHIN GROUP (ORDER BY at - d), sum(at - timestamp '2024-01-01') FILTER (WHERE b) FROM loose",
    ),
    ...both(
      "SELECT id, (at - timestamp '2024-01-01')::text, (at - d)::text, 'took ' || (at - d), (at - d) * 1.5, (at - d) / 4, -(at - d), sum(at - d) OVER (ORDER BY id) FROM loose WHERE at > d OR at IS NULL ORDER BY id",
    ),
    ...both("SELECT id, d + time '09:15', time '10:00:00.5' + d, d - time '00:30' FROM loose ORDER BY id"),
    // whole fields have no digits behind the point
    ...both(
      "SELECT id, 'Q' || extract(quarter FROM at), extract(century FROM at)::text, extract(decade FROM at)::text, extract(millennium FROM at)::text, extract(week FROM at)::text, concat(extract(quarter FROM d)) FROM loose ORDER BY id",
    ),
    ...both(
      'SELECT id, extract(hour FROM lasts)::text, extract(minute FROM lasts)::text, extract(quarter FROM lasts)::text, extract(year FROM lasts * 100)::text, extract(microseconds FROM lasts)::text FROM loose ORDER BY id',
    ),
    // dates and numbers
    ...both('SELECT id, d + 1, d - 1, 7 + d, d + n::int, d - id FROM loose ORDER BY id'),
    ...both(
      "SELECT id, at + interval '1 month', at - interval '1 month', at + interval '1 mon 0.5 s', d + interval '1 month' FROM loose ORDER BY id",
    ),
    ...both(
      'SELECT id, extract(second FROM at)::text, extract(epoch FROM at)::text, extract(milliseconds FROM at)::text, extract(year FROM at)::text FROM loose ORDER BY id',
    ),
    ...both(
      'SELECT id, make_interval(years => n::int), make_interval(days => id, secs => f) FROM loose WHERE id < 4 ORDER BY id',
    ),
    ...both("SELECT id FROM loose WHERE d + 1 = '2024-02-01' OR d - 1 = '2024-02-28' ORDER BY d + 1"),
    // arrays that samples show
    ...both(
      "SELECT id, tags || ARRAY['x', 'y'], ARRAY['x'] || tags, tags || 'z'::text, tags || tags FROM loose ORDER BY id",
    ),
    // literals in the type that samples show beside them
    ...both(
      "SELECT id FROM loose WHERE n = ANY('{7,300}') OR m > ALL('{1.25,0}') OR s <> ALL('{abc,x}') ORDER BY id",
    ),
    ...both(
      "SELECT id, count(*) OVER (ORDER BY at RANGE BETWEEN '2 months' PRECEDING AND '1 day' FOLLOWING) FROM loose WHERE at IS NOT NULL ORDER BY id",
    ),
    // a time is cut as the interval since midnight
    ...both(
      "SELECT id, date_trunc('minute', at::time), date_trunc(CASE WHEN b THEN 'hour' ELSE 'second' END, at::time) FROM loose ORDER BY id",
    ),
    "SELECT date_trunc('hour', time '13:45:59.5'), date_trunc('month', time '13:45')",
    // what a row gives to functions
    ...both(
      "SELECT id, array_position(tags, 'a'), array_position(tags, 'a', 2), array_position(tags, 'a', 0), array_position(tags, 'a', -3), array_position(tags, 'a', id) FROM loose ORDER BY id",
    ),
    ...both(
      'SELECT id, array_sort(tags), array_sort(tags, true), array_sort(tags, true, true), array_sort(tags, true, false), array_sort(tags, false, true), array_sort(tags, b) FROM loose WHERE id <> 2 ORDER BY id',
    ),
    'SELECT array_sort(ARRAY[2, NULL, 3, 1], true), array_sort(ARRAY[2, NULL, 3, 1], false, true), array_sort(ARRAY[2, NULL, 3], true, false)',
    ...both(
      "SELECT id, regexp_replace(s, 'b', 'x', id, 1), regexp_replace(s, '[a-z]', '-', 1, id - 1), regexp_instr(s, '[a-z]', id), regexp_instr(s, '[a-z]', 1, id), regexp_instr(s, '[a-z]', 1, 1, (id = 1)::int), regexp_count(s, '[a-z]', id), regexp_substr(s, '[a-z]', 1, id), regexp_substr(s, '(a)(b)', 1, 1, '', id) FROM loose ORDER BY id",
    ),
    ...both(
      "SELECT id, regexp_replace(s, 'x*', '-', 'g'), regexp_replace(s, '$', '-', 'g'), regexp_count(s, 'x*'), regexp_split_to_array(s, 'x*') FROM loose ORDER BY id",
    ),
    "SELECT quote_ident('null'), quote_ident('select'), quote_ident('name'), quote_ident('a b'), quote_nullable(NULL::numeric), quote_nullable(1.5), quote_nullable(NULL)",
    ...both(
      'SELECT id, quote_ident(s), quote_nullable(s), quote_nullable(m), quote_nullable(n), quote_literal(f) FROM loose WHERE id < 4 ORDER BY id',
    ),
    "SELECT date_add(x, interval '1 month 1 day', z), date_subtract(x, interval '1 day 1 hour', z) FROM (VALUES (timestamptz '2024-02-29 12:00+00', 'Europe/Berlin'), (timestamptz '2024-10-27 12:00+00', 'America/New_York'), (timestamptz '1969-12-31 23:59:59.25+00', 'UTC'), (NULL, 'UTC')) t(x, z)",
    // digits of a second, and lengths in arrays
    ...both(
      'SELECT id, s::varchar(2), at::timestamp(0), at::timestamp(1), at::timestamp(2), lasts::interval(0), at::time(0), at::time(1), at::timestamptz(0) FROM loose ORDER BY id',
    ),
    "SELECT '10:20:30.56'::time(1), '10:20:30.5'::time(0), '1.55 s'::interval(1), '1.5 s'::interval(0), '2.5 s'::interval(0), '-1.5 s'::interval(0), '2024-01-01 10:00:00.55'::timestamp(1), '1969-12-31 23:59:59.5'::timestamp(0), '{abc,d}'::varchar(2)[], ARRAY['abc']::varchar(1)[]",
    "SELECT x::time(0), x::time(1) FROM (VALUES (time '10:20:30.5'), (time '23:59:59.96'), (time '00:00:00.04'), (NULL)) t(x)",
    "SELECT x::interval(0), x::interval(1) FROM (VALUES (interval '1.5 s'), (interval '-1.5 s'), (interval '2.5 s'), (interval '1 mon 0.26 s'), (NULL)) t(x)",
    "SELECT x::timestamp(0), x::timestamp(1) FROM (VALUES (timestamp '2024-01-01 10:00:00.55'), (timestamp '1969-12-31 23:59:59.5'), (timestamp '2024-12-31 23:59:59.96'), (NULL)) t(x)",
    "SELECT x::varchar(2)[], x::varchar(1)[] FROM (VALUES (ARRAY['abc', 'd', NULL]), (NULL), ('{}')) t(x)",
    // NaN is above all other numbers, in SELECT as in WHERE
    ...both(
      'SELECT id, f > 5, f < 5, f >= 5, f <= 5, f = f, 5 < f, f > n, n > f, sign(f), abs(f), -f FROM loose ORDER BY id',
    ),
    ...both('SELECT id FROM loose WHERE f > 5 OR NOT f < 5 OR f > n ORDER BY id'),
    ...both('SELECT id FROM loose WHERE f <= 5 OR n > f ORDER BY id'),
    "SELECT sign('NaN'::float8), sign('NaN'::numeric)",
    ...both('SELECT id, lasts::text, at::text, b::text, f::text, m::text, n::text FROM loose ORDER BY id'),
  ].map((sql) => ({ tables: ['loose', 'tight'].filter((name) => sql.includes(`FROM ${name}`)), sql })),
};
