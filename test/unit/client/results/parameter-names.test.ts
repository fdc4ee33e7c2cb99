import assert from 'node:assert/strict';
import { parameterNames } from '../../../../client/src/results/parameter-names.ts';

describe('the parameters of statements', () => {
  const cases: readonly [readonly string[], readonly string[]][] = [
    [['SELECT 1'], []],
    [['SELECT $2, $1, $2'], ['2', '1']],
    [['SELECT * FROM t WHERE a = :name AND b IN (SELECT c FROM u WHERE d > :least)'], ['name', 'least']],
    [['SELECT ?, ?'], ['1', '2']],
    [
      ['SELECT :a', "SELECT ':b', :a, :c"],
      ['a', 'c'],
    ],
  ];
  for (const [statements, names] of cases)
    it(statements.join('; '), () => assert.deepEqual(parameterNames(statements), names));

  it('are none where a statement cannot be read', () => assert.deepEqual(parameterNames(['SELEC :a']), []));
});
