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
    ...both('SELECT id, lasts::text, at::text, b::text, f::text, m::text, n::text FROM loose ORDER BY id'),
  ].map((sql) => ({ tables: sql.includes('FROM tight') ? ['tight'] : ['loose'], sql })),
};
