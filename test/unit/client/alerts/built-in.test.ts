import assert from 'node:assert/strict';
import { builtInRules } from '../../../../client/src/alerts/built-in-rules.ts';
import { someHost, times } from '../tree/some-pool.ts';
import { Timeline } from './timeline.ts';

const lines = (...expected: string[]): string => expected.join('\n');

describe('built-in alerts', () => {
  it('have names of their own that are plain words', () => {
    const names = builtInRules.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z_]+$/);
  });

  it('say nothing of a pool at ease', () => assert.equal(new Timeline().minutes(30).text, ''));

  it('an exhausted pool: raised after the hold time, worse later, ended with patience', () => {
    const time = new Timeline().event('poolAltered', { detail: 'maxPoolSize' });
    time.pool('p', { inUse: 10, waiting: 3, oldestWaitMs: 1200 }).seconds(35);
    time.say('relieved').pool('p', { inUse: 2, waiting: 0 }).seconds(60);
    assert.equal(
      time.text,
      lines(
        '10 s + WARNING queue_not_empty p: 3 operations wait for a connection, the oldest for 1.2 s; 10 of 10 connections are in use.',
        '30 s + CRITICAL pool_in_use p: 10 of 10 connections are in use (100 %).',
        '-- relieved',
        '45 s - WARNING queue_not_empty p: 3 operations wait for a connection, the oldest for 1.2 s; 10 of 10 connections are in use.',
        '65 s - CRITICAL pool_in_use p: 10 of 10 connections are in use (100 %).',
      ),
    );
    const [queue] = time.alerts.all();
    assert.deepEqual(
      [queue?.advice, queue?.statement, queue?.option, queue?.value, queue?.limit],
      [
        'Let the pool grow to 16 connections, if the operations cannot be made shorter.',
        'ALTER CONNECTION_POOL p SET (maxPoolSize = 16);',
        'maxPoolSize',
        3,
        0,
      ],
    );
    assert.deepEqual(
      queue?.events.map(({ id, text }) => `${id} ${text}`),
      ['1 poolAltered: maxPoolSize'],
    );
    assert.deepEqual(
      time.notes.map((note) => note.split(':')[0]),
      [
        'p alertRaised WARNING 3 operations wait for a connection, the oldest for 1.2 s; 10 of 10 connections are in use.',
        'p alertRaised CRITICAL 10 of 10 connections are in use (100 %).',
        'p alertEnded 3 operations wait for a connection, the oldest for 1.2 s; 10 of 10 connections are in use.',
        'p alertEnded 10 of 10 connections are in use (100 %).',
      ],
    );
  });

  it('do not nag about a queue that empties now and then', () => {
    const time = new Timeline();
    for (let round = 0; round < 20; round++)
      time.pool('p', { waiting: 2 }).seconds(5).pool('p', { waiting: 0 }).seconds(1);
    assert.equal(time.text, '');
  });

  it('one that comes back soon goes on as the same, without being told of again', () => {
    const time = new Timeline();
    for (let round = 0; round < 3; round++)
      time.pool('p', { waiting: 2 }).seconds(20).pool('p', { waiting: 0 }).seconds(30);
    const raised = time.text.split('\n').filter((line) => line.includes(' + '));
    assert.equal(raised.length, 1);
    assert.deepEqual(
      time.alerts.all().map(({ state, times: often }) => `${state} ${often} times`),
      ['resolved 3 times'],
    );
    time.minutes(10).pool('p', { waiting: 2 }).seconds(20);
    assert.equal(time.text.split('\n').filter((line) => line.includes(' + ')).length, 2);
  });

  it('go by the fullest host, since the limit is one for each', () => {
    const hosts = [someHost('a:1', { active: 9 }), someHost('b:1', { active: 1, role: 'primary' })];
    assert.equal(
      new Timeline().pool('p', { hosts, inUse: 10 }).seconds(31).text,
      '30 s + WARNING pool_in_use p: 9 of 10 connections to a:1 are in use (90 %).',
    );
  });

  it('a paused pool is meant to make operations wait', () =>
    assert.equal(new Timeline().pool('p', { state: 'paused', waiting: 5 }).seconds(60).text, ''));

  it('slow checkouts, where there were enough to judge by', () => {
    const slow = { checkout: times(10, 70), minSize: 2 };
    const time = new Timeline()
      .seconds(1)
      .pool('p', { ...slow, checkouts: 12_350 })
      .seconds(30);
    assert.equal(time.text, '');
    time.pool('p', { ...slow, checkouts: 12_400 }).seconds(11);
    time.pool('p', { checkout: times(10, 130), checkouts: 12_500 }).seconds(11);
    assert.equal(
      time.text,
      lines(
        '41 s + WARNING slow_checkout p: Checkouts wait 70 ms for a connection at the 95th percentile; 1 of 10 connections are in use.',
        '52 s + CRITICAL slow_checkout p: Checkouts wait 130 ms for a connection at the 95th percentile; 1 of 10 connections are in use.',
      ),
    );
    const [alert] = time.alerts.all();
    assert.equal(alert?.statement, 'ALTER CONNECTION_POOL p SET (minPoolSize = 5);');
  });

  it('failed checkouts, with the events that tell of them, until five minutes after the last', () => {
    const time = new Timeline().seconds(2);
    time.event('connectionCheckOutFailed', { host: 'a:1', reason: 'timeout' });
    time.pool('p', { checkoutFailures: 1 }).seconds(2).pool('p', { checkoutFailures: 12 }).minutes(6);
    assert.equal(
      time.text,
      lines(
        '2 s + WARNING checkout_failures p: 1 checkout failed in the last five minutes.',
        '4 s + CRITICAL checkout_failures p: 12 checkouts failed in the last five minutes.',
        '314 s - CRITICAL checkout_failures p: 12 checkouts failed in the last five minutes.',
      ),
    );
    assert.deepEqual(
      time.alerts.all()[0]?.events.map(({ text }) => text),
      ['connectionCheckOutFailed to a:1: timeout'],
    );
  });

  it('churn counts connections that took the place of others, not growth and not what ALTER replaced', () => {
    const grown = new Timeline()
      .seconds(1)
      .pool('p', { created: 84 + 300 })
      .minutes(2);
    assert.equal(grown.text, '');
    const altered = new Timeline().seconds(1);
    altered
      .pool('p', { created: 384, destroyed: 322, destroyedByReason: { idle: 22, poolClosed: 300 } })
      .minutes(2);
    assert.equal(altered.text, '');
    const churn = new Timeline().seconds(1);
    churn.pool('p', { created: 204, destroyed: 142, destroyedByReason: { idle: 142 } }).minutes(2);
    assert.equal(
      churn.text,
      '1 s + WARNING connection_churn p: 120 connections of the last hour took the place of others, most of them closed by reason idle.',
    );
    assert.equal(churn.alerts.all()[0]?.statement, 'ALTER CONNECTION_POOL p SET (maxIdleTimeMS = 600000);');
  });

  it('a connection that is out for too long: who holds it, and where that stands', () => {
    const time = new Timeline().pool('p', { options: { leakDetectionThresholdMS: 60_000 } });
    const held = { connection: 1, id: 17, host: 'a:1', since: new Date(0), heldMs: 61_000 };
    time.leaks = [{ ...held, statement: 'SELECT * FROM orders', source: 'orders.qlsql:12' }];
    time.seconds(2);
    time.leaks = [];
    time.seconds(2);
    assert.equal(
      time.text,
      lines(
        '0 s + WARNING connection_leak p: A connection to a:1 has been out for 1 min 1 s: SELECT * FROM orders (orders.qlsql:12).',
        '2 s - WARNING connection_leak p: A connection to a:1 has been out for 1 min 1 s: SELECT * FROM orders (orders.qlsql:12).',
      ),
    );
    const [alert] = time.alerts.all();
    assert.deepEqual([alert?.source, alert?.statement], ['orders.qlsql:12', 'KILL CONNECTION 17;']);
  });

  it('errors, a pool that was cleared, hosts and primaries that are gone', () => {
    const time = new Timeline().seconds(1);
    time
      .pool('p', { operations: 12_400, errorRate: 0.07, errorsByKind: { network: 4 }, clears: 1 })
      .seconds(10);
    const gone = [someHost('a:1', { role: 'unknown' }), someHost('b:1', { role: 'secondary', active: 1 })];
    time.pool('p', { hosts: gone }).seconds(10);
    time.pool('p', { hosts: gone, state: 'failed' }).seconds(6);
    assert.equal(
      time.text,
      lines(
        '1 s + WARNING pool_cleared p: The driver threw all connections to a server away, once in the last five minutes.',
        '6 s + WARNING error_rate p: 7.0 % of the operations failed in the last five minutes, most of them by network errors.',
        '16 s + CRITICAL primary_lost p: The replica set has no primary: nothing can be written.',
        '16 s + WARNING host_down p: No answer from a:1.',
        '26 s + CRITICAL pool_failed p: No server answers: a:1, b:1.',
        '26 s - CRITICAL primary_lost p: The replica set has no primary: nothing can be written.',
        '26 s - WARNING host_down p: No answer from a:1.',
      ),
    );
  });

  it('a server that lets no connection in, and not that it does not answer', () => {
    const refused = { kind: 'authentication' as const, why: 'Authentication failed.', times: 4 };
    const time = new Timeline();
    time.pool('p', { hosts: [someHost('a:1', { role: 'unknown', refused })], state: 'failed' }).seconds(10);
    time.pool('p', { hosts: [someHost('a:1')], state: 'ready' }).seconds(10);
    assert.equal(
      time.text,
      lines(
        '3 s + CRITICAL connections_refused p: a:1 lets no connection in: Authentication failed.',
        '15 s - CRITICAL connections_refused p: a:1 lets no connection in: Authentication failed.',
      ),
    );
  });

  it('a server to which the way has become slow, once it has been for a while', () => {
    const time = new Timeline();
    const way = (roundTripMs: number) => ({
      hosts: [someHost('a:1', { active: 1, roundTripMs, usualRoundTripMs: 2 })],
    });
    time.pool('p', way(500)).seconds(20).pool('p', way(2)).seconds(1);
    time.pool('p', way(500)).seconds(40).pool('p', way(2)).seconds(40);
    assert.equal(
      time.text,
      lines(
        '51 s + WARNING slow_network p: A round trip to a:1 takes 500 ms, and usually 2 ms.',
        '91 s - WARNING slow_network p: A round trip to a:1 takes 500 ms, and usually 2 ms.',
      ),
    );
  });

  it('more sockets than the server has room for', () => {
    const time = new Timeline();
    time.room = { sockets: 1004, limit: 1000, instances: 1 };
    time.seconds(12);
    assert.equal(
      time.text,
      '11 s + CRITICAL server_room p: The server’s clients together may open 1,004 connections, and it takes 1,000.',
    );
    assert.equal(time.alerts.all()[0]?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 6);');
  });

  it('a pool does not grow beyond the room that the server has left', () => {
    const time = new Timeline().pool('p', { inUse: 10, waiting: 9 });
    time.room = { sockets: 998, limit: 1000, instances: 1 };
    time.seconds(11);
    assert.equal(time.alerts.all()[0]?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 12);');
  });

  it('the room that the server has left is shared by all programs that run with such pools', () => {
    const grow = new Timeline().pool('p', { inUse: 10, waiting: 9 });
    grow.room = { sockets: 990, limit: 1000, instances: 4 };
    grow.seconds(11);
    assert.equal(grow.alerts.all()[0]?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 12);');
    const shrink = new Timeline();
    shrink.room = { sockets: 1009, limit: 1000, instances: 4 };
    shrink.seconds(12);
    assert.equal(shrink.alerts.all()[0]?.statement, 'ALTER CONNECTION_POOL p SET (maxPoolSize = 7);');
  });

  it('figures far from their own past, once enough of it is known, and not what a plain rule tells', () => {
    const time = new Timeline();
    let checkouts = 12_345;
    const run = (minutes: number, p95: number, perSecond: number) => {
      for (let step = 0; step < minutes * 6; step++) {
        checkouts += perSecond * 10;
        time.pool('p', { checkouts, checkout: times(1, p95 + (step % 3) * 0.1) }).minutes(1 / 6);
      }
    };
    run(5, 2, 50);
    run(3, 40, 50);
    time.say('too little was known');
    run(20, 2, 50);
    run(3, 45, 50);
    time.say('the plain rule tells it');
    run(3, 80, 50);
    time.say('ten times the load');
    run(3, 2, 500);
    const said = time.text.replaceAll(/[^\n]* - [^\n]*\n?/g, '').trim();
    assert.equal(
      said,
      lines(
        '-- too little was known',
        '1740 s + WARNING unusual_wait p: Checkouts wait 45 ms at the 95th percentile, and usually 2 ms.',
        '-- the plain rule tells it',
        '1870 s + WARNING slow_checkout p: Checkouts wait 80 ms for a connection at the 95th percentile; 1 of 10 connections are in use.',
        '-- ten times the load',
        '2110 s + INFO unusual_load p: 500/s checkouts, and usually 50/s.',
      ),
    );
  });

  it('end with their pool', () => {
    const time = new Timeline().pool('p', { waiting: 2 }).seconds(12).drop('p').seconds(1);
    assert.match(time.text, /\n12 s - WARNING queue_not_empty p/);
  });
});

