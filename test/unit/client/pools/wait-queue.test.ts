import assert from 'node:assert/strict';
import {
  createWaitQueue,
  join,
  leave,
  oldestStart,
  reserve,
  waiting,
} from '../../../../client/src/pools/metrics/wait-queue.ts';
import { startWork } from '../../../../client/src/pools/work.ts';

/** A queue of operations named by a letter, each begun at its time in milliseconds. */
function queueOf(starts: Readonly<Record<string, number>>) {
  const queue = createWaitQueue();
  for (const [command, at] of Object.entries(starts)) join(queue, at, startWork({ command }));
  return {
    queue,
    serve: (start: number, connection?: number) => leave(queue, start, connection)?.info.command,
  };
}

describe('the wait queue', () => {
  it('is served in order', () => {
    const { queue, serve } = queueOf({ a: 10, b: 10, c: 12 });
    assert.deepEqual([serve(10, 1), serve(10, 2), waiting(queue), oldestStart(queue)], ['a', 'b', 1, 12]);
    assert.deepEqual([serve(12, 1), serve(12, 1), waiting(queue)], ['c', undefined, 0]);
  });

  it('gives a connection that was opened for one to that one, though others began at the same time', () => {
    const { queue, serve } = queueOf({ a: 10, b: 10, c: 10, d: 10 });
    reserve(queue, 7);
    reserve(queue, 8);
    assert.deepEqual([serve(10, 1), serve(10, 8), serve(10, 7), serve(10, 2)], ['c', 'b', 'a', 'd']);
  });

  it('finds who left without a connection by the time', () => {
    const { queue, serve } = queueOf({ a: 10, b: 20, c: 30 });
    reserve(queue, 7);
    assert.deepEqual([serve(20), serve(10), serve(30, 1)], ['b', 'a', 'c']);
    assert.equal(waiting(queue), 0);
  });
});
