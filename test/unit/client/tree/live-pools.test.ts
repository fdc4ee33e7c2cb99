import assert from 'node:assert/strict';
import type { PoolChanges, PoolListener } from '../../../../client/src/pools/changes.ts';
import type { PoolSnapshot } from '../../../../client/src/pools/pool-types.ts';
import { LivePools, type WatchedPools } from '../../../../client/src/tree/live-pools.ts';
import { somePool } from './some-pool.ts';

/** Pools as plain data that are told of by hand, and what was asked of them. */
function toldPools(pools: Map<string, PoolSnapshot>) {
  const listeners = new Set<PoolListener>();
  const asked: string[] = [];
  const closely: boolean[] = [];
  const watched: WatchedPools = {
    names: () => [...pools.keys()],
    snapshot: (name) => {
      asked.push(name);
      return pools.get(name);
    },
    onDidChange: (listener, { watch = true } = {}) => {
      closely.push(watch);
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
  };
  const tell = (changes: PoolChanges): void => listeners.forEach((listener) => listener(changes));
  return { watched, asked, closely, listeners, tell };
}

describe('live pools', () => {
  it('take a snapshot anew only of pools that changed', () => {
    const pools = new Map([
      ['a', somePool('a')],
      ['b', somePool('b')],
    ]);
    const { watched, asked, tell } = toldPools(pools);
    const live = new LivePools(watched);
    let calls = 0;
    live.watch(() => (calls += 1));
    asked.length = 0;
    pools.set('b', somePool('b', { active: 7 }));
    tell([{ pool: 'b', change: 'figures' }]);
    assert.deepEqual(asked, ['b']);
    assert.equal(calls, 1);
    assert.deepEqual(
      live.snapshots().map(({ active }) => active),
      [42, 7],
    );
  });

  it('follow pools that come and go, in the order in which they were made', () => {
    const pools = new Map([['a', somePool('a')]]);
    const { watched, tell } = toldPools(pools);
    const live = new LivePools(watched);
    live.watch(() => undefined);
    pools.set('c', somePool('c'));
    pools.set('b', somePool('b'));
    tell([{ pool: 'c', change: 'created' }]);
    assert.deepEqual(
      live.snapshots().map(({ name }) => name),
      ['a', 'c', 'b'],
    );
    pools.delete('a');
    tell([{ pool: 'a', change: 'dropped' }]);
    assert.deepEqual(
      live.snapshots().map(({ name }) => name),
      ['c', 'b'],
    );
  });

  it('listen to the manager only while somebody watches', () => {
    const { watched, listeners } = toldPools(new Map([['a', somePool('a')]]));
    const live = new LivePools(watched);
    assert.equal(live.snapshots().length, 1);
    assert.equal(listeners.size, 0);
    const [one, two] = [live.watch(() => undefined), live.watch(() => undefined)];
    assert.equal(listeners.size, 1);
    one.dispose();
    assert.equal(listeners.size, 1);
    two.dispose();
    assert.equal(listeners.size, 0);
  });

  it('look closely while anybody does, without a gap in between', () => {
    const { watched, closely, listeners, asked } = toldPools(new Map([['a', somePool('a')]]));
    const live = new LivePools(watched);
    live.watch(() => undefined, { closely: false });
    assert.deepEqual(closely, [false]);
    const close = live.watch(() => undefined);
    const alsoClose = live.watch(() => undefined);
    assert.deepEqual(closely, [false, true]);
    close.dispose();
    alsoClose.dispose();
    assert.deepEqual(closely, [false, true, false]);
    assert.equal(listeners.size, 1);
    assert.deepEqual(asked, ['a']);
  });
});
