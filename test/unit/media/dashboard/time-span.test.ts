import assert from 'node:assert/strict';
import { measuredSpan } from '../../../../media/dashboard/time-span.ts';
import { someSeries, someSnapshot } from './some-snapshot.ts';

const second = 1000;
const at = 1_000 * second;

/** Ten minutes in steps of two seconds, measured for the last of them only. */
function measuredFor(seconds: number) {
  const times = Array.from({ length: 300 }, (_, index) => at - (299 - index) * 2 * second);
  const active = times.map((time) => (time > at - seconds * second ? 1 : null));
  const series = [someSeries('a', { active: times.map(() => null) }), someSeries('b', { active })];
  return someSnapshot({ at, times, stepMs: 2 * second, rangeMs: 600 * second, series });
}

describe('the stretch of time that is shown', () => {
  it('is the whole range once it is full', () => {
    assert.deepEqual(measuredSpan(measuredFor(600)), { from: at - 600 * second, to: at });
  });

  it('begins with the first measurement of any pool', () => {
    assert.deepEqual(measuredSpan(measuredFor(200)), { from: at - 200 * second, to: at });
  });

  it('is a minute at least, also where nothing was measured', () => {
    assert.deepEqual(measuredSpan(measuredFor(10)), { from: at - 60 * second, to: at });
    assert.deepEqual(measuredSpan(measuredFor(0)), { from: at - 60 * second, to: at });
  });
});
