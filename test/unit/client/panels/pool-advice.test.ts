import assert from 'node:assert/strict';
import { chartSample } from '../../../../client/src/panels/chart-sample.ts';
import { poolAdvice } from '../../../../client/src/panels/pool-advice.ts';
import type { PoolSnapshot } from '../../../../client/src/pools/pool-types.ts';
import { someHost, somePool, times } from '../tree/some-pool.ts';

const advise = (pool: PoolSnapshot, loads: readonly number[]) =>
  poolAdvice(
    pool,
    () => loads.map((active, at) => chartSample(somePool('s', { active, maxSize: pool.maxSize }), at)),
    '10 min',
  );

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
    const pool = somePool('p', {
      ...{ recommendation: 'INCREASE_POOL_SIZE', maxSize: 10, hosts: [], response: times(25, 40) },
    });
    // 100 operations in each second, and 4,000 in two of them.
    const totals = Array.from({ length: 100 }, (_, second) => second * 100 + Math.max(0, second - 97) * 3900);
    const samples = totals.map((operations, second) =>
      chartSample(somePool('p', { active: 10, maxSize: 10, operations }), second * 1000),
    );
    const [advice] = poolAdvice(pool, () => samples, '10 min');
    assert.equal(advice?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 120);');
    assert.match(advice.why, /; 4,?000[^ ]* ?[^ ]* at the 99th percentile × 25 ms held are 100 at once\.$/);
  });

  it('does not take a pool that was made anew for one that rests', () => {
    const pool = somePool('p', {
      recommendation: 'DECREASE_POOL_SIZE',
      maxSize: 100,
      response: times(100, 200),
    });
    const samples = [0, 500, 1000, 3, 503].map((operations, second) =>
      chartSample(somePool('p', { active: 1, operations }), second * 1000),
    );
    const [advice] = poolAdvice(pool, () => samples, '10 min');
    assert.equal(advice?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 60);');
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
