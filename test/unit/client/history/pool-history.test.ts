import assert from 'node:assert/strict';
import { PoolHistory } from '../../../../client/src/history/pool-history.ts';
import { totalOf } from '../../../../client/src/history/log-counts.ts';
import { someHost, somePool } from '../tree/some-pool.ts';

const start = Date.UTC(2026, 0, 1);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const none = { checkout: new Uint32Array(0), response: new Uint32Array(0) };

/** A history that was told of `active` connections at each moment. */
function told(
  moments: readonly { at: number; active?: number; waiting?: number; timed?: number }[],
  history = new PoolHistory('p'),
): PoolHistory {
  for (const { at, active = 0, waiting = 0, timed } of moments) {
    const hosts = [someHost('a:1', { active, operations: active })];
    const snapshot = somePool('p', { active, waiting, hosts, pending: 0, operations: at });
    const laps = timed === undefined ? none : { ...none, response: Uint32Array.of(5, timed) };
    history.add(start + at, { snapshot, utilization: active / 150, laps });
  }
  return history;
}

const every = (step: number, span: number) =>
  Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => ({
    at: index * step,
    active: index % 50,
  }));

describe('the history of a pool', () => {
  it('keeps each second of a young pool', () => {
    const samples = told(every(second, 10 * second)).samples();
    assert.deepEqual(
      samples.map(({ active, stepMs, at }) => [active, stepMs, at.getTime() - start]),
      every(second, 10 * second).map(({ at, active }) => [active, 1000, at]),
    );
  });

  it('grows coarser with time, and tells no stretch of time twice', () => {
    const samples = told(every(second, 3 * hour)).samples();
    const steps = [60_000, 10_000, 1_000].map((stepMs) => samples.filter((one) => one.stepMs === stepMs));
    const [minutes = [], tens = [], seconds = []] = steps;
    assert.ok(seconds.length >= 290 && seconds.length <= 301, `${seconds.length} seconds`);
    assert.ok(tens.length >= 320 && tens.length <= 360, `${tens.length} tens of seconds`);
    assert.ok(minutes.length >= 119 && minutes.length <= 121, `${minutes.length} minutes`);
    const times = samples.map(({ at }) => at.getTime());
    assert.deepEqual(
      times,
      [...times].sort((one, other) => one - other),
    );
    assert.deepEqual(samples, [...minutes, ...tens, ...seconds]);
    for (const [index, { at, stepMs }] of samples.entries()) {
      const begins = Math.floor(at.getTime() / (stepMs ?? 1)) * (stepMs ?? 1);
      assert.ok(
        (times[index - 1] ?? -Infinity) < begins,
        `row ${index} begins before the row before it ends`,
      );
    }
  });

  it('forgets what is older than a day, however long it runs', () => {
    const samples = told(every(30 * second, 60 * hour)).samples();
    const oldest = samples[0]?.at.getTime() ?? 0;
    const newest = samples.at(-1)?.at.getTime() ?? 0;
    assert.ok(newest - oldest <= 24 * hour && newest - oldest > 23.9 * hour);
  });

  it('shows the busiest moment of a step, and the most that waited', () => {
    const busy = [
      { at: 0, active: 3, waiting: 0 },
      { at: 20 * second, active: 9, waiting: 1 },
      { at: 40 * second, active: 4, waiting: 7 },
    ];
    // An hour later only minutes are left of it.
    const samples = told([
      ...busy,
      ...every(second, 300 * second).map(({ at }) => ({ at: 2 * hour + at })),
    ]).samples();
    assert.deepEqual(
      [samples[0]?.active, samples[0]?.waiting, samples[0]?.stepMs, samples[0]?.operations],
      [9, 7, 60_000, 40_000],
    );
  });

  it('tells the same of a pool at rest, though it keeps it once', () => {
    const rest = Array.from({ length: 10 }, (_, index) => ({ at: index * 30 * second, active: 2 }));
    const samples = told(rest.map((moment) => ({ ...moment, active: 2 }))).samples();
    assert.deepEqual(
      samples.map(({ at }) => at.getTime() - start),
      rest.map(({ at }) => at),
    );
  });

  it('forgets what is older than a day of a pool at rest too', () => {
    const rest = Array.from({ length: 30 * 120 }, (_, index) => ({ at: index * 30 * second, active: 2 }));
    const samples = told(rest.map((moment) => ({ ...moment, at: moment.at }))).samples();
    const newest = samples.at(-1)?.at.getTime() ?? 0;
    assert.equal(newest - start, 30 * hour - 30 * second);
    assert.ok(newest - (samples[0]?.at.getTime() ?? 0) <= 24 * hour + minute);
    assert.ok(samples.length <= 1440 + 360 + 300, String(samples.length));
  });

  it('has a gap where nothing was measured', () => {
    const samples = told([
      { at: 0, active: 2 },
      { at: hour, active: 2 },
    ]).samples();
    assert.equal(samples.length, 2);
  });

  it('adds up what was timed in each step', () => {
    const moments = [1, 2, 3].map((timed) => ({ at: timed * 100, timed }));
    const history = told([...moments, { at: 1500, timed: 10 }]);
    assert.deepEqual(
      history.timed().map(({ stepMs, response }) => [stepMs, totalOf(response)]),
      [
        [1000, 6],
        [1000, 10],
      ],
    );
  });

  it('tells of each host', () => {
    const [first, second_] = told([
      { at: 0, active: 3 },
      { at: 1000, active: 4 },
    ]).hostSamples();
    assert.deepEqual([first?.address, first?.active, second_?.active], ['a:1', 3, 4]);
  });

  it('lets go of hosts that a day knows nothing of', () => {
    const history = told([{ at: 0 }]);
    assert.equal(history.forget(start + hour), false);
    assert.equal(history.forget(start + 25 * hour), true);
    assert.equal(history.hosts.size, 0);
  });

  it('keeps the newest thousand events', () => {
    const history = new PoolHistory('p');
    for (let number = 0; number < 2500; number++)
      history.tell({ at: new Date(start + number), pool: 'p', type: String(number) });
    assert.deepEqual([history.events().length, history.events()[0]?.type], [1000, '1500']);
  });
});
