import assert from 'node:assert/strict';
import { Baseline } from '../../../../client/src/alerts/baseline.ts';

function filled(count: number, value: (index: number) => number): Baseline {
  const baseline = new Baseline(1);
  for (let index = 0; index < count; index++) baseline.add(value(index));
  return baseline;
}

const judged = (baseline: Baseline, value: number): string => {
  const found = baseline.judge(value);
  return found ? `median ${found.median}, score ${found.score.toFixed(1)}` : 'too little is known';
};

describe('what a figure usually is', () => {
  it('is not known from a few samples', () => {
    assert.equal(
      judged(
        filled(59, () => 10),
        1000,
      ),
      'too little is known',
    );
    assert.equal(
      judged(
        filled(60, () => 10),
        10,
      ),
      'median 10, score 0.0',
    );
  });
  it('is the median, and the spread that of the median absolute deviation', () =>
    assert.equal(
      judged(
        filled(100, (n) => n % 11),
        35,
      ),
      'median 5, score 6.7',
    ));
  it('is hardly moved by outliers', () =>
    assert.equal(
      judged(
        filled(100, (n) => (n < 30 ? 10_000 : 10)),
        17,
      ),
      'median 10, score 7.0',
    ));
  it('forgets what is old', () =>
    assert.equal(
      judged(
        filled(720, (n) => (n < 360 ? 10_000 : 10)),
        10,
      ),
      'median 10, score 0.0',
    ));
  it('takes small differences for noise, however steady the figure was', () =>
    assert.equal(
      judged(
        filled(100, () => 10),
        12,
      ),
      'median 10, score 2.0',
    ));
});
