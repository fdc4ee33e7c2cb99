import assert from 'node:assert/strict';
import { PageCache, pageSize } from '../../../../media/results/page-cache.ts';

const page = (count: number) =>
  Array.from({ length: count }, (_, row) => [{ text: String(row), kind: 'number' as const, type: 'Int32' }]);

function open(): { cache: PageCache; asked: number[] } {
  const asked: number[] = [];
  return { cache: new PageCache((from) => asked.push(from)), asked };
}

describe('the pages of the results grid', () => {
  it('are asked for once, when they come into sight', () => {
    const { cache, asked } = open();
    cache.need(50, 150, 1000);
    cache.need(50, 150, 1000);
    assert.deepEqual(asked, [0, 100]);
  });

  it('give their rows', () => {
    const { cache } = open();
    cache.put(100, page(pageSize));
    assert.equal(cache.row(107)?.[0]?.text, '7');
    assert.equal(cache.row(7), undefined);
  });

  it('are asked for again when more rows have come since', () => {
    const { cache, asked } = open();
    cache.need(0, 10, 30);
    cache.put(0, page(30));
    cache.need(0, 10, 30);
    assert.deepEqual(asked, [0]);
    cache.need(0, 10, 80);
    assert.deepEqual(asked, [0, 0]);
  });

  it('are forgotten when many others were shown since', () => {
    const { cache, asked } = open();
    for (let from = 0; from < 7000; from += pageSize) cache.put(from, page(pageSize));
    assert.equal(cache.row(0), undefined);
    assert.ok(cache.row(6900));
    cache.need(0, 0, 7000);
    assert.deepEqual(asked, [0]);
  });

  it('are not asked for where there are no rows', () => {
    const { cache, asked } = open();
    cache.need(0, 20, 0);
    assert.deepEqual(asked, []);
  });
});
