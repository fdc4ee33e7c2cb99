import assert from 'node:assert/strict';
import { chartSample, type ChartSample } from '../../../../client/src/panels/chart-sample.ts';
import { MovingSeries } from '../../../../client/src/panels/moving-series.ts';
import { poolSeries, timeFrame } from '../../../../client/src/panels/series.ts';
import { somePool } from '../tree/some-pool.ts';

const start = 1_000_000_000_000;

/** A pool's samples up to a time, the last of them of that instant; `everyMs` tells how often it was looked at. */
function samplesUntil(now: number, everyMs: (second: number) => number): ChartSample[] {
  const samples: ChartSample[] = [];
  const sample = (at: number): void => {
    const second = (at - start) / 1000;
    const pool = somePool('p', { active: Math.round(second * 7) % 50, operations: Math.round(second * 100) });
    samples.push(chartSample(pool, at));
  };
  for (let at = start; at < now; at += everyMs((at - start) / 1000)) sample(at);
  sample(now);
  return samples;
}

describe('a series that moves along with time', () => {
  for (const [what, everyMs] of [
    ['each second', () => 1000],
    ['seldom', () => 30_000],
    ['at odd moments, with a gap', (second: number) => (second > 300 && second < 330 ? 100_000 : 1370)],
  ] as const)
    it(`is the same as one made anew, sampled ${what}`, () => {
      for (const rangeMs of [60_000, 600_000]) {
        const moving = new MovingSeries();
        for (let now = start + 200_000; now < start + 700_000; now += 7300) {
          const all = samplesUntil(now, everyMs);
          let read = 0;
          const since = (from: number): ChartSample[] => {
            const found = all.slice(
              Math.max(
                0,
                all.findLastIndex(({ at }) => at < from),
              ),
            );
            read = found.length;
            return found;
          };
          const frame = timeFrame(now, rangeMs);
          assert.deepEqual(moving.at('p', frame, since), poolSeries('p', all, frame), `at ${now - start}`);
          if (now > start + 210_000) assert.ok(read < all.length);
        }
      }
    });

  it('begins anew where the range is another', () => {
    const moving = new MovingSeries();
    const now = start + 500_000;
    const all = samplesUntil(now, () => 1000);
    for (const rangeMs of [600_000, 60_000, 3_600_000, 600_000]) {
      const frame = timeFrame(now, rangeMs);
      assert.deepEqual(
        moving.at('p', frame, () => all),
        poolSeries('p', all, frame),
      );
    }
  });
});
