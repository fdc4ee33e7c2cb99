import assert from 'node:assert/strict';
import { wantedParameters } from '../../../../client/src/parameters/wanted-parameters.ts';

describe('what statements need values for', () => {
  const cases: readonly [readonly string[], readonly string[]][] = [
    [['SELECT 1'], []],
    [['SELECT $2, $1, $2'], ['$2', '$1']],
    [['SELECT * FROM t WHERE a = :name AND b IN (SELECT c FROM u WHERE d > :least)'], [':name', ':least']],
    [['SELECT ?, ?'], ['$1', '$2']],
    [
      ['SELECT :a', "SELECT ':b', :a, :c"],
      [':a', ':c'],
    ],
    [['SELECT @a'], ['@a']],
    [['SET @a = 1', 'SELECT @a, @b'], ['@b']],
    [['SET @a = @a + $1'], ['@a', '$1']],
    [["SELECT @p := USE_CONNECTION_POOL('p')", 'SELECT @p'], []],
    [['SELECT @a', 'SET @a = 1'], ['@a']],
    [['SELECT @held'], []],
    [['PREPARE p AS SELECT $1', 'EXECUTE p (:x)'], [':x']],
    [['CREATE CONNECTION_POOL p WITH (maxPoolSize = @size)'], ['@size']],
  ];
  for (const [statements, names] of cases)
    it(statements.join('; '), () => assert.deepEqual(wantedParameters(statements, { held: null }), names));

  it('is nothing where a statement cannot be read', () =>
    assert.deepEqual(wantedParameters(['SELEC :a']), []));
});
