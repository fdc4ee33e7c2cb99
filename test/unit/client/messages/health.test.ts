import assert from 'node:assert/strict';
import { moodFaces, moodOf, worstMood } from '../../../../client/src/messages/health.ts';

describe('moods', () => {
  it('are what the state says, and the health of a pool that is ready', () => {
    assert.equal(moodOf({ state: 'ready', health: 'HEALTHY' }), 'healthy');
    assert.equal(moodOf({ state: 'ready', health: 'WARNING' }), 'warning');
    assert.equal(moodOf({ state: 'ready', health: 'UNHEALTHY' }), 'unhealthy');
    assert.equal(moodOf({ state: 'paused', health: 'UNHEALTHY' }), 'paused');
    assert.equal(moodOf({ state: 'failed', health: 'HEALTHY' }), 'failed');
  });

  it('are told apart by their shape alone', () => {
    const icons = Object.values(moodFaces).map((face) => face.icon);
    assert.equal(new Set(icons).size, icons.length);
  });

  it('have a worst, and no two are equally bad', () => {
    assert.equal(worstMood([]), 'healthy');
    assert.equal(worstMood(['paused', 'unhealthy', 'warning']), 'unhealthy');
    assert.equal(worstMood(['unhealthy', 'failed']), 'failed');
    const urgencies = Object.values(moodFaces).map((face) => face.urgency);
    assert.equal(new Set(urgencies).size, urgencies.length);
  });
});
