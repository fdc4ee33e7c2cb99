import assert from 'node:assert/strict';
import { benchmarkColumns } from '../../../../client/src/benchmark/result-rows.ts';
import type { Cell } from '../../../../client/src/messages/results.ts';
import { benchmarkModel, isBenchmark } from '../../../../media/results/benchmark-model.ts';

const columns = benchmarkColumns.map(({ name, type }) => ({ name, type: type.name }));

function row(values: Readonly<Record<string, string | number>>): readonly Cell[] {
  return columns.map(({ name }): Cell => {
    const value = values[name];
    if (value === undefined) return { text: 'NULL', kind: 'null', type: 'null' };
    return typeof value === 'number'
      ? { text: String(value), kind: 'number', type: 'Double' }
      : { text: value, kind: 'text', type: 'String' };
  });
}

describe('the view of a benchmark', () => {
  it('knows the result of a benchmark by its columns', () => {
    assert.equal(isBenchmark(columns), true);
    assert.equal(isBenchmark(columns.filter(({ name }) => name !== 'throughput')), false);
  });

  it('draws each figure as long as it is of the longest of its chart', () => {
    const { charts, advice } = benchmarkModel(columns, [
      row({ pool: 'a', throughput: 500, wait_p50_ms: 10, wait_max_ms: 40, advice: 'More.' }),
      row({ pool: 'b', throughput: 2000, wait_p50_ms: 1, wait_max_ms: 20, advice: 'Enough.' }),
    ]);
    const [throughput, wait] = charts;
    assert.deepEqual(throughput?.figures[0]?.bars, [
      { pool: 'a', text: '500/s', share: 0.25 },
      { pool: 'b', text: '2,000/s', share: 1 },
    ]);
    assert.deepEqual(
      wait?.figures.map(({ name, bars }) => [name, ...bars.map(({ text, share }) => `${text} ${share}`)]),
      [
        ['p50', '10 ms 0.25', '1 ms 0.025'],
        ['p95', '– 0', '– 0'],
        ['p99', '– 0', '– 0'],
        ['max', '40 ms 1', '20 ms 0.5'],
      ],
    );
    assert.deepEqual(advice, [
      { pool: 'a', text: 'More.' },
      { pool: 'b', text: 'Enough.' },
    ]);
  });

  it('draws nothing where there is nothing', () => {
    const { charts } = benchmarkModel(columns, [row({ pool: 'a', throughput: 0 })]);
    assert.equal(charts[0]?.figures[0]?.bars[0]?.share, 0);
  });
});
