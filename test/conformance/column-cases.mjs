// The statements of cases/column.json: columns whose declared type counts digits or characters; make-cases.mjs adds PostgreSQL's answers.
const measured = {
  name: 'measured',
  columns: [
    { name: 'id', type: 'integer', notNull: true },
    { name: 'zoned', type: 'timestamp(2) with time zone' },
    { name: 'plain', type: 'timestamp(1) without time zone' },
    { name: 'clock', type: 'time(2) without time zone' },
    { name: 'lasts', type: 'interval(1)' },
    { name: 'code', type: 'character(8)' },
    { name: 'short', type: 'character varying(3)' },
    { name: 'millions', type: 'numeric(3,-6)' },
    { name: 'tiny', type: 'numeric(3,6)' },
  ],
  primaryKey: ['id'],
  docs: [
    {
      id: 1,
      zoned: { $date: '2024-01-31T10:00:00.250Z' },
      plain: { $date: '2024-01-31T10:00:00.500Z' },
      clock: '10:00:00.25',
      lasts: '1 day 00:00:00.5',
      code: 'abc',
      short: 'ab ',
      millions: { $numberDecimal: '123000000' },
      tiny: { $numberDecimal: '0.000123' },
    },
    { id: 2, zoned: null, plain: null, clock: null, lasts: null, code: 'abd', short: 'abd' },
  ],
};

export default {
  tables: { measured },
  cases: [
    // a text becomes what the column holds: with its zone, with so many digits of a second
    {
      tables: ['measured'],
      sql: "INSERT INTO measured VALUES (3, '1997-02-10 17:32:01.456-0800', '1997-02-10 17:32:01.456-0800', '02:03:01.456 PST', '1 day 1.256 s', 'abc  ', 'abc  ') RETURNING *",
    },
    {
      tables: ['measured'],
      sql: "INSERT INTO measured (id, zoned, clock) VALUES (3, 'Feb 10 17:32:01 1997 PST', '11:59:59.996 PM'), (4, '19970710 173201 America/New_York', '2003-07-07 15:36:39 America/New_York') RETURNING zoned, clock",
    },
    {
      tables: ['measured'],
      sql: "UPDATE measured SET zoned = plain + interval '0.456 s', plain = zoned + interval '0.06 s', clock = time '10:00:00.987' RETURNING zoned, plain, clock",
    },
    // a scale may be negative, or larger than the precision
    { tables: ['measured'], sql: 'SELECT scale(millions), millions::text, tiny::text FROM measured' },
    {
      tables: ['measured'],
      sql: 'UPDATE measured SET millions = millions * 1.5, tiny = tiny / 7 RETURNING millions, tiny',
    },
    // trailing blanks do not count in char(n)
    {
      tables: ['measured'],
      sql: "UPDATE measured SET code = 'x  ', short = 'x  ' WHERE code >= 'abd  ' RETURNING code || '!', short || '!', length(code), length(short)",
    },
    {
      tables: ['measured'],
      sql: "SELECT id, code = 'abc  ', code = 'abc  '::text, short = 'ab', code < 'abd  ', code IN ('abd ', 'x') FROM measured",
    },
    { tables: ['measured'], sql: "SELECT id FROM measured WHERE code = 'abc   '" },
  ],
};
