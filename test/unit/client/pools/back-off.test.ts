import assert from 'node:assert/strict';
import { attempts, pauseMs } from '../../../../client/src/pools/back-off.ts';

describe('the pauses between attempts to reconnect', () => {
  const pauses = (chance: number) => [1, 2, 3, 4, 5, 6, 7].map((attempt) => pauseMs(attempt, chance));

  it('double, up to five seconds', () => {
    assert.deepEqual(pauses(0), [400, 800, 1600, 3200, 5000, 5000, 5000]);
  });

  it('are shorter by up to a half, by chance', () => {
    assert.deepEqual(pauses(1), [200, 400, 800, 1600, 2500, 2500, 2500]);
    const drawn = new Set(Array.from({ length: 50 }, () => pauseMs(3)));
    assert.ok(drawn.size > 25);
    assert.ok([...drawn].every((pause) => pause >= 800 && pause <= 1600));
  });

  it('come to a few seconds, so that a failure is told soon', () => {
    const all = pauses(0).slice(0, attempts - 1);
    assert.equal(
      all.reduce((sum, pause) => sum + pause),
      6000,
    );
  });
});
