import assert from 'node:assert/strict';
import type { TimedStep } from '../../../../client/src/history/pool-history.ts';
import { countDuration, countedSince, createLogCounts } from '../../../../client/src/history/log-counts.ts';
import { chartSample } from '../../../../client/src/panels/chart-sample.ts';
import { poolAdvice } from '../../../../client/src/panels/pool-advice.ts';
import type { PoolSnapshot } from '../../../../client/src/pools/pool-types.ts';
import type { ServerRoom } from '../../../../client/src/pools/socket-budget.ts';
import { someHost, somePool, times } from '../tree/some-pool.ts';

const advise = (pool: PoolSnapshot, loads: readonly number[], room?: ServerRoom) =>
  poolAdvice(
    pool,
    () => ({
      samples: loads.map((active, at) => chartSample(somePool('s', { active, maxSize: pool.maxSize }), at)),
      timed: [],
      room,
    }),
    '10 min',
  );

/** A second up to `at`, in which so many operations held a connection for as long. */
function second(at: number, operations: number, heldMs: number): TimedStep {
  const counts = createLogCounts();
  countDuration(counts, heldMs * 1000, operations);
  const none = new Uint32Array(0);
  return { at, stepMs: 1000, checkout: none, response: countedSince(createLogCounts(), counts) };
}

describe('advice', () => {
  it('says nothing of a pool that fits its work', () => {
    assert.deepEqual(advise(somePool('p'), [1, 2]), []);
  });

  it('to grow rests on the load that was seen, and writes the statement', () => {
    const pool = somePool('write_pool', {
      recommendation: 'INCREASE_POOL_SIZE',
      maxSize: 50,
      errorRate: 0.062,
      checkout: times(400, 1300),
    });
    const [advice] = advise(
      pool,
      Array.from({ length: 200 }, (_, index) => (index < 10 ? 90 : 40)),
    );
    assert.equal(advice?.what, 'Let the pool grow to 108 connections');
    assert.equal(
      advice.why,
      'At the 99th percentile of the last 10 min 90 connections were in use or waited for, at most 90, of 50; checkouts wait 1.3 s at the 95th percentile, 6.2 % of the operations fail.',
    );
    assert.equal(advice.statement, 'ALTER CONNECTION_POOL write_pool SET (maxPoolSize = 108);');
  });

  it('to grow is a quarter more at least', () => {
    const [advice] = advise(somePool('p', { recommendation: 'INCREASE_POOL_SIZE', maxSize: 100 }), [80]);
    assert.equal(advice?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 125);');
  });

  it('to grow goes by the busiest host, for each has room for the maximum', () => {
    const hosts = [someHost('a:1', { active: 30 }), someHost('b:1', { active: 10 })];
    const pool = somePool('p', { recommendation: 'INCREASE_POOL_SIZE', maxSize: 30, hosts });
    const [advice] = advise(pool, [80]);
    assert.equal(advice?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 72);');
    assert.match(advice.why, /at most 80, of 30 for each host;/);
  });

  it('rests on arrivals × the time that each holds a connection, where those tell of more', () => {
    const pool = somePool('p', { recommendation: 'INCREASE_POOL_SIZE', maxSize: 10, hosts: [] });
    // 100 operations of 25 ms in each second, and 4,000 in two of them: 100 at once. Many more quick ones would not matter.
    const times = Array.from({ length: 100 }, (_, index) => index * 1000);
    const samples = times.map((at) => chartSample(somePool('p', { active: 10, maxSize: 10 }), at));
    const timed = times.map((at, index) => second(at, index < 98 ? 100 : 4000, 25));
    const [advice] = poolAdvice(pool, () => ({ samples, timed }), '10 min');
    assert.equal(advice?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 121);');
    assert.match(
      advice.why,
      /; operations that arrived × the time each held its connection are 100 at once at the 99th percentile\.$/,
    );
  });

  it('takes the time that lies between two looks, however fine the history is', () => {
    const pool = somePool('p', { recommendation: 'DECREASE_POOL_SIZE', maxSize: 100 });
    // Looked at each 30 seconds: 600 operations of 500 ms are 10 at once, not 300.
    const times = Array.from({ length: 20 }, (_, index) => index * 30_000);
    const samples = times.map((at) => chartSample(somePool('p', { active: 1 }), at));
    const timed = times.map((at) => second(at, 600, 500));
    const [advice] = poolAdvice(pool, () => ({ samples, timed }), '10 min');
    assert.equal(advice?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 12);');
  });

  it('to grow goes no further than the server has room', () => {
    const pool = somePool('p', { recommendation: 'INCREASE_POOL_SIZE', maxSize: 50 });
    const [some] = advise(pool, [90], { sockets: 90, limit: 100, instances: 1 });
    assert.equal(some?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 60);');
    const [shared] = advise(pool, [90], { sockets: 70, limit: 100, instances: 4 });
    assert.equal(shared?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 57);');
    const [none] = advise(pool, [90], { sockets: 100, limit: 100, instances: 1 });
    assert.deepEqual(
      [none?.what, none?.statement],
      ['Make the operations shorter, or fewer at once: the server has no room', undefined],
    );
  });

  it('to shrink leaves room over the most that was seen, and takes the minimum down with it', () => {
    const pool = somePool('my pool', { recommendation: 'DECREASE_POOL_SIZE', maxSize: 100, minSize: 20 });
    const [advice] = advise(pool, [1, 6, 2]);
    assert.equal(
      advice?.statement,
      'ALTER CONNECTION_POOL "my pool" SET (maxPoolSize = 9, minPoolSize = 9);',
    );
  });

  it('to shrink is not given where nothing would be won', () => {
    assert.deepEqual(advise(somePool('p', { recommendation: 'DECREASE_POOL_SIZE', maxSize: 5 }), [1]), []);
  });

  it('to look into errors names the kind that is most frequent', () => {
    const pool = somePool('p', {
      recommendation: 'INVESTIGATE_CONNECTION_ERRORS',
      errorRate: 0.08,
      errorsByKind: { network: 3, timeout: 40 },
    });
    const [advice] = advise(pool, []);
    assert.equal(
      advice?.why,
      '8 % of the operations failed in the last five minutes, most of them by timeout errors.',
    );
    assert.equal(advice.statement, undefined);
  });
});
