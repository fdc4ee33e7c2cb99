import assert from 'node:assert/strict';
import {
  createWaitQueue,
  join,
  leave,
  oldestStart,
  reserve,
  waiting,
} from '../../../../client/src/pools/metrics/wait-queue.ts';
import { startWork } from '../../../../client/src/pools/running-operation.ts';

/** A queue of operations named by a letter, each begun at its time in milliseconds. */
function queueOf(starts: Readonly<Record<string, number>>) {
  const queue = createWaitQueue();
  for (const [command, at] of Object.entries(starts))
    join(
      queue,
      at,
      startWork({ command }, () => undefined),
    );
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

  it('knows nobody any more who was served, however long it was never empty', () => {
    const { queue, serve } = queueOf({});
    for (let n = 0; n < 5000; n++) {
      join(
        queue,
        n * 10,
        startWork({ command: String(n) }, () => undefined),
      );
      if (n < 3) continue;
      assert.equal(serve((n - 3) * 10, 1), String(n - 3));
      assert.equal(oldestStart(queue), (n - 2) * 10);
    }
    assert.equal(waiting(queue), 3);
    assert.ok(queue.works.length < 2000, String(queue.works.length));
    assert.equal(queue.works.filter((work) => work !== undefined).length, 3);
    reserve(queue, 7);
    assert.deepEqual([serve(49_980, 7), serve(49_990), serve(49_980)], ['4997', '4999', '4998']);
    assert.deepEqual([waiting(queue), oldestStart(queue)], [0, undefined]);
  });
});
