import assert from 'node:assert/strict';
import { OperationLog } from '../../../../client/src/panels/operation-log.ts';
import type { OperationRecord } from '../../../../client/src/pools/pool-types.ts';

const operation = (at: number, durationMs: number): OperationRecord => ({
  at: new Date(at),
  pool: 'p',
  host: 'a:27017',
  command: 'find',
  database: 'shop',
  durationMs,
});

describe('the log of operations', () => {
  it('takes each operation once, however often it is shown', () => {
    const log = new OperationLog();
    const times = [1000, 2000, 2000, 2000, 3000];
    // The manager makes its records anew for each call.
    const shown = (from: number, to: number) => times.slice(from, to).map((at) => operation(at, 5));
    log.take(shown(0, 2));
    log.take(shown(0, 2));
    log.take(shown(0, 3));
    log.take(shown(1, 5));
    log.take(shown(4, 5));
    log.take([]);
    assert.equal(log.slowest(0, 10).length, times.length);
  });

  it('keeps the slowest while the manager forgets them', () => {
    const log = new OperationLog();
    log.take([operation(1000, 900), operation(1500, 3)]);
    for (let round = 1; round <= 20; round += 1)
      log.take(
        Array.from({ length: 100 }, (_, index) => operation(2000 + round * 100 + index, 1 + index / 100)),
      );
    assert.deepEqual(
      log.slowest(0, 2).map(({ durationMs }) => durationMs),
      [900, 3],
    );
    assert.equal(log.slowest(1200, 1)[0]?.durationMs, 3);
  });
});
