import assert from 'node:assert/strict';
import { Lane } from '../../../../client/src/groups/lane.ts';

const refusals = { full: () => new Error('full'), late: () => new Error('late') };

/** Enters and notes how that ended. */
function enter(lane: Lane, log: string[], name: string, signal?: AbortSignal): Promise<void> {
  return lane.enter(refusals, signal).then(
    () => void log.push(`${name} in`),
    (error: Error) => void log.push(`${name} ${error.message}`),
  );
}

describe('a lane', () => {
  it('lets so many in at once, the others in the order in which they came', async () => {
    const lane = new Lane({ atOnce: 1, queued: undefined, waitMs: 0 });
    const log: string[] = [];
    const all = ['a', 'b', 'c'].map((name) => enter(lane, log, name));
    await all[0];
    assert.deepEqual([log, lane.running, lane.waiting], [['a in'], 1, 2]);
    lane.leave();
    await all[1];
    lane.leave();
    await all[2];
    assert.deepEqual([log, lane.running, lane.waiting], [['a in', 'b in', 'c in'], 1, 0]);
  });

  it('refuses who finds its queue full, and counts that', async () => {
    const lane = new Lane({ atOnce: 1, queued: 1, waitMs: 0 });
    const log: string[] = [];
    const [, , third] = ['a', 'b', 'c'].map((name) => enter(lane, log, name));
    await third;
    assert.deepEqual([log, lane.refused], [['a in', 'c full'], 1]);
  });

  it('lets nobody wait for longer than its limit, and takes who is cancelled out of the queue', async () => {
    const lane = new Lane({ atOnce: 1, queued: undefined, waitMs: 5 });
    const log: string[] = [];
    await enter(lane, log, 'a');
    await enter(lane, log, 'b');
    const controller = new AbortController();
    const cancelled = enter(lane, log, 'c', controller.signal);
    controller.abort(new Error('cancelled'));
    await cancelled;
    assert.deepEqual([log, lane.waiting, lane.refused], [['a in', 'b late', 'c cancelled'], 0, 1]);
  });

  it('lets who waits in when its limit is raised, and nobody out when it is lowered', async () => {
    const lane = new Lane({ atOnce: 1, queued: undefined, waitMs: 0 });
    const log: string[] = [];
    const all = ['a', 'b', 'c', 'd'].map((name) => enter(lane, log, name));
    lane.change({ atOnce: 3, queued: 0, waitMs: 0 });
    await Promise.all(all.slice(0, 3));
    assert.deepEqual([lane.running, lane.waiting], [3, 1]);
    lane.change({ atOnce: 1, queued: 0, waitMs: 0 });
    for (const running of [2, 1]) {
      lane.leave();
      assert.equal(lane.running, running);
    }
    lane.leave();
    await all[3];
    assert.deepEqual([lane.running, log.at(-1)], [1, 'd in']);
  });
});
