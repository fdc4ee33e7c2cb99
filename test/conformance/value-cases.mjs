// The statements of cases/value.json: what values look like as text, how they are shifted, ordered and added up; make-cases.mjs adds PostgreSQL's answers.
const at = (text) => ({ $date: { $numberLong: String(Date.parse(text)) } });
const decimal = (text) => ({ $numberDecimal: text });

const gauge = {
  name: 'gauge',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'small', type: 'smallint' },
    { name: 'big', type: 'bigint' },
    { name: 'share', type: 'numeric(8,2)' },
    { name: 'ratio', type: 'real' },
    { name: 'depth', type: 'double precision' },
    { name: 'code', type: 'text' },
    { name: 'opened', type: 'timestamp without time zone' },
    { name: 'closed', type: 'timestamp without time zone' },
    { name: 'seen', type: 'timestamp with time zone' },
    { name: 'daily', type: 'time without time zone' },
    { name: 'marks', type: 'integer[]' },
  ],
  primaryKey: ['id'],
  docs: [
    {
      id: 1,
      small: 1,
      big: 3,
      share: decimal('7'),
      ratio: 0.1,
      depth: 16777217.5,
      code: 'AB-12_x',
      opened: at('2024-01-01T00:00:00Z'),
      closed: at('2024-01-03T05:06:07.5Z'),
      seen: at('2000-12-31T23:30:00Z'),
      daily: '06:30:00',
      marks: [1, null],
    },
    {
      id: 2,
      small: -3,
      big: { $numberLong: '-7000000000' },
      share: decimal('12.5'),
      ratio: 1000000.5,
      depth: { $numberDouble: '-0.333333333' },
      code: 'Çelik_1',
      opened: at('2024-02-29T12:00:00Z'),
      closed: null,
      seen: at('2019-12-31T20:00:00Z'),
      daily: '18:15:30.25',
      marks: [1, 2],
    },
    {
      id: 3,
      small: 32767,
      big: { $numberLong: '9007199254740993' },
      share: decimal('-0.10'),
      ratio: null,
      depth: { $numberDouble: '1e30' },
      code: 'zz-99',
      opened: at('2023-06-30T23:59:59Z'),
      closed: at('2021-02-28T10:00:00Z'),
      seen: null,
      daily: null,
      marks: [1],
    },
    {
      id: 4,
      small: null,
      big: null,
      share: null,
      ratio: 16777216.5,
      depth: null,
      code: null,
      opened: null,
      closed: at('2024-01-02T00:00:00Z'),
      seen: at('2001-01-01T02:00:00Z'),
      daily: '09:00:00',
      marks: [null],
    },
    {
      id: 5,
      small: 12,
      big: 62,
      share: decimal('100'),
      ratio: { $numberDouble: '3.0' },
      depth: 0.00001,
      code: '',
      opened: at('0999-12-31T01:02:03Z'),
      closed: at('1000-01-02T00:00:00Z'),
      seen: at('2024-06-30T23:00:00Z'),
      daily: '00:00:00',
      marks: [],
    },
  ],
};

const none = {
  name: 'none',
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'marks', type: 'integer[]' },
    { name: 'day', type: 'date' },
  ],
  docs: [],
};

const double = (text) => ({ $numberDouble: text });

// NaN is above all other numbers, and equal to itself
const reading = {
  name: 'reading',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'place', type: 'text' },
    { name: 'level', type: 'double precision' },
    { name: 'before', type: 'double precision', notNull: true },
  ],
  primaryKey: ['id'],
  docs: [
    { id: 1, place: 'weir', level: 1.5, before: double('2.0') },
    { id: 2, place: 'weir', level: double('NaN'), before: double('NaN') },
    { id: 3, place: 'weir', level: null, before: double('1.0') },
    { id: 4, place: 'lock', level: double('Infinity'), before: double('-3.0') },
    { id: 5, place: 'lock', level: double('-Infinity'), before: double('-Infinity') },
    { id: 6, place: 'lock', level: double('2.0'), before: double('NaN') },
    { id: 7, place: 'mill', level: double('NaN'), before: double('3.0') },
  ],
};

// some of the fields are NULL, others are missing
const crumb = {
  name: 'crumb',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'size', type: 'integer' },
    { name: 'wide', type: 'double precision' },
  ],
  primaryKey: ['id'],
  docs: [
    { id: 1, size: 4, wide: 0.5 },
    { id: 2, size: null, wide: 0.5 },
    { id: 3, wide: null },
    { id: 4, size: 4 },
    { id: 5, size: 2, wide: double('2.0') },
    { id: 6 },
  ],
};

