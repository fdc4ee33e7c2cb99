import assert from 'node:assert/strict';
import { tileModels, type Tile } from '../../../../media/dashboard/tile-model.ts';
import { someFigures, someSnapshot } from './some-snapshot.ts';

const text = ({ label, value, unit, detail, mood }: Tile): string =>
  `${label}: ${value} ${unit} (${detail})${mood === 'healthy' ? '' : ` ${mood}`}`;

describe('the figures on top', () => {
  it('tell of one pool', () => {
    assert.deepEqual(tileModels(someSnapshot()).map(text), [
      'Connections in use: 42 of 150 (20 idle · 1 pending)',
      'Waiting: 0  (nobody waits)',
      'Checkout p95: 3 ms (p50 1 ms · p99 9 ms)',
      'Operations: 120 /s (p50 1 ms · p95 3 ms)',
      'Errors: 0 /s (none in 5 minutes)',
      'Health: 100 of 100 (healthy)',
    ]);
  });

  it('draw the eye to what is wrong', () => {
    const troubled = someFigures('a', {
      mood: 'unhealthy',
      active: 150,
      waiting: 12,
      oldestWaitMs: 2500,
      checkout: { p50: 400, p95: 1300, p99: 125_000, max: 130_000 },
      errorsPerSecond: 3.2,
      errorRate: 0.062,
      healthScore: 25,
    });
    assert.deepEqual(tileModels(someSnapshot({ pools: [troubled] })).map(text), [
      'Connections in use: 150 of 150 (20 idle · 1 pending) unhealthy',
      'Waiting: 12  (the oldest 2.5 s) unhealthy',
      'Checkout p95: 1.3 s (p50 400 ms · p99 2 min 5 s) warning',
      'Operations: 120 /s (p50 1 ms · p95 3 ms)',
      'Errors: 3.2 /s (6.2 % in 5 minutes) warning',
      'Health: 25 of 100 (unhealthy) unhealthy',
    ]);
  });

  it('take several pools together: sums, the slowest checkout, the worst health', () => {
    const slow = someFigures('b', {
      active: 8,
      maxSize: 50,
      checkout: { p50: 5, p95: 800, p99: 900, max: 900 },
      healthScore: 60,
      mood: 'warning',
    });
    const [connections, , checkout, operations, , health] = tileModels(
      someSnapshot({ pools: [someFigures('a'), slow] }),
    ).map(text);
    assert.equal(connections, 'Connections in use: 50 of 200 (40 idle · 2 pending)');
    assert.equal(checkout, 'Checkout p95: 800 ms (p50 5 ms · p99 900 ms)');
    assert.equal(operations, 'Operations: 240 /s (p50 1 ms · p95 3 ms)');
    assert.equal(health, 'Health: 60 of 100 (warning, 2 pools) warning');
  });

  it('keep the bar within its bounds where each host has room for the maximum', () => {
    const pool = someFigures('a', { active: 6, idle: 10, pending: 0, maxSize: 6 });
    const [connections] = tileModels(someSnapshot({ pools: [pool] }));
    assert.deepEqual(
      connections?.bar?.map(({ share }) => share),
      [6 / 16, 10 / 16, 0],
    );
  });

  it('are whole without any pool', () => {
    assert.equal(
      tileModels(someSnapshot({ pools: [] })).map(text)[0],
      'Connections in use: 0 of 0 (0 idle · 0 pending)',
    );
  });
});
