import assert from 'node:assert/strict';
import { Decimal128, ObjectId } from 'bson';
import { chartData } from '../../../../client/src/results/chart-data.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, n));

describe('the chart of a result', () => {
  it('draws numbers over dates, in order of time', () => {
    const rows = [
      ['b', day(2), 20],
      ['a', day(1), Decimal128.fromString('10.5')],
    ];
    const { x, y, scale, xs, ys } = chartData(['name', 'at', 'total'], rows, {});
    assert.deepEqual({ x, y, scale }, { x: 1, y: 2, scale: 'time' });
    assert.deepEqual(xs, [day(1).getTime() / 1000, day(2).getTime() / 1000]);
    assert.deepEqual(ys, [10.5, 20]);
  });

  it('draws numbers over text, in order of the rows', () => {
    const { x, y, labels, xs, ys } = chartData(
      ['n', 'status'],
      [
        [3, 'paid'],
        [null, 'open'],
      ],
      {},
    );
    assert.deepEqual(
      { x, y, labels, xs, ys },
      { x: 1, y: 0, labels: ['paid', 'open'], xs: [0, 1], ys: [3, null] },
    );
  });

  it('draws the second number over the first where there is nothing else', () => {
    const { x, y } = chartData(['a', 'b'], [[1, 2]], {});
    assert.deepEqual({ x, y }, { x: 0, y: 1 });
  });

  it('draws a key only where there is no other number', () => {
    const names = ['order_id', 'customerId', 'at', 'paid'];
    assert.equal(chartData(names, [[1, 2, day(1), 30]], {}).y, 3);
    assert.equal(chartData(names.slice(0, 3), [[1, 2, day(1)]], {}).y, 0);
  });

  it('draws what somebody chose', () => {
    const { x, y, scale } = chartData(['at', 'a', 'b'], [[day(1), 1, 2]], { x: 1, y: 2 });
    assert.deepEqual({ x, y, scale }, { x: 1, y: 2, scale: 'number' });
  });

  it('offers no documents, and no text along y', () => {
    const { choices } = chartData(['_id', 'doc', 'n'], [[new ObjectId(), { a: 1 }, 5]], {});
    assert.deepEqual(choices, [
      { column: 0, scale: 'category' },
      { column: 2, scale: 'number' },
    ]);
    assert.equal(chartData(['a'], [['text']], {}).y, undefined);
    assert.equal(chartData(['a'], [], {}).y, undefined);
  });

  it('draws no more points than help', () => {
    const rows = Array.from({ length: 6000 }, (_, n) => [n, n]);
    assert.equal(chartData(['a', 'b'], rows, {}).rows, 5000);
  });
});
