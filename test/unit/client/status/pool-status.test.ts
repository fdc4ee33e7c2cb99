import assert from 'node:assert/strict';
import { poolStatus } from '../../../../client/src/status/pool-status.ts';
import { someHost, somePool } from '../tree/some-pool.ts';

describe('the status bar item', () => {
  it('is not there without pools', () => assert.equal(poolStatus([]), undefined));

  it('sums what the pools may hold to all their hosts', () => {
    const hosts = [someHost('a:1'), someHost('b:1')];
    assert.equal(poolStatus([somePool('a', { hosts }), somePool('b')])?.text, '$(pass-filled) 84/450');
  });

  it('sums the pools and shows the worst health', () => {
    const pools = [
      somePool('a'),
      somePool('b', { active: 50, maxSize: 50, waiting: 12, health: 'UNHEALTHY' }),
    ];
    const status = poolStatus(pools);
    assert.equal(status?.text, '$(error) 92/200 · 12 waiting');
    assert.equal(status?.alarm, true);
    assert.equal(status?.spoken, 'Connection pools: unhealthy, 92 of 200 connections in use, 12 waiting');
  });

  it('names the pool of the document in front', () => {
    const status = poolStatus([somePool('a')], 'a');
    assert.equal(status?.text, '$(pass-filled) 42/150 · a');
    assert.equal(status?.alarm, false);
    assert.ok(status?.tooltip.includes("This file's session uses **a**."), status?.tooltip);
    assert.ok(status?.tooltip.includes('| $(pass-filled) **a**&emsp; |'), status?.tooltip);
  });

  it('tells of the worst pools first and counts the rest', () => {
    const pools = Array.from({ length: 20 }, (_, index) =>
      somePool(`p${index}`, index === 17 ? { state: 'failed' } : {}),
    );
    const rows = poolStatus(pools)?.tooltip.split('\n') ?? [];
    assert.ok(rows[2]?.startsWith('| $(plug) p17&emsp;'), rows[2]);
    assert.ok(rows.includes('and 8 more pools'), rows.join('\n'));
  });
});
