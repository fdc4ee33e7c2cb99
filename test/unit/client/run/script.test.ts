import assert from 'node:assert/strict';
import { relationNames } from '../../../../client/src/run/relation-names.ts';
import { statementAt } from '../../../../client/src/run/script.ts';
import { variableTypes } from '../../../../client/src/run/variable-types.ts';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import { Decimal128, Long } from 'bson';

describe('the statement at the cursor', () => {
  const script = '-- one\nSELECT 1;\n\n-- two\nSELECT 2;   \n\nSELECT 3';
  const at = (mark: string, by = 0) => statementAt(script, script.indexOf(mark) + by)?.text;

  it('is the one that holds it, with the comments before it', () => {
    assert.equal(at('SELECT 2', 3), 'SELECT 2;');
    assert.equal(at('-- two', 2), 'SELECT 2;');
    assert.equal(at('SELECT 3', 8), 'SELECT 3');
  });

  it('is the last before it where it lies between two, and the first before all', () => {
    assert.equal(at('   \n\nSELECT 3', 2), 'SELECT 2;');
    assert.equal(statementAt(`  \n${script}`, 0)?.text, 'SELECT 1;');
    assert.equal(statementAt('  -- nothing', 3), undefined);
  });
});

describe('the relations of a statement', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['SELECT * FROM a JOIN b ON a.x = b.x', ['a', 'b']],
    ['SELECT (SELECT 1 FROM c) FROM a WHERE EXISTS (SELECT 1 FROM "B c")', ['B c', 'a', 'c']],
    ['WITH w AS (SELECT * FROM a) SELECT * FROM w', ['a', 'w']],
    ['INSERT INTO a SELECT * FROM b', ['a', 'b']],
    ['UPDATE a SET x = 1 FROM b', ['a', 'b']],
    ['SELECT * FROM other.a', []],
    ['SELECT * FROM CONNECTION_POOLS()', []],
    ['DESCRIBE a', ['a']],
  ];
  for (const [sql, names] of cases)
    it(sql, () => {
      const { statement } = parseStatement(sql);
      assert.ok(statement);
      assert.deepEqual([...relationNames(statement)].sort(), names);
    });
});

it('session variables have the types of their values', () => {
  const types = variableTypes({
    ...{ i: 1, d: 1.5, t: 'x', b: true, n: null, at: new Date(0) },
    ...{ long: Long.fromNumber(1), decimal: Decimal128.fromString('1') },
    list: [
      { a: 1, b: 'x' },
      { a: 2, b: 3 },
    ],
  });
  const names = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, type.name]));
  assert.deepEqual(names, {
    ...{ i: 'int', d: 'double', t: 'text', b: 'boolean', n: 'unknown', at: 'timestamptz' },
    ...{ long: 'long', decimal: 'decimal', list: 'array' },
  });
  assert.deepEqual(types['list']?.element?.fields, [{ name: 'a', type: { name: 'int' } }]);
});
