import assert from 'node:assert/strict';
import { Decimal128, Double, Int32, Long, ObjectId, UUID } from 'bson';
import { RowStore } from '../../../../client/src/results/row-store.ts';
import type { Row } from '../../../../client/src/results/row.ts';

/** Two rows in memory, those behind them in blocks of three in a file. */
function filled(rows: readonly Row[]): RowStore {
  const store = new RowStore({ memory: 2, block: 3 });
  for (const row of rows) store.push(row);
  return store;
}
const int = (value: number) => new Int32(value);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => [int(index)]);

describe('the rows of a long result', () => {
  it('are there in their order, whether in memory or in the file', () => {
    const store = filled(numbers(13));
    assert.equal(store.length, 13);
    assert.deepEqual(store.slice(0, 99), numbers(13));
    assert.deepEqual(store.slice(4, 6), [[int(4)], [int(5)]]);
    assert.deepEqual([store.row(1), store.row(12), store.row(13)], [[int(1)], [int(12)], undefined]);
    store.close();
  });

  it('come back from the file as they were', () => {
    const row = [
      Long.fromNumber(5),
      Decimal128.fromString('1.10'),
      new ObjectId('65f000000000000000000001'),
      new UUID('7f1f7a3e-58b1-4c8a-9d65-3d4c4d7a1a11'),
      new Date(-1),
      { nested: [int(1), new Double(-0), new Double(2), new Double(2.5), null, new Double(2 ** 40)] },
      undefined,
      null,
      new Double(NaN),
    ];
    const store = filled([[0], [1], row, row, row]);
    assert.equal(store.isInMemory, false);
    assert.deepEqual(store.row(3), row);
    store.close();
  });

  it('can be replaced one by one', () => {
    const store = filled(numbers(9));
    for (const index of [1, 3, 8]) store.replace(index, [`new ${index}`]);
    assert.deepEqual(store.slice(0, 9).flat(), [
      int(0),
      'new 1',
      int(2),
      'new 3',
      ...[4, 5, 6, 7].map(int),
      'new 8',
    ]);
    store.close();
  });

  it('stay in memory where BSON cannot hold one of them', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const rows: Row[] = [[0], [1], [2], [cyclic], [4], [5], [6], [7]];
    const store = filled(rows);
    assert.equal(store.length, 8);
    assert.equal(store.row(3)?.[0], cyclic);
    assert.deepEqual(store.row(7), [7]);
  });

  it('say that they are gone once the result was closed', () => {
    const store = filled(numbers(8));
    store.close();
    assert.deepEqual(store.row(1), [int(1)]);
    assert.throws(() => store.slice(0, 8), /result that was closed/);
  });
});
