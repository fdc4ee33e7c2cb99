import assert from 'node:assert/strict';
import { hostRow, poolRow } from '../../../../client/src/tree/pool-rows.ts';
import { hostTooltip, poolTooltip } from '../../../../client/src/tree/pool-tooltips.ts';
import { someHost, somePool, times } from './some-pool.ts';

const line = ({ icon, label, description }: ReturnType<typeof poolRow>): string =>
  `$(${icon}) ${label}  ${description}`;

describe('rows of the pools view', () => {
  it('tell in one line how a pool fares', () => {
    assert.equal(line(poolRow(somePool('read_pool'))), '$(pass-filled) read_pool  42/150 · p95 3 ms');
    const exhausted = somePool('write_pool', {
      active: 50,
      maxSize: 50,
      waiting: 12,
      checkout: times(400, 800),
      health: 'WARNING',
    });
    assert.equal(line(poolRow(exhausted)), '$(warning) write_pool  50/50 · 12 waiting · p95 800 ms');
  });

  it('tell the limit as one for each host that takes connections', () => {
    const hosts = [someHost('a:1'), someHost('b:1'), someHost('c:1', { role: 'arbiter' })];
    const row = poolRow(somePool('p', { hosts }));
    assert.equal(row.description, '42/2×150 · p95 3 ms');
    assert.match(row.spoken, /, 42 connections in use, at most 150 for each host,/);
    assert.match(poolRow(somePool('p', { maxSize: 0 })).description, /^42\/∞ /);
  });

  it('tell a state other than ready before the figures', () => {
    const row = poolRow(somePool('p', { state: 'paused', active: 2 }));
    assert.equal(line(row), '$(debug-pause) p  paused · 2/150 · p95 3 ms');
    assert.equal(row.context, 'pool.paused');
  });

  it('tell why a pool is not at work, and no figures', () => {
    const issues = ['No answer from a:27017.'];
    const failed = poolRow(somePool('p', { state: 'failed', health: 'UNHEALTHY', issues }));
    assert.equal(line(failed), '$(plug) p  failed · No answer from a:27017.');
    assert.equal(line(poolRow(somePool('p', { state: 'connecting' }))), '$(sync~spin) p  connecting');
  });

  it('tell of each host its role and numbers', () => {
    assert.equal(
      line(hostRow('p', someHost('a:27017'))),
      '$(server) a:27017  secondary · 21 in use · p95 4 ms',
    );
    const primary = someHost('b:27017', { role: 'primary', waiting: 3 });
    assert.equal(
      line(hostRow('p', primary)),
      '$(star-full) b:27017  primary · 21 in use · 3 waiting · p95 4 ms',
    );
    const gone = hostRow('p', someHost('c:27017', { role: 'unknown' }));
    assert.equal(gone.icon, 'debug-disconnect');
  });

  it('are spoken in words', () => {
    const row = poolRow(somePool('p', { health: 'WARNING', issues: ['Slow checkouts.'] }));
    assert.equal(
      row.spoken,
      'Pool p, warning, 42 of 150 connections in use, 0 waiting, 95th percentile of checkout 3 ms, Slow checkouts.',
    );
  });

  it('keep their id whatever the figures are, and two pools have two', () => {
    assert.equal(poolRow(somePool('p')).id, poolRow(somePool('p', { active: 1, state: 'paused' })).id);
    assert.notEqual(poolRow(somePool('p')).id, poolRow(somePool('q')).id);
    assert.notEqual(hostRow('p', someHost('a:1')).id, hostRow('q', someHost('a:1')).id);
  });
});

describe('tooltips of the pools view', () => {
  it('tell the whole story as a table', () => {
    const text = poolTooltip(
      somePool('read_pool', {
        connection: 'shop',
        database: 'orders',
        issues: ['Slow.'],
        waiting: 2,
        oldestWaitMs: 1500,
      }),
    );
    for (const part of [
      '**read\\_pool** healthy, score 100',
      'shop · orders',
      '| In use&emsp; | 42/150 |',
      '| Waiting&emsp; | 2, the oldest 1.5 s |',
      '| Checkout p50 · p95 · p99&emsp; | 1 ms · 3 ms · 9 ms |',
      '| Operations&emsp; | 12 k, 120/s |',
      '| Closed by reason&emsp; | idle 22 |',
      '- Slow\\.',
    ])
      assert.ok(text.includes(part), `${part}\nis not in\n${text}`);
  });

  it('end with what to do, in words, where there is something', () => {
    const text = poolTooltip(somePool('p', { recommendation: 'INCREASE_POOL_SIZE' }));
    assert.ok(text.endsWith('$(lightbulb) Increase pool size'), text);
    assert.ok(!poolTooltip(somePool('p')).includes('lightbulb'));
  });

  it('take no markup, icon or table out of a name', () => {
    const text = poolTooltip(somePool('a|b $(flame) <img> [x](command:y)'));
    assert.ok(text.includes('a\\|b \\$\\(flame\\) \\<img\\> \\[x\\]\\(command:y\\)'), text);
    assert.ok(hostTooltip(someHost('h|1')).includes('**h\\|1**'));
  });
});
