import assert from 'node:assert/strict';
import { recommend } from '../../../../client/src/pools/advice.ts';
import { assessHealth } from '../../../../client/src/pools/health.ts';
import { Hysteresis } from '../../../../client/src/pools/hysteresis.ts';
import { someHost } from '../tree/some-pool.ts';

const times = { average: 1, p50: 1, p95: 1, p99: 1, max: 1 };
const fine = {
  state: 'ready' as const,
  options: { leakDetectionThresholdMS: 60_000 } as Record<string, number>,
  size: 10,
  active: 0,
  maxSize: 100,
  waiting: 0,
  errorRate: 0,
  recentErrors: 0,
  operations: 5000,
  checkout: times,
  response: times,
  hosts: [],
};

describe('health', () => {
  const cases: readonly (readonly [string, Partial<typeof fine>, string])[] = [
    ['nothing wrong', {}, 'HEALTHY 100'],
    ['errors over 5 %', { errorRate: 0.051 }, 'WARNING 80 Elevated error rate: 5.10 %.'],
    ['errors over 10 %', { errorRate: 0.101 }, 'UNHEALTHY 60 High error rate: 10.10 %.'],
    ['errors of just 5 %', { errorRate: 0.05 }, 'HEALTHY 100'],
    ['five recent errors', { recentErrors: 5 }, 'HEALTHY 100'],
    ['six recent errors', { recentErrors: 6 }, 'UNHEALTHY 70 6 operations failed in the last five minutes.'],
    ['nearly full', { size: 91 }, 'WARNING 85 High pool utilization: 91.0 % of 100 connections.'],
    ['full to 90 %', { size: 90 }, 'HEALTHY 100'],
    [
      'all open since minPoolSize says so',
      { size: 95, options: { leakDetectionThresholdMS: 60_000, minPoolSize: 95 } },
      'HEALTHY 100',
    ],
    [
      'all open since minPoolSize says so, and all in use',
      { size: 95, active: 95, options: { leakDetectionThresholdMS: 60_000, minPoolSize: 95 } },
      'WARNING 85 High pool utilization: 95.0 % of 100 connections.',
    ],
    ['no limit is never full', { size: 5000, maxSize: 0 }, 'HEALTHY 100'],
    [
      'slow operations',
      { response: { ...times, average: 5001 } },
      'WARNING 85 Slow operations: 5001 ms on average.',
    ],
    [
      'operations that were slow, and none since',
      { response: { average: 5001, p50: 0, p95: 0, p99: 0, max: 0 } },
      'HEALTHY 100',
    ],
    [
      'slow checkouts',
      { checkout: { ...times, average: 1001 } },
      'WARNING 85 Slow checkouts: operations wait 1001 ms on average for a connection.',
    ],
  ];
  for (const [title, change, expected] of cases)
    it(title, () => {
      const { health, healthScore, issues, issuePoints } = assessHealth({ ...fine, ...change }, 0);
      assert.equal([health, healthScore, ...issues].join(' '), expected);
      assert.equal(issuePoints.length, issues.length);
      assert.equal(
        Math.max(
          0,
          issuePoints.reduce((rest, points) => rest - points, 100),
        ),
        healthScore,
      );
    });

  it('goes by the fullest host, since the limit is one for each', () => {
    const host = (address: string, size: number) => someHost(address, { size });
    const spread = { ...fine, maxSize: 6, size: 10, hosts: [host('a:1', 5), host('b:1', 4), host('c:1', 1)] };
    assert.deepEqual(assessHealth(spread, 0).issues, []);
    const uneven = { ...fine, maxSize: 6, size: 8, hosts: [host('a:1', 1), host('b:1', 6), host('c:1', 1)] };
    assert.deepEqual(assessHealth(uneven, 0).issues, [
      'High pool utilization: 100.0 % of 6 connections to b:1.',
    ]);
    assert.equal(recommend({ ...spread, waiting: 3 }), 'POOL_OPTIMALLY_CONFIGURED');
    assert.equal(recommend({ ...uneven, waiting: 3 }), 'INCREASE_POOL_SIZE');
  });

  it('tells of a server that lets no connection in, whatever its heartbeats say, and advises nothing else', () => {
    const refused = { kind: 'authentication' as const, why: 'Authentication failed.', times: 1 };
    const told = (role: string, state: 'ready' | 'failed') => {
      const pool = {
        ...{ ...fine, state, size: 0, operations: 5 },
        hosts: [someHost('a:1', { size: 0, role, refused })],
      };
      const { health, issues } = assessHealth(pool, 0);
      return [health, ...issues, recommend(pool)];
    };
    const expected = [
      'UNHEALTHY',
      'a:1 lets no connection in: Authentication failed.',
      'INVESTIGATE_CONNECTION_ERRORS',
    ];
    assert.deepEqual(told('primary', 'ready'), expected);
    assert.deepEqual(told('unknown', 'failed'), expected);
  });

  it('warns of a server to which the way has become slow, and not of one that is far away', () => {
    const standing = new Hysteresis();
    const told = (roundTripMs: number, usualRoundTripMs: number) =>
      assessHealth(
        { ...fine, hosts: [someHost('a:1', { roundTripMs, usualRoundTripMs })] },
        0,
        [],
        standing,
      ).issues.join();
    assert.equal(told(100, 1), '');
    assert.equal(told(500.4, 0.6), 'Slow network: a round trip to a:1 takes 500 ms, and usually 1 ms.');
    assert.equal(told(95, 1), 'Slow network: a round trip to a:1 takes 95 ms, and usually 1 ms.');
    assert.equal(told(85, 1), '');
    assert.equal(told(500, 170), '');
  });

  it('advises no other size where servers do not answer', () => {
    const pool = { ...fine, operations: 5, hosts: [someHost('a:1', { role: 'unknown' })] };
    assert.equal(recommend(pool), 'CHECK_CONNECTION_HEALTH');
    assert.equal(recommend({ ...pool, state: 'failed' as const }), 'INVESTIGATE_CONNECTION_ERRORS');
  });

  it('warns of connections that are out for too long, with who holds them', () => {
    const held = (statement: string) => ({
      ...{ connection: 1, id: 1, host: 'a:1', since: new Date(0), heldMs: 70_000, statement },
      source: 'orders.qlsql:12',
    });
    const judged = assessHealth(fine, 0, [held('SELECT 1'), held('x'.repeat(500))]);
    assert.deepEqual(
      [judged.health, judged.healthScore, ...judged.issues],
      [
        'WARNING',
        85,
        'A connection to a:1 has been out for more than 60000 ms: SELECT 1 (orders.qlsql:12).',
        `A connection to a:1 has been out for more than 60000 ms: ${'x'.repeat(119)}… (orders.qlsql:12).`,
      ],
    );
  });

  it('does not flicker at a limit: what came over it stays until it is a tenth below', () => {
    const standing = new Hysteresis();
    const at = (size: number) => assessHealth({ ...fine, size }, 0, [], standing).health;
    assert.deepEqual([90, 91, 90, 82, 81, 90].map(at), [
      'HEALTHY',
      ...Array<string>(3).fill('WARNING'),
      ...Array<string>(2).fill('HEALTHY'),
    ]);
  });

  it('notes an hour without use', () => {
    const { health, healthScore, issues } = assessHealth(fine, 61 * 60_000);
    assert.equal([health, healthScore, ...issues].join(' '), 'HEALTHY 100 Unused for 61 minutes.');
  });
});