export default {
  tables: { gauge, none, reading, crumb },
  cases: [
    // all digits of a declared scale, wherever a numeric becomes text
    "SELECT id, concat(share, '|', 1.50), concat_ws('/', share, id), format('%s', share), upper(share::text), left(share::text, 3), scale(share), min_scale(share), 'x' || share FROM gauge ORDER BY id",
    "SELECT array_to_string(ARRAY[share, share], ' '), ARRAY[share]::text FROM gauge ORDER BY id",
    // reals have 24 bits
    "SELECT id, depth::real, depth::real::text, big::real::text, ratio::text, ratio || '', (share::real)::double precision FROM gauge ORDER BY id",
    'SELECT pg_typeof(small), pg_typeof(share), pg_typeof(ratio), pg_typeof(code) FROM gauge WHERE id = 1',
    // shifts drop what goes out at the top
    'SELECT id, small << 2, small << 15, small >> 1, id << 31, id << 33, big << 62, big >> 3, id << -1, small >> 20 FROM gauge ORDER BY id',
    'SELECT 1::smallint << 15, 1::smallint << 17, 3::smallint << 14',
    // turns of a circle
    'SELECT id, sind(big), cosd(big), sind(small), cosd(depth) FROM gauge WHERE id <> 3 ORDER BY id',
    'SELECT cosd(7200000060), sind(-3600000030)',
    // formats of dates
    "SELECT id, to_char(opened, 'Y,YYY IYY IY I IDDD AD B.C.'), to_char(opened, 'FXYYYY TMMonth|TMday|Month|'), to_char(opened, 'TZ|OF'), to_char(seen, 'TZ|tz|OF') FROM gauge ORDER BY id",
    "SELECT to_char(TIMESTAMP '2024-05-01', 'TZ|OF|FXDD TMMonth|'), to_char(DATE '2024-05-01', 'TZ')",
    // formats of intervals: hours go on behind 24
    "SELECT id, to_char(closed - opened, 'DD HH24:MI:SS.MS'), to_char(closed - opened, 'FMDD FMHH24 FMMI US FF2 SSSS pm HH12th') FROM gauge ORDER BY id",
    "SELECT id, to_char(id * INTERVAL '5 months', 'YYYY MM YY CC RM|FMrm|'), to_char(id * INTERVAL '-5 months', 'YYYY MM Y RM|') FROM gauge ORDER BY id",
    "SELECT id, to_char(daily, 'HH12:MI AM'), to_char(daily, 'HH24 SS MS') FROM gauge ORDER BY id",
    "SELECT to_char(INTERVAL '50 hours', 'HH24:MI'), to_char(INTERVAL '-50 hours 5 minutes', 'HH24:MI'), to_char(INTERVAL '1 year 3 mons -4 days', 'YYYY-MM-DD RM'), to_char(INTERVAL '-3 years', 'RM|YYYY'), to_char(TIME '22:30:05.5', 'HH12:MI am MS')",
    // centuries begin in a zone
    "SELECT id, date_trunc('century', seen, 'America/New_York'), date_trunc('decade', seen, 'Asia/Tokyo'), date_trunc('millennium', seen, 'Pacific/Auckland') FROM gauge ORDER BY id",
    // spans of time of which an end is not known
    "SELECT id, (opened, closed) OVERLAPS (DATE '2024-01-02', DATE '2024-06-01'), (opened, closed) OVERLAPS (TIMESTAMP '2024-01-02', NULL::timestamp), (opened, INTERVAL '2 days') OVERLAPS (closed, INTERVAL '1 hour') FROM gauge ORDER BY id",
    "SELECT id, (daily, INTERVAL '2 hours') OVERLAPS (TIME '08:00', TIME '10:00') FROM gauge ORDER BY id",
    "SELECT a, b, c, d, (a, b) OVERLAPS (c, d) FROM (VALUES (DATE '2024-01-01', DATE '2024-02-01'), (NULL, DATE '2024-01-15'), (DATE '2024-03-01', NULL), (NULL, NULL), (DATE '2024-01-20', DATE '2024-01-10')) x(a, b), (VALUES (DATE '2024-01-05', DATE '2024-01-15'), (DATE '2024-01-15', NULL), (DATE '2024-02-01', DATE '2024-03-01'), (NULL, NULL)) y(c, d) ORDER BY 1, 2, 3, 4",
    "SELECT (DATE '2024-01-01', NULL::date) OVERLAPS (DATE '2024-01-01', INTERVAL '1 day'), (DATE '2024-01-02', NULL::date) OVERLAPS (DATE '2024-01-01', INTERVAL '1 month')",
    // letters behind the mark
    "SELECT id, code SIMILAR TO '[A-Z]{2}-\\d+%', code SIMILAR TO '%\\_\\w', code SIMILAR TO '%$_1' ESCAPE '$', code SIMILAR TO 'zz-[[:digit:]]+' FROM gauge ORDER BY id",
    "SELECT v, p, v SIMILAR TO p FROM (VALUES ('a1', '\\w\\d'), ('a1', 'a\\D'), ('a_', 'a\\_'), ('a.', 'a\\.')) t(v, p)",
    // Latin letters and their codes
    'SELECT id, ascii(code), chr(id + 196), chr(id + 9) FROM gauge ORDER BY id',
    // times of day add up to intervals
    'SELECT sum(daily), avg(daily), min(daily) FROM gauge',
    'SELECT id, sum(daily) OVER (ORDER BY id) FROM gauge ORDER BY id',
    'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY daily), percentile_disc(0.5) WITHIN GROUP (ORDER BY daily) FROM gauge',
    // NULL is above the other elements of arrays
    'SELECT id, marks, marks < ARRAY[1, 3], marks >= ARRAY[NULL::int], marks > ARRAY[1] FROM gauge ORDER BY marks, id',
    'SELECT marks FROM gauge ORDER BY marks DESC',
    "SELECT * FROM (VALUES (ARRAY[1, NULL]), (ARRAY[1, 2]), (ARRAY[1]), (ARRAY[NULL::int]), (NULL), ('{}')) v(a) ORDER BY a",
    // a literal beside a column in a set operation
    "SELECT marks FROM none UNION ALL SELECT '{1,2}'",
    "SELECT '{7}', '2024-01-31' UNION ALL SELECT marks, day FROM none",
    // a separator of each row
    "SELECT string_agg(code, '<' || id || '>' ORDER BY id), string_agg(code, CASE WHEN id > 2 THEN '+' END ORDER BY id DESC) FROM gauge",
    'SELECT id % 2 AS odd, string_agg(code, share::text ORDER BY id) FROM gauge GROUP BY id % 2 ORDER BY 1',
    // a field that is NULL or missing is one to ranks, and above other values within rows
    'SELECT id, dense_rank() OVER (ORDER BY wide DESC NULLS LAST), rank() OVER (ORDER BY wide NULLS FIRST), rank() OVER (ORDER BY CASE WHEN id > 1 THEN size END NULLS FIRST), dense_rank() OVER (ORDER BY nullif(size, 4) DESC NULLS LAST) FROM crumb ORDER BY id',
    'SELECT id, rank() OVER (ORDER BY (size, wide)), dense_rank() OVER (ORDER BY (wide, size) DESC) FROM crumb ORDER BY id',
    'SELECT id FROM crumb ORDER BY (size, wide), id',
    'SELECT id FROM crumb ORDER BY nullif(size, 4) NULLS FIRST FETCH FIRST 1 ROW WITH TIES',
    // texts of values that are no texts
    "SELECT quote_literal(42.50), quote_literal(true), quote_nullable(7), quote_ident(DATE '2024-01-01'::text)",
    "SELECT TIMESTAMPTZ '20240407T153045Z', TIMESTAMP '20240407 153045.5', TIMESTAMPTZ '20240407T153045 PST'",
    // rows without a sort key leave themselves out of their own peers
    "SELECT id, count(*) OVER (ORDER BY opened RANGE BETWEEN '7 days' PRECEDING AND '1 day' PRECEDING EXCLUDE CURRENT ROW), sum(id) OVER (ORDER BY ratio RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING EXCLUDE TIES) FROM gauge ORDER BY id",
    'SELECT id, nth_value(id, id % 3 + 1) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) FROM gauge ORDER BY id',
    "SELECT id, level < 2, level <= 'NaN', level > 1, level >= before, level < before, before BETWEEN 1 AND 'NaN' FROM reading ORDER BY id",
    "SELECT id FROM reading WHERE level < 'NaN' ORDER BY id",
    "SELECT id FROM reading WHERE level <= 'NaN' ORDER BY id",
    'SELECT id FROM reading WHERE NOT (level < before) ORDER BY id',
    'SELECT id FROM reading WHERE NOT (level > before OR level <= 1) ORDER BY id',
    'SELECT min(level), max(level), min(before), max(before) FROM reading',
    'SELECT place, min(level), max(level), max(before) FILTER (WHERE id < 6), count(*) FILTER (WHERE level > 1) FROM reading GROUP BY place ORDER BY place',
    'SELECT place FROM reading GROUP BY place HAVING max(level) > 10 ORDER BY place',
    'SELECT id, max(level) OVER (ORDER BY id), min(level) OVER (ORDER BY id ROWS 1 PRECEDING), max(level) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW) FROM reading ORDER BY id',
    'SELECT place, percentile_disc(0.5) WITHIN GROUP (ORDER BY level), percentile_disc(1) WITHIN GROUP (ORDER BY level DESC), mode() WITHIN GROUP (ORDER BY level) FROM reading GROUP BY place ORDER BY place',
    'SELECT id, greatest(level, before), least(level, 2), sign(level) FROM reading ORDER BY id',
    'SELECT a.id, b.id FROM reading a JOIN reading b ON a.level < b.before AND a.place = b.place ORDER BY 1, 2',
    "SELECT id, level > ALL ('{1,2}'), level <= ANY (ARRAY[1, before]), level > ALL (SELECT before FROM reading WHERE id < 3) FROM reading ORDER BY id",
    'SELECT place, (SELECT max(r.level) FROM reading r WHERE r.place = p.place) FROM (SELECT DISTINCT place FROM reading) p ORDER BY place',
    // ANY and ALL take the elements of all dimensions
    "SELECT id, id = ANY ('{{1,2},{3,4}}'::int[]), 5 <> ALL (ARRAY[[1, 2], [id, 4]]), before = ANY (ARRAY[[[level, 2]]]), place LIKE ANY (ARRAY[['a%'], ['%b']]) FROM reading ORDER BY id",
    "SELECT id FROM reading WHERE id = ANY ('{{1,2},{3,4}}'::int[]) ORDER BY id",
    'SELECT id FROM reading WHERE id > ALL (ARRAY[[1, 2], [id - 1, 0]]) ORDER BY id',
    // literals alone are texts, also behind a subquery or an aggregate
    "SELECT (SELECT greatest('ab', 'c'))::text, min(least('x', NULL))::text || '!', array_agg(greatest('b', 'a'))::text, greatest(NULL, NULL)::text FROM (VALUES (1)) v(n)",
    // ISO 8601: a date and a time by their fields or by their designators
    "SELECT interval 'P0002', interval 'P0002-10', interval 'P0002T1S', interval 'P0002-10-15T1S', interval 'PT10', interval 'PT10:30', interval 'P00021015T103020', interval 'P1Y1W', interval 'PT-0.1S'",
    "SELECT timestamptz 'J2452271T040506+08', timestamptz 'J2452271 040506-08', timestamp 'J2452271T04:05:06'",
    // PostgreSQL's own names of arrays; first subscripts of ARRAY_FILL
    "SELECT '{1,2}'::_int2, '{a}'::_text, array_fill(42, '{}', '{}'), array_fill(7, '{2,2}', '{1,1}')",
    'SELECT id, floor(log(10, share)), log(share, 4.2), log(4.2, 4.2 + share) FROM gauge WHERE share > 0 ORDER BY id',
    // whole numbers that grow beyond 53 bits
    'SELECT x * y, x * 4000000001 - y, sum(x * y) OVER (), abs(-x * y), (x * y) % 1000, (x * y) / 7 FROM (SELECT g::bigint * 1000000007 AS x, 4000000007 + g AS y FROM generate_series(1, 2) g) t ORDER BY 1',
    'SELECT x + 9007199254740991, x - 9007199254740991, x * 3 - 1 FROM (SELECT g + 1234567890123456 AS x FROM generate_series(1, 2) g) t ORDER BY 1',
    'WITH RECURSIVE f(n, a, b) AS (SELECT 1, 0::bigint, 1::bigint UNION ALL SELECT n + 1, b, a + b FROM f WHERE n < 90) SELECT n, a FROM f WHERE n IN (1, 2, 10, 80, 90) ORDER BY n',
    'SELECT sum(g * 1000000000000000::bigint) FROM generate_series(1, 12) g',
  ].map((sql) => ({
    tables: ['gauge', 'none', 'reading', 'crumb'].filter((name) => sql.includes(`FROM ${name}`)),
    sql,
  })),
};
