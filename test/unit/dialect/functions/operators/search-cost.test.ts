import assert from 'node:assert/strict';
import { searchMayBeLong } from '../../../../../dialect/src/functions/operators/search-cost.ts';

describe('a search with a regular expression', () => {
  const long: readonly (readonly [string, number])[] = [
    ['^(a+)+$', 40],
    ['(a|a)*b', 40],
    ['(?:[a-z]+\\.)*x', 60],
    ['((ab)*)*c', 40],
    ['(x\\)+y{2,})+', 30],
    ['.*.*.*=', 500],
    ['(\\w+\\s?){3,}$', 40],
  ];
  for (const [pattern, length] of long)
    it(`${pattern} in ${length} characters may take long`, () => {
      assert.ok(searchMayBeLong(pattern, length));
    });

  const soon: readonly (readonly [string, number])[] = [
    ['^(a+)+$', 12],
    ['(\\d+)-(\\d+)-(\\d+)', 10],
    ['\\s+', 2000],
    ['(a+)(b|c)?', 100],
    ['[(a+)+]*', 1000],
    ['\\(a+\\)+', 200],
    ['(a{2})+', 500],
    ['plain', 100_000],
  ];
  for (const [pattern, length] of soon)
    it(`${pattern} in ${length} characters ends soon`, () => {
      assert.ok(!searchMayBeLong(pattern, length));
    });
});
