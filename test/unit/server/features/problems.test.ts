import assert from 'node:assert/strict';
import { codeActions } from '../../../../server/src/features/code-actions.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { check, model } from '../check.ts';

/** Each problem of a text as `code text: message`. */
function problemsOf(text: string): string[] {
  return diagnostics(model(text)).map(
    ({ code, span, message }) => `${code} ${text.slice(span.start, span.end)}: ${message}`,
  );
}

/** What the text becomes by each fix at the mark. */
function fixesAt(marked: string): string[] {
  const text = marked.replace('‸', '');
  const { answer } = check(marked, (document, offset) =>
    codeActions(document, { start: offset, end: offset }),
  );
  return answer.map(({ title, changes }) => {
    const fixed = [...changes]
      .sort((a, b) => b.span.start - a.span.start)
      .reduce(
        (before, { span, text: by }) => before.slice(0, span.start) + by + before.slice(span.end),
        text,
      );
    return `${title}: ${fixed}`;
  });
}

describe('server: diagnostics and fixes', () => {
  it('finds nothing in a right document', () => {
    assert.deepEqual(
      problemsOf('SELECT status, COUNT(*) AS n FROM orders GROUP BY status; SHOW CONNECTION_POOLS;'),
      [],
    );
  });

  it('places problems in the document, statement by statement', () => {
    assert.deepEqual(
      problemsOf('SELECT 1;\nSELECT * FROM ordres;\nALTER CONNECTION_POOL read_pool SET (maxPoolsize = 10);'),
      [
        'QL2001 ordres: There is no collection, view or table function named ordres (did you mean orders?).',
        'QL3001 maxPoolsize: There is no pool option named maxPoolsize (did you mean maxPoolSize?).',
      ],
    );
  });

  it('warns of an INSERT that would make a collection by a slip, not of one that is numbered or short', () => {
    const warned = (name: string) => problemsOf(`INSERT INTO ${name} (status) VALUES ('new');`);
    assert.match(warned('oders')[0] ?? '', /^QL2057 oders: .*did you mean orders\?/);
    for (const name of ['orders2', 'orders_2024', 'u', 'invoices']) assert.deepEqual(warned(name), [], name);
  });

  it('tells of texts and numbers that cannot be an offset, a unit or a subscript', () => {
    const framed = (offset: string, key = 'total') =>
      problemsOf(`SELECT SUM(total) OVER (ORDER BY ${key} RANGE ${offset} PRECEDING) FROM orders`);
    assert.deepEqual(framed("'abc'"), ["QL4004 'abc': 'abc' is not a double precision."]);
    assert.deepEqual(framed("'1.5'"), []);
    assert.deepEqual(framed("'1 day'", 'NOW()'), []);
    assert.deepEqual(problemsOf('SELECT DATE_TRUNC(12.5, NOW())'), [
      'QL2053 12.5: DATE_TRUNC knows no unit 12.5.',
    ]);
    const subscript = (index: string) => problemsOf(`SELECT (ARRAY[1, 2])[${index}]`);
    assert.deepEqual(subscript("'a'"), ["QL4004 'a': The subscript of an array must be a whole number."]);
    assert.deepEqual(subscript("'1'"), []);
  });

  it('misses once what is not there', () => {
    assert.deepEqual(
      problemsOf('SELECT * FROM ;').map((each) => each.slice(0, 6)),
      ['QL1001'],
    );
  });

  it('does not judge a condition that was not read whole', () => {
    const codes = (text: string) => problemsOf(text).map((each) => each.slice(0, 6));
    assert.deepEqual(codes('SELECT status FROM orders WHERE LENGTH(status);'), ['QL2047']);
    assert.deepEqual(codes('SELECT status FROM orders WHERE LENGTH(status) 5;'), ['QL1019']);
  });

  it('knows the pool that ALTER speaks of', () => {
    assert.deepEqual(problemsOf('ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 8);'), [
      'QL3006 8: minPoolSize is 10 as it is set now, more than maxPoolSize, which is 8: lower minPoolSize or raise maxPoolSize.',
    ]);
  });

  it('warns of pools that neither exist nor are created in the document', () => {
    assert.deepEqual(problemsOf('USE CONNECTION_POOL read_pol;'), [
      'QL5006 read_pol: There is no pool named read_pol (did you mean read_pool?).',
    ]);
    assert.deepEqual(problemsOf('SHOW CONNECTION_POOL read_pol;'), [
      'QL5006 read_pol: There is no pool named read_pol (did you mean read_pool?).',
    ]);
    assert.deepEqual(problemsOf('USE DEFAULT; USE CONNECTION_POOL DEFAULT;'), []);
    assert.deepEqual(
      problemsOf('CREATE CONNECTION_POOL mine; USE CONNECTION_POOL mine; DROP CONNECTION_POOL IF EXISTS no;'),
      [],
    );
    assert.deepEqual(fixesAt("SELECT CONNECTION_POOL_ACTIVE('write_p‸ol');"), [
      "Change to write_pool: SELECT CONNECTION_POOL_ACTIVE('write_pool');",
    ]);
  });

  it('knows the collections and views that the document creates', () => {
    const made =
      'CREATE COLLECTION fresh (a int, b text); CREATE VIEW big AS SELECT * FROM fresh WHERE a > 9;';
    assert.deepEqual(
      problemsOf(
        `${made} INSERT INTO fresh (a, b) VALUES (1, 'x'); SELECT a, b FROM fresh; SELECT b FROM big;`,
      ),
      [],
    );
    assert.deepEqual(problemsOf(`${made} SELECT c FROM fresh;`), [
      'QL2002 c: There is no column named c (did you mean a?).',
    ]);
    assert.deepEqual(problemsOf('CREATE TABLE other AS SELECT * FROM orders; SELECT total FROM other;'), []);
  });

  it('offers the fixes of the problem at the cursor', () => {
    assert.deepEqual(
      fixesAt("SELECT 1; ALTER CONNECTION_POOL read_pool SET (maxPoolSize = '1‸50', maxIdleTime = 10);"),
      ['Write 150: SELECT 1; ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 150, maxIdleTime = 10);'],
    );
    assert.deepEqual(fixesAt('SELECT * FROM ord‸res;'), ['Change to orders: SELECT * FROM orders;']);
    assert.deepEqual(fixesAt('SELECT ‸1;'), []);
  });
});
