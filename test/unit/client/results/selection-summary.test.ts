import assert from 'node:assert/strict';
import { Decimal128, Long } from 'bson';
import { selectionSummary } from '../../../../client/src/results/selection-summary.ts';

const column = (...values: unknown[]) =>
  selectionSummary(
    values.map((value) => [value]),
    { fromRow: 0, toRow: values.length - 1, columns: [0] },
  );

describe('what the selected cells come to', () => {
  it('is exact over types that a double would round', () => {
    assert.equal(
      column(Long.fromString('9007199254740993'), Decimal128.fromString('0.10'), 0.2),
      '3 values · sum 9007199254740993.3 · avg 3002399751580331.1 · min 0.1 · max 9007199254740993',
    );
  });

  it('leaves NULL and missing values out', () => {
    assert.equal(column(1, null, undefined, 2), '2 values · sum 3 · avg 1.5 · min 1 · max 2');
  });

  it('counts text and documents, and sums the numbers beside them', () => {
    assert.equal(column('a', { b: 7 }, [1], 5), '4 values · sum 5 · avg 5 · min 5 · max 5');
    assert.equal(column('a'), '1 value');
  });

  it('tells of NaN and infinities, which have no sum', () => {
    assert.equal(
      column(1, Number.NaN, Number.NEGATIVE_INFINITY),
      '3 values · sum 1 · avg 1 · min 1 · max 1 · 2 not finite',
    );
  });

  it('has the first and the last of dates', () => {
    assert.equal(
      column(new Date('2026-02-01'), new Date('2025-01-01')),
      '2 values · min 2025-01-01T00:00:00.000Z · max 2026-02-01T00:00:00.000Z',
    );
  });

  it('looks at the columns of the range alone', () => {
    const range = { fromRow: 0, toRow: 0, columns: [1, 2] };
    assert.equal(selectionSummary([[100, 1, 2, 100]], range), '2 values · sum 3 · avg 1.5 · min 1 · max 2');
  });

  it('counts more cells than it would sum up', () => {
    const range = { fromRow: 0, toRow: 999_999, columns: [0, 1] };
    assert.equal(selectionSummary([], range), '2,000,000 cells · too many to sum up here');
  });
});
