import assert from 'node:assert/strict';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import { print } from '../../../../dialect/src/syntax/print.ts';
import { goodStatements, withoutSpans } from './statements.ts';

function printed(sql: string): string {
  return print(parseStatement(sql).statement!);
}

describe('print', () => {
  it('prints what parses to the same tree', () => {
    for (const sql of goodStatements) {
      const { statement } = parseStatement(sql);
      const text = print(statement!);
      const again = parseStatement(text);
      assert.deepEqual(again.problems, [], text);
      assert.deepEqual(withoutSpans(again.statement), withoutSpans(statement), text);
      assert.equal(print(again.statement!), text);
    }
  });

  it('keeps the parentheses that are needed, and no others', () => {
    for (const [sql, expected] of [
      ['((a + b)) * (c)', '(a + b) * c'],
      ['(a * b) + (c - d)', 'a * b + (c - d)'],
      ['(a AND b) OR (c AND (d OR e))', 'a AND b OR c AND (d OR e)'],
      ['(NOT a) = b', '(NOT a) = b'],
      ['NOT (a = b)', 'NOT a = b'],
      ['-(-a)', '- -a'],
      ['-(a + b)', '-(a + b)'],
      ['(-a) ^ b', '-a ^ b'],
      ['(a = b) = c', '(a = b) = c'],
      ['(a BETWEEN 1 AND 2) AND b', 'a BETWEEN 1 AND 2 AND b'],
      ['a BETWEEN (b AND c) AND d', 'a BETWEEN (b AND c) AND d'],
      ['(a || b) LIKE (c || d)', 'a || b LIKE c || d'],
      ['(a LIKE b) LIKE c', 'a LIKE b LIKE c'],
      ['~(a & b)', '~(a & b)'],
      ['~(~a) & b', '~ ~a & b'],
      ['(a IS NULL)::text', '(a IS NULL)::text'],
      ['a IS NULL::text', '(a IS NULL)::text'],
      ['(a::int)::text', 'a::int::text'],
      ['(a + b)::int', '(a + b)::int'],
      ['(a).b', '(a).b'],
      ['(a[1]).b', 'a[1].b'],
      ['(a::int[])[0]', '(a::int[])[0]'],
      ["(ts AT TIME ZONE 'UTC') + 1", "ts AT TIME ZONE 'UTC' + 1"],
      ['(@v := 1) + 1', '(@v := 1) + 1'],
      ['POSITION((a IN (b)) IN c)', 'POSITION((a IN (b)), c)'],
    ] as const)
      assert.equal(printed(`SELECT ${sql}`), `SELECT ${expected}`);
  });

  it('quotes names that need it', () => {
    assert.equal(printed('SELECT `a b`, "c", d AS "e""f"'), 'SELECT "a b", "c", d AS "e""f"');
    assert.equal(
      print({ kind: 'Identifier', span: { start: 0, end: 0 }, text: 'two words', quoted: false }),
      '"two words"',
    );
  });

  it('prints set operations and joins with their nesting', () => {
    for (const sql of [
      'SELECT 1 UNION SELECT 2 INTERSECT SELECT 3',
      '(SELECT 1 UNION SELECT 2) INTERSECT SELECT 3',
      'SELECT 1 EXCEPT (SELECT 2 EXCEPT SELECT 3)',
      '(SELECT 1 LIMIT 1) UNION ALL SELECT 2 ORDER BY 1',
      'SELECT * FROM a JOIN b ON x LEFT JOIN c USING (y)',
      'SELECT * FROM a JOIN (b CROSS JOIN c) ON x',
    ])
      assert.equal(printed(sql), sql);
  });
});
