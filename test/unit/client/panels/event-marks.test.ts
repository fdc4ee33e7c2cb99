import assert from 'node:assert/strict';
import { eventMarks } from '../../../../client/src/panels/event-marks.ts';
import type { PoolEvent } from '../../../../client/src/pools/pool-types.ts';

const event = (at: number, type: string, rest: Partial<PoolEvent> = {}): PoolEvent => ({
  at: new Date(at),
  pool: 'p',
  type,
  ...rest,
});
const texts = (events: readonly PoolEvent[]): string[] =>
  eventMarks(events, 0, 1000).map(({ at, lane, count, text }) => `${at} ${lane} ${count} ${text}`);

describe('events as marks', () => {
  it('say what happened, where and why', () => {
    const host = 'a:27017';
    assert.deepEqual(
      texts([
        event(100, 'connectionReady', { host, connectionId: 7, durationMs: 12 }),
        event(200, 'connectionClosed', { host, connectionId: 7, reason: 'idle' }),
        event(300, 'connectionPoolCleared', { host }),
        event(400, 'serverDescriptionChanged', { host, detail: 'secondary → primary' }),
        event(500, 'connectionCheckOutFailed', { host, reason: 'timeout', durationMs: 10_000 }),
        event(600, 'poolAltered', { detail: 'maxPoolSize' }),
        event(700, 'reconnectFailed', { detail: 'no answer' }),
        event(800, 'poolClearedByUser'),
      ]),
      [
        '100 created 1 Connection 7 to a:27017 opened after 12 ms',
        '200 closed 1 Connection 7 to a:27017 closed: idle',
        '300 cleared 1 Connections to a:27017 cleared',
        '400 topology 1 a:27017 changed: secondary → primary',
        '500 trouble 1 Checkout failed after 10 s: timeout',
        '600 altered 1 Pool altered: maxPoolSize',
        '700 trouble 1 Reconnect failed: no answer',
        '800 cleared 1 Pool cleared by user',
      ],
    );
  });

  it('tell connections that came or went close together as one, with how many for each reason', () => {
    const closed = ['idle', 'error', 'idle', 'idle'].map((reason, index) =>
      event(1000 + index, 'connectionClosed', { reason }),
    );
    assert.deepEqual(texts([...closed, event(2500, 'connectionClosed', { reason: 'stale' })]), [
      '1003 closed 4 4 connections closed: idle 3, error 1',
      '2500 closed 1 Connection closed: stale',
    ]);
  });

  it('never tell two pools, or two changes of topology, as one', () => {
    const marks = texts([
      event(1, 'connectionClosed', { reason: 'idle' }),
      event(2, 'connectionClosed', { reason: 'idle', pool: 'q' }),
      event(3, 'serverDescriptionChanged', { host: 'a:1' }),
      event(4, 'serverDescriptionChanged', { host: 'b:1' }),
    ]);
    assert.equal(marks.length, 4);
  });

  it('leave out what another event tells better, and what is past', () => {
    assert.deepEqual(texts([event(1, 'connectionCreated'), event(2, 'connectionPoolReady')]), []);
    assert.deepEqual(eventMarks([event(1, 'poolPaused')], 2, 1000), []);
  });
});
