import assert from 'node:assert/strict';
import { statementErrors } from '../../../../client/src/pools/error-kinds.ts';
import { answers, figures } from '../../../../client/src/pools/snapshot-figures.ts';
import { dropDoubtful } from '../../../../client/src/pools/metrics/pool-metrics.ts';
import { foldScript, tell } from './event-script.ts';

function check(title: string, script: string, expected: string): void {
  it(title, () => {
    const lines = expected
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const told = tell(foldScript(script)).split('\n');
    assert.deepEqual(
      told.filter((line) => lines.some((wanted) => wanted.split(' ')[0] === line.split(' ')[0])),
      lines,
    );
  });
}

describe('pool metrics', () => {
  check(
    'a connection goes from pending to idle to active and back',
    `
    0 create #1
    5 ready #1
    6 ask
    6 out #1
    9 in #1
    10 create #2`,
    `
    size 2 = idle 1 + active 0 + pending 1
    waiting 0 oldest 0
    created 2 destroyed 0 {}
    checkouts 1 failed 0
    operations 1 errors 0 {}`,
  );

  check(
    'a client that was replaced is counted no more, though its operations are',
    `
    0 create #1
    1 ready #1
    2 ask
    2 out #1
    3 create #100
    4 ready #100
    5 client-in-use from=100 to=200
    6 create #2
    9 in #1
    9 close #1`,
    `
    size 1 = idle 1 + active 0 + pending 0
    created 3 destroyed 1 {"idle":1}
    checkouts 1 failed 0
    operations 1 errors 0 {}`,
  );

  check(
    'checkouts that overlap each have their own times',
    `
    0 create #1
    1 ready #1
    10 ask
    10 out #1
    11 ask
    12 ask
    20 in #1
    20 out #1 wait=9
    24 ask`,
    `
    size 1 = idle 0 + active 1 + pending 0
    waiting 2 oldest 12
    checkouts 2 failed 0
    operations 1 errors 0 {}`,
  );

  check(
    'a checkout that failed leaves the queue, and is no operation until its caller says so',
    `
    10 ask
    15 ask
    20 fail wait=10
    20 error kind=timeout answered=false`,
    `
    waiting 1 oldest 5
    checkouts 0 failed 1
    operations 1 errors 1 {"timeout":1}`,
  );

  check(
    'a waiter that was served out of order leaves its own place',
    `
    10 ask
    30 ask
    60 ask
    70 create #1
    71 ready #1
    71 out #1 wait=41`,
    `waiting 2 oldest 61`,
  );

  check(
    'a cancelled checkout leaves the queue without a failure',
    `
    10 ask
    20 ask
    30 cancel started=10`,
    `
    waiting 1 oldest 10
    checkouts 0 failed 0`,
  );

  check(
    'connections close for reasons, from whatever state',
    `
    0 create #1
    0 create #2
    0 create #3
    1 ready #1
    1 ready #2
    2 ask
    2 out #2
    3 close #1 reason=idle
    3 close #3 reason=error
    4 in #2
    4 close #2 reason=stale`,
    `
    size 0 = idle 0 + active 0 + pending 0
    created 3 destroyed 3 {"idle":1,"error":1,"stale":1}`,
  );

  check(
    'the manager’s own operations move connections and are not counted',
    `
    0 create #1
    1 ready #1
    2 ask
    2 out #1 quiet=true
    3 in #1 quiet=true`,
    `
    size 1 = idle 1 + active 0 + pending 0
    waiting 0 oldest 0
    checkouts 0 failed 0
    operations 0 errors 0 {}`,
  );

  check(
    'hosts are added up',
    `
    0 create #1 a:1
    1 ready #1 a:1
    1 create #1 b:1
    2 ready #1 b:1
    3 ask b:1
    3 out #1 b:1
    4 ask a:1`,
    `
    size 2 = idle 1 + active 1 + pending 0
    waiting 1 oldest 0
    created 2 destroyed 0 {}`,
  );

  check(
    'a closed client takes its own connections with it, and no other’s',
    `
    0 create #1
    1 ready #1
    1 create #101
    2 ready #101
    3 client-closed from=0 to=100`,
    `
    size 1 = idle 1 + active 0 + pending 0
    created 2 destroyed 1 {"poolClosed":1}`,
  );

  check(
    'an event about a connection that is already gone changes nothing',
    `
    0 create #1
    1 ready #1
    2 close #1
    3 in #1
    4 close #1
    5 out #1`,
    `
    size 0 = idle 0 + active 0 + pending 0
    created 1 destroyed 1 {"idle":1}
    operations 0 errors 0 {}`,
  );

  it('drops a connection that was being opened when the pool was emptied and never told of itself', () => {
    const script = foldScript(`
      0 create #1
      0 create #2
      1 ready #2
      5 clear`);
    dropDoubtful(script.metrics, 900, 1000);
    assert.equal(figures(script.metrics, 900).pending, 1);
    dropDoubtful(script.metrics, 1100, 1000);
    assert.deepEqual(figures(script.metrics, 1100).destroyedByReason, { stale: 1 });
    assert.equal(figures(script.metrics, 1100).size, 1);
  });

  it('times operations from checkout to check-in, by connection', () => {
    const { metrics } = foldScript(`
      0 create #1
      0 create #2
      1 ready #1
      1 ready #2
      10 ask
      10 out #1
      12 ask
      12 out #2
      110 in #2
      210 in #1`);
    const { response } = figures(metrics, 210);
    assert.ok(Math.abs(response.p50 - 98) / 98 < 0.01, `p50 ${response.p50}`);
    assert.ok(Math.abs(response.max - 200) / 200 < 0.01, `max ${response.max}`);
    // 98 first, then 0.95 of it and 0.05 of 200.
    assert.ok(Math.abs(response.average - 103.1) < 1e-9, `average ${response.average}`);
  });

  it('averages the wait of checkouts by 0.9 and 0.1', () => {
    const { metrics } = foldScript(`
      0 create #1
      1 ready #1
      1 ask
      101 out #1 wait=100
      101 in #1
      101 ask
      101 out #1 wait=0`);
    assert.equal(figures(metrics, 101).checkout.average, 90);
  });

  it('tells error rate and operations per second of the recent past', () => {
    const lines = ['0 create #1', '0 ready #1'];
    for (let second = 0; second < 20; second++)
      for (let n = 0; n < 4; n++)
        lines.push(`${second * 1000 + n} ask`, `${second * 1000 + n} out #1`, `${second * 1000 + n} in #1`);
    lines.push('19500 error', '19500 error');
    const { metrics } = foldScript(lines.join('\n'));
    const now = figures(metrics, 20_000 - 1);
    assert.equal(now.errorRate, 2 / 80);
    assert.ok(Math.abs(now.operationsPerSecond - 4) < 0.1, String(now.operationsPerSecond));
    assert.equal(figures(metrics, 19_500 + 301_000).errorRate, 0);
    assert.equal(figures(metrics, 19_500 + 301_000).operationsPerSecond, 0);
  });

  it('does not hold against the pool what the server refuses in statements', () => {
    const { metrics } = foldScript(`
      0 create #1
      0 ready #1
      1 ask
      1 out #1
      1 in #1
      1 ask
      1 out #1
      1 in #1
      2 error kind=statement
      2 error kind=write
      2 error kind=network`);
    const { errors, errorsByKind, errorRate, recentErrors } = figures(metrics, 1000);
    assert.deepEqual(
      [errors, errorsByKind, errorRate, recentErrors],
      [3, { statement: 1, write: 1, network: 1 }, 0.5, 1],
    );
    assert.equal(statementErrors(errorsByKind), 2);
  });

  const refused = (script: string, now: number) => figures(foldScript(script).metrics, now).hosts[0]?.refused;
  const tries = (many: number, kind: string) =>
    Array.from(
      { length: many },
      (_, n) => `${2 * n} create #${n}\n${2 * n + 1} close #${n} reason=error kind=${kind} why=refused`,
    ).join('\n');

  it('takes the middle of the newest three heartbeats for the round trip, and the least for the usual one', () => {
    const trip = (...beats: readonly number[]) => {
      const script = beats.map((ms, n) => `${n} beat ms=${ms}`).join('\n');
      const [host] = figures(foldScript(`0 role is=primary\n${script}`).metrics, 100).hosts;
      return [host?.roundTripMs, host?.usualRoundTripMs?.toFixed(2)];
    };
    assert.deepEqual(trip(), [undefined, undefined]);
    assert.deepEqual(trip(4), [4, '4.00']);
    assert.deepEqual(trip(4, 500), [4, '4.04']);
    assert.deepEqual(trip(4, 500, 3), [4, '3.00']);
    assert.deepEqual(trip(3, 500, 500), [500, '3.06']);
    assert.deepEqual(trip(3, ...Array.from({ length: 111 }, () => 500)), [500, '9.05']);
    const gone = foldScript('0 beat ms=4\n1 role is=primary\n2 beat ms=4\n3 role is=unknown');
    assert.equal(figures(gone.metrics, 10).hosts[0]?.roundTripMs, undefined);
  });

  it('takes a refused login, or three connections in a row, for a host that lets none in', () => {
    assert.deepEqual(refused(tries(1, 'authentication'), 10), {
      ...{ kind: 'authentication', why: 'refused', times: 1 },
    });
    const there = '0 role is=primary';
    assert.equal(refused(`${there}\n${tries(2, 'network')}`, 10), undefined);
    const three = `${there}\n${tries(3, 'network')}`;
    const expected = { kind: 'network', why: 'refused', times: 3 };
    assert.deepEqual(refused(three, 10), expected);
    assert.deepEqual(refused(`${three}\n7 role is=unknown`, 10), expected);
    assert.equal(refused(`${three}\n7 no-beat\n8 role is=unknown`, 10), undefined);
    assert.deepEqual(refused(`${three}\n7 no-beat\n8 beat ms=1`, 10), expected);
  });

  it('takes it for one until a connection can be opened, or nobody tries any more', () => {
    const tried = tries(1, 'authentication');
    assert.equal(refused(tried, 60_100), undefined);
    assert.equal(refused(`${tried}\n4 create #3\n5 ready #3`, 10), undefined);
    const broken = '0 create #1\n1 ready #1\n2 close #1 reason=error kind=network why=refused';
    assert.equal(refused(broken, 10), undefined);
  });

  it('has no server to work with where heartbeats are answered and logins are not', () => {
    const answered = (script: string, now: number) => answers(foldScript(script).metrics, now);
    const wrong = `0 role is=primary\n${tries(1, 'authentication')}`;
    assert.equal(answered(wrong, 10), false);
    assert.equal(answered(`${wrong}\n5 role is=unknown\n6 role is=primary`, 10), false);
    assert.equal(answered(`${wrong}\n5 create #3\n6 ready #3`, 10), true);
    assert.equal(answered(`${wrong}\n5 role b:1 is=secondary`, 10), true);
    assert.equal(answered(wrong, 60_100), true);
    assert.equal(answered('0 create #1\n1 ready #1\n2 role is=unknown', 10), false);
    assert.equal(answered('', 10), true);
  });
});
