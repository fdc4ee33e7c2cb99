import assert from 'node:assert/strict';
import { createTimings, percentiles, recordTiming } from '../../../../client/src/pools/metrics/timings.ts';

describe('timings', () => {
  it('gives percentiles to one per cent', () => {
    const timings = createTimings(0.9);
    for (let ms = 1; ms <= 1000; ms++) recordTiming(timings, 0, ms);
    const told = percentiles([timings], timings.average, 0);
    for (const [value, exact] of [
      [told.p50, 500],
      [told.p95, 950],
      [told.p99, 990],
      [told.max, 1000],
    ] as const)
      assert.ok(Math.abs(value - exact) / exact <= 0.01, `${value} for ${exact}`);
  });

  it('forgets what is older than five minutes', () => {
    const timings = createTimings(0.9);
    recordTiming(timings, 0, 5000);
    recordTiming(timings, 200_000, 10);
    assert.ok(percentiles([timings], NaN, 200_000).max > 4900);
    assert.ok(percentiles([timings], NaN, 320_000).max < 11);
    recordTiming(timings, 320_000, 20);
    assert.ok(percentiles([timings], NaN, 320_000).max < 21);
    assert.deepEqual(percentiles([timings], 7, 9_000_000), { average: 7, p50: 0, p95: 0, p99: 0, max: 0 });
  });

  it('adds several together', () => {
    const [a, b] = [createTimings(0.9), createTimings(0.9)];
    for (let n = 0; n < 90; n++) recordTiming(a, 0, 1);
    for (let n = 0; n < 10; n++) recordTiming(b, 0, 100);
    const told = percentiles([a, b], NaN, 0);
    assert.ok(told.p50 < 1.1 && told.p95 > 98, JSON.stringify(told));
  });

  it('tells microseconds', () => {
    const timings = createTimings(0.9);
    recordTiming(timings, 0, 0.25);
    const told = percentiles([timings], NaN, 0);
    assert.ok(Math.abs(told.p50 - 0.25) < 0.003, String(told.p50));
  });

  it('counts each of several alike, also across what is brought into histograms together', () => {
    const timings = createTimings(0.9);
    for (let n = 0; n < 1000; n++) recordTiming(timings, 0, n % 100 < 90 ? 0 : 8);
    const told = percentiles([timings], timings.average, 0);
    const { count, totalMs } = timings;
    assert.deepEqual({ count, totalMs, p50: told.p50 }, { count: 1000, totalMs: 800, p50: 0 });
    assert.ok(Math.abs(told.max - 8) < 0.1, String(told.max));
    assert.equal(
      timings.totals.reduce((sum, times) => sum + times, 0),
      1000,
    );
  });
});
