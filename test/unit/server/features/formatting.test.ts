import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatting } from '../../../../server/src/features/formatting.ts';
import { model } from '../check.ts';

function format(text: string): string {
  return [...formatting(model(text), { start: 0, end: text.length })]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((before, { span, text: by }) => before.slice(0, span.start) + by + before.slice(span.end), text);
}

/** What a text must become, and stay. */
function becomes(text: string, expected: string): void {
  assert.equal(format(text), expected);
  assert.equal(format(expected), expected, 'formatting again changes nothing');
}

describe('server: formatting', () => {
  it('writes keywords in capitals and leaves names and functions as they are', () => {
    becomes(
      'select count(*) ,total as Date, timestamp from orders where status=true and text is not null;',
      'SELECT count(*), total AS Date, timestamp FROM orders WHERE status = true AND text IS NOT null;',
    );
  });

  it('tells signs from subtractions, and brackets of calls from others', () => {
    becomes(
      'SELECT -1 , a - 1,a-1, - a, LEFT(s,2), a[0], (1+2)*3 , x::float FROM t WHERE a IN(1,2)',
      'SELECT -1, a - 1, a - 1, -a, LEFT(s, 2), a[0], (1 + 2) * 3, x::float FROM t WHERE a IN (1, 2)',
    );
  });

  it('never makes a comment of two signs', () => {
    becomes('SELECT - - 1, a + - b WHERE - a < - - b', 'SELECT - -1, a + -b WHERE -a < - -b');
  });

  it('keeps short statements on one line', () => {
    becomes('SELECT 1;  SELECT   2;', 'SELECT 1;  SELECT 2;');
    becomes(
      'CREATE CONNECTION_POOL p WITH (maxPoolSize=10)',
      'CREATE CONNECTION_POOL p WITH (maxPoolSize = 10)',
    );
  });

  it('gives clauses lines of their own once one has', () => {
    becomes(
      'SELECT a FROM t\nLEFT JOIN u ON t.a=u.b AND u.c = 1 WHERE x BETWEEN 1 AND 2 ORDER BY 1 DESC NULLS LAST LIMIT 10',
      'SELECT a\nFROM t\nLEFT JOIN u ON t.a = u.b AND u.c = 1\nWHERE x BETWEEN 1 AND 2\nORDER BY 1 DESC NULLS LAST\nLIMIT 10',
    );
  });

  it('breaks what is too long', () => {
    const names = Array.from({ length: 12 }, (_, index) => `a_long_name_${index}`);
    becomes(
      `SELECT ${names.join(', ')} FROM t`,
      `SELECT\n${names.map((name) => `  ${name}`).join(',\n')}\nFROM t`,
    );
  });

  it('keeps lists, conditions and CASE over lines where they were', () => {
    becomes(
      'SELECT\na,\n\n\n b, CASE WHEN x THEN 1\n when y then 2 else 3 END as c\nFROM t WHERE p\n   OR q',
      'SELECT\n  a,\n\n  b,\n  CASE\n    WHEN x THEN 1\n    WHEN y THEN 2\n    ELSE 3\n  END AS c\nFROM t\nWHERE p\n  OR q',
    );
  });

  it('indents queries in brackets', () => {
    becomes(
      'WITH a AS (\nSELECT 1 AS n\nFROM t\n), b AS (SELECT 2 AS n)\nSELECT * FROM (\nSELECT n FROM a ) d',
      'WITH a AS (\n  SELECT 1 AS n\n  FROM t\n), b AS (SELECT 2 AS n)\nSELECT *\nFROM (\n  SELECT n FROM a\n) d',
    );
  });

  it('keeps comments where they are', () => {
    becomes(
      '-- before\nSELECT a, -- first\n-- second\n   b /* in */ , c\nFROM t -- last\n;\n\n-- after',
      '-- before\nSELECT\n  a, -- first\n  -- second\n  b /* in */,\n  c\nFROM t -- last\n;\n\n-- after',
    );
  });

  it('keeps the values of a MERGE behind their INSERT', () => {
    becomes(
      'merge into t\nusing u on t.a = u.a when not matched then insert (a, b) values (1, 2)\nwhen matched then delete',
      'MERGE INTO t\nUSING u ON t.a = u.a\nWHEN NOT MATCHED THEN INSERT (a, b) VALUES (1, 2)\nWHEN MATCHED THEN DELETE',
    );
  });

  it('puts commas before the comments that end a line', () => {
    becomes(
      'SELECT a -- one\n, b -- two\n-- of its own\n, /* c */ c\nFROM t',
      'SELECT\n  a, -- one\n  b, -- two\n  -- of its own\n  /* c */\n  c\nFROM t',
    );
    becomes('SELECT f(a -- one\n, -- two\nb)', 'SELECT f(\n  a, -- one\n  -- two\n  b\n)');
  });

  it('keeps what has comments within its line on one line', () => {
    becomes(
      'SELECT g(a /*1*/,b /*2*/) , items[0 /* first */] FROM t JOIN u USING(k /*k*/ )',
      'SELECT g(a /*1*/, b /*2*/), items[0 /* first */] FROM t JOIN u USING (k /*k*/)',
    );
    becomes('SELECT a /* over\ntwo */, b FROM t', 'SELECT\n  a /* over\ntwo */,\n  b\nFROM t');
  });

  it('leaves alone what does not parse', () => {
    becomes('SELECT FROM WHERE  ;  select 1;', 'SELECT FROM WHERE  ;  SELECT 1;');
  });

  const statements = path.resolve(import.meta.dirname, '../../../../../shared/seed/statements');
  const files = existsSync(statements) ? readdirSync(statements) : [];
  for (const file of files) {
    it(`is settled after the first time: ${file}`, () => {
      const once = format(readFileSync(path.join(statements, file), 'utf8'));
      assert.equal(format(once), once);
    });
  }
});
