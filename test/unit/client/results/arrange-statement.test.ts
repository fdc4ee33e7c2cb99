import assert from 'node:assert/strict';
import { arrangedStatement, countStatement } from '../../../../client/src/results/arrange-statement.ts';
import { readFilter, type Filter } from '../../../../client/src/results/filter-text.ts';

const filter = (
  typed: string,
  name: 'unknown' | 'int' | 'text' | 'timestamptz' = 'unknown',
): Filter | string => readFilter(typed, 1, { name });

describe('a filter that is typed', () => {
  it('compares, asks for NULL, or looks for a part of a text', () => {
    const read = (...typed: Parameters<typeof filter>) => {
      const found = filter(...typed);
      return typeof found === 'string' ? found : `${found.operator} ${JSON.stringify(found.operand)}`;
    };
    assert.equal(read('> 5'), '> 5');
    assert.equal(read('>=5', 'int'), '>= 5');
    assert.equal(read('5', 'int'), '= 5');
    assert.equal(read('5'), '= 5');
    assert.equal(read('5', 'text'), 'ILIKE "5"');
    assert.equal(read('Berlin'), 'ILIKE "Berlin"');
    assert.equal(read("!= 'null'"), '<> "null"');
    assert.equal(read('NULL'), 'IS NULL undefined');
    assert.equal(read('is not missing'), 'IS NOT NULL undefined');
    assert.equal(read('< 2024-02-29', 'timestamptz'), '< "2024-02-29T00:00:00.000Z"');
    assert.match(read('> many', 'int'), /A whole number is wanted/);
  });
});

describe('a statement around another', () => {
  it('filters and sorts its rows by their columns, the values being parameters', () => {
    const filters = [filter('> 5'), filter('50%', 'text'), filter('null')].filter(
      (each) => typeof each !== 'string',
    );
    assert.deepEqual(
      arrangedStatement(
        'SELECT a, b AS "My b" FROM t LIMIT 10 -- ten',
        ['a', 'My b'],
        { column: 0, direction: 'desc' },
        filters,
      ),
      {
        text: 'SELECT * FROM (SELECT a, b AS "My b" FROM t LIMIT 10 -- ten\n) AS rows_of_result WHERE "My b" > :filter_1 AND "My b" ILIKE :filter_2 AND "My b" IS NULL ORDER BY a DESC',
        parameters: { filter_1: 5, filter_2: '%50\\%%' },
      },
    );
  });

  it('is none around what is no query, or has two columns of the name', () => {
    const order = { column: 0, direction: 'asc' } as const;
    assert.equal(arrangedStatement('DELETE FROM t RETURNING a', ['a'], order, []), undefined);
    assert.equal(arrangedStatement('SELECT a, b AS a FROM t', ['a', 'a'], order, []), undefined);
    assert.equal(countStatement('SHOW TABLES'), undefined);
    assert.equal(countStatement('SELECT 1;'), 'SELECT COUNT(*) AS rows FROM (SELECT 1\n) AS rows_of_result');
  });
});
