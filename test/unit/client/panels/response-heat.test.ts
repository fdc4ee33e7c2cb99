import assert from 'node:assert/strict';
import { countDuration, countedSince, createLogCounts } from '../../../../client/src/history/log-counts.ts';
import type { TimedStep } from '../../../../client/src/history/pool-history.ts';
import { hasHeat, responseHeat } from '../../../../client/src/panels/response-heat.ts';
import { timeFrame } from '../../../../client/src/panels/series.ts';

const day = 86_400_000;

function timed(at: number, ...durationsMs: readonly number[]): TimedStep {
  const counts = createLogCounts();
  for (const duration of durationsMs) countDuration(counts, duration * 1000);
  const response = countedSince(createLogCounts(), counts);
  return { at, stepMs: 1000, checkout: new Uint32Array(0), response };
}

/** `column row count` of each cell that is not empty. */
function cells(steps: readonly TimedStep[], rangeMs: number): string[] {
  const { counts } = responseHeat(steps, timeFrame(rangeMs, rangeMs));
  return counts.flatMap((rows, column) =>
    rows.flatMap((count, row) => (count > 0 ? [`${column} ${row} ${count}`] : [])),
  );
}

describe('the heat map of response times', () => {
  it('puts an operation into the row of its time, and the slowest of all into the last', () => {
    assert.deepEqual(cells([timed(30_000, 0.05, 1.2, 99_000)], 60_000), ['29 0 1', '29 5 1', '29 21 1']);
    assert.equal(responseHeat([timed(30_000, 1)], timeFrame(60_000, 60_000)).edges[5], 1);
  });

  it('adds up what ended in one step, of all pools', () => {
    assert.deepEqual(cells([timed(29_001, 5, 5), timed(30_000, 5), timed(30_001, 5)], 60_000), [
      '29 7 3',
      '30 7 1',
    ]);
  });

  it('shows a day', () => {
    assert.deepEqual(cells([timed(3_600_000, 5), timed(day - 1000, 5, 5)], day), ['11 7 1', '287 7 2']);
  });

  it('shows nothing of what lies before the frame, and is without heat where nothing ended', () => {
    for (const steps of [[timed(-5000, 5)], []])
      assert.equal(hasHeat(responseHeat(steps, timeFrame(60_000, 60_000))), false);
    assert.equal(hasHeat(responseHeat([timed(30_000, 5)], timeFrame(60_000, 60_000))), true);
  });
});