describe('an alert that somebody saw', () => {
  it('is not told of again until it gets worse', () => {
    const time = new Timeline().pool('p', { inUse: 9 }).seconds(31);
    time.alerts.acknowledge(time.alerts.all()[0]?.id ?? 0);
    assert.ok(time.alerts.all()[0]?.acknowledgedAt);
    time.pool('p', { inUse: 10 }).seconds(31);
    assert.equal(time.text.split('\n').length, 2);
    assert.equal(time.alerts.all()[0]?.acknowledgedAt, undefined);
  });

  it('is silent while it is snoozed, also where it ends and comes back, and is told of when it wakes', () => {
    const time = new Timeline().pool('p', { waiting: 1 }).seconds(11);
    time.alerts.snooze(time.alerts.all()[0]?.id ?? 0, 60_000);
    time.pool('p', { waiting: 0 }).seconds(20).pool('p', { waiting: 1 }).seconds(60);
    const told = time.text.split('\n').map((line) => line.slice(0, line.indexOf('queue')));
    assert.deepEqual(told, ['10 s + WARNING ', '21 s - WARNING ', '71 s + WARNING ']);
  });

  it('no number stands for nothing', () => {
    assert.equal(new Timeline().alerts.acknowledge(99), false);
    assert.equal(new Timeline().alerts.snooze(99, 1000), false);
  });
});