describe('advice', () => {
  const cases: readonly (readonly [string, Partial<typeof fine>, string])[] = [
    ['well used', { size: 50 }, 'POOL_OPTIMALLY_CONFIGURED'],
    ['full with errors', { size: 91, errorRate: 0.021 }, 'INCREASE_POOL_SIZE'],
    ['full and waited for', { size: 100, waiting: 1 }, 'INCREASE_POOL_SIZE'],
    ['full and nothing else', { size: 100 }, 'POOL_OPTIMALLY_CONFIGURED'],
    ['hardly used', { size: 19, operations: 99 }, 'DECREASE_POOL_SIZE'],
    ['small and busy', { size: 19, operations: 100 }, 'POOL_OPTIMALLY_CONFIGURED'],
    ['slow to hand out', { size: 50, checkout: { ...times, average: 1001 } }, 'CHECK_CONNECTION_HEALTH'],
    ['failing', { size: 50, errorRate: 0.051 }, 'INVESTIGATE_CONNECTION_ERRORS'],
  ];
  for (const [title, change, expected] of cases)
    it(title, () => assert.equal(recommend({ ...fine, ...change }), expected));

  it('does not change its mind at a limit', () => {
    const standing = new Hysteresis();
    const at = (size: number) => recommend({ ...fine, size, waiting: 1 }, standing);
    assert.deepEqual([91, 85, 81].map(at), [
      'INCREASE_POOL_SIZE',
      'INCREASE_POOL_SIZE',
      'POOL_OPTIMALLY_CONFIGURED',
    ]);
  });
});
