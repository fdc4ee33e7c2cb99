import assert from 'node:assert/strict';
import { Decimal128, Double, Int32, Long, MaxKey, ObjectId, UUID } from 'bson';
import type { ValueTest } from '../../../../client/src/messages/results.ts';
import { valueQuery } from '../../../../client/src/results/value-query.ts';

/** The query for the value of a column, or why there is none. */
function query(
  test: ValueTest,
  text: string,
  columnNames: readonly string[],
  ...[column = 0, ...values]: readonly [column?: number, value?: unknown]
): string {
  const value = values.length === 0 ? 1 : values[0];
  const found = valueQuery({ text, columnNames, column, value }, test);
  return found.ok ? found.text.trimEnd() : found.why;
}

describe('a query for a value of a result', () => {
  it('has the value in its WHERE, beside what was there', () => {
    const text = "SELECT a, o.address.city FROM orders o WHERE a > 1 OR b = 'x' ORDER BY a LIMIT 10; -- ten";
    const names = ['a', 'city'];
    assert.equal(
      query('filter', text, names, 1, "O'Neill"),
      "SELECT a, o.address.city FROM orders AS o WHERE (a > 1 OR b = 'x') AND o.address.city = 'O''Neill' ORDER BY a LIMIT 10;",
    );
    assert.equal(
      query('exclude', 'SELECT * FROM t', ['_id', 'a b'], 1, 'x'),
      'SELECT * FROM t WHERE "a b" IS DISTINCT FROM \'x\';',
    );
    assert.equal(
      query('filter', 'SELECT 1 AS x, t.*, b FROM t JOIN u ON t.i = u.i', ['x', 'i', 'j', 'b'], 2),
      'SELECT 1 AS x, t.*, b FROM t JOIN u ON t.i = u.i WHERE t.j = 1;',
    );
  });

  for (const [value, written] of [
    [null, 'a IS NULL'],
    [undefined, 'a IS MISSING'],
    [new Int32(3), 'a = 3'],
    [new Int32(-3), 'a = -3'],
    [Long.fromNumber(3), 'a = CAST(3 AS bigint)'],
    [new Double(3), 'a = CAST(3 AS double precision)'],
    [new Double(0.1), "a = CAST('0.1' AS double precision)"],
    [Decimal128.fromString('1.10'), 'a = 1.10'],
    [true, 'a = TRUE'],
    [new Date(0), "a = timestamptz '1970-01-01T00:00:00.000Z'"],
    [new ObjectId('65f0c0ffee65f0c0ffee65f0'), "a = objectid '65f0c0ffee65f0c0ffee65f0'"],
    [new UUID('f0e4c2f7-6d3b-4a5e-9a7f-2f2f0c5c6d1a'), "a = uuid 'f0e4c2f7-6d3b-4a5e-9a7f-2f2f0c5c6d1a'"],
  ] as const)
    it(`writes ${written}`, () =>
      assert.equal(query('filter', 'SELECT a FROM t', ['a'], 0, value), `SELECT a FROM t WHERE ${written};`));

  it('numbers the parameters of the documents as the query did, of which some are left out', () => {
    const text = 'WITH w AS (SELECT ?) SELECT ? + 1 AS n, a FROM t WHERE b > ? AND c IN (?, :d)';
    assert.equal(
      query('documents', text, ['n', 'a'], 1),
      'WITH w AS (SELECT $1) SELECT * FROM t WHERE b > $3 AND c IN ($4, :d) AND a = 1;',
    );
    assert.equal(
      query('filter', 'SELECT ? AS n, a FROM t WHERE b > ?', ['n', 'a'], 1),
      'SELECT ? AS n, a FROM t WHERE b > ? AND a = 1;',
    );
  });

  it('stands around what has no row for each row that is read', () => {
    const around = (inner: string, name: string) =>
      `SELECT * FROM (${inner}) AS rows_of_result WHERE ${name} = 1;`;
    for (const [text, names, column, name] of [
      ['SELECT s, COUNT(*) AS n FROM t GROUP BY s', ['s', 'n'], 1, 'n'],
      ['SELECT a, ROW_NUMBER() OVER (ORDER BY b) AS r FROM t', ['a', 'r'], 0, 'a'],
      ['SELECT a + 1 AS "the sum" FROM t', ['the sum'], 0, '"the sum"'],
      ['SELECT a FROM t UNION SELECT b FROM u', ['a'], 0, 'a'],
      ['SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, c', ['a', 'b'], 1, 'b'],
      ['SELECT ARRAY_AGG(a)[0] AS x FROM t', ['x'], 0, 'x'],
    ] as const)
      assert.equal(query('filter', text, names, column), around(text, name));
    for (const text of ['SELECT a + 1 AS x, b + 1 AS x FROM t', 'SELECT * FROM t JOIN u ON t.i = u.i'])
      assert.match(query('filter', text, ['x', 'x']), /^Two columns are called x/);
  });

  it('leads from a group or a row to its documents', () => {
    const names = ['day', 'n'];
    const text = "SELECT DATE_TRUNC('day', at) AS day, COUNT(*) AS n FROM t WHERE x > 1 GROUP BY day";
    assert.equal(
      query('documents', text, names, 0, new Date(0)),
      "SELECT * FROM t WHERE x > 1 AND DATE_TRUNC('day', at) = timestamptz '1970-01-01T00:00:00.000Z';",
    );
    assert.equal(
      query(
        'documents',
        'SELECT o.a, u.b FROM orders o JOIN users u ON u._id = o.u WHERE o.x = 1',
        ['a', 'b'],
        1,
      ),
      'SELECT * FROM users AS u WHERE u.b = 1;',
    );
    assert.equal(
      query('documents', 'SELECT s, COUNT(*) AS n FROM t GROUP BY 1', ['s', 'n']),
      'SELECT * FROM t WHERE s = 1;',
    );
    assert.equal(
      query('documents', 'WITH w AS (SELECT 2 AS i) SELECT a FROM t WHERE b IN (SELECT i FROM w)', ['a']),
      'WITH w AS (SELECT 2 AS i) SELECT * FROM t WHERE b IN (SELECT i FROM w) AND a = 1;',
    );
    for (const [sql, column] of [
      [text, 1],
      ['SELECT b FROM (SELECT a AS b FROM t) AS d', 0],
      ['WITH t AS (SELECT 1 AS a) SELECT a FROM T', 0],
      ['SELECT a FROM t JOIN u ON t.i = u.i', 0],
    ] as const)
      assert.match(
        query('documents', sql, ['a', 'n'], column),
        /^This column shows no field of a collection/,
      );
  });

  it('is none for what SQL cannot write, nor for other statements', () => {
    assert.match(query('filter', 'SELECT a FROM t', ['a'], 0, new MaxKey()), /no constant/);
    assert.match(query('filter', 'SELECT a FROM t', ['a'], 0, 'x'.repeat(20_000)), /too long/);
    assert.match(query('filter', 'UPDATE t SET a = 1 RETURNING a', ['a']), /rows of a query/);
  });
});
