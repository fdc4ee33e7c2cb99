import assert from 'node:assert/strict';
import { Long } from 'bson';
import { branchAt } from '../../../../client/src/results/result-tree.ts';

const names = ['n', 'doc'];
const rows = [
  [1, { a: [10, { deep: Long.fromString('9007199254740993') }], b: 'x' }],
  [undefined, null],
];
const lines = (path: readonly number[], from = 0, count = 10) =>
  branchAt(names, rows, path, from, count).nodes.map(
    ({ name, cell, members }) => `${name}: ${cell.type} ${members}`,
  );

describe('the tree of a result', () => {
  it('has the rows at its root, as documents without what is missing', () => {
    assert.deepEqual(lines([]), ['1: Document 2', '2: Document 1']);
    assert.deepEqual(lines([1]), ['doc: Null 0']);
  });

  it('unfolds documents and arrays by the index of their members', () => {
    assert.deepEqual(lines([0]), ['n: Number 0', 'doc: Document 2']);
    assert.deepEqual(lines([0, 1]), ['a: Array 2', 'b: String 0']);
    assert.deepEqual(lines([0, 1, 0]), ['0: Number 0', '1: Document 1']);
    assert.deepEqual(lines([0, 1, 0, 1]), ['deep: Long 0']);
  });

  it('gives a part, and how many there are', () => {
    assert.deepEqual(lines([], 1, 1), ['2: Document 1']);
    assert.equal(branchAt(names, rows, [], 1, 1).total, 2);
  });

  it('has nothing at a place that is not there', () => {
    assert.deepEqual(branchAt(names, rows, [7, 0], 0, 10), { nodes: [], total: 0 });
  });
});
