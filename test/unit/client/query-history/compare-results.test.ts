import assert from 'node:assert/strict';
import {
  compareResults,
  comparisonWords,
  type KeptResult,
} from '../../../../client/src/query-history/compare-results.ts';

const result = (names: string, ...rows: unknown[][]): KeptResult => ({
  names: names.split(' '),
  rows,
  total: rows.length,
});

describe('two results', () => {
  it('are compared by _id, whatever their order', () => {
    const left = result('n _id', ['a', 2], ['b', 10], ['c', 1]);
    const right = result('n _id', ['c', 1], ['B', 10], ['d', 3]);
    const compared = compareResults(left, right);
    assert.equal(comparisonWords(compared), '1 added, 1 removed, 1 changed, by _id');
    assert.equal(compared.left, '{"n":"c","_id":1}\n{"n":"a","_id":2}\n{"n":"b","_id":10}\n');
    assert.equal(compared.right, '{"n":"c","_id":1}\n{"n":"d","_id":3}\n{"n":"B","_id":10}\n');
  });

  it('are compared by the first column that tells their rows apart', () => {
    const left = result('kind name', ['x', 'a'], ['x', 'b']);
    const right = result('name kind', ['a', 'y'], ['b', 'x']);
    assert.equal(comparisonWords(compareResults(left, right)), '0 added, 0 removed, 2 changed, by name');
  });

  it('are compared by whole rows where no column does', () => {
    const left = result('kind', ['x'], ['x'], ['y']);
    const right = result('kind', ['x'], ['z'], ['y']);
    assert.equal(comparisonWords(compareResults(left, right)), '1 added, 1 removed, by whole rows');
    assert.equal(
      comparisonWords(compareResults(result('a', [null]), result('b', [null]))),
      '1 added, 1 removed, by whole rows',
    );
  });

  it('are alike', () => {
    const rows = [1, 2].map((n) => [n, new Date(n), { a: [n] }]);
    const compared = compareResults(result('_id at d', ...rows), result('_id at d', ...rows.toReversed()));
    assert.equal(comparisonWords(compared), 'no difference');
    assert.equal(compared.left, compared.right);
    assert.equal(comparisonWords(compareResults(result('a'), result('a'))), 'no difference');
  });
});
