import assert from 'node:assert/strict';
import type { ChartSample } from '../../../../client/src/panels/chart-sample.ts';
import { poolSeries, timeFrame } from '../../../../client/src/panels/series.ts';

const minute = 60_000;

function sample(at: number, differs: Partial<ChartSample> = {}): ChartSample {
  return {
    at,
    active: 1,
    idle: 2,
    pending: 0,
    maxSize: 10,
    waiting: 0,
    checkoutP50: 1,
    checkoutP95: 2,
    checkoutP99: 3,
    operations: 0,
    errors: 0,
    ...differs,
  };
}

describe('the time frame of the charts', () => {
  for (const [range, stepMs, points] of [
    [minute, 1000, 60],
    [10 * minute, 2000, 300],
    [60 * minute, 10_000, 360],
    [1440 * minute, 300_000, 288],
  ] as const)
    it(`has ${points} instants for ${range / minute} minutes`, () => {
      const frame = timeFrame(1_000_000_000, range);
      assert.equal(frame.stepMs, stepMs);
      assert.equal(frame.times.length, points);
    });

  it('lies on multiples of the step, and ends now', () => {
    const { times, stepMs } = timeFrame(1_000_000_700, minute);
    assert.ok(times.slice(0, -1).every((time) => time % stepMs === 0));
    assert.equal(times.at(-1), 1_000_000_700);
    assert.equal(times.at(-2), 1_000_000_000);
  });

  it('keeps its instants as time goes on', () => {
    const [before, after] = [timeFrame(100_000, minute), timeFrame(102_000, minute)];
    assert.deepEqual(before.times.slice(2), after.times.slice(0, -2));
  });
});

describe('samples as series', () => {
  const frame = { times: [1000, 2000, 3000, 4000], stepMs: 1000 };

  it('show the busiest moment of each step, and the worst of the rest', () => {
    const samples = [
      sample(1100, { active: 5, idle: 0, waiting: 1, checkoutP95: 9 }),
      sample(1500, { active: 8, idle: 1, waiting: 0, checkoutP95: 4 }),
      sample(2000, { active: 2, idle: 7, waiting: 4, checkoutP95: 5 }),
    ];
    const series = poolSeries('p', samples, frame);
    assert.equal(series.active[1], 8);
    assert.equal(series.idle[1], 1);
    assert.equal(series.waiting[1], 4);
    assert.equal(series.checkoutP95[1], 9);
  });

  it('hold a value until the next one, and show nothing before the first', () => {
    const series = poolSeries('p', [sample(1500, { active: 5 }), sample(3500, { active: 6 })], frame);
    assert.deepEqual(series.active, [null, 5, 5, 6]);
  });

  it('show a gap where nothing was measured for long', () => {
    const long = { times: [0, 1, 2, 3, 4].map((number) => number * minute), stepMs: minute };
    const samples = [sample(30_000, { active: 5 }), sample(3.5 * minute, { active: 6 })];
    const series = poolSeries('p', samples, long);
    assert.deepEqual(series.active, [null, 5, null, null, 6]);
    assert.deepEqual(series.operations, [null, null, null, null, null]);
  });

  it('show no gap between steps of a minute, wherever in them the samples lie', () => {
    const long = { times: [1, 2, 3, 4].map((number) => number * minute), stepMs: minute };
    const samples = [10_000, 110_000, 130_000, 235_000].map((at) =>
      sample(at, { stepMs: minute, active: 5 }),
    );
    const series = poolSeries('p', samples, long);
    assert.deepEqual(series.active, [5, 5, 5, 5]);
    assert.ok(series.operations.slice(1, 3).every((value) => value === 0));
  });

  it('begin with what was so when the range began', () => {
    const samples = [sample(-9000, { active: 3 }), sample(2500, { active: 4 })];
    assert.deepEqual(poolSeries('p', samples, frame).active, [3, 3, 4, 4]);
  });

  it('turn counters into rates, evenly between two samples', () => {
    const samples = [
      sample(0, { operations: 100 }),
      sample(2000, { operations: 300, errors: 4 }),
      sample(4000, { operations: 310, errors: 4 }),
    ];
    const series = poolSeries('p', samples, frame);
    assert.deepEqual(series.operations, [100, 100, 5, 5]);
    assert.deepEqual(series.errors, [2, 2, 0, 0]);
  });

  it('never show a rate below nought, not even where a counter begins anew', () => {
    const samples = [
      sample(0, { operations: 900 }),
      sample(2000, { operations: 10 }),
      sample(4000, { operations: 30 }),
    ];
    const { operations } = poolSeries('p', samples, frame);
    assert.deepEqual(operations, [0, 0, 10, 10]);
  });

  it('count the last instant by the time that has passed of it', () => {
    const short = { times: [1000, 2000, 2500], stepMs: 1000 };
    const samples = [sample(0), sample(2000), sample(2500, { operations: 50 })];
    assert.deepEqual(poolSeries('p', samples, short).operations, [0, 0, 100]);
  });
});
